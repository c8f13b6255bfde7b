"""Puts one entry of the corpus together: its text, its files, and what is true of it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import openpyxl

from mailbot.demo.composer import Composer, thai
from mailbot.demo.people import invent_people
from mailbot.demo.structure import in_digits
from tests.corpus.blocks import Block, Break, Contents, Grid, Heading, Para, Picture, Section, Shape, Text
from tests.corpus.clerks.department import call_boxes, call_levels, call_smart, call_table
from tests.corpus.offices import office
from tests.corpus.plans import Entry
from tests.corpus.traps import spring
from tests.corpus.word import write_word

ELEMENTS = ("2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8")
TITLES = (
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง สำหรับการบริหารความพร้อมต่อสภาวะวิกฤต", "แผนบริหารความต่อเนื่อง", "แผนดำเนินธุรกิจอย่างต่อเนื่อง",
    "แผนบริหารความพร้อมต่อสภาวะวิกฤต", "แผนความต่อเนื่องขององค์กร (Business Continuity Plan)",
)  # fmt: skip
LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผ"


@dataclass(frozen=True, slots=True)
class CorpusPlan:
    """A plan before printing. truth: element to present, weak (heading only, or parts missing) or absent.
    annexes: files sent beside it."""

    entry: Entry
    agency_name: str
    text: Text
    truth: dict[str, str]
    annexes: tuple[tuple[str, bytes], ...]


def compose(entry: Entry) -> CorpusPlan:
    """The plan of this entry; the same entry gives the same plan."""
    a = office(entry.agency_id)
    random = Random(f"{entry.name}/{entry.seed}")
    c = Composer(a, random, invent_people(2 + 2 * len(a.units), random), random.choice(TITLES))
    sections = entry.hand(c)
    sections, annexes = _call_tree(c, entry, sections)
    sections, orders = _team(c, entry, sections)
    gone = {*entry.without, *entry.listed}
    extra = tuple(section.title for section in sections if section.element in entry.listed)
    kept = [
        replace(section, blocks=()) if _is_in(section, entry.empty) else section
        for section in sections
        if not _is_in(section, gone)
    ]
    kept = spring(entry.trap, c, kept)
    if entry.order:
        rest = [s for s in kept if not s.element]
        kept = [
            *rest[:1],
            *sorted((s for s in kept if s.element), key=lambda s: entry.order.index(s.element[:3])),
            *rest[1:],
        ]
    listed: list[Block] = [Contents(extra), Break()] if entry.shape.contents else []
    blocks = [*_cover(c), *listed, *_body(entry, kept)]
    shape = entry.shape
    first: tuple[Block, ...] = ()
    if shape.layout in ("two_columns", "one_table"):
        at = next(i for i, block in enumerate(blocks) if isinstance(block, Heading))
        first, blocks = tuple(blocks[:at]), blocks[at:]
    digits = [_with_digits(block, shape, random) for block in blocks]
    text = Text(
        c.plan_name,
        tuple(digits),
        shape,
        header=f"{c.plan_name} {a.name}",
        first_page=tuple(_with_digits(b, shape, random) for b in first),
    )
    return CorpusPlan(entry, a.name, text, truth(entry), (*annexes, *orders))


def truth(entry: Entry) -> dict[str, str]:
    """What a person who reads the files would say of each element."""
    states = dict.fromkeys(ELEMENTS, "present")
    for element in (*entry.without, *entry.listed):
        states[element[:3]] = "weak" if len(element) > 3 else "absent"
    for element in entry.empty:
        states[element[:3]] = "weak"
    return states


def _is_in(section: Section, elements: Sequence[str] | set[str]) -> bool:
    return bool(section.element) and (section.element in elements or section.element[:3] in elements)


def _call_tree(c: Composer, entry: Entry, sections: list[Section]) -> tuple[list[Section], list[tuple[str, bytes]]]:
    at = next(i for i, s in enumerate(sections) if s.element == "2.8")
    here = sections[at]
    files: list[tuple[str, bytes]] = []
    drawn: dict[str, tuple[Block, ...]] = {
        "boxes": (Para("แสดงตามแผนผังต่อไปนี้"), call_boxes(c)),
        "smart": (call_smart(c),),
        "picture": (
            Picture(
                tuple(line for level in call_levels(c) for line in (" / ".join(b.replace("\n", " ") for b in level),))
            ),
        ),
        "annex": (Para("รายละเอียดปรากฏตามภาคผนวก ก (แยกไฟล์)"),),
        "excel": (Para("รายชื่อและหมายเลขโทรศัพท์ปรากฏตามไฟล์ Excel ที่แนบ"),),
    }
    if entry.call:
        sections = [*sections[:at], replace(here, blocks=drawn[entry.call]), *sections[at + 1 :]]
    if entry.call == "annex":
        page = Text(
            "ภาคผนวก ก", (Heading(f"ภาคผนวก ก {here.title}"), Para(c.agency.name), call_table(c)), Shape("bold")
        )
        files.append(("ภาคผนวก ก.docx", write_word(page)))
    elif entry.call == "excel":
        files.append(("calltree.xlsx", _sheet(here.title, call_table(c))))
    return sections, files


def _sheet(title: str, grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Call Tree"
    sheet.append([title])
    for row in grid.rows:
        sheet.append(list(row))
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def _team(c: Composer, entry: Entry, sections: list[Section]) -> tuple[list[Section], list[tuple[str, bytes]]]:
    """The names in an order of appointment that is sent beside the plan."""
    if entry.team != "annex":
        return sections, []
    at = next(i for i, s in enumerate(sections) if s.element == "2.3")
    a = c.agency
    pointing = replace(
        sections[at],
        blocks=(Para(f"คณะบริหารความต่อเนื่องแต่งตั้งตามคำสั่ง{a.name} ที่ ๑๑๒/๒๕๖๓ ลงวันที่ ๒๐ พฤษภาคม ๒๕๖๓ รายละเอียดตามคำสั่งที่แนบ"),),
    )
    order = Text("คำสั่ง", (
        Para(f"คำสั่ง{a.name}", bold=True, centre=True), Para("ที่ ๑๑๒/๒๕๖๓", centre=True), Para("เรื่อง แต่งตั้งคณะบริหารความต่อเนื่อง", centre=True),
        Para("เพื่อให้การบริหารความต่อเนื่องเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งบุคคลดังต่อไปนี้เป็นคณะบริหารความต่อเนื่อง"),
        Para(f"๑. {c.people[0].name} {a.head} หัวหน้าคณะ"), Para(f"๒. {c.people[1].name} {a.deputy} ผู้ประสานงาน"),
        *(Para(f"{thai(3 + i)}. {c.unit_lead(i).name} หัวหน้าทีม{unit}") for i, unit in enumerate(a.units)),
        Para("ให้คณะบริหารความต่อเนื่องมีหน้าที่สั่งการ ประสานงาน และติดตามการปฏิบัติตามแผน ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"), Para("สั่ง ณ วันที่ ๒๐ พฤษภาคม ๒๕๖๓", centre=True),
    ), Shape("bold"))  # fmt: skip
    return [*sections[:at], pointing, *sections[at + 1 :]], [("คำสั่งแต่งตั้ง.docx", write_word(order))]


def _cover(c: Composer) -> list[Block]:
    a = c.agency
    return [
        Para(c.plan_name, bold=True, centre=True), Para(a.name, bold=True, centre=True), Para("ปรับปรุง ณ วันที่ ๑๕ มิถุนายน ๒๕๖๓", centre=True),
        Para(f"จัดทำโดย {a.units[0]} {a.name} {a.seat}", centre=True), Break(),
    ]  # fmt: skip


def _body(entry: Entry, sections: Sequence[Section]) -> list[Block]:
    blocks: list[Block] = []
    chapter = 0
    for at, section in enumerate(sections):
        if entry.chapters and at % 4 == 0:
            chapter += 1
            names = ("ที่มาและกรอบของแผน", "การวิเคราะห์และการจัดการ", "การปฏิบัติ", "ภาคผนวก")
            blocks += [Break(), Heading(f"บทที่ {thai(chapter)} {names[min(chapter - 1, 3)]}")]
        number = f"{thai(chapter)}.{thai(at % 4 + 1)}" if entry.chapters else _number(entry.shape, at + 1)
        if entry.shape.page_per_part and at:
            blocks.append(Break())
        heading = [Heading(section.title, 2 if entry.chapters else 1, number)] if section.title else []
        blocks += [*heading, *section.blocks]
    return blocks


def _number(shape: Shape, at: int) -> str:
    return {
        "dot": f"{thai(at)}.", "paren": f"({thai(at)})", "part": f"ส่วนที่ {thai(at)}", "item": f"ข้อ {thai(at)}",
        "letter": f"{LETTERS[at - 1]}.", "none": "", "spaced": f"{thai(at)} .", "chapter": f"บทที่ {thai(at)}",
    }[shape.numbers]  # fmt: skip


def _with_digits(block: Block, shape: Shape, random: Random) -> Block:
    digits = shape.digits
    if digits == "thai" or (digits == "mixed" and random.random() < 0.5):
        return block
    if isinstance(block, Heading):
        return replace(block, text=in_digits(block.text, "arabic"), number=in_digits(block.number, "arabic"))
    if isinstance(block, Para):
        return replace(block, text=in_digits(block.text, "arabic"))
    if isinstance(block, Grid):
        rows = tuple(tuple(in_digits(cell, "arabic") for cell in row) for row in block.rows)
        return replace(block, caption=in_digits(block.caption, "arabic"), rows=rows)
    return block
