"""We asked whose plan it is: the sender's answer settles it where the plan allows that; else a person looks."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.demo.letter import File
from mailbot.demo.sample import plan_of
from mailbot.importing import Importing
from tests.agencies.lists import as_csv
from tests.cases.bureau import Bureau, bureau, sample
from tests.cases.letters import clerk_mail, pdf, word

NAMES = [
    ["จันทบุรี", "เมืองจันทบุรี", "หนองบัว", "6220112", "อบต.", "องค์การบริหารส่วนตำบลหนองบัว", "1", "-"],
    ["ระยอง", "บ้านค่าย", "หนองบัว", "6210605", "อบต.", "องค์การบริหารส่วนตำบลหนองบัว", "2", "-"],
    ["ระยอง", "เมืองระยอง", "ตะพง", "6210115", "อบต.", "องค์การบริหารส่วนตำบลตะพง", "3", "-"],
]
RAYONG = "องค์การบริหารส่วนตำบลหนองบัว อำเภอบ้านค่าย จังหวัดระยอง"


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[Bureau]:
    """A bureau that knows two agencies of one name."""
    with bureau(tmp_path) as made:
        (tmp_path / "list.csv").write_text(as_csv(NAMES), "utf-8")
        importing = Importing(made.place, "staff:test")
        importing.write(importing.read(tmp_path / "list.csv", None, None))
        made.place.renew()
        yield made


@pytest.fixture
def office(listed: Bureau) -> Bureau:
    """It has asked whose plan it is."""
    listed.receive(sample("16").raw)
    assert listed.kinds() == ["identity"] and listed.plans() == [(None, "review", False)]
    return listed


def _answer(office: Bureau, text: str, sender: str = "", letter: int = 0) -> bytes:
    asked = office.letters()[letter]
    mail = EmailMessage()
    mail["From"], mail["To"] = sender or asked["To"], "opdcbcm@opdc.go.th"
    mail["Subject"], mail["Date"] = f"Re: {asked['Subject']}", "Tue, 30 Jun 2020 09:00:00 +0700"
    mail["Message-ID"] = f"<{abs(hash(text + sender))}@example.org>"
    mail["In-Reply-To"] = mail["References"] = asked["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in office.text(letter).splitlines())
    mail.set_content(f"{text}\n\nเมื่อ อ. 30 มิ.ย. 2020 สำนักงาน ก.พ.ร. เขียนว่า:\n{quoted}\n")
    return mail.as_bytes()


def _rulings(office: Bureau) -> list[tuple[object, ...]]:
    return [tuple(row) for row in office.place.ledger.rows("SELECT act, agency_id, actor FROM ruling")]


def test_the_senders_word_settles_it(office: Bureau) -> None:
    office.receive(_answer(office, f"เรียน เจ้าหน้าที่\nเป็นแผนของ{RAYONG} ค่ะ"))
    assert office.plans() == [("l.6210605", "accepted", True)]
    assert office.kinds() == ["identity", "acknowledgment"], "one answer, about the plan"
    assert "องค์การบริหารส่วนตำบลหนองบัว" in re.sub(r"\s+", "", office.text())
    folders = office.place.ledger.rows("SELECT folder, wanted_folder FROM mail ORDER BY id")
    assert [tuple(row) for row in folders] == [("Processed", None)] * 2
    assert _rulings(office) == [("assign", "l.6210605", "mailbot")]
    assert office.place.reviewing.waiting() == []


def _half(number: int, file: File) -> bytes:
    return clerk_mail("unclear.nongbua", number, file, subject="ส่งแผน", text="ส่งแผนค่ะ", address="nongbua@gmail.com")


def test_half_a_plan_is_named_in_answer_to_the_letter_that_also_asks_for_its_other_half(listed: Bureau) -> None:
    """Only the letter that asks for nothing but the name was heard; here a person had to carry the name over."""
    plan = plan_of("unclear.nongbua")
    listed.receive(_half(1, word(plan)))
    assert listed.kinds() == ["deficiency"]
    listed.receive(_answer(listed, f"เรียน เจ้าหน้าที่\nเป็นแผนของ{RAYONG} ค่ะ"))
    assert listed.plans() == [("l.6210605", "deficient", True)]
    assert listed.kinds() == ["deficiency", "deficiency"] and "จำนวน ๑ ข้อ" in listed.text()
    listed.receive(_half(2, pdf(plan)))
    assert listed.plans() == [("l.6210605", "accepted", True)]
    assert listed.place.reviewing.waiting() == []


@pytest.mark.parametrize("letter", [0, 1])
def test_halves_are_named_in_answer_to_either_letter(listed: Bureau, letter: int) -> None:
    plan = plan_of("unclear.nongbua")
    listed.receive(_half(1, word(plan)), _half(2, pdf(plan)))
    assert listed.kinds() == ["deficiency", "identity"]
    listed.receive(_answer(listed, f"เรียน เจ้าหน้าที่\nเป็นแผนของ{RAYONG} ค่ะ", letter=letter))
    assert listed.plans() == [("l.6210605", "accepted", True)]
    assert listed.kinds()[-1] == "acknowledgment"
    assert listed.place.reviewing.waiting() == []


def test_it_is_taken_once(office: Bureau) -> None:
    raw = _answer(office, f"แผนของ{RAYONG} ครับ")
    office.receive(raw, raw)
    office.receive(_answer(office, "ของ องค์การบริหารส่วนตำบลหนองบัว อำเภอเมืองจันทบุรี จังหวัดจันทบุรี"))
    assert office.plans() == [("l.6210605", "accepted", True)]
    assert len(_rulings(office)) == 1


def test_a_person_may_take_it_back(office: Bureau) -> None:
    office.receive(_answer(office, f"แผนของ{RAYONG} ครับ"))
    review = office.place.reviewing
    review.undo("BCP2563-000001", "ผู้ส่งโทรมาแก้", actor="malee", seen=review.seen("BCP2563-000001"))
    assert office.plans() == [(None, "review", False)]


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("แผนขององค์การบริหารส่วนตำบลตะพง อำเภอเมืองระยอง จังหวัดระยอง", ""),
        (f"แผนของ{RAYONG} ครับ", "somebody.else@gmail.com"),
        ("เป็นแผนของอบต.หนองบัวค่ะ", ""),
        (f"ไม่ใช่ของ{RAYONG} แต่เป็นขององค์การบริหารส่วนตำบลหนองบัว อำเภอเมืองจันทบุรี จังหวัดจันทบุรี", ""),
        (f"เป็นของ{RAYONG} ไม่ใช่ของ อบต.หนองบัว จันทบุรี", ""),
        ("ได้แจ้งไปแล้วค่ะ", ""),
    ],
    ids=[
        "a name that the plan does not bear",
        "another sender",
        "one of several",
        "two names",
        "one denied",
        "no name",
    ],
)
def test_a_person_looks_at_the_rest(office: Bureau, text: str, sender: str) -> None:
    office.receive(_answer(office, text, sender))
    assert office.plans() == [(None, "review", False)]
    assert _rulings(office) == []
    told = office.place.ledger.rows("SELECT count(*) FROM event WHERE for_staff = 1 AND mail_id = 2")
    assert told[0][0] >= 1
