"""Addresses that judged mails teach: learned once, doubted when they stand for more, taken back for good."""

from datetime import timedelta

import pytest

from mailbot.agencies.importing.addresses import Entry
from mailbot.examination import Evidence, Examination, Identity
from mailbot.ledger import queries
from mailbot.ledger.contacts import news
from mailbot.ledger.listed import LEARNED, learned
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, answer, examination, plan

TAPHONG, BANLAENG, ADDRESS = "l.6210115", "l.6210116", "plan@gmail.com"


def teaching(key: str, agency_id: str, *, sender: str = ADDRESS, accepted: bool = True) -> Examination:
    """A mail whose plan, cover and subject are this agency's."""
    pieces = [Evidence(source=source, text="x", agency_id=agency_id, weight=60) for source in ("cover", "subject")]
    identity = Identity(status="identified", sender_id=agency_id, agency_ids=[agency_id], evidence=pieces)
    part = plan(agency_id, "accepted" if accepted else "deficient").model_copy(update={"identity": identity})
    return examination(key, part, sender=sender).model_copy(update={"identity": identity})


def receive(ledger: Ledger, mail: Examination, again: int | None = None) -> int:
    """Decide the mail (again: as a replay of this row)."""
    box = ledger.mailbox_id("bot", "INBOX", "1")
    key = mail.content_key
    mail_id = again or ledger.record_fetched(box, key, f"sha-{key}", 1, NOW, NOW)
    ledger.decide(mail_id, mail, answer, NOW + timedelta(minutes=1))
    return mail_id


def actions(ledger: Ledger, *wanted: str) -> list[str]:
    rows = ledger.rows("SELECT action FROM event ORDER BY id")
    return [row["action"] for row in rows if row["action"].startswith(("address_", *wanted))]


def test_an_accepted_plan_teaches_once(ledger: Ledger) -> None:
    receive(ledger, teaching("a", TAPHONG, accepted=False))
    assert ledger.learned() == {}
    receive(ledger, teaching("b", TAPHONG))
    receive(ledger, teaching("c", TAPHONG, sender="Plan@GMAIL.com"))
    assert ledger.learned() == {ADDRESS: TAPHONG}
    assert actions(ledger) == ["address_learned"]
    (row,) = queries.contact_rows(ledger.db, TAPHONG)
    assert (row["confirmed_by"], row["receipt"]) == ("mail", "BCP2563-000002")


def test_no_mail_is_judged_by_what_it_taught_itself(ledger: Ledger) -> None:
    receive(ledger, teaching("a", TAPHONG))
    assert learned(ledger.db.execute(LEARNED, ("BCP2563-000001",))) == {}
    assert learned(ledger.db.execute(LEARNED, ("BCP2563-000002",))) == {ADDRESS: TAPHONG}


def test_an_address_that_sends_for_several_is_nobodys(ledger: Ledger) -> None:
    receive(ledger, teaching("a", TAPHONG))
    receive(ledger, teaching("b", BANLAENG))
    assert ledger.learned() == {}
    receive(ledger, teaching("c", TAPHONG))
    assert ledger.learned() == {}
    assert actions(ledger) == ["address_learned", "address_unlearned"]


def test_staffs_word_for_a_collector_stands(ledger: Ledger) -> None:
    ledger.add_contact("r.pvo.21", ADDRESS, "", "staff:test", NOW)
    receive(ledger, examination("a", plan(TAPHONG), plan(BANLAENG), sender=ADDRESS))
    assert ledger.learned() == {ADDRESS: "r.pvo.21"}


def test_an_address_that_stands_for_another_teaches_nothing_and_staff_see_both(ledger: Ledger) -> None:
    shared = [Entry(1, one, ADDRESS, alone=False) for one in (BANLAENG, "r.pvo.21")]
    ledger.import_contacts(shared, "list.csv", "staff:test", NOW)
    assert ledger.learned() == {}
    receive(ledger, teaching("a", TAPHONG))
    assert ledger.learned() == {}
    (event,) = [e for e in queries.staff_events(ledger.db, NOW) if e["action"] == "address_conflict"]
    assert event["detail"] == {"address": ADDRESS, "stands_for": [BANLAENG, "r.pvo.21"], "named": TAPHONG}


def test_what_staff_took_back_is_not_learned_again_without_them(ledger: Ledger) -> None:
    receive(ledger, teaching("a", TAPHONG))
    ledger.take_back(ADDRESS, None, "staff:test", NOW)
    receive(ledger, teaching("b", TAPHONG))
    assert ledger.learned() == {}
    assert queries.contacts(ledger.db) == {}
    entry = Entry(1, TAPHONG, ADDRESS)
    assert news(ledger.db, [entry]) == ([], [entry]), "no list brings it back either"
    ledger.add_contact(TAPHONG, ADDRESS, "", "staff:test", NOW)
    assert ledger.learned() == {ADDRESS: TAPHONG}


@pytest.mark.parametrize("now_is", [BANLAENG, None])
def test_a_replay_that_sees_it_otherwise_forgets_what_the_mail_taught(ledger: Ledger, now_is: str | None) -> None:
    mail_id = receive(ledger, teaching("a", TAPHONG))
    mail = teaching("a", now_is) if now_is else examination("a", plan(None, "review", credited=False), sender=ADDRESS)
    receive(ledger, mail, again=mail_id)
    assert ledger.learned() == ({} if now_is is None else {ADDRESS: BANLAENG})
    assert actions(ledger)[:2] == ["address_learned", "address_unlearned"]


def test_a_list_confirms_an_address_that_was_only_known(ledger: Ledger) -> None:
    receive(ledger, teaching("a", TAPHONG, accepted=False))
    entry = Entry(1, TAPHONG, ADDRESS, "ผู้ประสานงาน")
    assert news(ledger.db, [entry]) == ([entry], [])
    ledger.import_contacts([entry], "list.csv", "staff:test", NOW)
    assert news(ledger.db, [entry]) == ([], [])
    assert ledger.learned() == {ADDRESS: TAPHONG}
    assert actions(ledger, "contacts_imported") == ["contacts_imported"]
