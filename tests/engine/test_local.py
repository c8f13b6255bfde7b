"""The workers of this machine: several at once, killed and replaced, the daemon's order kept."""

import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot import config_file
from mailbot.bench import Hints
from mailbot.engine.engine import Engine
from mailbot.engine.local import LocalLanes, worker_count
from mailbot.errors import Poison
from mailbot.examiner import WorkerExaminer
from mailbot.workplace import Workplace
from tests.children import children
from tests.daemon.mails import question, submission

ARRIVED = datetime(2020, 6, 15, tzinfo=UTC)


def place_with(tmp_path: Path, workers: int) -> Workplace:
    """An embedded mailbox and so many workers."""
    tmp_path.mkdir(exist_ok=True)
    text = f"[data]\nmin_free_mb = 0\n[engine]\nworkers = {workers}\n"
    (tmp_path / "config.toml").write_text(text, "utf-8")
    return Workplace(config_file.load(tmp_path / "config.toml"))


def run(place: Workplace, mails: list[bytes]) -> list[tuple[object, ...]]:
    """Settle these mails; what the ledger then says of each, in order of arrival."""
    place.mailbox.open()
    for number, raw in enumerate(mails):
        place.mailbox.append("INBOX", raw, ARRIVED + timedelta(minutes=number))
    with place.lock():
        place.daemon.run_once()
    rows = place.ledger.rows("SELECT receipt, sender, verdict, kind, state FROM mail ORDER BY received_at")
    place.close()
    return [tuple(row) for row in rows]


def test_two_workers_give_the_same_ledger_as_one(tmp_path: Path) -> None:
    mails = [submission(), *(question(number) for number in range(5))]
    one, two = (run(place_with(tmp_path / str(count), count), mails) for count in (1, 2))
    assert {row[0] for row in one} == {row[0] for row in two}, "the same receipts; a slow mail lets others go first"
    assert [row[1:] for row in one] == [row[1:] for row in two]
    assert {row[4] for row in two} == {"done"}


def test_mails_are_examined_beside_one_another(tmp_path: Path) -> None:
    place = place_with(tmp_path, 2)
    hints = Hints(received_at=ARRIVED, scans="later")
    mails = [question(number) for number in range(3)]
    assert all(place.examiner.begin(raw, hints) for raw in mails)
    found = [place.examiner.examine(raw, hints) for raw in mails]
    senders = [one.mail.sender.address for one in found if one.mail.sender]
    assert senders == [f"clerk{number}@office{number}.example.go.th" for number in range(3)]
    place.close()


def test_a_worker_that_is_killed_fails_one_mail_and_is_replaced(tmp_path: Path) -> None:
    place = place_with(tmp_path, 1)
    assert isinstance(place.examiner, Engine)
    hints = Hints(received_at=ARRIVED, scans="later")
    place.examiner.examine(question(1), hints)
    lanes = place.examiner.lanes
    assert isinstance(lanes, LocalLanes)
    (worker,) = lanes._seats._free
    assert worker._process is not None
    assert worker._process.pid is not None
    first = worker._process.pid
    os.kill(first, signal.SIGSTOP)  # it will not answer, and then it dies
    assert place.examiner.begin(question(2), hints)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(Poison, match="died"):
        place.examiner.examine(question(2), hints)
    assert place.examiner.examine(question(2), hints).kind == "inquiry"
    assert worker._process is not None
    assert worker._process.pid != first
    place.close()


def test_closing_ends_workers_that_are_examining(tmp_path: Path) -> None:
    place = place_with(tmp_path, 2)
    place.examiner.examine(question(1), Hints(scans="later"))
    assert [command for command in children().values() if b"spawn_main" in command]
    begun = time.monotonic()
    for number in range(4):
        place.examiner.begin(question(number + 2), Hints(scans="later"))
    place.stopping.set()
    place.close()
    assert time.monotonic() - begun < 5
    assert not [command for command in children().values() if b"spawn_main" in command]


def test_a_machine_gets_a_worker_for_each_processor_but_not_too_many() -> None:
    assert worker_count(7) == 7
    assert 1 <= worker_count(0) <= 4


def test_two_threads_that_end_a_worker_close_its_pipe_once(tmp_path: Path) -> None:
    worker = WorkerExaminer(place_with(tmp_path, 1).parts, 5, 1000)
    closed: list[int] = []

    class Pipe:
        """A pipe whose closing lets other threads run, as a system call does."""

        def close(self) -> None:
            closed.append(1)
            time.sleep(0.05)

    worker._connection = Pipe()  # type: ignore[assignment]
    threads = [threading.Thread(target=worker.close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert closed == [1]
