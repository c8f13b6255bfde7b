"""Places of a document whose text names elements, and how surely each is a heading."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.plans.lexicon import LONGEST_HEADING, Lexicon, Name

SURE, PLAIN, SOFT = 3, 2, 1
MARGINS = ("header", "footer")
BULLETS = "-–—•▪●○◦‣*✓➢\uf0b7\uf0d8"
_LISTED = 4  # so many element names in a row with nothing between are a list of contents, no sections
_FEWEST_LETTERS = 12  # of the skeleton; less after a colon is a part of the heading
CONTINUES = ("และ", "หรือ", "ของ", "กับ", "ตาม", "ที่", "จาก", "โดย")  # a printed line that goes on from the one before
_PLACEHOLDERS = frozenset(
    map(
        skeleton,
        (
            "อยู่ระหว่างดำเนินการ",
            "อยู่ระหว่างการดำเนินการ",
            "อยู่ระหว่างจัดทำ",
            "อยู่ระหว่างการจัดทำ",
            "อยู่ระหว่างพิจารณา",
            "รอดำเนินการ",
            "รอข้อมูล",
            "ยังไม่มีข้อมูล",
            "ยังไม่มี",
            "ไม่มีข้อมูล",
            "ไม่มี",
            "โปรดระบุ",
            "ให้หน่วยงานระบุ",
            "ให้ระบุ",
            "tbd",
            "tba",
            "to be determined",
            "to be completed",
            "to be confirmed",
            "none",
            "not available",
            "xxxxxx",
            "xxxxxxxx",
            "xxxxxxxxxx",
        ),
    )
)
_STILL_TO_COME = re.compile(
    r"[\s(\[–-]*(?:"
    r"(?:ขณะนี้)?อยู่(?:ใน)?ระหว่าง(?:การ)?(?:ดำเนินการ|จัดทำ|พิจารณา|รวบรวม|ปรับปรุง|ทบทวน|สำรวจ|รอ)"
    r"|(?:ยัง)?รอ(?:ข้อมูล|ทำเนียบ|รายชื่อ|บัญชี|คำสั่งแต่งตั้ง|ผลการ)[^.\n]{0,60}[\s)\].]*$"
    r"|to be (?:advised|announced|determined|completed|confirmed|provided|updated|added)\b"
    r"|จะ(?:แนบ|จัดทำ|เพิ่มเติม|แจ้ง|กำหนด)(?:ให้|ใน|ภายหลัง|ต่อไป)"
    r"|(?:โปรด|กรุณา|ขอ)?ให้?[^.\n]{0,25}?(?:ระบุ|กรอก)(?:ข้อมูล)?[\s)\].]*$)",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"อยู่(?:ใน)?ระหว่าง[^.\n]{0,25}?(?:ดำเนินการ|จัดทำ|พิจารณา|รวบรวม|ปรับปรุง|ทบทวน|สำรวจ|รอ|หารือ|แต่งตั้ง)"
    r"|จะ(?:ได้)?(?:แต่งตั้ง|จัดทำ|กำหนด|สำรวจ|พิจารณา|แจ้ง|จัดส่ง|เพิ่มเติม|ดำเนินการ).*(?:ต่อไป|ภายหลัง|แล้วเสร็จ)"
    r"|โปรด(?:กรอก|ระบุ|เติม)|ให้(?:แต่ละ|ทุก)\S{0,20}(?:กรอก|ระบุ|เติม)"
)
_LONGEST_PROMISE = 180  # characters
_LONGEST_PLACEHOLDER = 120  # characters; a longer text tells more than that it is still to come
_PURPOSES = ("เพื่อ", "แผนนี้", "แผนฉบับนี้", "To ")
_SHORT_REST = 25  # letters of the skeleton
_MOST_LINES = 3  # of a heading that wraps in print
_NOTHING = " .…_-–—:()[]/|\t\n"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that names elements.

    strength: SURE (style, bold, number), PLAIN (own paragraph), SOFT (cell, bullet, opening of a paragraph).
    rest: text after the name in the same block. listed: stands in a mere list of names. lines: blocks it takes.
    guessed: no known phrase; its words speak for the element.
    """

    index: int
    text: str
    names: frozenset[Name]
    strength: int
    page: int | None
    rest: str = ""
    listed: bool = False
    lines: int = 1
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A hit with the blocks under it; an unknown heading has no hit, and is likely when it looks like the others.

    nested: lies in the section of an element. main: on the level of headings that name elements.
    """

    heading: str
    page: int | None
    blocks: tuple[Block, ...]
    hit: Hit | None = None
    nested: bool = False
    likely: bool = True
    index: int = -1
    main: bool = False


def is_printed(document: Document) -> bool:
    """True when the blocks are printed lines on pages (PDF), not paragraphs of a Word file."""
    return any(block.page is not None for block in document.blocks)


def has_content(block: Block) -> bool:
    """True for a picture or a text of more than dots, dashes and 'อยู่ระหว่างดำเนินการ'."""
    if block.picture or block.kind == "diagram":
        return True
    return len(skeleton(block.text.strip(_NOTHING))) >= 6 and not is_placeholder(block.text)


def is_placeholder(text: str) -> bool:
    """True for a text that only says that the writer has still to fill something in."""
    return skeleton(text) in _PLACEHOLDERS or (len(text) <= _LONGEST_PLACEHOLDER and bool(_STILL_TO_COME.match(text)))


def is_promise(text: str) -> bool:
    """True for a sentence that promises what the section should hold: 'สำนักงานจะแต่งตั้งทีม… ต่อไป'. It may stand before
    the content as well, so that it says nothing alone."""
    return len(text) <= _LONGEST_PROMISE and bool(_PROMISED.search(text))


def find_hits(document: Document, lexicon: Lexicon, contents: Set[int], headings: Set[int]) -> list[Hit]:
    """Every place, in reading order. contents, headings: block indexes of a table of contents, of the outline."""
    return _mark_lists(list(_each(document, lexicon, contents, headings)), document)


def _each(document: Document, lexicon: Lexicon, contents: Set[int], headings: Set[int]) -> Iterator[Hit]:
    printed = is_printed(document)
    taken = 0
    for index, block in enumerate(document.blocks):
        if index < taken or index in contents or block.kind in (*MARGINS, "footnote"):
            continue
        hit = (
            _parted(lexicon, document.blocks, index)
            or _whole(document, lexicon, index, index in headings, printed)
            or _opening(lexicon, block, index)
        )
        if hit is not None:
            taken = index + hit.lines
            yield hit


def _parted(lexicon: Lexicon, blocks: tuple[Block, ...], index: int) -> Hit | None:
    """A heading and its text in one paragraph, parted by a line break, tab, colon or dash. Below a picture such a
    paragraph is its caption: 'Call Tree สำนักงาน…: ผู้อำนวยการ → …'."""
    block = blocks[index]
    if len(block.cells) > 1:
        return None
    numbered = bool(split_number(block.text).number) or block.bold or any(sign.isalnum() for sign in block.number)
    for sign in ("\n", "\t", ":", " – ", " - "):
        head, found, rest = block.text.partition(sign)
        if not found or len(head) > LONGEST_HEADING or len(skeleton(rest)) < _FEWEST_LETTERS or lexicon.names(rest):
            continue
        names = lexicon.names(head)
        if names:
            parts = all(name.part for name in names)
            caption = index > 0 and blocks[index - 1].picture
            strength = PLAIN if sign == "\n" or numbered or parts or caption else SOFT
            return Hit(index, " ".join(head.split()), names, strength, block.page, rest=rest.strip())
    return None


def _whole(document: Document, lexicon: Lexicon, index: int, is_heading: bool, printed: bool) -> Hit | None:
    """A block whose whole text names elements; in print also a heading that wrapped to a second line."""
    blocks, block = document.blocks, document.blocks[index]
    if block.kind == "row" and len([cell for cell in block.cells if cell.strip()]) > 1:
        return _row(lexicon, block, index)
    text = " ".join(block.text.split())
    lines = 1
    names = lexicon.names(text, rough=printed)
    if printed and (names or is_heading):
        text, names, lines = _wrapped(lexicon, blocks, index, text, names)
    if not names:
        return None
    return Hit(index, text, names, _strength(blocks, index, is_heading, printed), block.page, lines=lines)


def _wrapped(
    lexicon: Lexicon, blocks: tuple[Block, ...], index: int, text: str, names: frozenset[Name]
) -> tuple[str, frozenset[Name], int]:
    """A printed heading with the lines that it goes on in: the longest run of lines that names elements as a whole.

    A line that names an element by itself is a heading of its own, unless a bracket is still open before it; a bold
    heading does not go on in a line that is not, where the sizes of both are known.
    """
    best, joined = (text, names, 1), text
    for count, following in enumerate(blocks[index + 1 : index + _MOST_LINES], 2):
        opened = joined.count("(") > joined.count(")")
        own = split_number(following.text).number or lexicon.names(following.text, rough=True)
        if following.kind != "paragraph" or not skeleton(following.text) or (own and not opened):
            break
        if names and not opened and _is_set_otherwise(blocks[index], following):
            break
        joined = f"{joined} {following.text.strip()}"
        closed = not opened or joined.count("(") <= joined.count(")")
        if closed and (found := lexicon.names(joined, rough=True)):
            best = (joined, found, count)
    return best


def _is_set_otherwise(one: Block, following: Block) -> bool:
    """Bold above and plain below, of another size."""
    sized = one.size is not None and following.size is not None and one.size != following.size
    return sized and one.bold and not following.bold


def _strength(blocks: tuple[Block, ...], index: int, is_heading: bool, printed: bool) -> int:
    block = blocks[index]
    numbered = bool(split_number(block.text).number) or any(sign.isalnum() for sign in block.number)
    if printed and block.text.lstrip().startswith(CONTINUES):
        return SOFT
    if block.text.lstrip()[:1] in BULLETS or block.number.strip() in tuple(BULLETS):
        return SURE if block.kind == "heading" else SOFT
    if block.kind == "row" or block.in_table:
        return SOFT if _is_band(blocks, index) else SURE if numbered or block.bold else PLAIN
    if block.kind == "heading" or block.bold or numbered:
        return SURE
    return PLAIN if is_heading or not printed else SOFT


def _is_band(blocks: tuple[Block, ...], index: int) -> bool:
    """A merged row between rows of the same table ('วันที่ ๑' in a table of steps): as many cells above as below."""
    above = blocks[index - 1] if index else None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    rows = above is not None and below is not None and above.kind == below.kind == "row"
    return rows and above is not None and below is not None and len(above.cells) == len(below.cells) > 1


def _row(lexicon: Lexicon, block: Block, index: int) -> Hit | None:
    """A document laid out as a table: one of the first two cells names the element, the others hold it."""
    cells = [cell.strip() for cell in block.cells if cell.strip()]
    for at, cell in enumerate(cells[:2]):
        head = " ".join(cell.split())
        names = lexicon.names(head)
        if names and (at == 0 or len(skeleton(cells[0])) <= 3):
            return Hit(index, head, names, SOFT, block.page, rest="\n".join(cells[at + 1 :]))
    return None


def _opening(lexicon: Lexicon, block: Block, index: int) -> Hit | None:
    """A heading and its text in one paragraph without a sign between them, as in 'วัตถุประสงค์ เพื่อ …'."""
    if block.kind == "row" or not block.text:
        return None
    numbered = bool(split_number(block.text).number) or block.bold or any(sign.isalnum() for sign in block.number)
    if not numbered and not any(opening in block.text for opening in _PURPOSES):
        return None
    words = block.text[:LONGEST_HEADING].split(" ")
    for cut in range(min(len(words) - 1, 9), 0, -1):
        head = " ".join(words[:cut])
        names = lexicon.names(head)
        if names:
            rest = block.text[len(head) :].strip()
            if _goes_on(block.text, rest, lexicon):
                return None
            purpose = all(name.part for name in names) and (numbered or rest.startswith(_PURPOSES))
            if purpose or numbered:
                return Hit(index, head, names, PLAIN if purpose else SOFT, block.page, rest=rest)
    return None


def _goes_on(text: str, rest: str, lexicon: Lexicon) -> bool:
    """'BCP Team and Responsibilities': what stands behind the known name belongs to the heading."""
    short = len(skeleton(rest)) < _SHORT_REST and not rest.startswith(_PURPOSES)
    return short and bool(lexicon.title_words.guess(text))


def _mark_lists(hits: list[Hit], document: Document) -> list[Hit]:
    """Names in a row with nothing between them are a list of what a plan holds; the last one keeps nothing either.

    Names with dots between them are headings of a form that is not filled in.
    """
    marked: list[Hit] = []
    run: list[Hit] = []
    for hit in hits:
        between = document.blocks[run[-1].index + run[-1].lines : hit.index] if run else ()
        if run and not run[-1].rest and not any(b.picture or b.text.strip() for b in between if b.kind not in MARGINS):
            run.append(hit)
            continue
        marked += _listed(run)
        run = [hit]
    return marked + _listed(run)


def _listed(run: list[Hit]) -> list[Hit]:
    elements = {name.element for hit in run for name in hit.names}
    if len(run) < _LISTED or len(elements) < _LISTED:
        return run
    return [replace(hit, listed=True) for hit in run]
