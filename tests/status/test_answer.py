"""A question about status from the inbox to the letter: own plan, a province's list, an unknown address."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mailbot import config_file
from mailbot.demo.clients import gmail
from mailbot.demo.letter import Letter
from mailbot.demo.sample import at, pair, plan_of
from mailbot.examiner import DirectExaminer
from mailbot.workplace import Workplace

SENT = at(6, 27, 9, 15)
ASKING = Letter(
    "งานสารบรรณ", "khonkaen@moi.go.th", "ขอตรวจสอบสถานะแผน BCP", "ขอทราบสถานะแผนที่ส่งไว้ค่ะ", SENT, "mail.moi.go.th", 1
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    config = tmp_path / "config.toml"
    config.write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = Workplace(config_file.load(config), clock=lambda: SENT)
    made.__dict__["examiner"] = DirectExaminer(made.bench)
    made.mailbox.open()
    yield made
    made.close()


def _answered(place: Workplace, *mails: Letter) -> str:
    """Text of the newest answer after these mails, each in a turn of its own."""
    for mail in mails:
        place.mailbox.append("INBOX", gmail(mail), mail.sent)
        place.daemon.run_once()
    raw = place.ledger.rows("SELECT raw FROM outbox ORDER BY id DESC LIMIT 1")[0]["raw"]
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def _submission(agency_id: str, address: str, number: int, halves: slice) -> Letter:
    files = [*pair(plan_of(agency_id), "แผน BCP")][halves]
    return Letter("ผู้ส่ง", address, "ส่งแผน BCP", "ตามไฟล์แนบ", SENT, "mail.go.th", number, files=tuple(files))


def test_a_department_is_told_what_is_missing(place: Workplace) -> None:
    asking = replace(ASKING, address="psdg@dlt.go.th", number=9)
    text = _answered(place, _submission("d.dlt", "psdg@dlt.go.th", 2, slice(0, 1)), asking)
    assert "กรมการขนส่งทางบก" in text
    assert "BCP2563-000001" in text
    assert "ขอให้แก้ไขหรือส่งเพิ่มเติม ๑ ข้อ" in text
    assert "ยังไม่ได้รับไฟล์ PDF" in text
    row = place.ledger.rows("SELECT kind, folder FROM mail ORDER BY id DESC LIMIT 1")[0]
    assert (row["kind"], row["folder"]) == ("status_request", place.settings.mailbox.processed)
    asked_of_staff = place.ledger.rows("SELECT count(*) FROM event WHERE action = 'needs_a_person' AND mail_id = 2")
    assert asked_of_staff[0][0] == 0


def test_a_province_is_told_its_list(place: Workplace) -> None:
    text = _answered(place, _submission("r.pvo.40", "khonkaen@moi.go.th", 2, slice(0, 2)), ASKING)
    assert "๑. สำนักงานจังหวัดขอนแก่น – ได้รับครบถ้วนแล้ว" in text
    collected = sum(line.endswith("– ยังไม่ได้รับ") for line in text.splitlines())
    assert collected > 20, "the provincial offices whose plans it collects"
    assert "กรมการขนส่งทางบก" not in text
    assert len(text.encode()) < 12_000


def test_what_is_awaited_of_a_province_stands_above_what_is_done(place: Workplace) -> None:
    text = _answered(place, _submission("r.moc.40", "khonkaen@moi.go.th", 2, slice(0, 2)), ASKING)
    lines = [line for line in text.splitlines() if " – " in line and line.rstrip()[0] in "๑๒๓๔๕๖๗๘๙"]
    assert "สำนักงานจังหวัดขอนแก่น – ยังไม่ได้รับ" in lines[0]
    assert lines[-1].endswith("– ได้รับครบถ้วนแล้ว")
    assert sum(line.endswith("– ได้รับครบถ้วนแล้ว") for line in lines) == 1


def test_an_unknown_address_is_told_how_to_ask_and_no_more(place: Workplace) -> None:
    stranger = replace(ASKING, address="somchai.k@gmail.com", number=9, text="ขอทราบสถานะแผนของกรมการขนส่งทางบก")
    text = _answered(place, _submission("d.dlt", "psdg@dlt.go.th", 2, slice(0, 1)), stranger)
    assert "BCP2563-000001" not in text
    assert "กรมการขนส่งทางบก" not in text
    assert "โปรดดำเนินการอย่างใดอย่างหนึ่ง" in text
    row = place.ledger.rows("SELECT folder FROM mail ORDER BY id DESC LIMIT 1")[0]
    assert row["folder"] == place.settings.mailbox.review


def test_a_forged_or_robotic_asker_gets_no_answer(place: Workplace) -> None:
    before = _answered(place, _submission("d.dlt", "psdg@dlt.go.th", 2, slice(0, 2)))
    robot = gmail(replace(ASKING, address="psdg@dlt.go.th", number=9)).replace(
        b"MIME-Version", b"Auto-Submitted: auto-generated\r\nMIME-Version", 1
    )
    place.mailbox.append("INBOX", robot, SENT)
    place.daemon.run_once()
    assert _answered(place) == before


def test_a_field_office_is_told_through_whom_its_plan_comes(place: Workplace) -> None:
    place.ledger.add_contact("c.rd_area:21", "rayong@example.org", "", "test", SENT)
    text = _answered(place, replace(ASKING, address="rayong@example.org", number=9)).replace("\n", "")
    assert "แผนของหน่วยงานจัดส่งผ่านกรมสรรพากร" in text
    assert "โปรดส่งภายใน" not in text
