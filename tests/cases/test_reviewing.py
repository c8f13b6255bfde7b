"""Staff's review: what waits, each decision with its letter and event, nothing overwritten, everything taken back."""

import json

import pytest

from mailbot.ledger import queries
from mailbot.reviewing import Impossible, Outdated
from tests.cases.bureau import Bureau, sample

RECEIPT = "BCP2563-000001"


def _standing(office: Bureau, agency_id: str) -> str:
    place = office.place
    tiers = [tier.name for tier in place.bench.rules.tiers.values() if tier.owes]
    found = queries.standings(place.ledger.db, place.bench.registry, "bcp-2563", tiers)
    return next(one.state for one in found if one.agency.id == agency_id)


def test_what_waits_is_told_with_its_reasons(office: Bureau) -> None:
    office.receive(sample("16").raw)
    (one,) = office.place.reviewing.waiting()
    assert (one.receipt, one.plan, one.seen, one.agency_id) == (RECEIPT, 1, 1, None)
    assert one.why == ("agency.unknown",)
    assert one.sender == "nongbua.plan63@hotmail.com"


def test_an_assigned_plan_is_judged_as_its_agencys_and_told_once(office: Bureau) -> None:
    office.receive(sample("16").raw)
    review = office.place.reviewing
    assert office.kinds() == ["identity"]
    done = review.assign(RECEIPT, 1, "l.3400102", actor="somchai", seen=1)
    assert (done.verdict, done.letter, done.seen) == ("accepted", "acknowledgment", 2)
    office.run()
    assert office.plans() == [("l.3400102", "accepted", True)]
    assert office.kinds() == ["identity", "acknowledgment"]
    assert office.letters()[-1]["To"] == "nongbua.plan63@hotmail.com"
    assert "เทศบาลนครขอนแก่น" in office.text()
    assert review.waiting() == []
    assert _standing(office, "l.3400102") == "complete"
    events = queries.mail_by_receipt(office.place.ledger.db, RECEIPT)
    assert events is not None
    ruled = [event for event in events["events"] if event["action"] == "ruled"]
    assert [(event["actor"], event["detail"]["act"]) for event in ruled] == [("somchai", "assign")]


def test_who_looked_at_an_older_judgment_is_told_who_did_what(office: Bureau) -> None:
    office.receive(sample("16").raw)
    review = office.place.reviewing
    review.assign(RECEIPT, 1, "l.3400102", actor="somchai", seen=1)
    with pytest.raises(Outdated, match="somchai assign") as caught:
        review.give_back(RECEIPT, 1, "ขอให้ลงนาม", actor="malee", seen=1)
    assert len(caught.value.since) == 1
    assert office.plans() == [("l.3400102", "accepted", True)]


def test_accepting_needs_an_owner(office: Bureau) -> None:
    office.receive(sample("16").raw)
    with pytest.raises(Impossible, match="assign"):
        office.place.reviewing.accept(RECEIPT, 1, "ok", actor="a", seen=1)


def test_an_accepted_plan_counts_and_an_undone_one_waits_again(office: Bureau) -> None:
    office.receive(sample("17").raw)
    review = office.place.reviewing
    assert office.plans() == [("d.probation", "deficient", True)]
    done = review.accept(RECEIPT, 1, "ส่วนที่ขาดอยู่ในภาคผนวก", actor="malee", seen=1)
    assert done.letter == "acknowledgment"
    assert _standing(office, "d.probation") == "complete"
    assert "๒.๗" not in office.text()
    undone = review.undo(RECEIPT, "ผิดเรื่อง", actor="malee", seen=2)
    assert (undone.letter, undone.verdict) == (None, "deficient")
    assert _standing(office, "d.probation") == "deficient"
    again = review.accept(RECEIPT, 1, "ถูกแล้ว", actor="malee", seen=3)
    assert again.letter is None, "no agency is told twice of one version"
    assert office.kinds() == ["deficiency", "acknowledgment"]
    with pytest.raises(Impossible, match="decided nothing"):
        review.undo(sample_receipt(office), "", actor="malee", seen=1)


def sample_receipt(office: Bureau) -> str:
    """Receipt of a second mail that nobody decided on."""
    office.receive(sample("03").raw)
    return "BCP2563-000002"


def test_a_returned_plan_tells_the_remark(office: Bureau) -> None:
    office.receive(sample("08").raw)
    review = office.place.reviewing
    preview = review.preview("return", RECEIPT, 1, text="ขอไฟล์ PDF ที่คัดลอกข้อความได้")
    done = review.give_back(RECEIPT, 1, "ขอไฟล์ PDF ที่คัดลอกข้อความได้", actor="malee", seen=1)
    assert preview is not None
    assert done.letter == "deficiency" == preview.kind
    told = office.text().replace("\n   ", "")
    assert "ขอไฟล์ PDF ที่คัดลอกข้อความได้" in told
    assert office.plans()[0][1] == "deficient"
    events = office.place.ledger.rows("SELECT detail FROM event WHERE action = 'ruled'")
    assert [json.loads(row["detail"])["act"] for row in events] == ["return"]
    assert all("คัดลอก" not in row["detail"] for row in events), "it may quote a plan that is sealed later"
    with pytest.raises(Impossible, match="remark"):
        review.give_back(RECEIPT, 1, "  ", actor="malee", seen=2)


def test_what_staff_decided_stays_when_the_mail_is_judged_anew(office: Bureau) -> None:
    office.receive(sample("16").raw, sample("17").raw)
    review = office.place.reviewing
    review.assign(RECEIPT, 1, "l.3400102", actor="somchai", seen=1)
    review.accept("BCP2563-000002", 1, "ดูแล้ว", actor="somchai", seen=1)
    before = office.plans()
    for receipt in (RECEIPT, "BCP2563-000002"):
        result = review.rejudge(receipt, dry_run=True)
        assert (result["changed"], result["lost"], result["written"]) == (False, [], False)
        review.rejudge(receipt, dry_run=False)
    assert office.plans() == before
    assert office.kinds() == ["identity", "deficiency", "acknowledgment", "acknowledgment"]


def test_what_is_not_ours_waits_no_longer_and_nobody_is_written_to(office: Bureau) -> None:
    office.receive(sample("16").raw)
    done = office.place.reviewing.not_ours(RECEIPT, None, "สแปม", actor="a", seen=1)
    assert (done.verdict, done.letter) == ("no_plan", None)
    assert office.place.reviewing.waiting() == []
    assert office.plans() == []


def test_sealing_leaves_nothing_and_releasing_judges_again(office: Bureau) -> None:
    office.receive(sample("01").raw)
    review = office.place.reviewing
    done = review.seal(RECEIPT, "", actor="a", seen=1)
    assert (done.verdict, done.letter) == ("sealed", "sealed")
    assert _standing(office, "d.dlt") == "missing"
    with pytest.raises(Impossible, match="sealed"):
        review.accept(RECEIPT, 1, "x", actor="a", seen=2)
    office.place.keeper.unlock(office.place.keys.left_passphrase.read_text().strip())
    back = review.release(RECEIPT, "ไม่ลับ", actor="a", seen=2)
    assert back.verdict == "accepted"
    assert _standing(office, "d.dlt") == "complete"
    assert office.kinds() == ["acknowledgment", "sealed"], "the version was acknowledged before"


def test_a_claim_is_shown_to_others_for_a_while(office: Bureau) -> None:
    office.receive(sample("16").raw)
    review = office.place.reviewing
    assert review.claim(RECEIPT, actor="a").mine
    other = review.claim(RECEIPT, actor="b")
    assert (other.mine, other.actor) == (False, "a")
    assert review.waiting()[0].claimed_by == "a"
    office.clock.forward(minutes=16)
    assert review.waiting()[0].claimed_by is None
    assert review.claim(RECEIPT, actor="b").mine


def test_unknown_receipts_plans_and_agencies_are_refused(office: Bureau) -> None:
    office.receive(sample("16").raw)
    review = office.place.reviewing
    with pytest.raises(Impossible, match="receipt"):
        review.seal("BCP2563-000009", "", actor="a", seen=1)
    with pytest.raises(Impossible, match="no plan 2"):
        review.accept(RECEIPT, 2, "", actor="a", seen=1)
    with pytest.raises(Impossible, match="nobody"):
        review.assign(RECEIPT, 1, "nobody", actor="a", seen=1)
