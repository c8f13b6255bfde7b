"""Reminders as they are read; MAILBOT_WRITE_GOLDEN=1 writes the files anew, to be read before they are kept."""

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.reminders.compose import compose
from mailbot.reminders.compose_list import compose_summary
from mailbot.reminders.model import Addressee, DueReminder, Lacking, MissingAgency
from mailbot.reminders.stages import all_stages
from mailbot.replies.letter import Letter
from mailbot.replies.lines import WIDTH, cells
from mailbot.replies.thai_form import Language
from mailbot.rules import load

GOLDEN = Path(__file__).parent / "golden"
RULES = load("bcp-2563")
STAGES = {stage.rule.name: stage for stage in all_stages(RULES)}
MISSING = MissingAgency(
    "l.1",
    "องค์การบริหารส่วนตำบลตะพง",
    "missing",
    "taphong@example.go.th",
    "นายกองค์การบริหารส่วนตำบลตะพง",
)
DEFICIENT = MissingAgency(
    "l.2",
    "เทศบาลตำบลเมืองแกลง",
    "deficient",
    "klaeng@example.go.th",
    "นายกเทศมนตรีตำบลเมืองแกลง",
    (Lacking("element.2.5"), Lacking("pair.pdf_missing", (("word", "แผน ทต.docx"),))),
    "BCP2563-000044",
)
POWER = MissingAgency("s.mwa", "การประปานครหลวง", "missing", "mwa@example.co.th", "ผู้ว่าการการประปานครหลวง", vital=True)
CASES: dict[str, tuple[MissingAgency, str, tuple[int, int], Language]] = {
    "kind-missing.th": (MISSING, "before-30", (6, 1), "th"),
    "kind-vital.th": (POWER, "before-14", (6, 16), "th"),
    "urgent-missing.th": (MISSING, "before-1", (6, 29), "th"),
    "urgent-deficient.th": (DEFICIENT, "before-7", (6, 23), "th"),
    "overdue-missing.th": (MISSING, "after-8", (7, 8), "th"),
    "overdue-deficient.th": (DEFICIENT, "after-1", (7, 1), "th"),
    "urgent-deficient.en": (DEFICIENT, "before-7", (6, 23), "en"),
}


def letter(name: str) -> Letter:
    """The letter of one case."""
    agency, stage, (month, day), language = CASES[name]
    now = datetime(2020, month, day, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
    return compose(DueReminder(Addressee(agency), STAGES[stage]), RULES, now, language)


def test_one_lack_is_told_once_and_by_its_cause() -> None:
    """A PDF with a password was asked for twice: because it has one, and because it could not be compared."""
    shut = (
        Lacking("pair.unreadable", (("file", "แผน.pdf"), ("problem", "file.password")), "แผน.pdf"),
        Lacking("file.password", (("file", "แผน.pdf"),), "แผน.pdf"),
    )
    empty = (
        Lacking("pair.pdf_missing", (("word", "แผน.docx"),), "แผน.docx"),
        Lacking("file.empty", (("file", "แผน.pdf"),), "แผน.pdf"),
    )
    now = datetime(2020, 6, 23, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
    for lacking in (shut, empty):
        agency = replace(DEFICIENT, lacking=lacking)
        one = compose(DueReminder(Addressee(agency), STAGES["before-7"]), RULES, now)
        assert "๑. ไฟล์ แผน.pdf" in one.text
        assert "๒." not in one.text
        collector = Addressee(replace(MISSING, agency_id="r.pvo.21"), (agency,))
        listed = compose(DueReminder(collector, STAGES["before-7"]), RULES, now)
        assert "เทียบไฟล์" not in listed.text and "ยังไม่ได้รับไฟล์ PDF" not in listed.text


@pytest.mark.parametrize("name", CASES)
def test_reminder_is_the_one_that_was_read_aloud(name: str) -> None:
    written = letter(name)
    told = f"Subject: {written.subject}\n\n{written.text}"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("MAILBOT_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")
    assert all(cells(line) <= WIDTH for line in written.text.splitlines())
    assert "!" not in written.text
    assert "opdcbcm@opdc.go.th" in written.text
    assert f'lang="{CASES[name][3]}"' in written.html


def test_the_tone_rises() -> None:
    kind, urgent, overdue = (
        letter(name).subject for name in ("kind-missing.th", "urgent-missing.th", "overdue-missing.th")
    )
    assert kind.startswith("ขอเรียนเตือน:")
    assert urgent.startswith("ขอความอนุเคราะห์เร่งจัดส่ง:")
    assert overdue.startswith("ขอความอนุเคราะห์จัดส่งโดยเร็ว:")


def test_vital_agencies_are_reminded_of_the_last_paragraph() -> None:
    assert "ย่อหน้าสุดท้าย" in letter("kind-vital.th").text
    assert "ย่อหน้าสุดท้าย" not in letter("kind-missing.th").text


def test_a_deficient_agency_is_asked_only_for_what_is_missing() -> None:
    text = letter("urgent-deficient.th").text
    assert "ข้อ ๒.๕" in text
    assert "BCP2563-000044" in text
    assert "ข้อ ๒.๑ " not in text


def test_a_moved_deadline_makes_a_late_stage_urgent_and_not_overdue() -> None:
    moved = RULES.model_copy(update={"round": RULES.round.model_copy(update={"deadline": date(2020, 8, 31)})})
    now = datetime(2020, 7, 8, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
    written = compose(DueReminder(Addressee(MISSING), STAGES["after-8"]), moved, now)
    assert "ครบกำหนดเมื่อ" not in written.text
    assert "๓๑ สิงหาคม ๒๕๖๓" in written.text


def test_a_name_of_an_agency_is_data() -> None:
    hostile = MissingAgency("x", "<b>{{ 7*7 }}\r\nBcc: a@b.c</b>", "missing", "a@b.c")
    now = datetime(2020, 6, 1, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
    written = compose(DueReminder(Addressee(hostile), STAGES["before-30"]), RULES, now)
    assert "<b>" not in written.html
    assert "{{ 7*7 }}" in written.text
    assert "\n" not in written.subject and "\r" not in written.subject


PROVINCE = MissingAgency(
    "r.pvo.21", "สำนักงานจังหวัดระยอง", "complete", "rayong@moi.go.th", "หัวหน้าสำนักงานจังหวัดระยอง", tier="regional"
)
OFFICES = (
    MissingAgency(
        "r.doae.21",
        "สำนักงานเกษตรจังหวัดระยอง",
        "deficient",
        lacking=(Lacking("element.2.5"), Lacking("pair.pdf_missing", (("word", "แผน.docx"),))),
        receipt="BCP2563-000071",
        told_at=datetime(2020, 6, 15, 3, tzinfo=ZoneInfo("UTC")),
    ),
    MissingAgency("r.dopa.21", "ที่ทำการปกครองจังหวัดระยอง", "missing"),
    MissingAgency("r.dol.21", "สำนักงานที่ดินจังหวัดระยอง", "missing"),
)
LISTS: dict[str, tuple[MissingAgency, str, tuple[int, int], Language]] = {
    "list-kind.th": (PROVINCE, "before-14", (6, 16), "th"),
    "list-overdue-own.th": (replace(PROVINCE, state="missing"), "after-1", (7, 1), "th"),
    "list-urgent.en": (PROVINCE, "before-3", (6, 29), "en"),
}


def listing(name: str) -> Letter:
    """The letter of one case to a provincial office."""
    agency, stage, (month, day), language = LISTS[name]
    now = datetime(2020, month, day, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
    return compose(DueReminder(Addressee(agency, OFFICES), STAGES[stage]), RULES, now, language)


@pytest.mark.parametrize("name", LISTS)
def test_list_of_a_provincial_office_is_the_one_that_was_read_aloud(name: str) -> None:
    written = listing(name)
    told = f"Subject: {written.subject}\n\n{written.text}"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("MAILBOT_WRITE_GOLDEN"):
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")
    assert all(cells(line) <= WIDTH for line in written.text.splitlines())
    for office in OFFICES:
        assert office.name in written.text.replace("\n", "") and office.name in written.html
    assert "BCP2563-000071" in written.text


def test_a_summary_for_a_ministry_names_who_is_awaited() -> None:
    now = datetime(2020, 6, 16, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
    written = compose_summary("กระทรวงคมนาคม", OFFICES, RULES, now)
    assert written.subject.startswith("สรุปแผนที่รอรับ:")
    assert "กระทรวงคมนาคม" in written.text and "สำนักงานที่ดินจังหวัดระยอง" in written.text
