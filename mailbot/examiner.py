"""Examining in a process of its own, which is killed and replaced when a mail breaks or delays it."""

import multiprocessing
import os
import resource
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol

from mailbot.bench import Bench, BenchParts, Hints
from mailbot.documents import nursery
from mailbot.documents.confinement import confine
from mailbot.errors import Poison, Transient
from mailbot.examination import Examination
from mailbot.pipeline import examine

START_SECONDS = 60.0
_MEGABYTE = 1024 * 1024
_SLICE = 0.5
_KEPT = frozenset({"PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH"})
_KEPT_BEGINNINGS = ("LC_", "PYTHON")
_environment = threading.Lock()


class Examiner(Protocol):
    """Whoever can turn the bytes of a mail into an Examination; raises Poison when this mail breaks it."""

    def examine(self, raw: bytes, hints: Hints) -> Examination: ...

    def begin(self, raw: bytes, hints: Hints) -> bool:
        """Examine this mail beside what the caller does; False when there is no room for it now."""

    def scan_is_ready(self, sha256: str) -> bool | None:
        """Whether the answer to this mail (SHA-256 in hex), begun with its scanned pages, is there; None when it was
        not begun, so that only asking brings it."""

    def first_ready(self, digests: Sequence[str]) -> int:
        """Which of these mails (SHA-256 in hex) can be had first; waits until one can."""

    def renew(self, parts: BenchParts) -> None: ...

    def close(self) -> None: ...


@dataclass
class DirectExaminer:
    """Examines in this very process: for tests and for callers that are themselves a worker."""

    bench: Bench

    def examine(self, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination."""
        return examine(raw, self.bench, hints)

    def begin(self, raw: bytes, hints: Hints) -> bool:
        """Nothing goes on beside the caller."""
        return False

    def scan_is_ready(self, sha256: str) -> bool | None:
        """Nothing was begun."""
        return None

    def first_ready(self, digests: Sequence[str]) -> int:
        """They are examined in their order."""
        return 0

    def renew(self, parts: BenchParts) -> None:
        """Judge by these rules and agencies from now on. Raises ConfigError."""
        self.bench = Bench.load(parts)

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class WorkerExaminer:
    """One worker process with limits on memory and time. The next mail gets a new one when a mail killed it."""

    parts: BenchParts
    seconds: float
    memory_mb: int
    stopped: Callable[[], bool] = lambda: False
    _process: SpawnProcess | None = field(default=None, init=False)
    _connection: "Connection[Any, Any] | None" = field(default=None, init=False)
    _taking: threading.Lock = field(default_factory=threading.Lock, init=False)

    def examine(self, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination. Raises Poison when the worker dies or takes longer than `seconds` (and
        examine.ocr_seconds, when scanned pages are to be read), Transient when no worker can be started or the daemon
        is to end."""
        connection = self._worker()
        try:
            connection.send((raw, hints))
            self._wait(connection, self.seconds + (self.parts.examine.ocr_seconds if hints.scans == "read" else 0))
            kind, payload = connection.recv()
        except (EOFError, OSError) as error:
            process = self._process
            code = process.exitcode if process else None
            self.close()
            raise Poison(f"the worker died while examining (exit {code})") from error
        except (Poison, Transient):
            self.close()
            raise
        if kind != "examination":
            raise Poison(str(payload))
        return Examination.model_validate_json(payload)

    def _wait(self, connection: "Connection[Any, Any]", seconds: float) -> None:
        """Until the worker answers. Raises Poison after `seconds`, Transient when the daemon is to end: the mail is
        in the spool and is examined at the next start."""
        deadline = time.monotonic() + seconds
        while not connection.poll(max(0.0, min(_SLICE, deadline - time.monotonic()))):
            if self.stopped():
                raise Transient("ending while a mail was examined")
            if time.monotonic() >= deadline:
                raise Poison(f"examining took longer than {seconds:g} s")

    def renew(self, parts: BenchParts) -> None:
        """Judge by these rules and agencies from now on: the next mail gets a new worker that loads them."""
        self.parts = parts
        self.close()

    def close(self) -> None:
        """End the worker and everything it started. At the daemon's end two threads may ask for it at once, one that
        waits for a mail and the one that ends: a pipe that is closed twice closes whatever has its number by then."""
        with self._taking:
            process, self._process = self._process, None
            connection, self._connection = self._connection, None
        if process is not None and process.pid is not None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                process.kill()
            process.join(10)
        if connection is not None:
            connection.close()

    def _worker(self) -> "Connection[Any, Any]":
        """The living worker, or a new one. Raises Transient when none can be started: rules under repair, no memory,
        a program that is just being replaced. No mail is to blame for that, and none may be called unreadable."""
        process, connection = self._process, self._connection
        if process is not None and process.is_alive() and connection is not None:
            return connection
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.parts, self.memory_mb), daemon=True)
        self._process, self._connection = process, ours
        try:
            with _bare_environment():
                process.start()
            theirs.close()
            self._wait_for_start(ours)
            ours.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise Transient(f"the worker died at its start ({type(error).__name__})") from error
        except Transient:
            self.close()
            raise
        return ours

    def _wait_for_start(self, connection: "Connection[Any, Any]") -> None:
        deadline = time.monotonic() + START_SECONDS
        while not connection.poll(_SLICE):
            if self.stopped():
                raise Transient("ending while a worker was started")
            if time.monotonic() >= deadline:
                raise Transient("the worker did not start")


@contextmanager
def _bare_environment() -> Iterator[None]:
    """What a program needs to start and no more: passwords and tokens stand in the daemon's environment, and whoever
    reads hostile files shall not have them. One thread at a time: there is but one environment."""
    with _environment:
        yield from _without_secrets()


def _without_secrets() -> Iterator[None]:
    kept = {name for name in os.environ if name in _KEPT or name.startswith(_KEPT_BEGINNINGS)}
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name not in kept}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _serve(connection: "Connection[Any, Any]", parts: BenchParts, memory_mb: int) -> None:
    """The worker's life: load the rules once, then one mail after the other until the daemon is gone."""
    os.setsid()
    confine()  # first of all, while there is one thread; all that the readers start inherits it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    bench = Bench.load(parts)
    limit = memory_mb * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    nursery.allow()
    connection.send(("ready", b""))
    # From here on hostile files are read: what readers print of them is no matter for our log.
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)
    settled = False
    while True:
        try:
            raw, hints = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("examination", examine(raw, bench, hints).model_dump_json(by_alias=True))
        except MemoryError:
            answer = ("poison", "examining needed more memory than it may have")
        except Exception as error:  # noqa: BLE001 - whatever a mail does, only this mail may suffer
            answer = ("poison", told(error))
        connection.send(answer)
        if not settled:  # the first mail makes what all need: dictionaries, search trees
            nursery.settle()
            settled = True


def told(error: BaseException) -> str:
    """What went wrong and where, without the error's own words: they may quote a plan that nobody else may see."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return " in ".join([type(error).__name__, *(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in last)])
