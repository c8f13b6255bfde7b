"""Invented plans as blocks, so that every layout of a heading can be tried on the same content."""

from collections.abc import Callable, Iterable, Mapping

from mailbot.documents.model import Block, Document
from mailbot.documents.thai import norm, to_thai

Write = Callable[[int, str], list[Block]]

TITLES: dict[str, str] = {
    "2.1a": "วัตถุประสงค์",
    "2.1b": "สมมติฐานของแผน",
    "2.1c": "ขอบเขตของแผนดำเนินธุรกิจอย่างต่อเนื่อง (Scope of BCP)",
    "2.2": "สรุปเหตุการณ์สภาวะวิกฤตและผลกระทบจากเหตุการณ์",
    "2.3": "ทีมงานแผนดำเนินธุรกิจอย่างต่อเนื่อง (Business Continuity Plan Team)",
    "2.4": "กลยุทธ์ความต่อเนื่อง (Business Continuity Strategy)",
    "2.5": "ผลกระทบต่อกระบวนการทำงานหรือการให้บริการ (Business Impact Analysis)",
    "2.6": "การวิเคราะห์เพื่อกำหนดความต้องการทรัพยากรที่สำคัญ",
    "2.7": "ขั้นตอนการบริหารความต่อเนื่องและกอบกู้กระบวนการ",
    "2.8": "กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)",
}
OWN_WORDS: dict[str, str] = {
    "2.8": "ผังการแจ้งเหตุ",
    "2.1a": "จุดประสงค์ของแผน",
    "2.1c": "ขอบเขตและสถานการณ์ที่แผนรองรับ",
    "2.1b": "ข้อสมมติ",
    "2.2": "การประเมินความเสี่ยง ภัยคุกคาม และผลกระทบ",
    "2.7": "ขั้นตอนวิธีปฏิบัติและผู้รับผิดชอบ",
    "2.3": "โครงสร้างและทีมงานบริหารความต่อเนื่อง",
    "2.5": "กิจกรรมหลักและระยะเวลาเป้าหมายในการฟื้นคืนสภาพ",
    "2.6": "ทรัพยากรที่จำเป็น",
    "2.4": "กลยุทธ์การบริหารความต่อเนื่อง",
}
ENGLISH: dict[str, str] = {
    "2.1a": "Objectives",
    "2.1b": "Assumptions",
    "2.1c": "Scope of the Plan",
    "2.2": "Crisis Events and Impacts",
    "2.3": "Business Continuity Team",
    "2.4": "Business Continuity Strategy",
    "2.5": "Business Impact Analysis (BIA)",
    "2.6": "Resource Requirements",
    "2.7": "Recovery Procedures",
    "2.8": "Call Tree",
}


def para(text: str, **looks: object) -> Block:
    """A paragraph; looks are fields of Block."""
    return Block("paragraph", norm(text), **looks)  # type: ignore[arg-type]


def rows(*lines: str) -> list[Block]:
    """Table rows; cells are parted by |."""
    cells = [tuple(norm(cell.strip()) for cell in line.split("|")) for line in lines]
    return [Block("row", "\t".join(row), cells=row, in_table=True) for row in cells]


def contents() -> dict[str, list[Block]]:
    """What stands under each heading of a complete plan."""
    return {
        "2.1a": [
            para(
                "เพื่อให้เทศบาลเมืองบ้านนาสามารถให้บริการประชาชนได้อย่างต่อเนื่องเมื่อเกิดสภาวะวิกฤต และลดความเสียหายให้อยู่ในระดับที่ยอมรับได้"
            )
        ],
        "2.1b": [
            para("๑) สถานที่ปฏิบัติงานสำรองไม่ได้รับผลกระทบจากเหตุการณ์เดียวกัน"),
            para("๒) ระบบสำรองข้อมูลพร้อมใช้งานภายในหนึ่งวัน"),
        ],
        "2.1c": [para("แผนฉบับนี้รองรับอุทกภัย อัคคีภัย การชุมนุมประท้วง และโรคระบาดต่อเนื่องเป็นเวลานานกว่า ๑ เดือน")],
        "2.2": rows(
            "เหตุการณ์ | อาคาร/สถานที่ | วัสดุอุปกรณ์ | เทคโนโลยีสารสนเทศ | บุคลากรหลัก | ผู้ให้บริการ",
            "อุทกภัย | ✓ | ✓ | ✓ | | ✓",
            "อัคคีภัย | ✓ | ✓ | ✓ | ✓ |",
            "โรคระบาด | | | | ✓ | ✓",
        ),
        "2.3": rows(
            "บุคลากรหลัก | โทรศัพท์ | บทบาท | บุคลากรสำรอง",
            "นายประเสริฐ วงศ์ทองหลาง | ๐๘ ๑๒๓๔ ๕๖๗๘ | หัวหน้าคณะบริหารความต่อเนื่อง | นางสาวดวงใจ เนตรสว่าง",
            "นางวิไลวรรณ ศรีเพชรบูรณ์ | ๐๘ ๗๖๕๔ ๓๒๑๐ | ผู้ประสานงาน | นายสมยศ แก้วกลางดง",
        ),
        "2.4": rows(
            "ทรัพยากร | กลยุทธ์",
            "อาคาร/สถานที่ปฏิบัติงานสำรอง | ใช้หอประชุมโรงเรียนบ้านนาวิทยาเป็นสถานที่ปฏิบัติงานสำรอง",
            "วัสดุอุปกรณ์ที่สำคัญ | จัดหาคอมพิวเตอร์แบบพกพาสำรอง ๑๐ เครื่อง",
            "เทคโนโลยีสารสนเทศและข้อมูล | สำรองข้อมูลทุกวันไว้นอกสถานที่",
            "บุคลากรหลัก | กำหนดบุคลากรสำรองทดแทนในกองเดียวกัน และทำงานที่บ้าน",
            "คู่ค้า/ผู้ให้บริการที่สำคัญ | มีผู้ให้บริการอินเทอร์เน็ตสองราย",
        ),
        "2.5": rows(
            "กระบวนการหลัก | ระดับความเร่งด่วน | ๔ ชั่วโมง | ๑ วัน | ๑ สัปดาห์",
            "งานทะเบียนราษฎร | สูง | ✓ | |",
            "การจัดเก็บภาษีท้องถิ่น | ปานกลาง | | | ✓",
        ),
        "2.6": rows(
            "ทรัพยากร | ๔ ชั่วโมง | ๑ วัน | ๑ สัปดาห์",
            "พื้นที่ปฏิบัติงานสำรอง | ๒๐ ตร.ม. | ๔๐ ตร.ม. | ๘๐ ตร.ม.",
            "คอมพิวเตอร์และเครื่องพิมพ์ | ๒ เครื่อง | ๕ เครื่อง | ๑๐ เครื่อง",
            "ระบบทะเบียนและข้อมูลผู้เสียภาษี | ๑ ระบบ | ๒ ระบบ | ๓ ระบบ",
            "บุคลากรหลัก | ๓ คน | ๗ คน | ๑๕ คน",
        ),
        "2.7": rows(
            "ขั้นตอนและกิจกรรม | ผู้รับผิดชอบ",
            "แจ้งเหตุฉุกเฉินวิกฤต ตามกระบวนการ Call Tree ให้กับบุคลากรหลัก | หัวหน้าคณะบริหารความต่อเนื่อง",
            "ประเมินความเสียหายและผลกระทบต่อการให้บริการ | หัวหน้าทีมทุกฝ่าย",
            "รายงานความคืบหน้าให้หัวหน้าคณะทราบภายใน ๒๔ ชั่วโมง | ผู้ประสานงาน",
        ),
        "2.8": rows(
            "ลำดับ | ผู้แจ้ง | ผู้รับแจ้ง | โทรศัพท์",
            "๑ | นายประเสริฐ วงศ์ทองหลาง | นางวิไลวรรณ ศรีเพชรบูรณ์ | ๐๘ ๗๖๕๔ ๓๒๑๐",
            "๒ | นางวิไลวรรณ ศรีเพชรบูรณ์ | นายสมยศ แก้วกลางดง | ๐๘ ๙๙๙๙ ๑๑๑๑",
            "๒ | นางวิไลวรรณ ศรีเพชรบูรณ์ | นางสาวดวงใจ เนตรสว่าง | ๐๘ ๕๕๕๕ ๒๒๒๒",
        ),
    }


def bold(number: int, title: str) -> list[Block]:
    """๑. title, bold, the number typed."""
    return [para(f"{to_thai(str(number))}. {title}", bold=True, size=16.0)]


def styled(number: int, title: str) -> list[Block]:
    """A heading style without a number."""
    return [Block("heading", norm(title), level=1)]


def automatic(number: int, title: str) -> list[Block]:
    """A bold paragraph numbered by Word."""
    return [para(title, bold=True, number=to_thai(f"{number}."))]


def boxed(number: int, title: str) -> list[Block]:
    """A heading in a table of one cell."""
    return [para(title, in_table=True)]


def plain(number: int, title: str) -> list[Block]:
    """A typed number and nothing else to see."""
    return [para(f"๒.{to_thai(str(number))} {title}")]


def bare(number: int, title: str) -> list[Block]:
    """A paragraph of its own, neither bold nor numbered."""
    return [para(title)]


def coloned(number: int, title: str) -> list[Block]:
    """Bold, underlined in print, with a colon."""
    return [para(f"{title} :", bold=True)]


def chapter(number: int, title: str) -> list[Block]:
    """ส่วนที่ ๑ title."""
    return [para(f"ส่วนที่ {to_thai(str(number))} {title}", bold=True)]


def plan(
    write: Write = bold,
    titles: Mapping[str, str] = TITLES,
    *,
    without: Iterable[str] = (),
    empty: Iterable[str] = (),
    content: Mapping[str, list[Block]] | None = None,
    before: Iterable[Block] = (),
    after: Iterable[Block] = (),
    readable: bool = True,
) -> Document:
    """A Word file of a plan with its headings written by `write`, in the order of `titles`."""
    under = contents() | dict(content or {})
    blocks = [
        para("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True, size=24.0),
        para("เทศบาลเมืองบ้านนา", bold=True, size=24.0),
        *before,
        para(
            "เทศบาลเมืองบ้านนาจัดทำแผนฉบับนี้ขึ้นเพื่อเตรียมความพร้อมรับสภาวะวิกฤตทุกรูปแบบที่อาจเกิดขึ้นในพื้นที่ "
            "และให้บริการออนไลน์ ตามมติคณะรัฐมนตรี"
        ),
    ]
    kept = [(key, title) for key, title in titles.items() if key not in without]
    for number, (key, title) in enumerate(kept, 1):
        blocks += write(number, title)
        if key not in empty:
            blocks += under[key]
    return Document((*blocks, *after), reader="word", readable=readable)


def printed(document: Document, pages: int = 6) -> Document:
    """The Word file as a PDF reader gives it: lines without structure, on pages."""
    lines = [line for block in document.blocks for line in _lines(block)]
    each = max(1, len(lines) // pages + 1)
    return Document(
        tuple(Block("paragraph", line, page=1 + at // each) for at, line in enumerate(lines)),
        reader="pdftotext",
        pages=pages,
        readable=document.readable,
    )


def _lines(block: Block) -> list[str]:
    text = (
        " ".join(filter(None, (block.number, *block.cells))) if block.cells else f"{block.number} {block.text}".strip()
    )
    pieces: list[str] = []
    while len(text) > 90:
        cut = text.rfind(" ", 0, 90)
        cut = cut if cut > 0 else 90
        pieces.append(text[:cut])
        text = text[cut:].strip()
    return [*pieces, text] if text else pieces
