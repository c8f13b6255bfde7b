"""Does the content under a heading fit its element? Names for the team, areas for the strategy, numbers for calls."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton, to_arabic
from mailbot.element_rules import Element
from mailbot.plans.hits import has_content, is_placeholder, is_promise

_RANKS = (
    "นาย|นาง|นางสาว|น\\.ส\\.|ว่าที่|ร้อย(?:ตรี|โท|เอก)|พัน(?:ตรี|โท|เอก)|พล\\.|พ\\.[ตจ]\\.|พ\\.[ตทอ]\\.|ร\\.[ตทอ]\\.|[จส]\\.[สตทอ]\\.|ด\\.ต\\.|จ่า|สิบ(?:ตรี|โท|เอก)|"
    "ดร\\.|นพ\\.|พญ\\.|ทพ\\.|นายแพทย์|แพทย์หญิง|เภสัชกร|ศ\\.|รศ\\.|ผศ\\.|ม\\.(?:ร\\.ว|ล)\\.|คุณ|เรือ(?:ตรี|โท|เอก)|นาวา|พระ|mr\\.?|mrs\\.?|ms\\.?|miss|dr\\.?"
)
PERSON = re.compile(
    rf"(?<![\u0e00-\u0e7fA-Za-z])(?:{_RANKS})\s*(?!ก[.\s]|ข[.\s])[\u0e01-\u0e2eเ-ไA-Z][\u0e00-\u0e4eA-Za-z.]+",
    re.IGNORECASE,
)
_NOT_PERSON = re.compile(
    "^(?:นายก|นายอำเภอ|นายทะเบียน|นายช่าง|นายแพทย์สาธารณสุข|นายสถานี|นายด่าน|คุณภาพ|คุณสมบัติ|คุณธรรม|คุณลักษณะ|คุณค่า|นางนวล|พระราช|ศ\\.ศ)"
)
TELEPHONE = re.compile(
    r"(?<![\d./])0\s?[2-9](?:[\s\-–.]?\d){6,8}(?!\d)|(?<!\d)\d{3,5}\s?(?:ต่อ|#)\s?\d{2,5}|(?:โทร|เบอร์|ภายใน|tel)[^\d]{0,15}\d{3,5}",
    re.IGNORECASE,
)
TICK = re.compile("[✓✔√☑☒■●×/\uf0fc\uf0fe]")
AMOUNT = re.compile(
    r"(?<!\d)\d++\s*+(?:ชั่วโมง|ชม|วัน|สัปดาห์|เดือน|นาที|เครื่อง|คน|ชุด|คัน|ห้อง|ตร|hour|day|week|month|min)", re.IGNORECASE
)
_NAME_COLUMN = re.compile(
    r"(?:ชื่อ|รายชื่อ|นาม)\s*[-–/]?\s*(?:และ)?\s*(?:นาม)?(?:สกุล)?(?:\s.*)?|names?|full name", re.IGNORECASE
)
_BARE_NAME = re.compile(r"[\u0e01-\u0e2eเ-ไA-Z][\u0e00-\u0e4eA-Za-z]+\s+[\u0e01-\u0e2eเ-ไA-Z][\u0e00-\u0e4eA-Za-z]+")
_REFERENCE = re.compile("(?:ภาคผนวก|ตามคำสั่ง|เอกสารแนบ|ตามแนบ|ไฟล์แนบ|ผนวก|annex|appendix|attached)", re.IGNORECASE)


_DOTS = re.compile(r"[\s.…_\-–]*(?:\.{3,}|…|_{3,})[\s.…_\-–]*")
_RUN_OF_DOTS = re.compile(r"[.…_]{8,}|…{3,}|[.…_]{4,}(?=\s*[.…_]{4,})|(?<=[.…_]\s)[.…_]{4,}")  # to be written over
_EMPTY_BOX = re.compile(r"[☐□▢❏]|\[\s*\]|\(\s*\)")  # to be ticked
_FEWEST_LEFT_OPEN = 3  # rows of a table of two columns
_LONGEST_LABEL = 30  # letters of the skeleton beside dots
_LINES_OF_A_HEAD, _MOST_LINES_OF_A_HEAD, _FEWEST_BLANK = (
    2,
    4,
    2,
)  # of a table in print: its titles, and the lines that are to be filled in
_FEWEST_TIMES, _LONGEST_ROW = 3, 60  # in the titles of a table; characters of its rows
_IN_FIGURES = frozenset({"2.5", "2.6"})
_CELLS_OF_A_TABLE = 3
_LINES_OF_A_TITLE = 5  # that the titles of three columns may take in print
_ARROW = re.compile(r"[-=]+>|[→➜▼⇒►]|\s[>»]\s(?=[^\d๐-๙])")  # from whom to whom, in one line; "> 10" is a measure
_HOTLINE = re.compile(r"(?<!\d)1\d{2,3}(?!\d)")
_FEWEST_OUTSIDERS = 3  # lines with a number
_FEWEST_ARROWS = 2
_FEWEST_STEPS = 3
_FEWEST_LETTERS = 8  # of the skeleton, in rows that are short one by one ('น้ำท่วม ✓')


@dataclass(frozen=True, slots=True)
class Fit:
    """fits: the content is what the element asks for. reason: machine word when not. found/missing: parts and areas."""

    fits: bool
    reason: str = ""
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    refers: bool = False


def fit(element: Element, blocks: Sequence[Block]) -> Fit:
    """Judge the content of a section by its element.

    reason: empty, too_short, no_events, no_names, no_roles, no_areas, no_times, no_steps, no_people; '' when it fits.
    """
    if is_bare_table(blocks):
        return Fit(False, "empty")
    blocks = [block for block in blocks if not _is_blank_row(block)]
    short = (block.text for block in blocks if not is_placeholder(block.text))
    if not any(map(has_content, blocks)) and sum(map(len, map(skeleton, short))) < _FEWEST_LETTERS:
        return Fit(False, "empty")
    text = "\n".join(block.text for block in blocks if has_content(block) or not is_placeholder(block.text))
    return _TESTS.get(element.id, _written)(element, blocks, text)


def is_bare_table(blocks: Sequence[Block]) -> bool:
    """A table of which nothing but the titles of its columns is written, or nothing but dots, perhaps with a promise to
    fill it in: they are no content."""
    blocks = [block for block in blocks if block.text.strip() or any(cell.strip() for cell in block.cells)]
    if _is_column_left_open(blocks):
        return True
    told = [block for block in blocks if block.cells or not (is_promise(block.text) or is_placeholder(block.text))]
    written = [block for block in told if not _is_blank_row(block)]
    if len(told) < len(blocks) and len(written) == 1 and len(written[0].cells) > 1 and written[0].bold:
        return True  # "(ให้แต่ละฝ่ายระบุ)" below the titles of the columns
    if len(written) == len(told):
        return not told and bool(blocks)
    if all(block.page is None for block in blocks):
        return len(written) <= 1 and all(block.cells for block in written)
    blank = len(told) - len(written)
    short = all(len(block.text) <= _LONGEST_ROW for block in written)
    return len(written) <= (min(_MOST_LINES_OF_A_HEAD, blank) if short else _LINES_OF_A_HEAD) and blank >= _FEWEST_BLANK


def _is_column_left_open(blocks: Sequence[Block]) -> bool:
    """'ทรัพยากร | กลยุทธ์ความต่อเนื่อง' with the five resources below and nothing beside any of them: the form as it came."""
    rows = [block for block in blocks if block.cells]
    head, below = rows[:1], rows[1:]
    if len(below) < _FEWEST_LEFT_OPEN or len(rows) < len(blocks) or any(len(block.cells) != 2 for block in rows):
        return False
    return all(map(str.strip, head[0].cells)) and all(_is_gap(block.cells[1]) for block in below)


def is_grid_without_figures(element_id: str, blocks: Sequence[Block]) -> bool:
    """In print: the titles of a table of times, and short lines below without any figure, tick or word of quantity:
    perhaps a form whose cells nobody filled in. Or a promise to fill it in, with hardly a line beside it."""
    if element_id in _IN_FIGURES and _is_left_open(blocks):
        return True
    lines = [to_arabic(block.text) for block in blocks if block.text.strip()]
    heads = [line for line in lines if len(AMOUNT.findall(line)) >= _FEWEST_TIMES]
    below = [line for line in lines if line not in heads]
    figures = any(sign.isdigit() for line in below for sign in split_number(line).rest)
    figures = figures or any(TICK.fullmatch(word) or word.lower() == "x" for line in below for word in line.split())
    short = all(len(line) <= _LONGEST_ROW for line in below)
    return element_id in _IN_FIGURES and bool(heads) and bool(below) and short and not figures


def _is_left_open(blocks: Sequence[Block]) -> bool:
    told = [block.text for block in blocks if block.text.strip()]
    open_ones = [text for text in told if is_placeholder(text) or is_promise(text)]
    rest = [to_arabic(text) for text in told if text not in open_ones]
    figures = any(sign.isdigit() for text in rest for sign in text) or any(TICK.search(text) for text in rest)
    return (
        bool(open_ones) and len(rest) <= _LINES_OF_A_TITLE and not figures and all(len(t) <= _LONGEST_ROW for t in rest)
    )


def _is_blank_row(block: Block) -> bool:
    """A row of a table with nothing beside its first cell but what is to be written over: dots, or empty cells."""
    if not block.cells:
        dots = _RUN_OF_DOTS.sub("", block.text)
        labelled = dots != block.text and len(skeleton(dots)) <= _LONGEST_LABEL
        return (labelled or bool(_DOTS.fullmatch(block.text))) and not block.picture
    beside = [cell for cell in block.cells[1:] if cell.strip()]
    if not beside:
        return len(block.cells) >= _CELLS_OF_A_TABLE
    open_ones = [cell for cell in beside if _is_gap(cell) or _EMPTY_BOX.fullmatch(cell.strip())]
    dotted = any(_is_gap(split_number(cell).rest) for cell in block.cells if cell.strip())
    return len(open_ones) == len(beside) and dotted  # a list of steps, each with a box to tick, is filled in


def _is_gap(cell: str) -> bool:
    """Nothing, dots, or a word that something is still to be written here: '(โปรดระบุ)'."""
    return not cell.strip() or bool(_DOTS.fullmatch(cell)) or is_placeholder(cell)


def people(text: str) -> list[str]:
    """Names of persons with their title, as written."""
    return [found[0] for found in PERSON.finditer(text) if not _NOT_PERSON.match(found[0])]


def listed_names(blocks: Sequence[Block], roles: Sequence[str]) -> list[str]:
    """Given name and surname without a title, in the rows below a column headed 'ชื่อ - สกุล'. roles: words that stand
    in a column of names only where no person is named yet."""
    found: list[str] = []
    column, width = -1, 0
    for block in blocks:
        heads = [at for at, cell in enumerate(block.cells) if _NAME_COLUMN.fullmatch(cell.strip())]
        if heads:
            column, width = heads[0], len(block.cells)
        elif 0 <= column < len(block.cells) == width:
            cell = block.cells[column].strip()
            if _BARE_NAME.fullmatch(cell) and not words(roles, cell):
                found.append(cell)
    return found


def telephones(text: str) -> list[str]:
    """Telephone numbers, as written but with Arabic digits."""
    return [found[0] for found in TELEPHONE.finditer(to_arabic(text))]


def words(vocabulary: Sequence[str], text: str) -> list[str]:
    """Words of a vocabulary that a text holds, compared on the skeleton."""
    bones = skeleton(text)
    return [word for word, own in _with_bones(tuple(vocabulary)) if own in bones]


@lru_cache(256)
def _with_bones(vocabulary: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each word of a list of the rules with its skeleton."""
    return tuple((word, skeleton(word)) for word in vocabulary)


def _pictures(blocks: Sequence[Block]) -> bool:
    return any(block.picture or block.kind == "diagram" for block in blocks)


def _objectives(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    return Fit(len(skeleton(text)) >= 15, "" if len(skeleton(text)) >= 15 else "too_short")


def _events(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    found = words(element.evidence, text)
    fits = bool(found) or _pictures(blocks)
    return Fit(fits, "" if fits else "no_events", refers=bool(_REFERENCE.search(text)))


def _team(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    roles = words(element.evidence, text)
    named = people(text) or listed_names(blocks, element.evidence)
    fits = bool(named and roles) or _pictures(blocks)
    return Fit(fits, "" if fits else "no_names" if not named else "no_roles", refers=bool(_REFERENCE.search(text)))


def _areas(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    found = tuple(area for area, names in element.areas.items() if words(names, text))
    missing = tuple(area for area in element.areas if area not in found)
    fits = len(found) >= 2 or _pictures(blocks)
    return Fit(fits, "" if fits else "no_areas", found, missing, bool(_REFERENCE.search(text)))


def _times(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    ticks = any(TICK.search(cell) for block in blocks for cell in block.cells)
    fits = bool(words(element.evidence, text)) or ticks or bool(AMOUNT.search(to_arabic(text))) or _pictures(blocks)
    return Fit(fits, "" if fits else "no_times", refers=bool(_REFERENCE.search(text)))


def _steps(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    found = len(words(element.evidence, text))
    phases = len(AMOUNT.findall(to_arabic(text)))
    lines = sum(map(has_content, blocks))
    fits = found >= 2 or (lines >= _FEWEST_STEPS and found + phases >= 2) or _pictures(blocks)
    return Fit(fits, "" if fits else "no_steps", refers=bool(_REFERENCE.search(text)))


def _call_tree(element: Element, blocks: Sequence[Block], text: str) -> Fit:
    boxes = sum(block.kind == "textbox" for block in blocks) >= 2
    reached = bool(telephones(text)) or len(people(text)) >= 2
    levels = (
        len(
            words(
                (
                    "หัวหน้า",
                    "ผู้ประสานงาน",
                    "ผู้อำนวยการ",
                    "บุคลากร",
                    "เจ้าหน้าที่",
                    "ทีม",
                    "leader",
                    "head",
                    "coordinator",
                    "staff",
                    "director",
                ),
                text,
            )
        )
        >= 2
    )
    told = skeleton(text).count(skeleton("แจ้ง")) >= 2 or bool(words(("notif", "call"), text))
    chained = len(_ARROW.findall(text)) >= _FEWEST_ARROWS
    reached = reached and not _is_of_outsiders(element, blocks)
    fits = _pictures(blocks) or reached or boxes or chained or (levels and told)
    return Fit(fits, "" if fits else "no_people", refers=bool(_REFERENCE.search(text)))


def _is_of_outsiders(element: Element, blocks: Sequence[Block]) -> bool:
    """Numbers of hospitals, police and works, and nobody of the house: a list to look up, and no call tree."""
    numbered = [block for block in blocks if telephones(block.text) or _HOTLINE.search(to_arabic(block.text))]
    if len(numbered) < _FEWEST_OUTSIDERS or any(people(block.text) for block in blocks):
        return False
    strangers = [b for b in numbered if words(element.outsiders, b.text) or not telephones(b.text)]
    return len(strangers) > len(numbered) / 2


def _written(_element: Element, _blocks: Sequence[Block], text: str) -> Fit:
    """An element of another circular, of which no more is known than its heading: something is written below."""
    fits = len(skeleton(text)) >= _FEWEST_LETTERS
    return Fit(fits, "" if fits else "too_short")


_TESTS: dict[str, Callable[[Element, Sequence[Block], str], Fit]] = {
    "2.1": _objectives,
    "2.2": _events,
    "2.3": _team,
    "2.4": _areas,
    "2.5": _times,
    "2.6": _areas,
    "2.7": _steps,
    "2.8": _call_tree,
}
