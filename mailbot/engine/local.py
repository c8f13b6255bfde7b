"""Worker processes of this machine: one lane for plans, one worker apart for scanned pages."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from mailbot.bench import BenchParts, Hints
from mailbot.engine.lane import Lane
from mailbot.engine.seats import MakeWorker, Seats
from mailbot.examination import Examination

_MOST_WORKERS = 4  # on one machine that also runs the daemon, the desk and OCR
_AHEAD = 2  # mails handed over for each worker: one is examined, one waits


def worker_count(wanted: int) -> int:
    """How many workers a machine gets: what is wanted, else one for each processor that we may use."""
    return wanted or min(_MOST_WORKERS, len(os.sched_getaffinity(0)))


@dataclass
class LocalLanes:
    """make: gives a new worker. workers: mails examined at once, besides one with scanned pages, for which Tesseract
    uses the processors by itself. Threads only wait for the workers, so they cost next to nothing."""

    make: MakeWorker
    parts: BenchParts
    workers: int
    _threads: dict[str, ThreadPoolExecutor] = field(default_factory=dict, init=False)
    _seats: Seats = field(init=False)

    def __post_init__(self) -> None:
        self._seats = Seats(self.make)

    @property
    def plans(self) -> Lane:
        """As many at once as there are workers."""
        return Lane(lambda raw, hints: self._submit("plans", self.workers, raw, hints), _AHEAD * self.workers)

    @property
    def scans(self) -> Lane:
        """One at a time."""
        return Lane(lambda raw, hints: self._submit("scans", 1, raw, hints), 1)

    def renew(self, parts: BenchParts) -> None:
        """Judge by these rules and agencies from now on."""
        self.parts = parts

    def close(self) -> None:
        """End all workers; the threads that waited for them end with that."""
        threads, self._threads = self._threads, {}
        for executor in threads.values():
            executor.shutdown(wait=False, cancel_futures=True)
        self._seats.close()
        for executor in threads.values():
            executor.shutdown(wait=True)

    def _submit(self, lane: str, count: int, raw: bytes, hints: Hints) -> "Future[Examination]":
        if lane not in self._threads:
            self._threads[lane] = ThreadPoolExecutor(count, thread_name_prefix=lane)
        return self._threads[lane].submit(self._seats.examine, self.parts, raw, hints)
