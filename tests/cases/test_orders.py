"""In whatever order mails are judged, however often mailbot dies between them, the final ledger is the same."""

import os
import random
from pathlib import Path
from typing import Any

import pytest

from mailbot.ledger import queries
from mailbot.workplace import Workplace
from tests.cases.bureau import Bureau, bureau
from tests.cases.script import AGENCIES, Sent, script

OTHER_PATH = b"Received: from x.example by y.example; Mon, 15 Jun 2020 10:00:05 +0700\r\n"
SMALL = AGENCIES[:6]


class SuddenDeath(BaseException):
    """The power is cut."""


class Fate:
    """Ends the program at some of its steps."""

    def __init__(self, dice: random.Random, every: int) -> None:
        self.dice, self.every, self.deaths = dice, every, 0

    def step(self, _name: str) -> None:
        """Called at each step of the daemon."""
        if self.every and self.dice.randrange(self.every) == 0:
            self.deaths += 1
            raise SuddenDeath

    def lies_on(self, place: Workplace) -> None:
        """Let it strike this workplace."""
        place.step = self.step


def _live(folder: Path, mails: list[Sent], fate: Fate) -> dict[str, Any]:
    """Deliver these mails one by one, rising again after each death; then what the ledger says in the end."""
    for mail in mails:
        with bureau(folder) as office:
            office.place.mailbox.open()
            office.place.mailbox.append("INBOX", mail.raw, mail.received_at)
        for _ in range(30):
            try:
                with bureau(folder, wrap=fate.lies_on) as office:
                    office.run()
                break
            except SuddenDeath:
                continue
    with bureau(folder) as office:
        office.run()
        return _final(office)


def _final(office: Bureau) -> dict[str, Any]:
    """Agency to how it stands: state, late, and the files of the version that counts."""
    ledger, place = office.place.ledger, office.place
    assert ledger.rows("SELECT DISTINCT state FROM mail")[0][0] == "done"
    twice = ledger.rows(
        "SELECT plan.agency_id, plan.version, count(*) FROM outbox JOIN plan ON plan.mail_id = outbox.mail_id "
        "AND plan.judgment = outbox.judgment AND plan.verdict = 'accepted' WHERE outbox.kind = 'acknowledgment' "
        "GROUP BY plan.agency_id, plan.version HAVING count(*) > 1"
    )
    assert twice == [], "no agency is told twice of one version"
    tiers = [tier.name for tier in place.bench.rules.tiers.values() if tier.owes]
    found = queries.standings(ledger.db, place.bench.registry, "bcp-2563", tiers)
    by_receipt = {
        (row["receipt"], row["agency_id"]): row["version"]
        for row in ledger.rows(
            "SELECT mail.receipt, plan.agency_id, plan.version FROM plan JOIN mail ON mail.id = plan.mail_id "
            "WHERE plan.superseded_at IS NULL AND plan.verdict = 'accepted'"
        )
    }
    return {
        one.agency.id: (one.state, one.late, by_receipt.get((one.receipt, one.agency.id)))
        for one in found
        if one.state != "missing"
    }


def _shuffled(mails: tuple[Sent, ...], dice: random.Random) -> list[Sent]:
    """In any order, a tenth of them by two paths."""
    again = [Sent(OTHER_PATH + mail.raw, mail.received_at) for mail in dice.sample(mails, len(mails) // 10)]
    order = [*mails, *again]
    dice.shuffle(order)
    return order


def _check(folder: Path, agencies: tuple[str, ...], seeds: range, every: int) -> None:
    mails = script(agencies)
    plain = _live(folder / "plain", list(mails), Fate(random.Random(0), 0))
    assert set(plain) == set(agencies)
    states = {plain[agency][0] for at, agency in enumerate(agencies) if at % 6 != 5}
    assert states == {"complete"}
    for seed in seeds:
        dice = random.Random(seed)
        fate = Fate(dice, every)
        found = _live(folder / f"order-{seed}", _shuffled(mails, dice), fate)
        assert found == plain, f"seed {seed}"
        assert fate.deaths


def test_the_order_of_mails_does_not_matter(tmp_path: Path) -> None:
    _check(tmp_path, SMALL, range(2), 40)


@pytest.mark.slow
def test_the_whole_correspondence_in_any_order(tmp_path: Path) -> None:
    assert len(script()) >= 60
    _check(tmp_path, AGENCIES, range(int(os.environ.get("MAILBOT_TEST_ORDERS", "1"))), 60)
