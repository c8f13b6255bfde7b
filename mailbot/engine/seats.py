"""The killable worker processes of one machine, handed to whoever has a mail to examine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mailbot.bench import BenchParts, Hints
from mailbot.examination import Examination
from mailbot.examiner import WorkerExaminer

MakeWorker = Callable[[BenchParts], WorkerExaminer]


class Seats:
    """As many workers as there are callers at once, each started when it is first needed. Safe to use from several
    threads. make: gives a new worker for these parts."""

    def __init__(self, make: MakeWorker) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._free: list[WorkerExaminer] = []
        self._taken: list[WorkerExaminer] = []

    def examine(self, parts: BenchParts, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination by these rules and agencies. Raises what WorkerExaminer.examine raises."""
        with self._seat(parts) as worker:
            if worker.parts is not parts:
                worker.renew(parts)
            return worker.examine(raw, hints)

    def close(self) -> None:
        """End all workers, also those that are examining."""
        with self._lock:
            for worker in (*self._free, *self._taken):
                worker.close()

    @contextmanager
    def _seat(self, parts: BenchParts) -> Iterator[WorkerExaminer]:
        """The worker that was free last, so that few mails start few processes."""
        with self._lock:
            worker = self._free.pop() if self._free else self._make(parts)
            self._taken.append(worker)
        try:
            yield worker
        finally:
            with self._lock:
                self._taken.remove(worker)
                self._free.append(worker)
