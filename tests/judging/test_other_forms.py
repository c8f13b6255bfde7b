"""A plan that came only as a table or as pictures: told what arrived and what is wanted, never that nothing did."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from PIL import Image

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.demo.plans import make_plan
from mailbot.pipeline import examine
from mailbot.replies.compose import compose
from mailbot.replies.letter import LetterFacts
from mailbot.workplace import Workplace
from tests.mail.samples import TEXT_PART, attached, mixed


def _table() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in ("แผนดำเนินธุรกิจอย่างต่อเนื่อง", "วัตถุประสงค์", "กลยุทธ์ความต่อเนื่อง", "ทีมงาน"):
        sheet.append([line])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def _picture() -> bytes:
    stored = io.BytesIO()
    Image.effect_noise((900, 900), 90).save(stored, "JPEG")
    return stored.getvalue()


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(Workplace(config_file.load(None)).parts)


def _named(name: str, data: bytes) -> bytes:
    return attached(data, b'Content-Disposition: attachment; filename="' + name.encode() + b'"')


@pytest.mark.parametrize(("name", "data"), [("bcp.xlsx", _table()), ("page1.jpg", _picture())])
def test_what_came_is_named(name: str, data: bytes, bench: Bench) -> None:
    found = examine(mixed(TEXT_PART, _named(name, data)), bench, Hints(scans="later"))
    assert [finding.code for finding in found.findings] == ["mail.other_form"]
    letter = compose(
        found, LetterFacts(receipt="BCP2563-000001", received_at=datetime(2020, 6, 1, tzinfo=UTC)), bench.rules
    )
    assert letter is not None
    assert f"ได้รับไฟล์ {name} แล้ว" in letter.text.replace("\n", " ").replace("   ", " ")
    assert "ยังไม่พบไฟล์แผน" not in letter.text


def test_beside_a_plan_they_are_annexes(bench: Bench) -> None:
    plan = make_plan("d.cdd")
    parts = [_named("bcp.docx", plan.docx), _named("bcp.pdf", plan.pdf), _named("bcp.xlsx", _table())]
    found = examine(mixed(TEXT_PART, *parts), bench, Hints())
    assert "mail.other_form" not in [finding.code for finding in found.findings]


def test_a_mail_of_words_alone_has_no_files(bench: Bench) -> None:
    found = examine(mixed(TEXT_PART), bench, Hints())
    assert "mail.other_form" not in [finding.code for finding in found.findings]
