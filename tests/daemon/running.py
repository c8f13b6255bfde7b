"""The real daemon in a thread of the test, with a clock that the test can put forward."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from mailbot import config_file
from mailbot.bench import Bench, BenchParts
from mailbot.examiner import DirectExaminer
from mailbot.workplace import Workplace


@dataclass
class TestClock:
    """Real time plus what the test adds."""

    ahead: timedelta = timedelta()
    __test__ = False

    def __call__(self) -> datetime:
        """Now."""
        return datetime.now(UTC) + self.ahead


@dataclass
class Running:
    """A daemon that runs. error: what ended it, None while it lives."""

    clock: TestClock
    thread: threading.Thread | None = None
    stop: Callable[[], None] = lambda: None
    ready: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None

    @property
    def alive(self) -> bool:
        """Whether the loop still turns."""
        return self.thread is not None and self.thread.is_alive()


@cache
def bench(parts: BenchParts) -> Bench:
    """Rules and registry, loaded once for all tests."""
    return Bench.load(parts)


def workplace(config: Path, clock: Callable[[], datetime]) -> Workplace:
    """A workplace that examines in this very process."""
    # The test's clock may be put forward: then so much time has passed.
    place = Workplace(config_file.load(config), clock=clock, monotonic=lambda: clock().timestamp())
    place.__dict__["bench"] = bench(place.parts)
    place.__dict__["examiner"] = DirectExaminer(place.bench)
    return place


@contextmanager
def running(config: Path) -> Iterator[Running]:
    """The daemon of this config, running until the block ends; it must not have died by then."""
    state = Running(TestClock())

    def life() -> None:
        place = workplace(config, state.clock)
        try:
            state.stop = place.daemon.stop
            state.ready.set()
            place.daemon.run()
        except BaseException as error:
            state.error = error
        finally:
            state.ready.set()
            place.close()

    state.thread = threading.Thread(target=life, name="daemon", daemon=True)
    state.thread.start()
    assert state.ready.wait(20)
    try:
        yield state
    finally:
        state.stop()
        state.thread.join(20)
    assert state.error is None, state.error
    assert not state.thread.is_alive(), "SIGTERM would have had to wait too long"


def until(what: Callable[[], bool], seconds: float = 25.0) -> None:
    """Wait for something to become true; AssertionError when it does not in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return
        time.sleep(0.05)
    raise AssertionError(f"not true within {seconds} s: {what}")
