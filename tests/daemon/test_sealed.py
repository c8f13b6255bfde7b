"""A file that bears a classification mark: sealed away, staff and sender told, none of its words anywhere else."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document

from mailbot.workplace import Workplace
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace

WORDS = ("ยุทธการเหยี่ยวฟ้า", "ฐานส่งกำลังหมายเลขเก้า", "แผนผังคลังสรรพาวุธ")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    """An embedded mailbox."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = workplace(tmp_path / "config.toml", Clock())
    made.mailbox.open()
    yield made
    made.close()


def _mail(subject: str, mark_in: str) -> bytes:
    document = Document()
    if mark_in == "header":
        document.sections[0].header.paragraphs[0].text = "ลับมาก"
    document.add_heading("แผนดำเนินธุรกิจอย่างต่อเนื่อง")
    for word in WORDS[:2]:
        document.add_paragraph(word)
    data = io.BytesIO()
    document.save(data)
    mail = EmailMessage()
    mail["From"] = "officer@dopa.go.th"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = subject
    mail["Message-ID"] = "<sealed.1@dopa.go.th>"
    mail.set_content(f"ขอส่งแผน {WORDS[0]}")
    name = f"(ลับ) {WORDS[2]}.docx" if mark_in == "name" else f"{WORDS[2]}.docx"
    mail.add_attachment(data.getvalue(), maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("subject", "mark_in"),
    [(f"ส่ง{WORDS[2]}", "header"), (f"ส่ง{WORDS[2]}", "name"), (f"[ลับ] ส่ง{WORDS[2]}", "subject")],
    ids=["header", "file name", "subject"],
)
def test_no_word_of_it_outside_mailbox_and_spool(place: Workplace, subject: str, mark_in: str) -> None:
    place.mailbox.append("INBOX", _mail(subject, mark_in), datetime(2020, 6, 15, tzinfo=UTC))
    place.daemon.run_once()
    assert [tuple(row) for row in place.ledger.rows("SELECT verdict, folder FROM mail")] == [("sealed", "Sealed")]
    assert place.ledger.rows("SELECT sum(credited) FROM plan")[0][0] == 0
    assert place.ledger.rows("SELECT count(*) FROM event WHERE for_staff = 1 AND detail LIKE '%sealed%'")[0][0] == 1
    (letter,) = (place.folder / "sent" / "new").iterdir()
    text = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body(("plain",))
    assert text is not None
    assert "ชื่อแผน" in text.get_content()
    place.ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    exempt = {place.folder / "spool", place.folder / "mailbox"}
    for path in place.folder.rglob("*"):
        if path.is_file() and not exempt & set(path.parents):
            content = path.read_bytes()
            mail = message_from_bytes(content, policy=policy.default)
            decoded = "".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
            for word in WORDS:
                assert word.encode() not in content, path
                assert word not in decoded + str(mail["Subject"]), path


def _forwarded() -> bytes:
    inner = _mail(f"[ลับมาก] {WORDS[2]}", "nowhere")
    mail = EmailMessage()
    mail["From"] = "officer@dopa.go.th"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = "Fwd: แผน"
    mail["Message-ID"] = "<sealed.2@dopa.go.th>"
    mail.set_content("ส่งต่อ")
    mail.add_attachment(message_from_bytes(inner, policy=policy.default))
    return mail.as_bytes()


def _refused() -> bytes:
    head = "From: officer@dopa.go.th\r\nTo: opdcbcm@opdc.go.th\r\nMessage-ID: <sealed.3@dopa.go.th>\r\nSubject: [ลับ] "
    parts = b"--x\r\n\r\nhello\r\n" * 700
    return f"{head}{WORDS[2]}\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".encode() + parts + b"--x--"


def _from_a_robot() -> bytes:
    return _mail(f"ส่ง{WORDS[2]}", "header").replace(b"officer@dopa", b"noreply@dopa", 1)


@pytest.mark.parametrize("make", [_forwarded, _refused, _from_a_robot], ids=lambda make: make.__name__.strip("_"))
def test_sealed_whoever_sent_it_and_however_it_came(place: Workplace, make: Callable[[], bytes]) -> None:
    place.mailbox.append("INBOX", make(), datetime(2020, 6, 15, tzinfo=UTC))
    place.daemon.run_once()
    assert [tuple(row) for row in place.ledger.rows("SELECT verdict, folder FROM mail")] == [("sealed", "Sealed")]
    place.ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = place.ledger_path.read_bytes()
    for word in WORDS:
        assert word.encode() not in content
