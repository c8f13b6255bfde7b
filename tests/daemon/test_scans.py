"""Promise 3 for scans: a scanned plan takes a minute, and nobody behind it waits for it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot import checking, config_file
from mailbot.bench import BenchParts, Hints
from mailbot.documents.ocr_engine import tesseract
from mailbot.engine.engine import Engine
from mailbot.engine.lane import Lane
from mailbot.errors import Poison
from mailbot.examination import Examination
from mailbot.examiner import DirectExaminer
from mailbot.ledger import queries
from mailbot.workplace import Workplace
from tests.daemon.mails import question
from tests.documents.scans import OTHER, TEXT, page_image, scan, word_of_pictures
from tests.real_parts import need

ARRIVED = datetime(2020, 6, 15, tzinfo=UTC)


def scanned_plan(number: int) -> bytes:
    """A mail whose Word file and PDF are pictures of pages."""
    mail = EmailMessage()
    mail["From"] = f"clerk{number}@dlt.go.th"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = "ส่งแผน BCP"
    mail["Message-ID"] = f"<scan.{number}@dlt.go.th>"
    mail["Date"] = "Mon, 15 Jun 2020 10:00:00 +0700"
    mail.set_content("เรียน สำนักงาน ก.พ.ร.\n\nขอส่งแผนตามสิ่งที่ส่งมาด้วย\n")
    word = word_of_pictures([page_image(OTHER)])
    mail.add_attachment(word, maintype="application", subtype="octet-stream", filename="แผน BCP.docx")
    pdf = scan(page_image(TEXT), page_image(OTHER))
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="แผน BCP.pdf")
    return mail.as_bytes()


@pytest.fixture
def steps() -> list[str]:
    """What the daemon went through, in order."""
    return []


@pytest.fixture
def place(tmp_path: Path, steps: list[str]) -> Workplace:
    """An embedded mailbox with a real worker."""
    need("tesseract")
    assert tesseract()
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    return Workplace(config_file.load(tmp_path / "config.toml"), step=steps.append)


def test_a_scan_before_others_is_judged_after_them(place: Workplace) -> None:
    mails = [scanned_plan(1), question(1), question(2)]
    place.mailbox.open()
    for number, raw in enumerate(mails):
        place.mailbox.append(place.settings.mailbox.inbox, raw, ARRIVED + timedelta(minutes=number))
    with place.lock():
        done = place.daemon.run_once()
    told = queries.mails(place.ledger.db)
    assert (done.taken_in, done.filed, done.waiting) == (3, 3, 0)
    stored = queries.mail_by_receipt(place.ledger.db, max(str(row["receipt"]) for row in told))
    assert stored is not None
    pages = [part["ocr_pages"] for part in stored["examination"]["mail"]["attachments"]]
    assert pages == [[1], [1, 2]], "the scan came first and got the last receipt"
    assert not stored["examination"]["scans_wait"]
    checked = checking.judge(checking.Subject((), mails[0]), place.examiner, place.answering)
    assert checked.verdict == stored["verdict"] == "review", "check and daemon say the same"
    absent = [e for plan in checked.plans for e in plan.elements.values() if e.state in ("absent", "weak")]
    assert not absent, "nothing is called missing on character recognition alone"
    place.close()


def test_answers_leave_before_a_scan_is_read(place: Workplace, steps: list[str]) -> None:
    place.mailbox.open()
    for raw in (scanned_plan(1), scanned_plan(2), question(1)):
        place.mailbox.append(place.settings.mailbox.inbox, raw, ARRIVED)
    with place.lock():
        place.daemon.run_once()
    assert [step for step in steps if step in ("examined", "sent")] == ["examined", "sent"] * 3
    assert place.ledger.rows("SELECT count(*) FROM mail WHERE state = 'done'")[0][0] == 3
    place.close()


def test_scans_that_end_the_worker_are_left_to_a_person(tmp_path: Path) -> None:
    need("tesseract")
    config = tmp_path / "config.toml"
    config.write_text("[data]\nmin_free_mb = 0\n[examine]\nmax_tries = 2\n", "utf-8")
    place = Workplace(config_file.load(config))
    place.mailbox.open()
    place.mailbox.append(place.settings.mailbox.inbox, scanned_plan(1), ARRIVED)
    examiner = place.examiner
    real = examiner.examine

    def fragile(raw: bytes, hints: object) -> object:
        if getattr(hints, "scans", "") == "read":
            examiner.close()
            raise Poison("the worker died while examining (exit -9)")
        return real(raw, hints)  # type: ignore[arg-type]

    examiner.examine = fragile  # type: ignore[method-assign,assignment]
    with place.lock():
        place.daemon.run_once()
    (row,) = place.ledger.rows("SELECT verdict, kind, folder, tries FROM mail")
    assert tuple(row) == ("review", "submission", "Review", 1), "not unreadable, not in quarantine"
    place.close()


def test_where_several_workers_read_scans_several_are_read_at_once(place: Workplace) -> None:
    at_once: list[int] = []
    running = [0]
    lock, pool, three = threading.Lock(), ThreadPoolExecutor(5), threading.Event()
    direct = DirectExaminer(place.bench)

    def read(raw: bytes, hints: Hints) -> Examination:
        with lock:
            running[0] += 1
            at_once.append(running[0])
            if running[0] == 3:
                three.set()
        try:
            three.wait(20)  # none ends before three have begun
            return direct.examine(raw, replace(hints, scans="never"))
        finally:
            with lock:
                running[0] -= 1

    class Cluster:
        """Three workers for scans, as a cluster of four."""

        plans = Lane(lambda raw, hints: pool.submit(direct.examine, raw, hints), 1)
        scans = Lane(lambda raw, hints: pool.submit(read, raw, hints), 3)

        def renew(self, parts: BenchParts) -> None:
            """Nothing changes."""

        def close(self) -> None:
            pool.shutdown()

    place.__dict__["examiner"] = Engine(Cluster(), lambda: False, lambda hints: 60)
    place.mailbox.open()
    for number in range(5):
        place.mailbox.append("INBOX", scanned_plan(number), ARRIVED + timedelta(minutes=number))
    with place.lock():
        done = place.daemon.run_once()
    assert (done.taken_in, done.filed, done.waiting) == (5, 5, 0)
    assert (len(at_once), max(at_once)) == (5, 3)
    place.close()
