"""Everything dies at once: the daemon, Dask workers and their scheduler, while mails are answered and letters leave.

The daemon examines on a real cluster over TLS, reads a real inbox and sends through a real SMTP server; whatever dies
is started again, as a service manager does. MAILBOT_TEST_KILLS=60 for as many deaths (6 without it).
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.demo.mails_accepted import accepted_mails
from mailbot.ledger.store import Ledger
from tests.daemon.mails import question
from tests.daemon.office import Office, killed
from tests.daemon.prefork import SHOT, Shot, run_forked
from tests.reminders.test_walk import DAYS_OFF, Agency
from tests.servers.dask_cluster import DaskCluster, dask_cluster
from tests.servers.dovecot import message_id

pytestmark = [pytest.mark.dovecot, pytest.mark.slow]
WORKERS = 2
DEATHS = int(os.environ.get("MAILBOT_TEST_KILLS", "6"))
FEW_DAYS = (date(2020, 6, 16), date(2020, 6, 23))
"""For few deaths: a stage of reminders falls due on both."""
ALL_DAYS = tuple(
    day
    for day in (date(2020, 6, 15) + timedelta(days=number) for number in range(46))
    if day.weekday() < 5 and day not in DAYS_OFF
)
VITAL = {"d.tmd": False, "d.dol": False, "s.egat": True}
"""Agencies that never write; whether their infrastructure is vital."""
SETTINGS = """
[reminders]
enabled = true
[staff]
digest_address = "officer@example.go.th"
report_address = "chief@example.go.th"
"""


class Campaign:
    """One office on a cluster, and the hand that kills."""

    def __init__(self, office: Office, cluster: DaskCluster, seed: int) -> None:
        self.office, self.cluster, self.dice = office, cluster, random.Random(seed)
        self.agencies = [Agency(one, vital) for one, vital in VITAL.items()]
        self.plans = [sample.raw for sample in accepted_mails()]
        self.delivered: list[bytes] = []
        self.weeks: set[int] = set()
        self.deaths: Counter[str] = Counter()
        self.now = datetime(2020, 6, 15, tzinfo=UTC)
        office.configure(f"{SETTINGS}{cluster.settings}patience_seconds = 60\n")
        ledger = Ledger(office.ledger, "bcp-2563", "BCP2563")
        for agency in self.agencies:
            ledger.add_contact(agency.id, f"bcp@{agency.id[2:]}.example.go.th", "", "test", self.now)
        ledger.close()

    def deliver(self) -> None:
        """Some questions, and a plan while there are any."""
        mails = [question(len(self.delivered) + number) for number in range(self.dice.randint(1, 2))]
        mails += [self.plans.pop()] if self.plans else []
        with self.office.dovecot.client() as client:
            for raw in mails:
                client.append("INBOX", raw, (), self.now)
        self.delivered += mails

    def run_until_a_death(self) -> None:
        """One run in which somebody dies at some step: the daemon, a worker, the scheduler, or two of them."""
        victims = self.dice.choice(["daemon", "worker", "scheduler", "daemon worker", "daemon scheduler"]).split()
        shots = [Shot(self.dice.randint(1, 12), process) for process in map(self._process, victims) if process]
        die_at = ("*", self.dice.randint(4, 30)) if "daemon" in victims else ("", 0)
        done = run_forked(self.office.config, *die_at, self._ahead(), engine=True, shots=shots)
        assert killed(done) or done.returncode in (0, 1), done.stderr[-3000:]
        self.deaths["daemon"] += killed(done)
        self.deaths["cluster"] += done.stderr.count(SHOT)
        self.now += timedelta(minutes=7)

    def settle(self) -> None:
        """Run again until nothing waits; while the cluster starts anew, a run may end without it."""
        for _ in range(8):
            done = run_forked(self.office.config, ahead=self._ahead(), engine=True)
            assert done.returncode == 0 or "cluster" in done.stderr, done.stderr[-3000:]
            if done.returncode == 0 and done.stdout.split() == ["0", "0"]:
                return
            self.now += timedelta(minutes=7)
            time.sleep(0.5)
        raise AssertionError(f"never quiet: {done.stdout} {done.stderr[-3000:]}")

    def letters(self) -> Counter[tuple[str, str]]:
        """How many reminders (agency, stage), digests and reports there are. Who brought a plan of somebody else is
        reminded of its own too; each of these letters leaves once as well (assert_settled)."""
        rows = self.office.rows("SELECT kind, agency_id, stage FROM outbox WHERE mail_id IS NULL")
        return Counter(
            (str(agency), str(stage).partition("@")[0]) if kind == "reminder" else (str(kind), "")
            for kind, agency, stage in rows
            if kind != "reminder" or agency in VITAL
        )

    def due(self) -> Counter[tuple[str, str]]:
        """What must leave today, reckoned by hand."""
        today = self.now.date()
        wanted = Counter({("digest", ""): 1})
        week = today.isocalendar().week
        wanted[("report", "")] += week not in self.weeks
        self.weeks.add(week)
        for agency in self.agencies:
            stage = agency.expected(today)
            if stage is not None:
                agency.letters.append((today, stage))
                wanted[agency.id, stage] += 1
        return +wanted

    def _ahead(self) -> timedelta:
        return self.now - datetime.now(UTC)

    def _process(self, victim: str) -> int:
        if victim == "worker" and self.cluster.living_workers:
            return self.dice.choice(self.cluster.living_workers).pid
        scheduler = self.cluster.scheduler
        return scheduler.pid if victim == "scheduler" and scheduler else 0


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    """A scheduler and its workers, each started again when it dies."""
    with dask_cluster(tmp_path / "dask", WORKERS) as running, running.kept_alive(WORKERS):
        yield running


def test_nothing_is_lost_and_each_letter_leaves_once(office: Office, cluster: DaskCluster) -> None:
    campaign = Campaign(office, cluster, seed=DEATHS)
    days = ALL_DAYS if len(ALL_DAYS) <= DEATHS else FEW_DAYS
    for number, day in enumerate(days):
        campaign.now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)  # ten in the morning
        before, due = campaign.letters(), campaign.due()
        for _ in range(DEATHS * (number + 1) // len(days) - DEATHS * number // len(days)):
            campaign.deliver()
            campaign.run_until_a_death()
        campaign.settle()
        assert campaign.letters() - before == due, day
    assert_settled(campaign)
    assert min(campaign.deaths["daemon"], campaign.deaths["cluster"]) > DEATHS / 4, "or nothing was shown"
    print(f"{len(campaign.delivered)} mails, {sum(campaign.letters().values())} letters, {dict(campaign.deaths)}")


def assert_settled(campaign: Campaign) -> None:
    """Every mail in one folder, answered once; every letter sent; only a death in the midst of sending repeats its
    bytes, under the same Message-ID."""
    office = campaign.office
    places = office.dovecot.whereabouts()
    copies = Counter(places.pop("Sent", []))
    found = Counter(one for ids in places.values() for one in ids)
    assert found == Counter(map(message_id, campaign.delivered)), places
    assert "INBOX" not in places
    assert office.rows("SELECT DISTINCT state FROM mail") == [("done",)]
    assert office.rows("SELECT count(DISTINCT receipt) FROM mail") == [(len(campaign.delivered),)]
    answered = office.rows("SELECT count(*), count(DISTINCT mail_id) FROM outbox WHERE mail_id IS NOT NULL")
    assert answered == [(len(campaign.delivered), len(campaign.delivered))]
    verdicts = Counter(row[0] for row in office.rows("SELECT verdict FROM mail"))
    assert set(verdicts) == {"no_plan", "accepted"}, "no mail is called unreadable because its workers died"
    reminded = "SELECT count(*), count(DISTINCT agency_id || stage) FROM outbox WHERE kind = 'reminder'"
    ((reminders, different),) = office.rows(reminded)
    assert reminders == different
    letters = [str(row[0]) for row in office.rows("SELECT message_id FROM outbox WHERE state = 'sent'")]
    assert office.rows("SELECT count(*) FROM outbox") == [(len(letters),)]
    sent = Counter(office.sink.message_ids())
    assert set(sent) == set(letters)
    assert sum(sent.values()) - len(letters) <= campaign.deaths["daemon"]
    assert copies == Counter(letters)
    assert office.rows("PRAGMA integrity_check") == [("ok",)]
