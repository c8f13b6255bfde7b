"""Mails examined on a real Dask cluster over TLS: a worker dies, the scheduler restarts, each mail is answered once."""

import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from mailbot import config_file
from mailbot.bench import Hints
from mailbot.demo.mails import sample_mails
from mailbot.errors import ConfigError, NoWorkers
from mailbot.workplace import Workplace
from tests.daemon.mails import question, submission
from tests.real_parts import need
from tests.servers.dask_cluster import DaskCluster, dask_cluster

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
ARRIVED = datetime(2020, 6, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler and two workers."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), workers=2) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cluster: DaskCluster) -> Iterator[Workplace]:
    """An embedded mailbox whose mails are examined on the cluster."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n" + cluster.settings, "utf-8")
    made = Workplace(config_file.load(tmp_path / "config.toml"))
    yield made
    made.close()


def put(place: Workplace, mails: list[bytes]) -> None:
    """Lay mails into the inbox."""
    place.mailbox.open()
    for number, raw in enumerate(mails):
        place.mailbox.append("INBOX", raw, ARRIVED + timedelta(minutes=number))


def assert_answered_once(place: Workplace, count: int) -> None:
    """Each mail done, under its own receipt, with one answer that has left."""
    assert [tuple(row) for row in place.ledger.rows("SELECT state, count(*) FROM mail GROUP BY state")] == [
        ("done", count)
    ]
    assert place.ledger.rows("SELECT count(DISTINCT receipt) FROM mail")[0][0] == count
    answers = place.ledger.rows("SELECT state, count(*) AS n, count(DISTINCT mail_id) AS m FROM outbox GROUP BY state")
    assert [tuple(row) for row in answers] == [("sent", count, count)]


def test_the_cluster_says_what_this_machine_says(place: Workplace, tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text('[data]\nfolder = "local"\nmin_free_mb = 0\n', "utf-8")
    here = Workplace(config_file.load(tmp_path / "local.toml"))
    hints = Hints(received_at=ARRIVED)
    assert place.examiner.examine(submission(), hints) == here.examiner.examine(submission(), hints)
    here.close()


def test_a_worker_that_dies_and_a_scheduler_that_restarts_lose_no_mail(place: Workplace, cluster: DaskCluster) -> None:
    mails = [submission(), *(question(number) for number in range(6))]
    put(place, mails)
    failures: list[str] = []
    real = place.examiner.examine

    def interrupted(raw: bytes, hints: Hints) -> object:
        """In the midst of the work: first a worker is killed, later the scheduler, which comes back with new ones."""
        calls.append(1)
        if len(calls) == 2:
            cluster.workers[0].send_signal(signal.SIGKILL)
        if len(calls) == 4:
            cluster.kill_scheduler()
            for worker in cluster.workers:
                worker.kill()
            cluster.start_scheduler()
            cluster.start_worker()
        return real(raw, hints)

    calls: list[int] = []
    place.examiner.examine = interrupted  # type: ignore[method-assign,assignment]
    with place.lock():
        for _ in range(8):
            try:
                place.daemon.run_once()
                break
            except NoWorkers as error:
                failures.append(str(error))
            except Exception as error:  # the run that lost its cluster ends; the next one goes on
                failures.append(repr(error))
        else:
            raise AssertionError(failures)
    assert_answered_once(place, len(mails))


def test_a_cluster_that_is_not_there_is_told_and_no_mail_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[data]\nmin_free_mb = 0\n[engine]\nkind = "dask"\nscheduler = "tcp://127.0.0.1:9"\nconnect_seconds = 1\n',
        "utf-8",
    )
    place = Workplace(config_file.load(tmp_path / "config.toml"))
    put(place, [question(1)])
    with place.lock(), pytest.raises(NoWorkers, match="cannot be reached"):
        place.daemon.run_once()
    (row,) = place.ledger.rows("SELECT state, tries FROM mail")
    assert tuple(row) == ("fetched", 0)
    place.close()


def test_a_cluster_without_an_address_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[engine]\nkind = "dask"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"engine\.scheduler"):
        _ = Workplace(config_file.load(tmp_path / "config.toml")).examiner


def test_a_plan_never_waits_behind_scans(tmp_path: Path) -> None:
    """Three workers, more scans than workers, no resource named: one worker stays free for plans."""
    need("tesseract")
    scanned = next(one.raw for one in sample_mails() if one.name == "08-scanned-pdf")
    with dask_cluster(tmp_path / "three", workers=3) as three:
        (tmp_path / "three.toml").write_text("[data]\nmin_free_mb = 0\n" + three.settings, "utf-8")
        there = Workplace(config_file.load(tmp_path / "three.toml"))
        engine, plan = there.examiner, Hints(received_at=ARRIVED)
        for number in range(6):  # each worker has started its own process
            engine.begin(question(number), plan)
        for number in range(6):
            engine.examine(question(number), plan)
        scans = [scanned + b"\r\n" * number for number in range(1, 7)]
        begun = [engine.begin(raw, replace(plan, scans="read")) for raw in scans]
        assert begun == [True, True, False, False, False, False]
        engine.examine(question(10), plan)
        ready = [engine.scan_is_ready(sha256(raw).hexdigest()) for raw in scans[:2]]
        assert ready == [False, False], "the plan did not wait until a scan was read"
        there.close()
