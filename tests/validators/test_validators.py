"""Each validator: what it says of a sound plan (nothing), of a wrong one, and in doubt."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import validators
from mailbot.documents.model import Block, Document
from mailbot.plans.model import SameDocument
from mailbot.plans.verdict import verdict
from mailbot.rules import Rules
from tests.plans.samples import TITLES, para, plan, printed
from tests.validators.plans import codes, findings, half, sample
from validators.classified import is_mark

BANGKOK = ZoneInfo("Asia/Bangkok")


def test_a_sound_plan_has_no_finding(rules: Rules) -> None:
    assert codes(sample(rules), rules) == {}
    assert verdict(findings(sample(rules), rules)) == "accepted"


def test_every_file_of_the_room_is_small_and_in_the_table() -> None:
    folder = Path(validators.__file__).parent
    for path in folder.glob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 80, path.name
    shared = {"__init__", "element", "file_problem", "mail_words", "marks", "place", "said_secret", "wording", "years"}
    assert {path.stem for path in folder.glob("*.py")} - shared == set(validators.TABLE)


@pytest.mark.parametrize("element", [key for key in TITLES if len(key) == 3])
def test_a_missing_element_is_an_error_with_its_clause(rules: Rules, element: str) -> None:
    (finding,) = findings(sample(rules, plan(without=[element])), rules)
    assert (finding.code, finding.severity, finding.element) == (f"element.{element}", "error", element)
    assert finding.clause == rules.elements[element].clause
    assert finding.parameters["file"] == "แผน.docx, แผน.pdf"
    assert finding.parameters["example"]


@pytest.mark.parametrize("element", [key for key in TITLES if len(key) == 3])
def test_an_empty_heading_is_an_error_with_its_page(rules: Rules, element: str) -> None:
    (finding,) = findings(sample(rules, plan(empty=[element])), rules)
    assert (finding.code, finding.severity) == (f"element.{element}.weak", "error")
    assert finding.place is not None
    assert finding.place.startswith("แผน.pdf หน้า ")
    assert finding.parameters["heading"]


def test_a_missing_part_is_named(rules: Rules) -> None:
    (finding,) = findings(sample(rules, plan(without=["2.1b"])), rules)
    assert (finding.code, finding.severity) == ("element.2.1", "error")
    assert finding.parameters["missing"] == "สมมติฐาน"


def test_doubt_about_an_element_is_a_warning(rules: Rules) -> None:
    vague = [para("ให้กองต่าง ๆ ร่วมกันรับผิดชอบตามภารกิจของตนและประสานกันอย่างใกล้ชิดในสภาวะวิกฤต")]
    found = sample(rules, plan(content={"2.3": vague}))
    assert codes(found, rules) == {"element.2.3.unsure": "warning"}
    assert verdict(findings(found, rules)) == "review"


def test_a_missing_half(rules: Rules) -> None:
    whole = sample(rules)
    word_only, pdf_only = replace(whole, pdf=None), replace(whole, word=None)
    assert codes(word_only, rules) == {"pair.pdf_missing": "error"}
    assert codes(pdf_only, rules) == {"pair.word_missing": "error"}
    (finding,) = findings(word_only, rules)
    assert finding.parameters["word"] == "แผน.docx"


@pytest.mark.parametrize(
    ("verdict_", "expected"), [("differs", {"pair.differs": "error"}), ("unsure", {"pair.unsure": "warning"})]
)
def test_halves_that_differ(rules: Rules, verdict_: str, expected: dict[str, str]) -> None:
    found = replace(sample(rules), same_document=SameDocument(verdict_, 0.1))  # type: ignore[arg-type]
    assert codes(found, rules) == expected


def test_a_password_is_told_and_nothing_else_is_claimed(rules: Rules) -> None:
    locked = Document((), "none", readable=False, problem="file.password")
    pdf_locked = replace(sample(rules), pdf=half("แผน.pdf", "pdf", locked))
    assert codes(pdf_locked, rules) == {"pair.unreadable": "error", "file.password": "error"}
    (first, _) = findings(pdf_locked, rules)
    assert first.parameters["problem"] == "file.password"
    found = sample(rules, locked, locked)
    assert not [code for code in codes(found, rules) if code.startswith("element")]


def test_a_scan_is_a_warning(rules: Rules) -> None:
    scan = Document((), "none", pages=9, readable=False, unread_pages=(1, 2, 3), problem="file.scan_only")
    found = sample(rules, plan(), scan)
    assert codes(found, rules) == {"file.scan_only": "warning"}
    assert verdict(findings(found, rules)) == "review"


def test_notes_of_a_file_are_advice(rules: Rules) -> None:
    found = sample(rules, replace(plan(), notes=("file.macro", "file.external_content")))
    assert set(codes(found, rules).values()) == {"advice"}
    assert verdict(findings(found, rules)) == "accepted"


def test_old_word_is_advice(rules: Rules) -> None:
    found = replace(sample(rules), word=half("แผน.doc", "word_legacy", plan()))
    assert codes(found, rules) == {"file.legacy_word": "advice"}


@pytest.mark.parametrize(("role", "code"), [("circular", "plan.not_a_plan"), ("blank_form", "plan.blank_form")])
def test_no_plan_gets_no_list_of_elements(rules: Rules, role: str, code: str) -> None:
    found = sample(rules, plan(empty=TITLES), role=role)  # type: ignore[arg-type]
    assert {c for c in codes(found, rules) if not c.startswith("pair.")} == {code}


@pytest.mark.parametrize(
    "line",
    [
        "ลับ",
        "ลับมาก",
        "ลับที่สุด",
        "- ลับ -",
        "(ลับมาก)",
        "*** ลับที่สุด ***",
        "ชั้นความลับ : ลับมาก",
        "SECRET",
        "Top Secret",
        "CONFIDENTIAL",
        "ล ับ",
    ],
)
def test_marks_of_classification(rules: Rules, line: str) -> None:
    assert is_mark(line)
    for kind in ("header", "paragraph"):
        marked = replace(plan(), blocks=(Block(kind, line), *plan().blocks))
        found = sample(rules, marked, printed(plan()))
        assert "security.classified" in codes(found, rules)
        assert verdict(findings(found, rules)) == "sealed"


@pytest.mark.parametrize(
    "line",
    [
        "ความลับ",
        "อำเภอลับแล",
        "เรื่องที่มีชั้นความลับของข้อมูล",
        "การรักษาความลับของทางราชการ",
        "กลับ",
        "ลับแล",
        "ให้จัดเก็บเอกสารลับไว้ในตู้นิรภัย",
        "confidentiality of data",
        "secretary",
        "",
    ],
)
def test_words_that_are_no_mark(rules: Rules, line: str) -> None:
    assert not is_mark(line)
    marked = replace(plan(), blocks=(Block("header", line), para(line), *plan().blocks))
    assert "security.classified" not in codes(sample(rules, marked, printed(plan())), rules)


def test_a_word_broken_over_two_printed_lines_is_no_mark(rules: Rules) -> None:
    lines = (Block("paragraph", "เจ้าหน้าที่ต้องรักษาความ", page=1), Block("paragraph", "ลับ", page=1))
    pdf = printed(plan())
    assert "security.classified" not in codes(sample(rules, plan(), replace(pdf, blocks=lines + pdf.blocks)), rules)


@pytest.mark.parametrize(
    ("name", "sealed"),
    [
        ("แผน BCP (ลับ).docx", True),
        ("ลับมาก_แผน.docx", True),
        ("แผนลับแล.docx", False),
        ("BCP [SECRET].docx", True),
        ("กลับ.docx", False),
    ],
)
def test_marks_in_a_file_name(rules: Rules, name: str, sealed: bool) -> None:
    found = replace(sample(rules), word=half(name, "word", plan()))
    assert ("security.classified" in codes(found, rules)) is sealed


def test_provincial_office_sends_a_copy_to_the_ministry(rules: Rules) -> None:
    told = plan(after=[para("ประสานงานระหว่างหน่วยงานภายในจังหวัดทุกแห่ง")])
    office = replace(sample(rules, told), tier="regional", agency_id="r.pvo.21")
    assert codes(office, rules) == {"route.copy_to_moi": "advice"}
    assert codes(replace(office, recipients=frozenset({rules.round.copy_to_ministry})), rules) == {}
    assert codes(replace(office, agency_id="r.moc.21"), rules) == {}


def test_late_from_midnight_in_bangkok(rules: Rules) -> None:
    last = datetime(2020, 6, 30, 23, 59, 59, tzinfo=BANGKOK)
    assert codes(replace(sample(rules), received_at=last), rules) == {}
    late = replace(sample(rules), received_at=last + timedelta(seconds=1))
    (finding,) = findings(late, rules)
    assert (finding.code, finding.severity, finding.parameters["days"]) == ("late", "advice", "1")
