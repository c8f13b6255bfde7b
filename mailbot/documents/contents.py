"""Which blocks are entries of a table of contents: a title there is no section of the plan."""

import re
from collections.abc import Callable
from functools import cache

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton, to_arabic

_LEADER = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{5,}|-{5,}|·{4,})\s*(?:\d{1,3}|[ก-ฮ]|[ivxIVX]{1,5})?\s*$")
_PAGE_NUMBER = re.compile(r"(?P<gap>[\s.…]+)\(?(?P<page>\d{1,3})\)?\s*$")
_PLACE = re.compile(r"^\s*(?:\d{1,3}|[ก-ฮ])\s*$")
_CONTENTS = frozenset(map(skeleton, ("สารบัญ", "สารบัญตาราง", "สารบัญภาพ", "สารบัญ หน้า", "contents", "table of contents")))
_CONTENTS_WORD = re.compile("|".join(sorted(_CONTENTS)))
_COLUMN_TITLES = frozenset(map(skeleton, ("หน้า", "เรื่อง", "เรื่อง หน้า", "หัวข้อ", "หัวข้อ หน้า", "page")))
_LONGEST_ENTRY = 160
_LONGEST_TITLE, _SHORTEST_TITLE = 60, 4  # letters of its skeleton
_MOST_SHORTENED = 2  # entries in a row whose titles are worded otherwise in the text
_BARE_NUMBER = re.compile(r"^\d{1,2}\s+(?=\D)")  # '๔ ทรัพยากร' in the contents, '๔. ทรัพยากร' in the text
_FIRST_NUMBER = re.compile(r"\s*(\D{0,12}?)(\d{1,2})(?![\d/])")
_FEWEST_ENTRIES = 3  # entries in a row with a tab or a wide gap before the page number
_FEWEST_NARROW = 5  # entries in a row when only one space stands there, as in prints


def contents_blocks(blocks: tuple[Block, ...]) -> frozenset[int]:
    """Indexes of the blocks that are entries of a table of contents.

    Sure signs: dot leaders before a page number; several entries in a row whose page numbers never fall;
    after a heading 'สารบัญ', whatever ends in a page number or is a title that comes again further down.
    """
    body = [
        index for index, block in enumerate(blocks) if block.kind not in ("header", "footer") and block.text.strip()
    ]
    found: set[int] = set()
    run: list[tuple[int, int, bool]] = []
    for index in body:
        block = blocks[index]
        if _has_leader(block):
            found.add(index)
        page = _page(block) if block.kind != "row" else None
        if page is not None and (not run or page[0] >= run[-1][1]):
            run.append((index, *page))
            continue
        if run:
            found.update(_entries(run))
        run = [(index, *page)] if page is not None else []
    found.update(_entries(run))
    return frozenset(found | _after_contents_heading(blocks, body))


def without_page_number(text: str) -> str:
    """An entry less its dots and page number."""
    dotted, numbered = _has_dots(text), _may_end_in_number(text)
    flat = to_arabic(text) if dotted or numbered else text
    cut = (_LEADER.search(flat) if dotted else None) or (_PAGE_NUMBER.search(flat) if numbered else None)
    return text[: cut.start()].strip() if cut else text.strip()


def _has_dots(text: str) -> bool:
    """What a leader holds at least: most lines have none, and need no search."""
    return "...." in text or "……" in text or ". . . . " in text or "_____" in text or "-----" in text or "····" in text


def _may_end_in_number(text: str) -> bool:
    """As entries do; most lines end in a letter, and need no search."""
    last = text.rstrip()[-1:]
    return last.isdigit() or last == ")"


def _has_leader(block: Block) -> bool:
    """Dots and then a page number; dots alone are a blank to be filled in."""
    if not _has_dots(block.text):
        return False
    flat = to_arabic(block.text)
    found = _LEADER.search(flat) if len(flat) < 2 * _LONGEST_ENTRY else None
    return found is not None and flat.rstrip()[-1:].isalnum()


def _page(block: Block) -> tuple[int, bool] | None:
    """Page number at the end of an entry, and whether dots, a tab or a wide gap stand before it; None without one."""
    if len(block.text) > _LONGEST_ENTRY or not _may_end_in_number(block.text):
        return None
    found = _PAGE_NUMBER.search(to_arabic(block.text))
    if found is None or len(skeleton(block.text[: found.start()])) < 4:
        return None
    return int(found["page"]), "\t" in found["gap"] or len(found["gap"]) > 1


def _entries(run: list[tuple[int, int, bool]]) -> list[int]:
    """The run when it is long enough and its page numbers rise; else nothing."""
    wide = sum(gap for _, _, gap in run) >= _FEWEST_ENTRIES
    if (len(run) >= _FEWEST_NARROW or wide) and run[-1][1] > run[0][1]:
        return [index for index, _, _ in run]
    return []


def _after_contents_heading(blocks: tuple[Block, ...], body: list[int]) -> set[int]:
    """Entries after a heading 'สารบัญ', until a title comes that was an entry already: there the text begins."""
    bones = [skeleton(blocks[index].text) for index in body]
    named = [at for at, line in enumerate(bones) if _CONTENTS_WORD.search(line)]
    if not named:
        return set()
    titles = cache(lambda at: _title(blocks[body[at]]))

    def is_entry(at: int, start: int) -> bool:
        block, title = blocks[body[at]], titles(at)
        numbered = _page(block) is not None or _has_leader(block) or _PLACE.match(to_arabic(block.text))
        return bool(numbered or title in _COLUMN_TITLES or _comes_again(title, at, start, bones, titles))

    entries: set[int] = set()
    for start in (at for at in named if titles(at) in _CONTENTS):
        seen: set[str] = set()
        last = start
        for at in range(start + 1, len(body)):
            block, title = blocks[body[at]], titles(at)
            if title in seen or block.kind == "heading" or at - last > _MOST_SHORTENED:
                break
            if is_entry(at, start) or _is_next(blocks[body[last]].text, block.text):
                entries.update(body[last + 1 : at + 1])
                last = at
            elif not 0 < len(title) <= _LONGEST_TITLE:
                break
            if len(title) >= _SHORTEST_TITLE:
                seen.add(title)
    return entries


def _is_next(before: str, text: str) -> bool:
    """Whether a line has the number after that of the line before: a list goes on, with nothing between its titles."""
    numbers = [_FIRST_NUMBER.match(to_arabic(line)) for line in (before, text)]
    if numbers[0] is None or numbers[1] is None or len(text) > _LONGEST_ENTRY:
        return False
    return numbers[0][1] == numbers[1][1] and int(numbers[0][2]) + 1 == int(numbers[1][2])


def _comes_again(title: str, at: int, start: int, bones: list[str], titles: Callable[[int], str]) -> bool:
    """Whether another line after `start` has this title: few hold its letters, and only they are cut into parts."""
    others = (other for other in range(start + 1, len(bones)) if other != at and title in bones[other])
    return any(titles(other) == title for other in others)


def _title(block: Block) -> str:
    if len(block.text) > 2 * _LONGEST_ENTRY:
        return ""
    return skeleton(_BARE_NUMBER.sub("", split_number(without_page_number(block.text)).rest))
