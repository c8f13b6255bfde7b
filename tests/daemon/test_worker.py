"""What the worker that reads hostile files gets to see, and what it may say."""

import os
import subprocess
import sys
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot import examiner
from mailbot.bench import Hints
from mailbot.documents.confinement import leave_network
from mailbot.documents.worker import run_limited
from mailbot.examiner import WorkerExaminer
from tests.daemon.mails import submission
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkerExaminer:
    """A worker of a daemon whose environment holds secrets."""
    monkeypatch.setenv("MAILBOT_SMTP__PASSWORD", "open sesame")
    monkeypatch.setenv("CLOUD_TOKEN", "open sesame")
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    parts = workplace(tmp_path / "config.toml", Clock()).parts
    return WorkerExaminer(parts, seconds=60, memory_mb=2048)


def test_no_secret_in_its_environment_and_no_file_of_ours(worker: WorkerExaminer, tmp_path: Path) -> None:
    with (tmp_path / "ledger").open("wb") as opened:
        os.set_inheritable(opened.fileno(), True)
        worker.examine(submission(), Hints(received_at=datetime(2020, 6, 15, tzinfo=UTC)))
        assert worker._process is not None
        home = Path(f"/proc/{worker._process.pid}")
        environment = (home / "environ").read_bytes()
        targets = [str(link.readlink()) for link in (home / "fd").iterdir()]
    worker.close()
    assert b"sesame" not in environment
    assert os.environ["MAILBOT_SMTP__PASSWORD"] == "open sesame"
    assert not [target for target in targets if target.startswith(str(tmp_path))]
    assert not [target for target in targets if target.startswith("/") and target != "/dev/null"]


def test_it_has_no_network_and_the_daemon_keeps_its_own(worker: WorkerExaminer) -> None:
    if not run_limited(leave_network, (), seconds=20, memory_mb=512):
        pytest.skip("this kernel gives no network namespace")
    worker.examine(submission(), Hints(received_at=datetime(2020, 6, 15, tzinfo=UTC)))
    assert worker._process is not None
    home = Path(f"/proc/{worker._process.pid}")
    theirs, ours = (home / "ns/net").readlink(), Path("/proc/self/ns/net").readlink()
    devices = [line.split(":")[0].strip() for line in (home / "net/dev").read_text("ascii").splitlines()[2:]]
    routes = (home / "net/route").read_text("ascii").splitlines()[1:]
    status = dict(line.split(":\t", 1) for line in (home / "status").read_text("ascii").splitlines() if ":\t" in line)
    worker.close()
    assert theirs != ours
    assert "lo" in devices and not {"eth0", "ens3", "wlan0"} & set(devices)
    assert not routes
    assert status["NoNewPrivs"] == "1"


def test_what_its_readers_are_forked_from_is_as_confined(worker: WorkerExaminer) -> None:
    for _ in range(40):
        worker.examine(submission(), Hints(received_at=datetime(2020, 6, 15, tzinfo=UTC)))
        assert worker._process is not None
        home = Path(f"/proc/{worker._process.pid}")
        started = [Path(f"/proc/{pid}") for pid in (home / f"task/{home.name}/children").read_text("ascii").split()]
        if any(b"nursery" in (each / "cmdline").read_bytes() for each in started):
            break
    (nursery,) = started
    networks = {(each / "ns/net").readlink() for each in (home, nursery)}
    privileges = "NoNewPrivs:\t1" in (nursery / "status").read_text("ascii").splitlines()
    environment = (nursery / "environ").read_bytes()
    limits = [(each / "limits").read_text("ascii") for each in (home, nursery)]
    worker.close()
    assert len(networks) == 1
    assert privileges
    assert b"sesame" not in environment
    assert limits[0] == limits[1]
    until = time.monotonic() + 5
    while _is_running(nursery) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _is_running(nursery)


def _is_running(process: Path) -> bool:
    try:
        return "State:\tZ" not in (process / "status").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_an_error_is_told_without_its_words() -> None:
    try:
        int("ยุทธการเหยี่ยวฟ้า")
    except ValueError as error:
        told = examiner.told(error)
    assert told.startswith("ValueError in test_an_error_is_told_without_its_words (")
    assert "เหยี่ยวฟ้า" not in told


def test_the_data_folder_is_shut_to_others_whatever_the_umask(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    mask = os.umask(0)
    try:
        place = workplace(tmp_path / "config.toml", Clock())
        with place.lock():
            place.mailbox.open()
            place.mailbox.append("INBOX", submission(), datetime(2020, 6, 15, tzinfo=UTC))
            place.daemon.run_once()
        place.close()
    finally:
        os.umask(mask)
    folder = tmp_path / "data"
    open_to_others = [path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]
    assert not open_to_others
    assert len(list(folder.rglob("*.eml"))) == 1, "the spool"


def test_a_worker_does_without_the_command_line() -> None:
    """A process that is spawned imports what the daemon was started with: the script's module must be a light one."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    module = scripts["mailbot"].partition(":")[0]
    told = f"import sys, {module}; print([name for name in sys.modules if name.startswith(('mailbot.cli', 'typer'))])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
