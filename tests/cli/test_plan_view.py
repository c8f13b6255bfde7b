"""Parts of the view that need a plan made for them: changes between the halves, recognised pages, bad names."""

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from mailbot.agencies.registry import load
from mailbot.cli.grounds_view import show_grounds
from mailbot.cli.plan_view import show_files, show_plan
from mailbot.cli.screen import Cell, Screen
from mailbot.cli.words import speak
from mailbot.examination import AttachmentPart, ChangePart, ElementPart, SameDocumentPart, WeighedPart
from mailbot.replies.lines import cells
from tests.replies.samples import RULES, attachment, finding, plan

REGISTRY = load(RULES)


@pytest.fixture(autouse=True)
def _thai() -> Iterator[None]:
    speak("th")
    yield
    speak(None)


def _screen(columns: int = 80) -> tuple[Screen, io.StringIO]:
    out = io.StringIO()
    return Screen(Console(file=out, width=columns)), out


def test_what_only_one_half_has_is_listed_and_the_plan_stays_accepted() -> None:
    changes = [ChangePart(kind="number", only_in="pdf", text=f"๐๘ ๑๒๓๔ ๕๖{at:02}") for at in range(12)]
    changed = plan().model_copy(
        update={"same_document": SameDocumentPart(verdict="same", similarity=0.94, changes=changes)}
    )
    screen, out = _screen()
    show_plan(screen, changed, RULES, REGISTRY)
    told = out.getvalue()
    assert "ฉบับเดียวกัน (๙๔ %)" in told
    assert told.count("มีเฉพาะในไฟล์ PDF: ๐๘ ๑๒๓๔") == 8
    assert "และที่อื่นอีก: ๔" in told
    assert "✓ ผลการตรวจ: ครบถ้วน" in told


def test_pages_that_were_recognised_and_files_that_stayed_shut_are_named() -> None:
    scan = attachment("สแกน.pdf", "pdf").model_copy(update={"pages": 9, "ocr_pages": [2, 3, 4, 9]})
    locked = AttachmentPart(name="ลงนาม.pdf", kind="pdf", role="plan", size=0, sha256="0", problem="file.password")
    screen, out = _screen()
    show_files(screen, [scan, locked], RULES)
    assert "สแกน.pdf: อ่านจากภาพ อาจคลาดเคลื่อน หน้า ๒-๔, ๙" in out.getvalue()
    assert "! ลงนาม.pdf: ไฟล์มีรหัสผ่าน (file.password)" in out.getvalue()


def test_advice_stands_after_what_must_be_mended() -> None:
    screen, out = _screen()
    found = [finding("advice.digital"), finding("element.2.8"), finding("pair.unsure")]
    show_plan(screen, plan("deficient", found), RULES, REGISTRY)
    told = out.getvalue()
    assert told.index("[element.2.8]") < told.index("[pair.unsure]") < told.index("[advice.digital]")
    assert "ข้อแนะนำ (ไม่มีผลต่อการรับแผน)" in told


@pytest.mark.parametrize("columns", [20, 40, 60, 100, 300])
@pytest.mark.parametrize("name", ["ก" * 300, "[/] [b]x\x1b[31m\u202e.pdf", "กำ" * 90, "a b " * 80, "", "ที่น้ำ\nสอง"])
def test_a_table_keeps_its_width_whatever_a_file_is_called(columns: int, name: str) -> None:
    screen, out = _screen(columns)
    screen.table(["ไฟล์", "ผล"], [[Cell(name), Cell("พบ", "red")]] * 2, flexible=0)
    screen.say(name, indent=2, hang=6)
    screen.rule(name)
    told = out.getvalue()
    assert "\x1b" not in told and "\u202e" not in told
    assert max(map(cells, told.split("\n"))) <= max(40, columns)


def test_what_likeness_said_is_told_in_words() -> None:
    weighed = WeighedPart(what="2.6", chapter="วิธีทดแทน", alike=0.41, rival="2.4", rival_alike=0.5, absent=0.62)
    part = WeighedPart(what="สมมติฐาน", chapter="คำนำ", alike=0.2, rival="other", rival_alike=0.7, absent=0.96)
    doubtful = plan().model_copy(
        update={
            "elements": {
                "2.6": ElementPart(state="review", reason="unknown_heading", weighed=[weighed]),
                "2.1": ElementPart(state="absent", reason="not_found", weighed=[part]),
            }
        }
    )
    screen, out = _screen(200)
    show_grounds(screen, doubtful, None, RULES)
    told = out.getvalue()
    assert "อาจอยู่ในหมวด: “วิธีทดแทน” — คล้ายองค์ประกอบนี้ ๔๑ %, ๒.๔ ๕๐ %; โอกาสที่ไม่มีในแผน ๖๒ %" in told
    assert "ไม่อยู่ในหมวดใด ใกล้เคียงที่สุดคือหมวด (สมมติฐาน): “คำนำ”" in told
    assert "ไม่ใช่องค์ประกอบใด ๗๐ %" in told
