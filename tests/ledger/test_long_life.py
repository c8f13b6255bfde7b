"""The ledger over years: clocks that jump, addresses that come back, and questions that stay cheap."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mailbot.examination import PlanPart
from mailbot.ledger import queries
from mailbot.ledger.outgoing import counts
from mailbot.ledger.store import Ledger
from mailbot.outbox.queue import INTERRUPTIONS, OutboxQueue
from tests.ledger.samples import NOW, answer, examination, outgoing, plan


def _decide(ledger: Ledger, key: str, *plans: PlanPart) -> None:
    box = ledger.mailbox_id("bot", "INBOX", "1")
    ledger.decide(ledger.record_fetched(box, key, f"sha-{key}", 1, NOW, NOW), examination(key, *plans), answer, NOW)


def test_an_address_that_was_dead_and_writes_again_lives(ledger: Ledger) -> None:
    _decide(ledger, "a", plan("d.dlt"))
    assert queries.contacts(ledger.db) == {"d.dlt": ["a@dlt.go.th"]}
    assert ledger.record_bounce(1, "BCP2563-000001.1", None, {"severity": "hard"}, NOW)
    assert queries.contacts(ledger.db) == {}
    _decide(ledger, "b", plan("d.dlt"))
    assert queries.contacts(ledger.db) == {"d.dlt": ["a@dlt.go.th"]}


def test_a_mail_that_kills_us_while_it_is_sent_is_given_up(ledger: Ledger) -> None:
    _decide(ledger, "a")
    queue = OutboxQueue(ledger, timedelta(hours=24))
    tries = 0
    while due := queue.due(NOW):
        queue.sending(due[0], NOW)
        queue.recover(NOW)
        tries += 1
        assert tries < 20
    assert ledger.rows("SELECT state FROM outbox")[0][0] == "dead"
    assert ledger.rows("SELECT state FROM mail")[0][0] == "settled"
    assert tries == INTERRUPTIONS + 1


def test_a_mail_is_not_given_up_at_once_because_a_clock_jumped(ledger: Ledger) -> None:
    _decide(ledger, "a")
    queue = OutboxQueue(ledger, timedelta(hours=24))
    late = NOW + timedelta(days=30)
    for _ in range(3):
        (row,) = queue.due(late)
        queue.retry(row, "451 later", late)
        assert ledger.rows("SELECT state FROM outbox")[0][0] == "pending"
        with ledger.writing() as db:
            db.execute("UPDATE outbox SET tries = tries + 1, next_try_at = created_at")
    (row,) = queue.due(late)
    queue.retry(row, "no connection", late, about_this_mail=False)
    assert ledger.rows("SELECT state FROM outbox")[0][0] == "pending"
    queue.retry(row, "451 later", late)
    assert ledger.rows("SELECT state FROM outbox")[0][0] == "dead"


def test_a_condition_and_the_mail_that_tells_of_it_are_one_step(ledger: Ledger) -> None:
    def broken() -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        ledger.raise_condition("disk", "full", NOW, broken)
    assert ledger.conditions() == {}
    assert ledger.raise_condition("disk", "full", NOW, lambda: outgoing("alert"))
    assert ledger.rows("SELECT count(*) FROM outbox")[0][0] == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger: OutboxQueue(ledger, timedelta(hours=24)).due(NOW),
        lambda ledger: OutboxQueue(ledger, timedelta(hours=24)).to_copy(),
        lambda ledger: OutboxQueue(ledger, timedelta(hours=24)).oldest_open(),
        lambda ledger: ledger.known(1, ["1", "2"]),
        lambda ledger: ledger.unfinished("bot", "INBOX"),
        lambda ledger: counts(ledger.db, "a@dlt.go.th", NOW),
    ],
    ids=["due", "to_copy", "oldest_open", "known", "unfinished", "counts"],
)
def test_no_question_of_every_turn_reads_all_that_ever_came(ledger: Ledger, ask: Callable[[Ledger], object]) -> None:
    asked: list[str] = []
    ledger.db.conn.set_trace_callback(asked.append)
    ask(ledger)
    ledger.db.conn.set_trace_callback(None)
    (statement,) = asked
    plan = [row[3] for row in ledger.rows(f"EXPLAIN QUERY PLAN {statement}")]
    assert not [step for step in plan if step in ("SCAN mail", "SCAN outbox")], plan
