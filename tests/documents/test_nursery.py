"""Files read by children of a small process: the same answers and limits, and nothing lost when that process dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.plans import make_plan
from mailbot.documents import nursery
from mailbot.documents.nursery import Nursery
from mailbot.documents.read import File, read_documents
from mailbot.documents.worker import LimitExceeded, run_limited

MINUTE = 60.0


@pytest.fixture(scope="module")
def open_nursery() -> Iterator[Nursery]:
    opened = nursery.allow()
    assert opened.wait_until_ready(MINUTE)
    yield opened
    nursery.forbid()


@pytest.fixture
def fresh() -> Iterator[Nursery]:
    opened = Nursery()
    assert opened.wait_until_ready(MINUTE)
    yield opened
    opened.close()


def told(opened: Nursery, expression: str, seconds: float = 10, memory_mb: int = 300) -> object:
    """What an expression gives in a child of the nursery."""
    begun = opened.begin(eval, (), expression.encode(), seconds=seconds, memory_mb=memory_mb)
    return begun.result()


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_gone(pid: int) -> bool:
    until = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_running(pid)


def process(opened: Nursery) -> int:
    assert opened._process is not None
    return opened._process.pid


def test_the_same_documents_as_from_forks_of_our_own(open_nursery: Nursery) -> None:
    plan = make_plan("d.dlt", 3)
    files = [
        File(plan.docx, "word", "plan.docx"),
        File(plan.pdf, "pdf", "plan.pdf"),
        File(plan.pdf, "pdf", "plan.pdf", places=True),
        File(plan.docx[: len(plan.docx) // 2], "word", "half.docx"),
        File(plan.pdf[:1000], "pdf", "torn.pdf"),
        File(b"PK\x03\x04", "spreadsheet", "list.xlsx"),
    ]
    nursed = read_documents(files, seconds=30, memory_mb=1024)
    nursery.forbid()
    assert read_documents(files, seconds=30, memory_mb=1024) == nursed
    assert nursed[0].blocks and nursed[1].blocks and nursed[3].problem == "file.damaged"
    assert nursery.allow().wait_until_ready(MINUTE)


def test_a_child_of_it_is_born_there_and_sees_nothing_of_ours(fresh: Nursery, tmp_path: Path) -> None:
    with (tmp_path / "ledger").open("w"):
        found = told(
            fresh,
            "[(os := __import__('os')).getppid(), sorted(os.listdir('/proc/self/fd')),"
            " (r := __import__('resource')).getrlimit(r.RLIMIT_NOFILE)[0], r.getrlimit(r.RLIMIT_CORE)[0]]",
        )
    # The fourth descriptor is the folder being listed.
    assert found == [process(fresh), ["0", "1", "2", "3", "4"], 128, 0]


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("__import__('time').sleep(60)", "time"),
        ("[0 for _ in iter(int, 1)]", "time"),
        ("len(bytearray(400 * 2**20))", "memory"),
        ("__import__('ctypes').string_at(0)", "crash"),
        ("__import__('os')._exit(3)", "crash"),
        ("(os := __import__('os')).kill(os.getpid(), 6)", "memory"),
    ],
)
def test_limits_hold_and_have_reasons(fresh: Nursery, expression: str, reason: str) -> None:
    with pytest.raises(LimitExceeded) as limit:
        told(fresh, expression, seconds=1)
    assert limit.value.reason == reason
    assert told(fresh, "6 * 7") == 42


def test_an_exception_of_a_child_is_raised_here(fresh: Nursery) -> None:
    with pytest.raises(ZeroDivisionError):
        told(fresh, "1 // 0")


def test_a_child_that_is_not_wanted_is_ended_with_all_it_started(fresh: Nursery, tmp_path: Path) -> None:
    path = tmp_path / "pids"
    code = f"""
import os, subprocess
sleeper = subprocess.Popen(["sleep", "600"])
open({str(path)!r}, "w").write(f"{{os.getpid()}} {{sleeper.pid}}")
sleeper.wait()
"""
    begun = fresh.begin(exec, (), code.encode(), seconds=60, memory_mb=300)
    until = time.monotonic() + 10
    while not (path.exists() and " " in path.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    begun.end()
    assert all(is_gone(int(pid)) for pid in path.read_text().split())


def test_a_file_that_is_being_read_when_it_dies_is_read_all_the_same(fresh: Nursery) -> None:
    first = process(fresh)
    slow = b"[__import__('time').sleep(0.5), __import__('os').getppid()][1]"
    begun = fresh.begin(eval, (), slow, seconds=9, memory_mb=300)
    os.kill(first, signal.SIGKILL)
    assert begun.result() == os.getpid(), "by a fork of our own"
    assert fresh.wait_until_ready(MINUTE)
    assert process(fresh) != first
    fresh._leave(1)  # a word about a child of the dead one does not reach the new one
    assert told(fresh, "__import__('os').getppid()") == process(fresh)


def test_after_some_deaths_we_do_without(fresh: Nursery) -> None:
    for _ in range(3):
        assert fresh.wait_until_ready(MINUTE)
        os.kill(process(fresh), signal.SIGKILL)
        assert told(fresh, "__import__('os').getppid()") == os.getpid()
    assert not fresh.wait_until_ready(0.5)
    assert told(fresh, "__import__('os').getppid()") == os.getpid()


def test_one_that_cannot_be_started_is_done_without(fresh: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Nursery()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert not other.wait_until_ready(0.3)
    assert told(other, "6 * 7") == 42
    other.close()


def test_a_forked_child_of_ours_leaves_it_alone(open_nursery: Nursery) -> None:
    """It has none of our open files, and begins children of its own as ever."""
    plan = make_plan("d.dlt", 3).docx
    assert run_limited(_blocks, (plan,), seconds=20, memory_mb=1024) > 100
    assert told(open_nursery, "6 * 7") == 42


def _blocks(plan: bytes) -> int:
    (document,) = read_documents([File(plan, "word", "plan")], seconds=10, memory_mb=512)
    return len(document.blocks)


def test_it_and_its_children_die_with_whoever_started_it(tmp_path: Path) -> None:
    path = tmp_path / "pids"
    code = f"""
import os, time
from mailbot.documents.nursery import Nursery
opened = Nursery()
assert opened.wait_until_ready(60)
child = "import os, time; open({str(path)!r}, 'w').write(f'{{os.getppid()}} {{os.getpid()}} .'); time.sleep(600)"
opened.begin(exec, (), child.encode(), seconds=600, memory_mb=300)
time.sleep(600)
"""
    starter = subprocess.Popen([sys.executable, "-c", code])
    until = time.monotonic() + MINUTE
    while not (path.exists() and path.read_text().endswith(".")) and time.monotonic() < until:
        time.sleep(0.05)
    starter.kill()
    starter.wait()
    assert all(is_gone(int(pid)) for pid in path.read_text().split()[:2])


def test_it_rests_while_something_large_is_at_work_unless_a_child_of_it_is(fresh: Nursery) -> None:
    first = process(fresh)
    begun = fresh.begin(eval, (), b"6 * 7", seconds=9, memory_mb=300)
    fresh.rest()
    assert is_running(first)
    assert begun.result() == 42
    fresh.rest()
    assert is_gone(first)
    assert fresh.wait_until_ready(MINUTE), "it begins anew"


def test_the_first_files_are_read_without_one() -> None:
    """A command that reads one plan shall not pay for it."""
    opened = Nursery()
    assert [told(opened, "__import__('os').getppid()") for _ in range(4)] == [os.getpid()] * 4
    assert opened._process is None
    opened.close()
