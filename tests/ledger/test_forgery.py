"""What strangers may try on the ledger: feigned delivery reports, and one mailbox under many spellings."""

import json
from datetime import timedelta

import pytest

from mailbot.ledger import queries
from mailbot.ledger.bounces import MOST_UNMATCHED_BOUNCES
from mailbot.ledger.outgoing import counts, mailbox_of
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, answer, examination, outgoing, plan


def _fetched(ledger: Ledger, uid: str) -> int:
    return ledger.record_fetched(ledger.mailbox_id("bot", "INBOX", "1"), uid, f"sha-{uid}", 100, NOW, NOW)


def test_feigned_reports_reach_no_contact_and_do_not_flood_staff(ledger: Ledger) -> None:
    ledger.decide(_fetched(ledger, "1"), examination("k", plan("d.dlt")), answer, NOW)
    for number in range(3 * MOST_UNMATCHED_BOUNCES):
        mail_id = _fetched(ledger, f"x{number}")
        assert not ledger.record_bounce(mail_id, f"{number:020x}", f"<ack.{number}@opdc.go.th>", {}, NOW)
    assert queries.contacts(ledger.db) == {"d.dlt": ["a@dlt.go.th"]}
    shown = [event for event in queries.staff_events(ledger.db, NOW) if event["action"] == "bounce_unmatched"]
    assert len(shown) == MOST_UNMATCHED_BOUNCES
    assert ledger.rows("SELECT count(*) FROM event WHERE action = 'bounce_unmatched'")[0][0] == len(shown) * 3
    later = NOW + timedelta(days=2)
    ledger.record_bounce(_fetched(ledger, "later"), None, "<other@opdc.go.th>", {}, later)
    assert len(queries.staff_events(ledger.db, later)) == 1


def test_the_same_report_again_is_no_news(ledger: Ledger) -> None:
    ledger.decide(_fetched(ledger, "1"), examination("k", plan("d.dlt")), answer, NOW)
    for uid in "234":
        assert ledger.record_bounce(_fetched(ledger, uid), "BCP2563-000001.1", None, {"severity": "hard"}, NOW)
    told = [event for event in queries.staff_events(ledger.db, NOW) if event["action"] == "bounced"]
    assert len(told) == 1


def test_a_dead_address_is_told_with_the_next_one_and_no_delay_mends_it(ledger: Ledger) -> None:
    ledger.decide(_fetched(ledger, "1"), examination("k", plan("d.dlt")), answer, NOW)
    ledger.add_contact("d.dlt", "saraban@dlt.go.th", "", "staff", NOW)
    for uid, severity in zip("2345", ("soft", "hard", "soft", "full"), strict=True):
        assert ledger.record_bounce(_fetched(ledger, uid), "BCP2563-000001.1", None, {"severity": severity}, NOW)
    assert ledger.rows("SELECT bounced FROM outbox")[0][0] == "hard"
    told = [event["detail"] for event in queries.staff_events(ledger.db, NOW) if event["action"] == "bounced"]
    assert [json.loads(one)["severity"] if isinstance(one, str) else one["severity"] for one in told] == [
        "soft",
        "hard",
    ]
    last = json.loads(told[1]) if isinstance(told[1], str) else told[1]
    assert last["instead"] == {"d.dlt": "saraban@dlt.go.th"}
    assert last["not_informed"], "the acknowledgment came back"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("saraban.rayong@gmail.com", "sarabanrayong@gmail.com"),
        ("saraban.rayong@gmail.com", "s.a.r.abanrayong+bcp@googlemail.com"),
        ("officer@dlt.go.th", "officer+plan@dlt.go.th"),
        ("officer@dlt.go.th", "Officer@DLT.go.th"),
    ],
)
def test_one_mailbox_has_one_budget_however_it_is_spelled(ledger: Ledger, one: str, other: str) -> None:
    assert mailbox_of(one) == mailbox_of(other)
    ledger.enqueue(outgoing("a1", recipient=other), NOW, action="test")
    found = counts(ledger.db, one, NOW + timedelta(minutes=1))
    assert (found.address_hour, found.address_day, found.domain_day) == (1, 1, 1)


@pytest.mark.parametrize("other", ["somchai.j@dlt.go.th", "somchaij@dopa.go.th", "x_y@dltxgo.th", "@", "+@dlt.go.th"])
def test_two_mailboxes_have_two(ledger: Ledger, other: str) -> None:
    ledger.enqueue(outgoing("a1", recipient=other), NOW, action="test")
    assert counts(ledger.db, "somchaij@dlt.go.th", NOW).address_day == 0
