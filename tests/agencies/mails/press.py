"""Makes a whole mail of one entry of the TOML files beside: its words with an agency's own names, its two files.

Keys of an entry: from, subject, body, cover (lines of the title page), letter (a covering letter in a PDF file), files
(names of Word and PDF), layout (plain, box, table), header (running head). `for` lists agencies for whom the entry is
written once each; want, want_name, want_prefix say who is credited; ask who must be among the candidates of a
question, askone that there is a question; spoof that staff must look; bundle and bundle_cover several plans of a mail.
"""

import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

import docx
import geothai
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.structure import Block, PageBreak, Paragraph, PlanText
from mailbot.demo.structure import Heading as HeadingBlock
from tests.corpus.blocks import Boxes
from tests.corpus.drawings import boxes

FOLDER = Path(__file__).parent
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_NUMBERS = {"sao": "๗๑๒๐๑", "pao": "๕๑๐๐๑"}
_SECTIONS = (
    ("วัตถุประสงค์ สมมติฐาน และขอบเขตของแผน", "เพื่อให้ปฏิบัติงานได้ต่อเนื่องเมื่อเกิดเหตุ สมมติว่าเหตุเกิดในเวลาราชการ ใช้กับทุกส่วนงาน"),
    ("เหตุการณ์สภาวะวิกฤตและผลกระทบ", "อุทกภัย อัคคีภัย โรคระบาด กระทบอาคาร วัสดุอุปกรณ์ เทคโนโลยีสารสนเทศ บุคลากร ผู้รับบริการ"),
    ("ทีมงานบริหารความต่อเนื่อง", "หัวหน้าทีม นายสมศักดิ์ แก้วใส โทร ๐๘๑ ๒๓๔ ๕๖๗๘ ผู้ประสานงาน นางมาลี บุญมา โทร ๐๘๙ ๘๗๖ ๕๔๓๒"),
    ("กลยุทธ์ความต่อเนื่อง", "ใช้อาคารสำรอง เช่าคอมพิวเตอร์ สำรองข้อมูลทุกวัน ให้บุคลากรทำงานที่บ้าน"),
    ("ผลกระทบต่อกระบวนการทำงานหรือการให้บริการ", "งานรับเรื่องร้องเรียน สูง ต้องกลับมาภายใน ๔ ชั่วโมง งานการเงิน ปานกลาง ภายใน ๓ วัน"),
    ("ความต้องการทรัพยากรที่จำเป็น", "พื้นที่ ๒๐ ตารางเมตร คอมพิวเตอร์ ๕ เครื่อง ระบบอินเทอร์เน็ต ๑ วงจร บุคลากร ๕ คน"),
    ("ขั้นตอนการบริหารความต่อเนื่องและกอบกู้กระบวนการ", "วันที่ ๑ แจ้งเหตุและประเมินความเสียหาย วันที่ ๘ กลับสู่ปกติ ผู้รับผิดชอบ หัวหน้าทีม"),
    ("กระบวนการแจ้งเหตุ Call Tree", "หัวหน้าทีม แจ้ง ผู้ประสานงาน โทร ๐๘๙ ๘๗๖ ๕๔๓๒ ผู้ประสานงาน แจ้ง หัวหน้าฝ่าย โทร ๐๘๖ ๑๑๑ ๒๒๒๒"),
)  # fmt: skip
TEXT = "\n".join(f"{at}. {heading}\n{text}" for at, (heading, text) in enumerate(_SECTIONS, 1))
"""What stands below the title page of every plan."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail before it is written. plans: cover and file names of each; wanted: for each plan the agency's id, a
    prefix of it ending with a colon, or None where a person must be asked; among: who must be a candidate then."""

    name: str
    sender: str
    subject: str
    body: str
    plans: tuple[tuple[str, tuple[str, str]], ...]
    wanted: tuple[str | None, ...]
    among: tuple[str, ...] = ()
    spoof: bool = False
    letter: str = ""
    layout: str = "plain"
    header: str = ""
    held: bool = field(default=False)


def entries(registry: Registry) -> list[Entry]:
    """All mails; those whose agencies the registry lacks (no list of local government at hand) are left out."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        for at, row in enumerate(tomllib.loads(file.read_text("utf-8"))["mail"]):
            for number, one in enumerate(_written(row, f"{file.stem} {at + 1}", registry)):
                found.append(replace(one, held=(at + number) % 2 == 1))
    return found


def raw_mail(entry: Entry) -> bytes:
    """The message with its files."""
    mail = EmailMessage(policy=SMTP)
    name, address = parseaddr(entry.sender)
    mail["From"] = formataddr((name, address)) if name else address
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = entry.subject
    mail["Date"] = "Mon, 15 Jun 2020 10:00:00 +0700"
    mail["Message-ID"] = f"<{entry.name.replace(' ', '.')}@mail.example>"
    mail.set_content(entry.body + "\n")
    for number, (cover, (word, pdf)) in enumerate(entry.plans):
        mail.add_attachment(_word(cover, entry, number), maintype="application", subtype="octet-stream", filename=word)
        mail.add_attachment(_print(cover, entry, number), maintype="application", subtype="octet-stream", filename=pdf)
    if entry.letter:
        letter = _text([Paragraph(line) for line in entry.letter.splitlines() if line.strip()], "")
        mail.add_attachment(write_pdf(letter), maintype="application", subtype="octet-stream", filename="หนังสือนำส่ง.pdf")
    return mail.as_bytes()


def _written(row: dict[str, Any], name: str, registry: Registry) -> Iterator[Entry]:
    for agency_id in row.get("for", ("",)):
        agency = registry.get(agency_id) if agency_id else None
        if agency_id and agency is None:
            continue
        words = words_of(agency, registry) if agency else {}

        def put(text: str, words: dict[str, str] = words) -> str:
            for key, value in words.items():
                text = text.replace("{" + key + "}", value)
            return text

        files = tuple(put(one) for one in row.get("files", ("แผน BCP.docx", "แผน BCP.pdf")))
        plans: tuple[Any, ...] = ((put(row.get("cover", "")), files),)
        wanted: tuple[str | None, ...] = (_wanted(row, agency_id, registry),)
        if "bundle" in row:
            members = [registry.get(one) for one in row["bundle"]]
            if not all(members):
                continue
            each = [(number, one, words_of(one, registry)) for number, one in enumerate(members, 1) if one]
            plans = tuple(
                (_put(row["bundle_cover"], said), (f"{number}. {one.name_th}.docx", f"{number}. {one.name_th}.pdf"))
                for number, one, said in each
            )
            wanted = tuple(row["bundle"])
        elif wanted == ("",):
            continue
        yield Entry(
            f"{name} {agency_id}".strip(),
            put(row["from"]),
            put(row["subject"]),
            put(row.get("body", "ส่งแผน BCP ตามไฟล์แนบ")),
            plans,
            wanted,
            tuple(row.get("ask", ())),
            row.get("spoof", False),
            put(row.get("letter", "")),
            row.get("layout", "plain"),
            put(row.get("header", "")),
        )


def _put(text: str, words: dict[str, str]) -> str:
    for key, value in words.items():
        text = text.replace("{" + key + "}", value)
    return text


def _wanted(row: dict[str, Any], agency_id: str, registry: Registry) -> str | None:
    """Who is credited; None when a person must be asked; '' when the registry lacks the agency."""
    if row.get("spoof") or "ask" in row or "askone" in row:
        return None
    if "want_prefix" in row:
        return str(row["want_prefix"])
    if "want_name" in row:
        return next((one.id for one in registry if one.name_th == row["want_name"]), "")
    wanted = agency_id or str(row.get("want", ("",))[0])
    return wanted if registry.get(wanted) else ""


def words_of(agency: Agency, registry: Registry) -> dict[str, str]:
    """What stands for the holes of an entry: names, letters, places of the agency."""
    above = [registry.agencies[one] for one in registry.ancestors(agency.id) if one in registry.agencies]
    ministry = next((one for one in above if one.kind == "ministry"), None)
    province = registry.provinces.get(agency.province_code)
    amphoe = registry.amphoes.get(agency.amphoe_code)
    kind = registry.kinds.get(agency.kind)
    core = agency.name_th
    for prefix in ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "องค์การบริหารส่วนจังหวัด"):
        core = core.removeprefix(prefix)
    return {
        "n": agency.name_th,
        "s": agency.short_names[0] if agency.short_names else agency.name_th,
        "e": agency.name_en,
        "m": ministry.name_th if ministry else "",
        "ml": (ministry.letter_code if ministry else "") or agency.letter_code or "นร",
        "d": agency.domains[0] if agency.domains else "",
        "a": agency.amphoe or (amphoe.name_th if amphoe else ""),
        "a_en": amphoe.name_en if amphoe else "",
        "p": province.name_th if province else "",
        "p_en": province.name_en if province else "",
        "L": province.letters if province else "",
        "c": core,
        "no": _NUMBERS.get(agency.kind, "๕๒๒๐๑"),
        "dn": f"{province.letters} {kind.doc_no_code}".translate(_THAI) if province and kind else agency.letter_code,
        "parent": above[0].name_th if above else "",
        "zip": _postal_code(agency.amphoe_code),
    }


def _postal_code(amphoe_code: str) -> str:
    if not amphoe_code:
        return ""
    codes = {str(code) for one in geothai.subdistricts(amphoe_code) for code in one.postal_codes}
    return sorted(codes)[0] if codes else ""


def _word(cover: str, entry: Entry, number: int) -> bytes:
    document = docx.Document()
    lines = cover.split("\n")
    if entry.header:
        document.sections[0].header.paragraphs[0].text = entry.header
    if entry.layout == "box":
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(boxes(Boxes((("\n".join(lines),),)))))
    elif entry.layout == "table":
        table = document.add_table(rows=0, cols=1)
        for line in lines:
            table.add_row().cells[0].text = line
    else:
        for line in lines:
            document.add_paragraph(line)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for at, (heading, text) in enumerate(_SECTIONS, 1):
        document.add_heading(f"{at}. {heading}", 1)
        document.add_paragraph(text)
    if number:
        document.add_paragraph(f"แผนลำดับที่ {number + 1} ของชุด")
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _print(cover: str, entry: Entry, number: int) -> bytes:
    blocks: list[Block] = [Paragraph(line, centred=True) for line in cover.split("\n") if line.strip()]
    blocks.append(PageBreak())
    for at, (heading, text) in enumerate(_SECTIONS, 1):
        blocks += [HeadingBlock(heading, f"{at}."), Paragraph(text)]
    if number:
        blocks.append(Paragraph(f"แผนลำดับที่ {number + 1} ของชุด"))
    return write_pdf(_text(blocks, entry.header))


def _text(blocks: list[Any], header: str) -> PlanText:
    return PlanText("แผน", "", tuple(blocks), header, "bold", "thai")
