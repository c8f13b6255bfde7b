"""The deadline day: thousands of mails in the inbox at once, on a real IMAP and SMTP server.

Run: python -m benchmarks.load [MAILS] [WORKERS ...]. Needs Dovecot (and Tesseract, for the scans). For each number of
workers: mails a minute, memory over time, and how long an answer takes to a plan while scans are in the queue; the
floor is the bare fetch, bare text of both files and bare sending of one mail after the other.
"""

import logging
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.deadline_mails import DeadlineMail, deadline_mails
from benchmarks.pipeline import bare_work
from mailbot import config_file
from mailbot.workplace import Workplace
from tests.daemon.office import Office
from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink

_FLOOR_MAILS = 5
_MEMORY_SECONDS = 1.0


@dataclass
class Memory:
    """Resident megabytes of this process and of all that it started, looked at once a second."""

    samples: list[float] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Until `stopped` is set."""
        while not self.stopped.wait(_MEMORY_SECONDS):
            self.samples.append(sum(map(_resident, _family())))


def main() -> None:
    """Measure and print."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    workers = [int(word) for word in sys.argv[2:]] or [1, 2]
    mails = list(deadline_mails(count))
    for number in workers:
        server = DovecotServer.start()
        with tempfile.TemporaryDirectory() as name:
            sink = SmtpSink.start(Path(name) / "smtp", user="bot", password="secret")
            try:
                extra = f"[engine]\nworkers = {number}\n"
                office = Office(Path(name) / "office", server, sink).configure(extra)
                _measure(office, mails, number)
            finally:
                sink.stop()
                server.stop()


def _measure(office: Office, mails: list[DeadlineMail], workers: int) -> None:
    plans = [one.raw for one in mails if one.sort == "plan"][:_FLOOR_MAILS]
    floors = []
    for raw in plans:
        office.dovecot.deliver(raw)
        floors.append(sum(bare_work(office, raw).values()))
        with office.dovecot.client() as client:
            client.select_folder("INBOX")
            client.delete_messages(client.search())
            client.expunge()
    for one in mails:
        office.dovecot.deliver(one.raw)
    place = Workplace(config_file.load(office.config))
    memory = Memory()
    watcher = threading.Thread(target=memory.watch, daemon=True)
    watcher.start()
    begun_at, begun = datetime.now(UTC), time.perf_counter()
    with place.lock():
        summary = place.daemon.run_once()
    took = time.perf_counter() - begun
    memory.stopped.set()
    watcher.join()
    print(f"\n{len(mails)} mails, {workers} worker(s): {summary.filed} filed, {summary.waiting} waiting")
    floor = statistics.median(floors)
    rate = 60 * len(mails) / took
    print(f"  {took:.0f} s, {rate:.0f} mails a minute; floor {60 / floor:.0f}; ratio {took / len(mails) / floor:.2f}")
    _print_waiting(place, mails, begun_at)
    _print_memory(memory.samples)
    place.close()


def _print_waiting(place: Workplace, mails: list[DeadlineMail], begun: datetime) -> None:
    """Seconds from the start of the run, when all mails lay there, to each answer."""
    sorts = {one.sender: one.sort for one in mails if one.sort != "repetition"}
    waits: dict[str, list[float]] = defaultdict(list)
    answers = "SELECT mail.sender, outbox.ended_at FROM outbox JOIN mail ON mail.id = outbox.mail_id "
    for row in place.ledger.rows(answers + "WHERE outbox.state = 'sent'"):
        ended = datetime.fromisoformat(str(row["ended_at"]))
        waits[sorts[str(row["sender"])]].append((ended - begun).total_seconds())
    for sort, seconds in sorted(waits.items()):
        seconds.sort()
        middle, late = statistics.median(seconds), seconds[int(0.95 * (len(seconds) - 1))]
        print(f"  {sort:10} {len(seconds):5} answered: p50 {middle:6.1f} s, p95 {late:6.1f} s after all had arrived")


def _print_memory(samples: list[float]) -> None:
    if len(samples) >= 4:
        quarter = max(len(samples) // 4, 1)
        parts = [statistics.mean(samples[at : at + quarter]) for at in range(0, 4 * quarter, quarter)]
        told = ", ".join(f"{part:.0f}" for part in parts)
        print(f"  resident MB by quarter of the run: {told} (most {max(samples):.0f})")


def _family() -> list[int]:
    """This process and all that it started, however far down."""
    found, waiting = [], [os.getpid()]
    while waiting:
        process = waiting.pop()
        found.append(process)
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                waiting += map(int, task.read_text("ascii").split())
            except OSError:
                continue
    return found


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
