"""One case per agency and plan: halves, annexes, corrections, parts and repetitions that come in several mails."""

from datetime import datetime, timedelta

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.demo.letter import File
from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.plans import make_plan
from mailbot.demo.sample import plan_of
from mailbot.demo.side_papers import compose_call_tree_annex, compose_covering_letter
from mailbot.demo.word_writer import write_word
from mailbot.ledger import queries
from tests.cases.bureau import Bureau
from tests.cases.letters import FIRST, clerk_mail, pdf, word


def _state(office: Bureau, agency_id: str) -> str:
    place = office.place
    tiers = [tier.name for tier in place.bench.rules.tiers.values() if tier.owes]
    found = queries.standings(place.ledger.db, place.bench.registry, "bcp-2563", tiers)
    return next(one.state for one in found if one.agency.id == agency_id)


def _at(number: int) -> datetime:
    return FIRST + timedelta(hours=number)


@pytest.mark.parametrize("first", ["word", "pdf"])
def test_the_other_half_tomorrow_closes_the_case(office: Bureau, first: str) -> None:
    plan = plan_of("d.dlt")
    halves = [word(plan), pdf(plan, "สแกนลงนาม")]
    if first == "pdf":
        halves.reverse()
    office.receive(clerk_mail("d.dlt", 1, halves[0]), at=_at(1))
    assert (office.kinds(), _state(office, "d.dlt")) == (["deficiency"], "deficient")
    office.receive(clerk_mail("d.dlt", 2, halves[1]), at=_at(24))
    assert (office.kinds(), _state(office, "d.dlt")) == (["deficiency", "acknowledgment"], "complete")
    assert "BCP2563-000001" in office.text()
    assert "BCP2563-000002" in office.text()
    assert office.plans() == [("d.dlt", "accepted", True)], "the half alone is superseded"


def test_the_same_files_again_are_told_politely_whoever_sends_them(office: Bureau) -> None:
    plan = plan_of("d.dlt")
    office.receive(clerk_mail("d.dlt", 1, word(plan), pdf(plan)), at=_at(1))
    office.receive(clerk_mail("d.dlt", 2, word(plan, "another name"), pdf(plan), address="other@dlt.go.th"), at=_at(2))
    assert office.kinds() == ["acknowledgment", "duplicate"]
    assert "BCP2563-000001" in office.text()
    office.receive(clerk_mail("d.dlt", 3, pdf(plan)), at=_at(3))
    assert office.kinds() == ["acknowledgment", "duplicate", "duplicate"], "half of what is here is here as well"
    assert _state(office, "d.dlt") == "complete"


def test_a_missing_annex_completes_the_plan(office: Bureau) -> None:
    plan = plan_of("d.cdd", without=("2.8",))
    office.receive(clerk_mail("d.cdd", 1, word(plan), pdf(plan)), at=_at(1))
    assert (office.kinds(), _state(office, "d.cdd")) == (["deficiency"], "deficient")
    annex = File("Call Tree.docx", write_word(compose_call_tree_annex("d.cdd")))
    office.receive(clerk_mail("d.cdd", 2, annex, subject="ส่ง Call Tree เพิ่มเติม"), at=_at(2))
    assert (office.kinds(), _state(office, "d.cdd")) == (["deficiency", "acknowledgment"], "complete")


def test_only_what_is_still_missing_is_asked_for(office: Bureau) -> None:
    plan = plan_of("d.probation", empty=("2.7",))
    office.receive(clerk_mail("d.probation", 1, word(plan)), at=_at(1))
    assert "PDF" in office.text()
    office.receive(clerk_mail("d.probation", 2, pdf(plan)), at=_at(2))
    assert office.kinds() == ["deficiency", "deficiency"]
    (codes,) = office.place.ledger.rows(
        "SELECT group_concat(code) FROM finding JOIN plan ON plan.id = finding.plan_id "
        "WHERE plan.superseded_at IS NULL AND severity = 'error'"
    )
    assert codes[0] == "element.2.7.weak"


def test_a_corrected_pair_counts_and_a_worse_one_takes_nothing_back(office: Bureau) -> None:
    bad, good = plan_of("d.probation", empty=("2.7",)), plan_of("d.probation")
    office.receive(clerk_mail("d.probation", 1, word(bad), pdf(bad)), at=_at(1))
    assert _state(office, "d.probation") == "deficient"
    office.receive(clerk_mail("d.probation", 2, word(good)), at=_at(2))
    assert _state(office, "d.probation") == "deficient"
    office.receive(clerk_mail("d.probation", 3, pdf(good)), at=_at(3))
    assert _state(office, "d.probation") == "complete"
    office.receive(clerk_mail("d.probation", 4, word(bad), pdf(bad)), at=_at(4))
    assert _state(office, "d.probation") == "complete"
    assert office.kinds() == ["deficiency", "deficiency", "acknowledgment", "deficiency"]


@pytest.mark.parametrize("new", ["word", "pdf"])
def test_of_a_corrected_half_only_its_other_half_is_asked_for(office: Bureau, new: str) -> None:
    """The letter said that Word file and PDF were no one document, and asked for both, though the one had just come."""
    bad, good = plan_of("d.probation", without=("2.6",)), plan_of("d.probation")
    office.receive(clerk_mail("d.probation", 1, word(bad), pdf(bad)), at=_at(1))
    half = word(good, "แก้ไข") if new == "word" else pdf(good, "แก้ไข")
    office.receive(clerk_mail("d.probation", 2, half), at=_at(2))
    text = office.text()
    awaited = "PDF" if new == "word" else "Word"
    assert f"รอไฟล์ {awaited}" not in text and "จำนวน ๑ ข้อ" in text
    assert "ฉบับก่อนแก้ไข" in text and f"ส่งเฉพาะไฟล์ {awaited}" in text.replace("แล้วส่ง", "ส่ง")
    assert "ทั้งสองไฟล์" not in text and "โปรดส่งไฟล์ Word และไฟล์ PDF" not in text
    other = pdf(good, "แก้ไข") if new == "word" else word(good, "แก้ไข")
    office.receive(clerk_mail("d.probation", 3, other), at=_at(3))
    assert (office.kinds()[-1], _state(office, "d.probation")) == ("acknowledgment", "complete")


def test_a_corrected_half_that_lacks_something_still_is_asked_for_with_its_other_half(office: Bureau) -> None:
    bad, better = plan_of("d.probation", without=("2.6", "2.8")), plan_of("d.probation", without=("2.8",))
    office.receive(clerk_mail("d.probation", 1, word(bad), pdf(bad)), at=_at(1))
    office.receive(clerk_mail("d.probation", 2, word(better, "แก้ไข")), at=_at(2))
    assert "จำนวน ๑ ข้อ" in office.text() and "Call Tree" in office.text()
    assert "โปรดส่งไฟล์ Word และไฟล์ PDF ฉบับแก้ไข" in office.text()


NAMELESS = "unclear.nongbua"


@pytest.mark.parametrize("first", ["word", "pdf"])
def test_halves_of_one_sender_that_name_nobody_are_one_plan_when_they_are_one_document(
    office: Bureau, first: str
) -> None:
    """The Word file of the morning was told to be missing when its PDF came, because no half said whose it is."""
    plan = plan_of(NAMELESS)
    halves = [word(plan), pdf(plan)]
    if first == "pdf":
        halves.reverse()
    for number, half in enumerate(halves, 1):
        mail = clerk_mail(NAMELESS, number, half, subject="ส่งแผน", text="ส่งแผนค่ะ", address="nongbua@gmail.com")
        office.receive(mail, at=_at(number))
    assert office.kinds() == ["deficiency", "identity"], "nothing is missing any more but the name"
    assert office.plans() == [(None, "review", False)]
    assert [one.receipt for one in office.place.reviewing.waiting()] == ["BCP2563-000002"]


def test_halves_that_name_nobody_are_not_joined_over_senders_or_documents(office: Bureau) -> None:
    plan, other = plan_of(NAMELESS), plan_of("l.2400101")
    sent = [("a", word(plan)), ("b", pdf(plan)), ("a", pdf(other))]
    for number, (name, half) in enumerate(sent, 1):
        address = f"{name}@gmail.com"
        mail = clerk_mail(NAMELESS, number, half, subject="ส่งแผน", text="ส่งแผนค่ะ", address=address)
        office.receive(mail, at=_at(number))
    assert [verdict for _, verdict, _ in office.plans()] == ["deficient"] * 3


def test_what_lacks_something_and_is_nobodys_waits_for_a_person(office: Bureau) -> None:
    """Its sender was asked whose it is; where he does not answer, nobody would ever have seen it again."""
    mail = clerk_mail(NAMELESS, 1, word(plan_of(NAMELESS)), subject="ส่งแผน", text="ส่งแผนค่ะ", address="a@gmail.com")
    office.receive(mail, at=_at(1))
    assert office.plans() == [(None, "deficient", False)]
    (waits,) = office.place.reviewing.waiting()
    assert (waits.receipt, waits.plan, waits.agency_id) == ("BCP2563-000001", 1, None)
    assert "agency.unknown" in waits.why or "agency.ambiguous" in waits.why
    done = office.place.reviewing.assign("BCP2563-000001", 1, "l.2400101", actor="malee", seen=waits.seen)
    assert done.verdict == "deficient"
    assert office.place.reviewing.waiting() == []


def test_halves_of_two_agencies_with_one_sender_do_not_mix(office: Bureau) -> None:
    one, two = plan_of("r.doae.50"), plan_of("r.moph.50")
    office.receive(clerk_mail("r.doae.50", 1, word(one), address="chiangmai@moi.go.th"), at=_at(1))
    office.receive(clerk_mail("r.moph.50", 2, pdf(two), address="chiangmai@moi.go.th"), at=_at(2))
    assert {verdict for _, verdict, _ in office.plans()} == {"deficient"}
    office.receive(clerk_mail("r.doae.50", 3, pdf(one), address="chiangmai@moi.go.th"), at=_at(3))
    office.receive(clerk_mail("r.moph.50", 4, word(two), address="chiangmai@moi.go.th"), at=_at(4))
    assert sorted(office.plans()) == [("r.doae.50", "accepted", True), ("r.moph.50", "accepted", True)]


def test_parts_wait_for_one_another(office: Bureau) -> None:
    plan = plan_of("d.dbd")
    office.clock.now = _at(2)
    office.receive(clerk_mail("d.dbd", 1, pdf(plan), subject="ส่งแผน BCP (๒/๒)"), at=_at(1))
    assert office.kinds() == []
    assert _state(office, "d.dbd") == "review"
    office.receive(clerk_mail("d.dbd", 2, word(plan), subject="ส่งแผน BCP (๑/๒)"), at=_at(2))
    assert office.kinds() == ["acknowledgment"]
    assert "BCP2563-000001" in office.text()
    assert _state(office, "d.dbd") == "complete"
    assert office.place.reviewing.waiting() == []


def test_parts_that_do_not_come_are_told_after_a_while_and_late_ones_are_not_lost(office: Bureau) -> None:
    plan = plan_of("d.dbd")
    office.receive(clerk_mail("d.dbd", 1, word(plan), subject="ส่งแผน BCP (๑/๒)"))
    assert office.kinds() == []
    office.clock.forward(hours=25)
    office.run()
    assert office.kinds() == ["deficiency"]
    assert "ได้รับส่วนที่ ๑ จากทั้งหมด ๒ ส่วน" in office.text().replace("\n   ", " ")
    office.clock.forward(hours=25)
    office.run()
    assert office.kinds() == ["deficiency"], "told once"
    office.receive(clerk_mail("d.dbd", 2, pdf(plan), subject="ส่งแผน BCP (๒/๒)"))
    assert office.kinds() == ["deficiency", "acknowledgment"]
    assert _state(office, "d.dbd") == "complete"


def test_explaining_shows_the_case(office: Bureau) -> None:
    plan = plan_of("d.dlt")
    office.receive(clerk_mail("d.dlt", 1, word(plan)), at=_at(1))
    office.receive(clerk_mail("d.dlt", 2, pdf(plan)), at=_at(2))
    first, second = queries.case_of(office.place.ledger.db, "bcp-2563", "d.dlt")
    assert (first.receipt, first.taken_over_by, first.counts) == ("BCP2563-000001", "BCP2563-000002", False)
    assert (second.with_receipts, second.counts) == (("BCP2563-000001",), True)
    config = office.place.folder.parent / "config.toml"
    shown = CliRunner().invoke(app, ["explain", "BCP2563-000002", "--config", str(config)])
    assert "BCP2563-000001 + BCP2563-000002" in shown.stdout


def test_a_worse_mail_after_an_accepted_plan_is_shown_to_staff(office: Bureau) -> None:
    bad, good = plan_of("d.probation", empty=("2.7",)), plan_of("d.probation")
    office.receive(clerk_mail("d.probation", 1, word(good), pdf(good)), at=_at(1))
    office.receive(clerk_mail("d.probation", 2, word(bad), pdf(bad)), at=_at(2))
    told = queries.staff_events(office.place.ledger.db, FIRST)
    assert "worse_than_accepted" in [event["detail"].get("reason") for event in told]
    assert _state(office, "d.probation") == "complete"
    assert "แผนที่ได้รับครบถ้วนแล้วตามเลขรับ BCP2563-000001 ยังมีผลอยู่" in office.text().replace("\n", " ")


def test_a_newer_complete_version_says_which_one_it_replaces(office: Bureau) -> None:
    first, second = plan_of("d.dlt"), make_plan("d.dlt", seed=5)
    office.receive(clerk_mail("d.dlt", 1, word(first), pdf(first)), at=_at(1))
    assert "ใช้แทน" not in office.text()
    office.receive(clerk_mail("d.dlt", 2, word(second), pdf(second)), at=_at(3))
    assert office.kinds() == ["acknowledgment", "acknowledgment"]
    assert "ใช้แทนแผนที่ได้รับไว้ก่อนตามเลขรับ BCP2563-000001" in office.text()


def test_staff_split_and_join(office: Bureau) -> None:
    plan = plan_of("d.dlt")
    office.receive(clerk_mail("d.dlt", 1, word(plan)), clerk_mail("d.dlt", 2, pdf(plan)), at=_at(1))
    review = office.place.reviewing
    assert _state(office, "d.dlt") == "complete"
    done = review.split("BCP2563-000002", "อีกเรื่อง", actor="malee", seen=1)
    assert done.verdict == "deficient"
    assert [row[1] for row in office.plans()] == ["deficient", "deficient"], "the first half stands again"
    back = review.join("BCP2563-000002", "BCP2563-000001", "เรื่องเดียวกัน", actor="malee", seen=2)
    assert (back.verdict, back.letter) == ("accepted", None)
    assert office.plans() == [("d.dlt", "accepted", True)]


def test_judging_a_completing_half_once_more_does_not_lose_the_other_half(office: Bureau) -> None:
    """A replay of the mail that brought the PDF forgot the Word file of the day before, and asked for it."""
    plan = plan_of("d.dlt")
    office.receive(clerk_mail("d.dlt", 1, word(plan)), at=_at(1))
    office.receive(clerk_mail("d.dlt", 2, pdf(plan)), at=_at(2))
    assert office.kinds() == ["deficiency", "acknowledgment"]
    for dry_run in (True, False):
        result = office.place.reviewing.rejudge("BCP2563-000002", dry_run=dry_run)
        assert not result["changed"], result
    office.run()
    assert office.kinds() == ["deficiency", "acknowledgment"]
    assert office.plans() == [("d.dlt", "accepted", True)]


def test_judging_the_last_part_once_more_keeps_the_other_parts(office: Bureau) -> None:
    plan = plan_of("d.dbd")
    office.clock.now = _at(2)
    office.receive(clerk_mail("d.dbd", 1, word(plan), subject="ส่งแผน BCP (๑/๒)"), at=_at(1))
    office.receive(clerk_mail("d.dbd", 2, pdf(plan), subject="ส่งแผน BCP (๒/๒)"), at=_at(2))
    assert not office.place.reviewing.rejudge("BCP2563-000002", dry_run=False)["changed"]
    first = office.place.reviewing.rejudge("BCP2563-000001", dry_run=False)
    assert first["after"]["verdict"] == "accepted", first
    office.run()
    assert "deficiency" not in office.kinds(), "what came in the other part is not asked for"
    assert office.plans() == [("d.dbd", "accepted", True)]


def test_a_part_without_a_plan_waits_no_more_once_all_parts_have_come(office: Bureau) -> None:
    """The covering letter sent as 1/3 stayed in the review list for ever."""
    plan = plan_of("d.dbd")
    office.clock.now = _at(3)
    letter = File("หนังสือนำส่ง.pdf", write_pdf(compose_covering_letter("d.dbd", "พณ ๐๘๐๑/๑", "๑ มิถุนายน ๒๕๖๓", "นายก")))
    office.receive(clerk_mail("d.dbd", 1, letter, subject="ส่งแผน BCP (1/3)"), at=_at(1))
    assert [one.receipt for one in office.place.reviewing.waiting()] == ["BCP2563-000001"]
    office.receive(clerk_mail("d.dbd", 2, word(plan), subject="ส่งแผน BCP (2/3)"), at=_at(2))
    office.receive(clerk_mail("d.dbd", 3, pdf(plan), subject="ส่งแผน BCP (3/3)"), at=_at(3))
    assert office.place.reviewing.waiting() == []
    office.clock.forward(hours=25)
    office.run()
    assert office.kinds() == ["acknowledgment"]


def test_a_covering_letter_whose_plan_does_not_come_is_not_told_to_do_nothing(office: Bureau) -> None:
    letter = File("หนังสือนำส่ง.pdf", write_pdf(compose_covering_letter("d.dbd", "พณ ๐๘๐๑/๑", "๑ มิถุนายน ๒๕๖๓", "นายก")))
    office.receive(clerk_mail("d.dbd", 1, letter, subject="ส่งแผน BCP (1/3)"))
    office.clock.forward(hours=25)
    office.run()
    assert "โปรดส่งส่วนที่เหลือ" in office.text()
    assert "ไม่จำเป็นต้องดำเนินการใด" not in office.text()
