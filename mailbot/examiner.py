"""Examining in a process of its own, which is killed and replaced when a mail breaks or delays it."""

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol

from mailbot.bench import Bench, BenchParts, Hints
from mailbot.errors import Poison, Transient
from mailbot.examination import Examination
from mailbot.pipeline import examine

START_SECONDS = 60.0
_MEGABYTE = 1024 * 1024
_SLICE = 0.5


class Examiner(Protocol):
    """Whoever can turn the bytes of a mail into an Examination; raises Poison when this mail breaks it."""

    def examine(self, raw: bytes, hints: Hints) -> Examination: ...

    def close(self) -> None: ...


@dataclass
class DirectExaminer:
    """Examines in this very process: for tests and for callers that are themselves a worker."""

    bench: Bench

    def examine(self, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination."""
        return examine(raw, self.bench, hints)

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

    def examine(self, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination. Raises Poison when the worker dies or takes longer than `seconds`."""
        connection = self._worker()
        try:
            connection.send((raw, hints))
            self._wait(connection)
            kind, payload = connection.recv()
        except (EOFError, OSError) as error:
            code = self._process.exitcode if self._process else None
            self.close()
            raise Poison(f"the worker died while examining (exit {code})") from error
        except (Poison, Transient):
            self.close()
            raise
        if kind != "examination":
            raise Poison(str(payload))
        return Examination.model_validate_json(payload)

    def _wait(self, connection: "Connection[Any, Any]") -> None:
        """Until the worker answers. Raises Poison after `seconds`, Transient when the daemon is to end: the mail is
        in the spool and is examined at the next start."""
        deadline = time.monotonic() + self.seconds
        while not connection.poll(max(0.0, min(_SLICE, deadline - time.monotonic()))):
            if self.stopped():
                raise Transient("ending while a mail was examined")
            if time.monotonic() >= deadline:
                raise Poison(f"examining took longer than {self.seconds:g} s")

    def close(self) -> None:
        """End the worker and everything it started."""
        if self._process is not None and self._process.pid is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._process.kill()
            self._process.join(10)
        if self._connection is not None:
            self._connection.close()
        self._process, self._connection = None, None

    def _worker(self) -> "Connection[Any, Any]":
        if self._process is not None and self._process.is_alive() and self._connection is not None:
            return self._connection
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.parts, self.memory_mb), daemon=True)
        self._process.start()
        theirs.close()
        self._connection = ours
        if not ours.poll(START_SECONDS):
            self.close()
            raise Poison("the worker did not start")
        try:
            ours.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise Poison("the worker died at its start") from error
        return ours


def _serve(connection: "Connection[Any, Any]", parts: BenchParts, memory_mb: int) -> None:
    """The worker's life: load the rules once, then one mail after the other until the daemon is gone."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    bench = Bench.load(parts)
    limit = memory_mb * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    connection.send(("ready", b""))
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
            answer = ("poison", f"{type(error).__name__}: {error}"[:500])
        connection.send(answer)
