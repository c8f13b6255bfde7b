"""Which blocks are entries of a glossary: 'Call Tree' explained among other words is no section of the plan."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton

_TITLE_WORDS = tuple(
    map(
        skeleton,
        (
            *(
                "นิยาม",
                "คำนิยาม",
                "นิยามศัพท์",
                "คำจำกัดความ",
                "อภิธานศัพท์",
                "ศัพท์",
                "คำศัพท์",
                "คำย่อ",
                "อักษรย่อ",
                "ตัวย่อ",
                "ความหมายของคำ",
            ),
            *("glossary", "definitions", "definition", "abbreviations", "acronyms", "terms"),
        ),
    )
)
# What a title of a glossary may hold beside those words; 'นิยามเหตุการณ์สภาวะวิกฤต' is no glossary.
_BESIDE = re.compile(
    "|".join(
        map(
            skeleton,
            (
                "และ",
                "ที่ใช้",
                "ที่สำคัญ",
                "สำคัญ",
                "ในแผน",
                "ในเล่มนี้",
                "ฉบับนี้",
                "แผนนี้",
                "เฉพาะ",
                "ท้ายเล่ม",
                "ภาคผนวก",
                "and",
                "of terms",
            ),
        )
    )
)
_TERMS = frozenset(
    map(skeleton, ("คำ", "คำศัพท์", "ศัพท์", "คำย่อ", "อักษรย่อ", "ตัวย่อ", "term", "terms", "word", "abbreviation", "acronym"))
)
_MEANINGS = frozenset(
    map(
        skeleton, ("ความหมาย", "คำอธิบาย", "นิยาม", "คำนิยาม", "คำเต็ม", "คำจำกัดความ", "meaning", "definition", "full term")
    )
)
_ENTRY = re.compile(
    r"^\s*\S.{0,60}?(?:\s*(?:หมายถึง|หมายความว่า|คือ)|\s+(?:means|is)\s|\s*[:=]\s|\s+[–-]\s)\s*\S", re.DOTALL
)
_HINT = re.compile(
    "นิยาม|ศัพท์|คำย่อ|อักษรย่อ|ตัวย่อ|จำกัดความ|ความหมาย|อธิบาย|คำเต็ม|glossary|defini|abbrev|acronym|term|meaning", re.IGNORECASE
)  # looked for first, for the time it takes to look closely
_LONGEST_TITLE = 60  # characters
_LONGEST_HEAD = 120  # characters of a title or a head of a table
_MOST_COLUMNS = 3


def glossary_blocks(blocks: tuple[Block, ...]) -> frozenset[int]:
    """Indexes of the blocks that explain words: rows below a head 'คำ | ความหมาย', and rows and lines 'X หมายถึง …' that
    follow the title of a glossary up to the first block that explains nothing."""
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if at in found or not _HINT.search(block.text[:_LONGEST_HEAD]):
            continue
        if _is_head(block):
            found.update((at, *_rows(blocks, at + 1, len(block.cells))))
        elif _is_title(block):
            found.update(_entries(blocks, at))
    return frozenset(found)


def _is_head(block: Block) -> bool:
    cells = [skeleton(cell) for cell in block.cells]
    return 2 <= len(cells) <= _MOST_COLUMNS and any(
        term in _TERMS and meaning in _MEANINGS for term, meaning in pairwise(cells)
    )


def _is_title(block: Block) -> bool:
    text = block.text.strip()
    if len(block.cells) > 1 or not 0 < len(text) <= _LONGEST_TITLE:
        return False
    bones = _BESIDE.sub("", skeleton(re.sub(r"\(.*?\)", "", split_number(text).rest)))
    for word in sorted(_TITLE_WORDS, key=len, reverse=True):
        bones = bones.replace(word, "|")
    return bool(bones) and set(bones) <= {"|"}


def _rows(blocks: tuple[Block, ...], start: int, columns: int) -> Iterator[int]:
    for at in range(start, len(blocks)):
        if blocks[at].kind != "row" or len(blocks[at].cells) != columns:
            return
        yield at


def _entries(blocks: tuple[Block, ...], title: int) -> Iterator[int]:
    """All rows, or all lines that look like the first: a line below the rows is the next heading, though it may hold a
    colon, and so is one that is bold or numbered otherwise ('๓. ขอบเขต: แผนนี้ใช้กับ…' below 'RTO: เวลาที่…')."""
    first: tuple[str, bool, str] | None = None
    above = split_number(blocks[title].text).pattern
    for at in range(title + 1, len(blocks)):
        block = blocks[at]
        if not block.text.strip():
            continue
        look = (block.kind, block.bold, split_number(block.text).pattern)
        columns = 2 <= len(block.cells) <= _MOST_COLUMNS
        explains = columns if block.kind == "row" else block.kind != "heading" and bool(_ENTRY.match(block.text))
        follows = bool(look[2]) and look[2] == above
        if not explains or follows or (block.kind != "row" and first not in (None, look)):
            return
        if block.kind == "row" and first is not None and first[0] != "row":
            return
        first = first or look
        yield at
