"""The budget of a mail: which scanned pages are read, and that the others are said to be unread."""

from pathlib import Path

import pytest

from mailbot import config_file
from mailbot.bench import Bench
from mailbot.documents.model import Block, Document
from mailbot.judging.scans import ReadFile, scans_of, with_scans
from mailbot.mail.model import Attachment, Kind
from mailbot.plans.roles import assign_roles
from mailbot.workplace import Workplace
from tests.documents.scans import TEXT, blank, page_image, scan, stored
from tests.real_parts import need

LETTER = """ที่ คค ๐๔๐๑/๑๒๓
กรมการขนส่งทางบก ถนนพหลโยธิน เขตจตุจักร กรุงเทพมหานคร
เรื่อง ขอส่งแผนดำเนินธุรกิจอย่างต่อเนื่อง
เรียน เลขาธิการ ก.พ.ร.
สิ่งที่ส่งมาด้วย แผนดำเนินธุรกิจอย่างต่อเนื่อง จำนวน ๑ ฉบับ
ตามที่สำนักงาน ก.พ.ร. ขอให้ส่วนราชการทบทวนและปรับปรุงแผนดำเนินธุรกิจอย่างต่อเนื่องนั้น กรมได้ดำเนินการเรียบร้อยแล้ว
จึงเรียนมาเพื่อโปรดทราบ
ขอแสดงความนับถือ
"""


def bench(folder: Path, examine: str) -> Bench:
    need("tesseract")
    (folder / "config.toml").write_text(f"[examine]\n{examine}\n", "utf-8")
    return Workplace(config_file.load(folder / "config.toml")).bench


def attachment(name: str, data: bytes, kind: Kind, *, inline: bool = False) -> Attachment:
    return Attachment(name, data, kind, name, inline=inline)


def unread(pages: int) -> Document:
    numbers = tuple(range(1, pages + 1))
    return Document((), "pdftotext", pages=pages, readable=False, unread_pages=numbers, problem="file.scan_only")


def test_short_files_first_pictures_last(tmp_path: Path) -> None:
    made = bench(tmp_path, "ocr_pages = 2")
    files: list[ReadFile] = [
        (attachment("photo.jpg", stored(page_image(TEXT)), "image"), None),
        (attachment("logo.jpg", stored(page_image(TEXT)), "image", inline=True), None),
        (attachment("plan.pdf", scan(blank(), blank()), "pdf"), unread(2)),
        (attachment("letter.pdf", scan(blank()), "pdf"), unread(1)),
    ]
    scans = scans_of(files, made)
    assert set(scans) == {"photo.jpg", "plan.pdf", "letter.pdf"}
    photo, logo, plan, letter = (document for _, document in with_scans(files, scans, made))
    assert photo is not None
    assert plan is not None
    assert letter is not None
    assert (letter.ocr_pages, letter.unread_pages) == ((1,), ())
    assert (plan.ocr_pages, plan.unread_pages) == ((1,), (2,))
    assert (photo.ocr_pages, photo.unread_pages) == ((), (1,))
    assert logo is None


@pytest.mark.parametrize("setting", ['ocr = "off"', "ocr_pages = 0"])
def test_switched_off(tmp_path: Path, setting: str) -> None:
    files: list[ReadFile] = [(attachment("plan.pdf", scan(blank()), "pdf"), unread(1))]
    assert scans_of(files, bench(tmp_path, setting)) == {}


def test_a_scanned_letter_is_a_letter_whatever_its_name(tmp_path: Path) -> None:
    made = bench(tmp_path, "")
    files: list[ReadFile] = [(attachment("IMG_0001.pdf", scan(page_image(LETTER, 200)), "pdf"), unread(1))]
    (read,) = with_scans(files, scans_of(files, made), made)
    (file,) = assign_roles([read], made.rules)
    assert file.role == "letter"


def test_a_photographed_letter_is_a_letter(tmp_path: Path) -> None:
    made = bench(tmp_path, "")
    files: list[ReadFile] = [(attachment("image0.jpeg", stored(page_image(LETTER, 200)), "image"), None)]
    (read,) = with_scans(files, scans_of(files, made), made)
    (file,) = assign_roles([read], made.rules)
    assert file.role == "letter"


def test_a_scan_of_which_little_was_read_may_be_the_half_that_seems_to_miss(tmp_path: Path) -> None:
    made = bench(tmp_path, "")
    little = (Block("paragraph", TEXT, page=1),)
    scanned = Document(little, "tesseract", pages=30, readable=False, unread_pages=(2, 3), ocr_pages=(1,))
    (file,) = assign_roles([(attachment("scan0001.pdf", b"%PDF", "pdf"), scanned)], made.rules)
    assert file.role == "plan", "a person looks; nobody is told that the PDF is missing"
