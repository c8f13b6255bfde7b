"""One daemon per inbox: the second is told who the first is, and a dead one holds nothing."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mailbot.errors import ConfigError, Transient
from mailbot.mailbox.lock import InboxLock

_HOLD = (
    "import sys, time; from pathlib import Path; from mailbot.mailbox.lock import InboxLock;"
    "InboxLock(Path(sys.argv[1])).acquire(); print('held', flush=True); time.sleep(60)"
)


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "mailbot.lock"
    told = f"process {os.getpid()} on {socket.gethostname()} since 20"
    with InboxLock(path), pytest.raises(ConfigError, match=told):
        InboxLock(path).acquire()
    with InboxLock(path) as lock:
        lock.acquire()


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mailbot.lock"
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(ConfigError, match=f"process {other.pid} on"):
            InboxLock(path).acquire()
        other.send_signal(signal.SIGKILL)
        other.wait()
    with InboxLock(path):
        assert f"process {os.getpid()} " in path.read_text()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Transient):
        InboxLock(tmp_path / "file" / "lock").acquire()


def test_a_full_disk_keeps_no_daemon_from_its_lock() -> None:
    lock = InboxLock(Path("/dev/full"))
    lock.acquire()
    with pytest.raises(ConfigError, match="another mailbot"):
        InboxLock(Path("/dev/full")).acquire()
    lock.release()
