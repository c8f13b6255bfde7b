"""The reader: who stands how, now and at any past moment."""

from datetime import timedelta

import pytest

from mailbot import rules
from mailbot.agencies import registry as agencies
from mailbot.agencies.registry import Registry
from mailbot.ledger import queries
from mailbot.ledger.questions import TO_ANSWER
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, answer, examination, plan

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry of the round."""
    return agencies.load(rules.load("bcp-2563"))


def _receive(ledger: Ledger, key: str, day: int, *plans: object) -> None:
    box = ledger.mailbox_id("bot", "INBOX", "1")
    mail_id = ledger.record_fetched(box, key, f"sha-{key}", 1, NOW, NOW)
    ledger.decide(mail_id, examination(key, *plans), answer, NOW + day * DAY)  # type: ignore[arg-type]


def _state(ledger: Ledger, registry: Registry, agency: str, day: int | None = None) -> str:
    as_of = None if day is None else NOW + day * DAY
    found = queries.standings(ledger.db, registry, "bcp-2563", ["direct"], as_of=as_of)
    return next(standing.state for standing in found if standing.agency.id == agency)


def test_the_newest_accepted_plan_counts(ledger: Ledger, registry: Registry) -> None:
    assert _state(ledger, registry, "d.dlt") == "missing"
    _receive(ledger, "a", 0, plan("d.dlt", "deficient"))
    _receive(ledger, "b", 1, plan("d.dlt", "accepted"))
    _receive(ledger, "c", 2, plan("d.dlt", "deficient"))
    assert [_state(ledger, registry, "d.dlt", day) for day in (-1, 0, 1, 2)] == [
        "missing",
        "deficient",
        "complete",
        "complete",
    ]


def test_a_mail_that_was_judged_late_is_no_newer_for_it(ledger: Ledger, registry: Registry) -> None:
    box = ledger.mailbox_id("bot", "INBOX", "1")
    scan, mended = (
        ledger.record_fetched(box, key, f"sha-{key}", 1, NOW + after, NOW)
        for key, after in (("scan", timedelta()), ("mended", timedelta(minutes=1)))
    )
    ledger.decide(mended, examination("mended", plan("d.dlt", "review")), answer, NOW)
    ledger.decide(scan, examination("scan", plan("d.dlt", "deficient")), answer, NOW + DAY)
    assert _state(ledger, registry, "d.dlt") == "review"


def test_a_plan_that_is_not_credited_makes_nobody_complete(ledger: Ledger, registry: Registry) -> None:
    _receive(ledger, "a", 0, plan("d.dlt", credited=False), plan(None, credited=False))
    assert _state(ledger, registry, "d.dlt") == "missing"


def test_figures_add_up(ledger: Ledger, registry: Registry) -> None:
    _receive(ledger, "a", 0, plan("d.dlt", late=True), plan("d.tmd", "deficient"), plan("d.dol", "review"))
    (direct,) = queries.overview(queries.standings(ledger.db, registry, "bcp-2563", ["direct"]))
    assert (direct.complete, direct.deficient, direct.review, direct.late) == (1, 1, 1, 1)
    assert direct.expected == len(registry.expected("direct"))
    assert direct.missing == direct.expected - 3


def test_selections(ledger: Ledger, registry: Registry) -> None:
    def ids(**how: str) -> set[str]:
        found = queries.standings(
            ledger.db,
            registry,
            "bcp-2563",
            ["direct", "regional", "local_upper"],
            queries.Selection(**how),  # type: ignore[arg-type]
        )
        return {standing.agency.id for standing in found}

    assert {agency[:2] for agency in ids(tier="regional")} == {"r."}
    assert "r.pvo.21" in ids(province="21")
    assert "r.pvo.20" not in ids(province="21")
    assert {"d.dopa", "r.dopa.21"} <= ids(ministry="m.moi")
    assert "d.dlt" not in ids(ministry="m.moi")


def test_history_and_mails(ledger: Ledger, registry: Registry) -> None:
    _receive(ledger, "a", 0, plan("d.dlt", "deficient"))
    _receive(ledger, "b", 1, plan("d.dlt"))
    history = queries.agency_history(ledger.db, "bcp-2563", "d.dlt")
    assert [row["verdict"] for row in history] == ["deficient", "accepted"]
    newest, oldest = queries.mails(ledger.db)
    assert (newest["receipt"], oldest["receipt"]) == ("BCP2563-000002", "BCP2563-000001")
    assert newest["agencies"] == "d.dlt"
    stored = queries.mail_by_receipt(ledger.db, "BCP2563-000001")
    assert stored is not None
    assert stored["examination"]["verdict"] == "deficient"
    assert queries.mail_by_receipt(ledger.db, "BCP2563-999999") is None


def test_open_questions_are_counted_from_indexes(ledger: Ledger) -> None:
    """On every page of the desk and after every change: neither all mails nor all events of a mail are walked."""
    sql = f"EXPLAIN QUERY PLAN SELECT count(*) FROM mail WHERE {TO_ANSWER}"
    plan_of_it = ledger.db.execute(sql, {"to_answer_in": "Review"}).fetchall()
    told = "\n".join(row["detail"] for row in plan_of_it)
    assert "mail_in_a_folder" in told
    assert "event_of_answers" in told
