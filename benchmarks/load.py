"""The deadline day: thousands of mails in the inbox at once, on a real IMAP and SMTP server.

Run: python -m benchmarks.load [MAILS] [WORKERS ...] [--scanned-pages 1]. Needs Dovecot (and Tesseract, for the scans).
The daemon runs as its users run it, in a process of its own. For each number of workers: mails a minute over the run,
memory over the run, and how long an answer takes to a plan while scans are in the queue; the floor is the bare fetch,
bare text of both files and bare sending of one mail after the other.
"""

import argparse
import logging
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.deadline_mails import DeadlineMail, deadline_mails
from benchmarks.pipeline import bare_work
from tests.daemon.office import Office
from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink

_FLOOR_MAILS = 5
_LOOK_SECONDS = 2.0
_TOLD_SECONDS = 60.0
_PARTS = 10


@dataclass
class Course:
    """What was seen of the run: (seconds, mails that are done, MB of the daemon, MB of it and all that it started)."""

    looks: list[tuple[float, int, float, float]] = field(default_factory=list)

    def follow(self, office: Office, daemon: "subprocess.Popen[bytes]", wanted: int) -> None:
        """Until all mails are done and all answers have left. Raises RuntimeError when the daemon ends before."""
        begun = told = time.monotonic()
        while daemon.poll() is None:
            time.sleep(_LOOK_SECONDS)
            done, unsent = _progress(office)
            family = _family(daemon.pid)
            now = time.monotonic()
            self.looks.append((now - begun, done, _megabytes(daemon.pid), sum(map(_megabytes, family))))
            if now - told >= _TOLD_SECONDS:
                told = now
                print("    {:.0f} s: {} done, {:.0f} MB, {:.0f} MB".format(*self.looks[-1]), flush=True)
            if done == wanted and not unsent:
                return
        raise RuntimeError(f"the daemon ended with {daemon.returncode}")


def main() -> None:
    """Measure and print."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    wanted.add_argument("mails", type=int, nargs="?", default=200)
    wanted.add_argument("workers", type=int, nargs="*", default=[1, 2])
    wanted.add_argument("--scanned-pages", type=int, default=2, choices=(1, 2))
    given = wanted.parse_args()
    mails = list(deadline_mails(given.mails, given.scanned_pages))
    for number in given.workers:
        server = DovecotServer.start()
        with tempfile.TemporaryDirectory() as name:
            sink = SmtpSink.start(Path(name) / "smtp", user="bot", password="secret")
            try:
                extra = f'[engine]\nworkers = {number}\n[log]\nlevel = "WARNING"\n'
                office = Office(Path(name) / "office", server, sink).configure(extra)
                _measure(office, mails, number)
            finally:
                sink.stop()
                server.stop()


def _measure(office: Office, mails: list[DeadlineMail], workers: int) -> None:
    floor = _floor(office, mails)
    for one in mails:
        office.dovecot.deliver(one.raw)
    print(f"{len(mails)} mails, {workers} worker(s), load of the machine {os.getloadavg()[0]:.1f}", flush=True)
    course = Course()
    begun_at, begun = datetime.now(UTC), time.monotonic()
    daemon = subprocess.Popen([sys.executable, "-m", "mailbot", "--config", str(office.config), "run"])
    try:
        course.follow(office, daemon, len(mails))
        took = time.monotonic() - begun
    finally:
        daemon.terminate()
        daemon.wait(60)
    rate = 60 * len(mails) / took
    load = os.getloadavg()[0]
    print(f"  {took:.0f} s, {rate:.0f} mails a minute; floor {60 / floor:.0f}; ratio {took / len(mails) / floor:.2f}")
    print(f"  load of the machine at the end {load:.1f}")
    _print_waiting(office, mails, begun_at)
    _print_course(course)


def _floor(office: Office, mails: list[DeadlineMail]) -> float:
    """Seconds a mail of bare work, the median of some."""
    floors = []
    for one in [one for one in mails if one.sort == "plan"][:_FLOOR_MAILS]:
        office.dovecot.deliver(one.raw)
        floors.append(sum(bare_work(office, one.raw).values()))
        with office.dovecot.client() as client:
            client.select_folder("INBOX")
            client.delete_messages(client.search())
            client.expunge()
    return statistics.median(floors)


def _progress(office: Office) -> tuple[int, int]:
    """How many mails are done, how many answers have not left."""
    if not office.ledger.exists():
        return 0, 0
    with closing(sqlite3.connect(f"file:{office.ledger}?mode=ro", uri=True, timeout=30)) as ledger:
        try:
            (done,) = ledger.execute("SELECT count(*) FROM mail WHERE state = 'done'").fetchone()
            (unsent,) = ledger.execute("SELECT count(*) FROM outbox WHERE state <> 'sent'").fetchone()
        except sqlite3.OperationalError:  # its tables are just being made
            return 0, 0
    return int(done), int(unsent)


def _print_waiting(office: Office, mails: list[DeadlineMail], begun: datetime) -> None:
    """Seconds from the start of the run, when all mails lay there, to each answer."""
    sorts = {one.sender: one.sort for one in mails if one.sort != "repetition"}
    waits: dict[str, list[float]] = defaultdict(list)
    answers = "SELECT mail.sender, outbox.ended_at FROM outbox JOIN mail ON mail.id = outbox.mail_id "
    for sender, ended_at in office.rows(answers + "WHERE outbox.state = 'sent' AND mail.duplicate_of IS NULL"):
        ended = datetime.fromisoformat(str(ended_at))
        waits[sorts[str(sender)]].append((ended - begun).total_seconds())
    for sort, seconds in sorted(waits.items()):
        seconds.sort()
        middle, late = statistics.median(seconds), seconds[int(0.95 * (len(seconds) - 1))]
        print(f"  {sort:10} {len(seconds):5} answered: p50 {middle:6.1f} s, p95 {late:6.1f} s after all had arrived")
    verdicts = office.rows("SELECT verdict, count(*) FROM mail GROUP BY 1 ORDER BY 2 DESC")
    print("  verdicts: " + ", ".join(f"{verdict} {count}" for verdict, count in verdicts))


def _print_course(course: Course) -> None:
    """Rate and memory by tenths of the time."""
    looks = course.looks
    ends = sorted({len(looks) * part // _PARTS for part in range(1, _PARTS + 1)} - {0})
    print(f"  {'until s':>8}{'done':>7}{'a minute':>10}{'daemon MB':>11}{'all MB':>8}")
    first = 0
    before = (0.0, 0)
    for end in ends:
        part = looks[first:end]
        seconds, done = part[-1][:2]
        rate = 60 * (done - before[1]) / max(seconds - before[0], 0.001)
        own, family = (max(look[at] for look in part) for at in (2, 3))
        print(f"  {seconds:8.0f}{done:7}{rate:10.0f}{own:11.0f}{family:8.0f}")
        first, before = end, (seconds, done)


def _family(process: int) -> list[int]:
    """A process and all that it started, however far down."""
    found, waiting = [], [process]
    while waiting:
        one = waiting.pop()
        found.append(one)
        with suppress(OSError):  # it has ended
            for task in list(Path(f"/proc/{one}/task").glob("*/children")):
                waiting += map(int, task.read_text("ascii").split())
    return found


def _megabytes(process: int) -> float:
    """Proportional memory (PSS: shared pages counted once); 0 when the process has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
