"""Problems of files: each told once by its own validator, with the severity of the rules; an annex holds no plan up."""

from dataclasses import replace

import pytest

import validators
from mailbot.documents.model import Document
from mailbot.mail.model import Attachment
from mailbot.plans.model import Plan, PlanFile
from mailbot.rules import Rules
from tests.validators.invented import made

CODES = {
    "password": "file.password",
    "damaged": "file.damaged",
    "empty_file": "file.empty",
    "wrong_type": "file.wrong_type",
    "macros": "file.macro",
    "external_content": "file.external_content",
    "pdf_scripts": "file.active_content",
    "scans": "file.scan_only",
}


def _with(plan: Plan, half: str, **changes: object) -> Plan:
    file = getattr(plan, half)
    return replace(plan, **{half: replace(file, document=replace(file.document, **changes))})


def _told(plan: Plan, rules: Rules) -> dict[str, str]:
    found = [f for name in (*CODES, "readable_files") for f in validators.TABLE[name][0](plan, rules)]
    codes = [finding.code for finding in found]
    assert len(codes) == len(set(codes)), codes
    return {finding.code: finding.severity for finding in found}


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_each_problem_is_told_by_its_own_validator(rules: Rules, name: str, code: str) -> None:
    assert _told(made(), rules) == {}
    plan = _with(made(), "word", problem=code, readable=False, blocks=())
    (finding,) = validators.TABLE[name][0](plan, rules)
    assert (finding.code, finding.severity, finding.place) == (code, rules.text(code).severity, "แผน.docx")
    assert code in _told(plan, rules)


@pytest.mark.parametrize("code", ["file.macro", "file.external_content", "file.active_content", "file.wrong_type"])
def test_a_note_is_told_and_the_half_stays_readable(rules: Rules, code: str) -> None:
    assert _told(_with(made(), "pdf", notes=(code,)), rules) == {code: rules.text(code).severity}


@pytest.mark.parametrize("code", ["file.executable", "file.bomb", "file.too_long", "file.unsupported"])
def test_problems_without_a_validator_of_their_own_are_told_too(rules: Rules, code: str) -> None:
    found = _told(_with(made(), "pdf", problem=code, readable=False), rules)
    assert found == {"pair.unreadable": rules.text(code).severity, code: rules.text(code).severity}


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("file.password", "warning"),
        ("file.damaged", "warning"),
        ("file.macro", "advice"),
        ("file.external_content", "advice"),
        ("file.scan_only", "advice"),
        ("file.bomb", "warning"),
    ],
)
def test_an_annex_is_for_a_person_or_for_advice_never_an_error(rules: Rules, code: str, severity: str) -> None:
    annex = PlanFile(
        Attachment("ผนวก.docx", b"x", "word", "3"), "annex", Document((), "word", readable=False, problem=code)
    )
    assert _told(replace(made(), annexes=(annex,)), rules) == {code: severity}


def test_pages_without_text_are_named(rules: Rules) -> None:
    plan = _with(made(), "pdf", unread_pages=(2, 5))
    (finding,) = validators.TABLE["scans"][0](plan, rules)
    assert finding.parameters == {"file": "แผน.pdf", "pages": "2, 5"}
    assert _told(plan, rules) == {"file.scan_only": "warning"}


def test_a_half_that_nobody_could_read_is_said_whatever_the_cause(rules: Rules) -> None:
    assert _told(_with(made(), "pdf", readable=False), rules) == {"file.scan_only": "warning"}
    assert _told(_with(made(), "word", readable=False), rules) == {"pair.unreadable": "warning"}
