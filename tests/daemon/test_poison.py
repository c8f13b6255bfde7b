"""Mails that would break or delay their readers: each ends in Quarantine with a word to staff; the others go on."""

import io
import time
import zipfile
from email.message import EmailMessage

import pytest

from mailbot.bench import Hints
from mailbot.errors import Poison, Transient
from mailbot.examiner import WorkerExaminer
from tests.daemon.mails import question, submission
from tests.daemon.office import Office
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace
from tests.documents.hostile_pdfs import form_fan_out
from tests.servers.dovecot import message_id

HEAD = (
    b"From: clerk%d@poison.example.go.th\r\nTo: opdcbcm@opdc.go.th\r\nSubject: plan\r\n"
    b"Message-ID: <poison.%d@poison.example>\r\nDate: Mon, 15 Jun 2020 10:00:00 +0700\r\nMIME-Version: 1.0\r\n"
)
DOCUMENT_SECONDS = 4


def huge_content_type() -> bytes:
    """One header of 100 KB for which parsers need quadratic time."""
    return (
        HEAD % (1, 1)
        + b'Content-Type: multipart/mixed; boundary=x; name="'
        + b"a;" * 50_000
        + b"\r\n\r\n--x\r\n\r\nhi\r\n--x--\r\n"
    )


def nested_parts() -> bytes:
    """2,000 multiparts, one in the other."""
    body = b""
    for level in range(2_000):
        boundary = b"b%d" % level
        body += b"Content-Type: multipart/mixed; boundary=" + boundary + b"\r\n\r\n--" + boundary + b"\r\n"
    return HEAD % (2, 2) + body


def endless_pdf() -> bytes:
    """A PDF of a few kilobytes that draws 10^8 forms."""
    return _with_file(3, "แผน.pdf", form_fan_out(), "application/pdf")


def zip_bomb() -> bytes:
    """A zip of some 300 KB that unpacks to 300 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("แผน.docx", b"\0" * 300_000_000)
    return _with_file(4, "แผน.zip", packed.getvalue(), "application/zip")


MAKERS = (huge_content_type, nested_parts, endless_pdf, zip_bomb)


def _with_file(number: int, name: str, data: bytes, content_type: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"clerk{number}@poison.example.go.th"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = "ส่งแผน BCP"
    mail["Message-ID"] = f"<poison.{number}@poison.example>"
    mail["Date"] = "Mon, 15 Jun 2020 10:00:00 +0700"
    mail.set_content("เรียน สำนักงาน ก.พ.ร.\n\nขอส่งแผนตามสิ่งที่ส่งมาด้วย\n")
    main, _, sub = content_type.partition("/")
    mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


@pytest.mark.dovecot
@pytest.mark.parametrize(
    "make", [huge_content_type, nested_parts, endless_pdf, zip_bomb], ids=lambda make: make.__name__
)
def test_one_poison_mail_delays_the_others_by_no_more_than_its_limit(office: Office, make: object) -> None:
    assert callable(make)
    poison = make()
    office.configure(f"[examine]\ndocument_seconds = {DOCUMENT_SECONDS}\nseconds = 30\n")
    mails = [question(1), poison, submission(), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    started = time.monotonic()
    office.run_until_quiet()
    took = time.monotonic() - started
    places = office.dovecot.whereabouts()
    assert places["Quarantine"] == [message_id(poison)]
    office.assert_settled([message_id(raw) for raw in mails])
    told = office.rows("SELECT detail FROM event WHERE for_staff = 1 AND detail LIKE '%quarantine:%'")
    assert len(told) == 1
    recipients = {recipient for taken in office.sink.messages for recipient in taken.recipients}
    assert len(recipients) == 4, "the sender of the poison mail is told too"
    assert took < 30 + DOCUMENT_SECONDS, "the limit is the limit of one file, start-up and the other mails included"


def test_a_mail_that_breaks_its_worker_is_quarantined_after_its_tries(office: Office) -> None:
    office.worker = True
    office.configure("[examine]\nseconds = 0.001\nmax_tries = 2\n")
    office.dovecot.deliver(question(1))
    office.run_until_quiet()
    assert office.dovecot.whereabouts()["Quarantine"] == [message_id(question(1))]
    assert office.rows("SELECT tries, kind, verdict FROM mail") == [(2, "unreadable", "review")]
    assert office.rows("SELECT count(*) FROM event WHERE action = 'failed'") == [(2,)]


def test_a_killed_worker_is_replaced(office: Office) -> None:
    place = workplace(office.config, Clock())
    worker = WorkerExaminer(place.parts, seconds=60, memory_mb=2048)
    try:
        first = worker.examine(question(1), Hints())
        assert worker._process is not None
        worker._process.kill()
        worker._process.join()
        assert worker.examine(question(1), Hints()) == first
        worker.seconds = 1
        with pytest.raises(Poison, match="longer than"):
            worker.examine(endless_pdf(), Hints(scans="later"))
        worker.seconds = 60
        assert worker.examine(question(2), Hints()).kind == "inquiry"
    finally:
        worker.close()
        place.close()


def test_the_end_of_the_daemon_does_not_wait_for_a_worker(office: Office) -> None:
    place = workplace(office.config, Clock())
    worker = WorkerExaminer(place.parts, seconds=60, memory_mb=2048, stopped=lambda: True)
    endless = endless_pdf()
    try:
        started = time.monotonic()
        with pytest.raises(Transient, match="ending"):
            worker.examine(endless, Hints())
        assert time.monotonic() - started < 15, "start of the worker included; the file alone would take 30 s"
    finally:
        worker.close()
        place.close()


@pytest.mark.dovecot
def test_an_oversized_mail_is_told_without_being_fetched_whole(office: Office) -> None:
    office.configure("[limits]\nmail_mb = 0.5\n")
    big = _with_file(5, "แผน.pdf", b"%PDF-1.4 " + b"x" * 900_000, "application/pdf")
    office.dovecot.deliver(big)
    office.run_until_quiet()
    assert office.rows("SELECT kind, verdict, folder FROM mail") == [("unreadable", "review", "Review")]
    assert len(office.sink.messages) == 1
    spooled = sum(path.stat().st_size for path in (office.folder / "data" / "spool").rglob("*.eml"))
    assert spooled < 10_000
