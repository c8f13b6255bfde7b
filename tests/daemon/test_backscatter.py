"""Whoever forges a sender cannot have us flood him: a small mail gets a small answer, a huge one none."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.answering import LONGEST_TO_STRANGERS
from mailbot.workplace import Workplace
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    """An embedded mailbox."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = workplace(tmp_path / "config.toml", Clock())
    made.mailbox.open()
    yield made
    made.close()


def _spam(files: int) -> bytes:
    mail = EmailMessage()
    mail["From"] = "victim@stranger.example"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = "plans"
    mail["Message-ID"] = f"<spam.{files}@stranger.example>"
    mail.set_content("buy")
    if files:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(files):
                archive.writestr(f"{'แผน' * 40} {number}.docx", b"PK\x03\x04 junk %d" % number)
        mail.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="a.zip")
    return mail.as_bytes()


def _received(place: Workplace, raw: bytes) -> list[bytes]:
    place.mailbox.append("INBOX", raw, datetime(2020, 6, 15, tzinfo=UTC))
    place.daemon.run_once()
    return [path.read_bytes() for path in place.folder.glob("sent/new/*")]


def test_spam_gets_a_few_kilobytes(place: Workplace) -> None:
    (letter,) = _received(place, _spam(0))
    assert len(letter) < 16_000


def test_hundreds_of_broken_plans_from_a_stranger_are_left_to_staff(place: Workplace) -> None:
    assert not _received(place, _spam(300))
    (row,) = place.ledger.rows("SELECT folder, no_reply_reason FROM mail")
    assert tuple(row) == ("Review", "answer_too_long_for_a_stranger")
    told = place.ledger.rows("SELECT detail FROM event WHERE action = 'reply_withheld' AND for_staff = 1")
    assert len(told) == 1
    assert LONGEST_TO_STRANGERS < 1_000_000


def test_only_the_one_sender_is_ever_written_to(place: Workplace) -> None:
    head = b"From: clerk@stranger.example\r\nReply-To: victim@other.example\r\nSender: victim@other.example\r\n"
    head += b"To: opdcbcm@opdc.go.th, y@other.example\r\nCc: x@other.example\r\n"
    assert _received(place, head + b"Message-ID: <one@stranger.example>\r\n\r\nplan?")
    two = b"From: a@stranger.example, b@other.example\r\nMessage-ID: <two@stranger.example>\r\n\r\nplan?"
    _received(place, two)
    assert [row[0] for row in place.ledger.rows("SELECT recipient FROM outbox")] == ["clerk@stranger.example"]
    for letter in (place.folder / "sent" / "new").iterdir():
        assert b"other.example" not in letter.read_bytes()
