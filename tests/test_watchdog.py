"""systemd is told that we are ready, alive and stopping; where nobody listens, nothing happens."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.watchdog import Watchdog


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket on which systemd listens."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(tmp_path / "notify"))
    listener.settimeout(2)
    yield listener
    listener.close()


def test_the_words_reach_systemd(systemd: socket.socket) -> None:
    now = [0.0]
    watchdog = Watchdog({"NOTIFY_SOCKET": systemd.getsockname()}, lambda: now[0])
    watchdog.ready()
    assert systemd.recv(100) == b"READY=1"
    for _ in range(50):
        watchdog.alive()
    assert systemd.recv(100) == b"WATCHDOG=1"
    systemd.setblocking(False)
    with pytest.raises(BlockingIOError):
        systemd.recv(100)
    now[0] = 6.0
    watchdog.alive()
    assert systemd.recv(100) == b"WATCHDOG=1"
    watchdog.stopping()
    assert systemd.recv(100) == b"STOPPING=1"


def test_an_abstract_socket() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0mailbot-test-notify")
        listener.settimeout(2)
        Watchdog({"NOTIFY_SOCKET": "@mailbot-test-notify"}).ready()
        assert listener.recv(100) == b"READY=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "/no/such/socket"}])
def test_nobody_listens(environment: dict[str, str]) -> None:
    watchdog = Watchdog(environment)
    watchdog.ready()
    watchdog.alive()
    watchdog.stopping()
