"""A worker that hangs, eats memory, crashes, raises or litters, and what its caller sees."""

import ctypes
import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.documents.worker import LimitExceeded, run_limited
from mailbot.errors import Poison, Refused


def limited(function: object, *args: object, seconds: float = 5, memory_mb: int = 300) -> object:
    assert callable(function)
    return run_limited(function, args, seconds=seconds, memory_mb=memory_mb)


def hang(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    while True:
        time.sleep(1)


def spin() -> None:
    while True:
        pass


def start_sleeper(path: str) -> None:
    """A grandchild in the same group, as a hung pdftotext would be."""
    process = subprocess.Popen(["sleep", "600"])
    Path(path).write_text(str(process.pid))
    time.sleep(600)


def nested(path: str) -> None:
    run_limited(hang, (path,), seconds=600, memory_mb=100)


def eat_memory() -> int:
    return len(bytearray(400 * 2**20))


def crash() -> None:
    ctypes.string_at(0)


def end() -> None:
    os._exit(3)


def refuse() -> None:
    raise Refused("file.damaged", {"detail": "x"})


class Unpicklable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} {two}")


def raise_unpicklable() -> None:
    raise Unpicklable(1, 2)


def limits() -> dict[str, int]:
    names = ("RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_FSIZE")
    return {name: resource.getrlimit(getattr(resource, name))[0] for name in names}


def descriptors() -> list[str]:
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def process_is_gone(path: Path) -> bool:
    """Nobody has this process id, or only a zombie that is not ours (init buries it)."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{path.read_text()}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def children() -> set[str]:
    """Process numbers of our children, zombies too."""
    return {number for task in Path("/proc/self/task").iterdir() for number in (task / "children").read_text().split()}


@pytest.fixture(autouse=True)
def no_child_stays() -> Iterator[None]:
    """Of the test's own: another test of this process may have a helper of the standard library running."""
    before = children()
    yield
    assert children() <= before


def test_returns_what_the_function_returns() -> None:
    assert limited(sorted, [3, 1, 2]) == [1, 2, 3]
    assert limited(bytes, 50_000_000) == bytes(50_000_000)
    assert limited(lambda value: value + 1, 1) == 2


def test_exceptions_pass() -> None:
    with pytest.raises(Refused) as refused:
        limited(refuse)
    assert refused.value.code == "file.damaged"
    with pytest.raises(RuntimeError, match="Unpicklable: 1 2"):
        limited(raise_unpicklable)
    with pytest.raises(ZeroDivisionError):
        limited(lambda: 1 // 0)
    with pytest.raises(SystemExit):
        limited(lambda: (_ for _ in ()).throw(SystemExit(2)))


@pytest.mark.parametrize("function", [hang, start_sleeper, nested])
def test_hanging_is_ended_with_all_it_started(function: object, tmp_path: Path) -> None:
    path = tmp_path / "pid"
    start = time.monotonic()
    with pytest.raises(LimitExceeded) as limit:
        limited(function, str(path), seconds=0.7)
    assert limit.value.reason == "time"
    assert time.monotonic() - start < 3
    assert process_is_gone(path)


def test_busy_loop_is_ended() -> None:
    with pytest.raises(LimitExceeded) as limit:
        limited(spin, seconds=0.5)
    assert limit.value.reason == "time"
    assert isinstance(limit.value, Poison)


def test_memory_is_refused() -> None:
    with pytest.raises(LimitExceeded) as limit:
        limited(eat_memory)
    assert limit.value.reason == "memory"
    assert limited(eat_memory, memory_mb=700) == 400 * 2**20


@pytest.mark.parametrize(
    ("number", "reason"),
    [(signal.SIGSEGV, "crash"), (signal.SIGABRT, "memory"), (signal.SIGXCPU, "time"), (signal.SIGKILL, "memory")],
)
def test_signals_have_reasons(number: signal.Signals, reason: str) -> None:
    with pytest.raises(LimitExceeded) as limit:
        limited(lambda: os.kill(os.getpid(), number))
    assert limit.value.reason == reason
    assert number.name in str(limit.value)


def test_crash_of_native_code_and_sudden_end() -> None:
    for function in (crash, end):
        with pytest.raises(LimitExceeded) as limit:
            limited(function)
        assert limit.value.reason == "crash"


def test_child_is_limited_and_has_no_files_of_ours(tmp_path: Path) -> None:
    found = limited(limits, seconds=5)
    assert isinstance(found, dict)
    assert found["RLIMIT_CORE"] == 0
    assert found["RLIMIT_CPU"] == 6
    assert found["RLIMIT_NOFILE"] <= 128
    assert found["RLIMIT_FSIZE"] <= 2**28
    with (tmp_path / "ledger").open("w"):
        assert limited(descriptors) == ["0", "1", "2", "3", "4"]  # 4 is the folder being listed


def test_nothing_of_ours_is_flushed_twice(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with path.open("w") as stream:
        stream.write("once")
        limited(str, 1)
    assert path.read_text() == "once"


def test_many_runs_leave_nothing_behind() -> None:
    before = len(descriptors())
    for number in range(50):
        assert limited(abs, -number) == number
    assert len(descriptors()) == before


def _die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def test_a_crash_in_the_child_of_a_large_process_is_no_hunger() -> None:
    """A child is born as large as its parent; the test runner of CI had grown past three quarters of the limit."""
    ballast = bytearray(b"x") * 300_000_000
    with pytest.raises(LimitExceeded) as error:
        limited(_die, memory_mb=128)
    assert (error.value.reason, len(ballast)) == ("crash", 300_000_000)
