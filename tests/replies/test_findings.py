"""Texts of findings: every code has them, no parameter is ever missing too much, pages and code agree."""

import re
from pathlib import Path

import pytest

from mailbot.errors import ConfigError
from mailbot.plans.model import Finding
from mailbot.replies import findings
from mailbot.replies.lines import unmarked
from mailbot.replies.pages import pages
from mailbot.replies.thai_form import Language
from tests.replies.samples import RULES

ROOT = Path(__file__).parents[2]
CODE = re.compile(
    r"[\"']((?:mail|file|archive|tnef|pair|plan|agency|route|staff|security|advice)\.(?!toml|html)[a-z_]+"
    r"|element\.2\.[1-8](?:\.weak|\.unsure)?|late)[\"']"
)
NOT_CODES = {"mail.header", "mail.verdict"}


def used_codes() -> set[str]:
    """Every string in the program that looks like a finding code, followed by no further name part."""
    found: set[str] = set()
    for folder in ("mailbot", "validators"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(CODE.findall(path.read_text("utf-8")))
    return found - NOT_CODES


def test_every_code_in_the_program_has_its_texts() -> None:
    assert {"file.password", "pair.pdf_missing", "late"} <= used_codes()
    assert used_codes() <= set(RULES.findings)


@pytest.mark.parametrize("code", RULES.findings)
def test_every_code_has_clause_title_words_and_remedy_in_both_languages(code: str) -> None:
    text = RULES.text(code)
    assert re.fullmatch(r"[๐-๙](?:\.[๐-๙])*", text.clause)
    for thai in (text.title_th, text.th):
        assert re.search("[ก-ฮ]", thai)
    for english in (text.title_en, text.en):
        assert re.search("[A-Za-z]", english) and not re.search("[ก-ฮ]", english)
    assert bool(text.mend_th) == bool(text.mend_en)
    assert text.mend_th or text.severity == "warning" or code.startswith("staff."), "nobody is told what to do"


def test_every_route_finding_of_the_tiers_has_its_texts() -> None:
    assert {tier.route_finding for tier in RULES.tiers.values() if tier.route_finding} <= set(RULES.findings)


def test_every_element_has_its_three_findings() -> None:
    for element in RULES.elements:
        for code in (f"element.{element}", f"element.{element}.weak", f"element.{element}.unsure"):
            assert RULES.text(code).clause == RULES.elements[element].clause


def test_pages_and_texts_agree() -> None:
    folder = ROOT / "docs" / "findings"
    expected = pages(RULES)
    assert {path.name for path in folder.glob("*.md")} == set(expected)
    for name, text in expected.items():
        assert (folder / name).read_text("utf-8") == text, "run: python -m mailbot.replies.pages docs/findings"


@pytest.mark.parametrize("code", RULES.findings)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_text_reads_well_without_any_parameter(code: str, language: Language) -> None:
    found, mend = findings.found_and_mend(code, {}, None, RULES, language)
    assert found
    for text in (found, mend):
        assert not re.search(r"[{}\[\]]|  |\( ?\)|“”| ,", text), text
        assert "!" not in text
        assert not re.search("”[ก-ฮเแโใไ]", text), "a blank stands after a closing quotation mark"


@pytest.mark.parametrize("code", [code for code in RULES.findings if code.startswith("element.")])
def test_nothing_accuses(code: str) -> None:
    assert "ไม่ได้จัดทำ" not in RULES.text(code).th
    assert "ท่านไม่" not in RULES.text(code).th


def test_parameters_are_filled_and_digits_are_thai() -> None:
    text = findings.message("mail.too_large", {"size": "52 MB", "limit": "40 MB"}, RULES)
    assert "(๕๒ เมกะไบต์ ซึ่งรับได้ไม่เกิน ๔๐ เมกะไบต์)" in text
    assert "(52 MB; the limit is 40 MB)" in findings.message(
        "mail.too_large", {"size": "52 MB", "limit": "40 MB"}, RULES, "en"
    )


def test_file_names_are_left_as_they_are() -> None:
    assert "แผน 2563.docx" in findings.message("file.password", {"file": "แผน 2563.docx"}, RULES)


def test_two_file_names_are_two() -> None:
    text = findings.message("element.2.5", {"file": "แผน 1.docx, แผน 1.pdf"}, RULES)
    assert "แผน 1.docx และ แผน 1.pdf" in text


def test_place_is_told_as_file_and_page() -> None:
    assert unmarked(findings.where("แผน.pdf หน้า 12", "th")) == "แผน.pdf หน้า ๑๒"
    assert unmarked(findings.where("แผน.pdf หน้า ๑๒", "en")) == "แผน.pdf, page 12"
    assert unmarked(findings.where("plan.pdf p. 3", "th")) == "plan.pdf หน้า ๓"
    assert unmarked(findings.where("แผน หน้าแรก.docx", "th")) == "แผน หน้าแรก.docx"


def test_values_are_data_and_not_looked_into() -> None:
    hostile = "{inbox} [x] {{ 7*7 }} <b>"
    assert hostile in findings.message("file.password", {"file": hostile}, RULES)


def test_a_finding_is_told_with_its_place() -> None:
    finding = Finding("element.2.8.weak", "error", "๒.๘", "2.8", "แผน.docx หน้า 3")
    assert "(แผน.docx หน้า ๓)" in findings.of(finding, RULES)


def test_an_unknown_code_is_a_fault_of_the_rules() -> None:
    with pytest.raises(ConfigError, match=r"no\.such"):
        findings.message("no.such", {}, RULES)
