"""What a process that has given up its rights can still do, as root and as an ordinary user."""

import ctypes
import os
import resource
import socket
from collections.abc import Iterator
from dataclasses import astuple

import pytest

from mailbot.documents import confinement
from mailbot.documents.worker import run_limited

_DUMPABLE = 4  # linux/prctl.h PR_SET_DUMPABLE
NOBODY = 65534


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on the loopback that takes whoever comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def reaches(port: int, user: int) -> tuple[bool, bool, tuple[bool, bool, bool], int]:
    """Run in a child: whether it reaches the port before and after, what it gave up, and who it says it is."""
    if os.geteuid() == 0 and user != 0:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
        # As after the start of a program by that user; changing the user alone shuts /proc/self.
        ctypes.CDLL(None).prctl(_DUMPABLE, 1, 0, 0, 0)
    before = _connects(port)
    given_up = confinement.confine()
    return before, _connects(port), astuple(given_up), os.geteuid()


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("user", [0, NOBODY])
def test_a_confined_process_reaches_nothing_and_its_parent_does(listener: socket.socket, user: int) -> None:
    if user == 0 and os.geteuid() != 0:
        pytest.skip("only root can be root")
    port = listener.getsockname()[1]
    before, after, (network, privileges, processes), name = run_limited(
        reaches, (port, user), seconds=20, memory_mb=512
    )
    assert before
    assert after != network
    assert privileges
    assert name == (user if os.geteuid() == 0 else os.geteuid())
    assert processes <= network
    assert _connects(port)
    if not network:
        pytest.skip("this kernel gives no network namespace")


def forks(most: int) -> int:
    """Run in a child: how many children of its own an ordinary user gets, up to `most`."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        ctypes.CDLL(None).prctl(_DUMPABLE, 1, 0, 0, 0)
    if not confinement.confine().processes:
        return -1
    reading, writing = os.pipe()
    made = 0
    try:
        while made < most:
            if os.fork() == 0:
                os.close(writing)
                os.read(reading, 1)
                os._exit(0)
            made += 1
    except BlockingIOError:
        pass
    os.close(writing)
    return made


def test_a_confined_process_cannot_fork_without_end() -> None:
    made = run_limited(forks, (400,), seconds=30, memory_mb=512)
    if made < 0:
        pytest.skip("this kernel does not count the processes of a namespace apart")
    assert 100 < made < 256


def test_where_the_kernel_refuses_everything_goes_on_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_LIBC", None)
    before = resource.getrlimit(resource.RLIMIT_NPROC)
    assert astuple(confinement.confine()) == (False, False, False)
    assert resource.getrlimit(resource.RLIMIT_NPROC) == before


def test_where_a_user_s_processes_are_counted_together_nothing_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_kernel", lambda: (5, 10))
    before = resource.getrlimit(resource.RLIMIT_NPROC)
    assert not confinement._limit_processes()
    assert resource.getrlimit(resource.RLIMIT_NPROC) == before
