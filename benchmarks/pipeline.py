"""The whole way of a mail (1 MB PDF, 200 KB Word) against its floor: bare fetch, bare text of each file, bare send.

Run: python -m benchmarks.pipeline [MAILS]. Needs Dovecot; prints medians in milliseconds, the ratio, and where the
time goes. Floor and pipeline alternate mail by mail, so that a noisy machine disturbs both alike.
"""

import io
import logging
import shutil
import smtplib
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import imapclient
import pypdfium2
from lxml import etree

from mailbot import config_file
from mailbot.bench import Hints
from mailbot.demo.plans import make_pair
from mailbot.judging.files import read_files
from mailbot.mail.parse import read_mail
from mailbot.pipeline import examine
from mailbot.plans.pairing import pair
from mailbot.plans.roles import assign_roles
from mailbot.workplace import Workplace
from tests.daemon.office import Office
from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink

WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
STAGES = ("fetched", "spooled", "recorded", "examined", "decided", "sending", "data-accepted", "sent", "moved", "done")
WHAT = {
    "fetched": "IMAP fetch",
    "spooled": "spool, fsync",
    "recorded": "ledger: fetched",
    "examined": "examine (worker)",
    "decided": "ledger: decided, letter",
    "sending": "ledger: sending",
    "data-accepted": "SMTP",
    "sent": "ledger: sent",
    "moved": "IMAP move",
    "done": "ledger: done",
}


def main() -> None:
    """Measure and print."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    plan = make_pair(1_000_000, 200_000)
    server = DovecotServer.start()
    with tempfile.TemporaryDirectory() as name:
        sink = SmtpSink.start(Path(name) / "smtp", user="bot", password="secret")
        try:
            office = Office(Path(name) / "office", server, sink).configure()
            _compare(office, [_mail(number, plan.docx, plan.pdf) for number in range(mails + 1)])
        finally:
            sink.stop()
            server.stop()


def _mail(number: int, docx: bytes, pdf: bytes) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"clerk{number}@dlt.go.th"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = "ส่งแผน BCP"
    mail["Message-ID"] = f"<benchmark.{number}@dlt.go.th>"
    mail["Date"] = "Mon, 15 Jun 2020 10:00:00 +0700"
    mail.set_content(f"เรียน เลขาธิการ ก.พ.ร.\n\nขอส่งแผน ({number})\n", cte="base64")
    mail.add_attachment(docx, maintype="application", subtype="octet-stream", filename="plan.docx")
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="plan.pdf")
    return mail.as_bytes()


def _compare(office: Office, mails: list[bytes]) -> None:
    stages: dict[str, list[float]] = defaultdict(list)
    ways: list[float] = []
    clock = {"last": 0.0, "first": 0.0}

    def step(name: str) -> None:
        now = time.perf_counter()
        if name in STAGES:
            stages[name].append(now - clock["last"])
            clock["last"] = now
        if name == "done":
            ways.append(now - clock["first"])

    place = Workplace(config_file.load(office.config), step=step)
    place.examiner.examine(mails[0], Hints())  # the worker starts once, not once a mail
    floors: list[dict[str, float]] = []
    for raw in mails:
        office.dovecot.deliver(raw)
        floors.append(_floor(office, raw))
        place.mailbox.open()
        clock["first"] = clock["last"] = time.perf_counter()
        place.daemon.run_once()
    _print(ways[1:], floors[1:], {name: values[1:] for name, values in stages.items()})
    _print_examining(place, mails[-1])
    place.close()


def _floor(office: Office, raw: bytes) -> dict[str, float]:
    """Seconds of each bare piece, with nothing of ours in it."""
    times: dict[str, float] = {}
    context = ssl.create_default_context(cafile=str(office.dovecot.ca_file))
    client = imapclient.IMAPClient("127.0.0.1", office.dovecot.port_tls, ssl_context=context)
    client.login("bot", "secret")
    client.select_folder("INBOX")
    (uid,) = client.search()
    times["fetch"] = _timed(lambda: client.fetch([uid], ["BODY.PEEK[]"]))
    client.logout()
    parts = {part.get_filename(): part.get_payload(decode=True) for part in _walk(raw)}
    times["pdf text"] = _timed(lambda: _pdf_text(bytes(parts["plan.pdf"])))
    times["word text"] = _timed(lambda: _word_text(bytes(parts["plan.docx"])))
    times["send"] = _timed(lambda: _send(office))
    office.sink.messages.pop()
    return times


def _walk(raw: bytes) -> list[EmailMessage]:
    import email

    return [part for part in email.message_from_bytes(raw).walk() if part.get_filename()]  # type: ignore[misc]


def _pdf_text(data: bytes) -> str:
    """The faster of the two: pdftotext -raw where it is installed, else pypdfium2."""
    if shutil.which("pdftotext"):
        run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        return run.stdout.decode()
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(WORD_TEXT))


def _send(office: Office) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "opdcbcm@opdc.go.th", "clerk@dlt.go.th", "reply"
    mail.set_content("x" * 60 + "\n" * 100)
    with smtplib.SMTP("127.0.0.1", office.sink.port) as client:
        client.starttls(context=ssl.create_default_context(cafile=str(office.sink.ca_file)))
        client.login("bot", "secret")
        client.send_message(mail)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ms(values: list[float]) -> float:
    return statistics.median(values) * 1000


def _print(ways: list[float], floors: list[dict[str, float]], stages: dict[str, list[float]]) -> None:
    floor = _ms([sum(times.values()) for times in floors])
    print(f"floor    {floor:8.1f} ms   ", "  ".join(f"{key} {_ms([t[key] for t in floors]):.1f}" for key in floors[0]))
    print(f"pipeline {_ms(ways):8.1f} ms   median of {len(ways)} mails; ratio {_ms(ways) / floor:.2f}")
    for name in STAGES:
        if stages.get(name):
            print(f"  {WHAT[name]:26} {_ms(stages[name]):8.1f} ms")


def _print_examining(place: Workplace, raw: bytes) -> None:
    """Where the time of examining goes, in this process (the worker adds the way there and back)."""
    bench = place.bench
    mail = read_mail(raw, bench.parts.limits)
    read = read_files(mail, bench)
    files = assign_roles(read, bench.rules)
    rows: list[tuple[str, Callable[[], object]]] = [
        ("parse the mail", lambda: read_mail(raw, bench.parts.limits)),
        ("read both files", lambda: read_files(mail, bench)),
        ("roles and pairing", lambda: pair(assign_roles(read, bench.rules), bench.rules)),
        ("all of examine()", lambda: examine(raw, bench, Hints())),
    ]
    assert files
    print("examining, in this process:")
    for name, work in rows:
        print(f"  {name:26} {_ms([_timed(work) for _ in range(5)]):8.1f} ms")


if __name__ == "__main__":
    main()
