"""What character recognition may say of whose a plan is: it confirms, chooses or raises a doubt, never names alone."""

import pytest

from mailbot.documents.model import Block, Document
from mailbot.examination import Evidence, Identity
from mailbot.judging.recognised import covers_of, letters_of, weighed
from mailbot.mail.model import Attachment
from mailbot.plans.model import PlanFile, Role


def named(agency: str) -> Identity:
    return Identity(status="identified", sender_id=agency, agency_ids=[agency])


def asked(*candidates: str) -> Identity:
    return Identity(status="ambiguous", candidates=list(candidates))


UNKNOWN = Identity(status="unknown")
HEARD_OF = Identity(
    status="unknown", evidence=[Evidence(source="subject", text="อบต.ตะพง", agency_id="l.1", weight=0.5)]
)


@pytest.mark.parametrize(
    ("sure", "heard", "silent", "expected"),
    [
        (named("l.1"), named("l.1"), False, named("l.1")),
        (named("l.1"), named("l.2"), False, asked("l.1", "l.2")),
        (named("l.1"), named("l.2"), True, asked("l.1", "l.2")),
        (named("l.1"), asked("l.2"), False, named("l.1")),
        (named("l.1"), asked("l.1", "l.2"), True, asked("l.1", "l.2")),
        (named("l.1"), UNKNOWN, True, UNKNOWN),
        (UNKNOWN, named("l.2"), False, asked("l.2")),
        (asked("l.1", "l.2"), named("l.2"), False, named("l.2")),
        (HEARD_OF, named("l.1"), True, named("l.1")),
        (HEARD_OF, named("l.2"), True, asked("l.2")),
        (UNKNOWN, asked("l.1"), False, asked("l.1")),
    ],
)
def test_the_table(sure: Identity, heard: Identity, silent: bool, expected: Identity) -> None:
    assert weighed(sure, heard, silent=silent) == expected


def file(text: str, role: Role, **known: object) -> PlanFile:
    document = Document((Block("paragraph", text, page=1),), "pdftotext", pages=1, **known)  # type: ignore[arg-type]
    return PlanFile(Attachment("x.pdf", b"", "pdf", "x"), role, document)


def test_scanned_covers_and_letters_are_told_apart() -> None:
    files = [
        file("typed cover", "plan"),
        file("scanned cover", "plan", ocr_pages=(1, 2)),
        file("typed cover, scanned inside", "plan", ocr_pages=(2,)),
        file("typed letter", "letter"),
        file("scanned letter", "letter", ocr_pages=(1,)),
    ]
    assert covers_of(files[:3], recognised=False) == ["typed cover", "typed cover, scanned inside"]
    assert len(covers_of(files[:3], recognised=True)) == 3
    assert letters_of(files, recognised=False) == ["typed letter"]
    assert letters_of(files, recognised=True) == ["typed letter", "scanned letter"]


@pytest.mark.parametrize(
    ("text", "is_letter"),
    [
        ("ที่ มห ๗๕๗๐๑/๒๐๒\nที่ทำการองค์การบริหารส่วนตำบลหนองบัว", True),
        ("(สำเนา)\nที่ พจ 74101/20\nที่ทำการ อบต.ท่านั่ง", True),
        ("ที่ สค ๐๐๒๓.๓/ว ๘๘๑\nสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสมุทรสาคร", False),
        ("รายชื่อผู้เข้าร่วมประชุม\nที่ มห ๗๕๗๐๑/๒๐๒", False),
    ],
)
def test_a_short_file_under_a_letter_number_is_a_letter(text: str, is_letter: bool) -> None:
    document = Document((Block("paragraph", text),), "pdfium", pages=1)
    file = PlanFile(Attachment("scan.pdf", b"x", "pdf", "x"), "other", document)
    assert bool(letters_of([file], recognised=False)) is is_letter
