"""Figures of a made-up country: equal to a plain count over all plans, at any moment, and adding up in every way."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlite_utils import Database

from mailbot.ledger import queries
from mailbot.ledger.moments import to_text
from mailbot.ledger.queries import Asked, EventFilter, MailFilter, Selection
from mailbot.ledger.schema import open_database
from mailbot.ledger.store import Ledger
from mailbot.ledger.waiting import waiting
from tests.ledger.country import FIRST_MAIL, LAST_MAIL, ROUND, Country, made_up
from tests.ledger.samples import answer, examination, plan

WHEN = [None, FIRST_MAIL + timedelta(days=1), FIRST_MAIL + timedelta(days=20), LAST_MAIL + timedelta(days=1)]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """Three thousand mails of a country with three hundred อบต.; some judged again later on."""
    made = made_up(tmp_path_factory.mktemp("country") / "ledger.sqlite3", 3000, seed=7, subdistricts=300)
    draw, ledger = Random(7), Ledger(made.path, ROUND, "BCP2563")
    for row in ledger.rows("SELECT mail_id, agency_id FROM plan WHERE agency_id IS NOT NULL AND mail_id % 40 = 0"):
        verdict = draw.choice(["accepted", "deficient", "review"])
        anew = examination(f"key-{row['mail_id']}", plan(row["agency_id"], verdict))
        ledger.db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (anew.content_key, row["mail_id"]))
        ledger.decide(row["mail_id"], anew, answer, FIRST_MAIL + timedelta(days=draw.randrange(50)))
    ledger.close()
    return made


@pytest.fixture
def db(country: Country) -> Iterator[Database]:
    """The country's ledger, for reading."""
    opened = open_database(country.path, read_only=True)
    yield opened
    opened.close()


def _standings(db: Database, country: Country, as_of: datetime | None = None, **how: object) -> list[queries.Standing]:
    selection = Selection(**how)  # type: ignore[arg-type]
    return queries.standings(db, country.registry, ROUND, country.tiers, selection, as_of)


def _plainly(db: Database, as_of: datetime | None) -> dict[str, tuple[str, str]]:
    """Agency to (verdict, receipt), by the rule's own words: every living credited plan, those of older files first."""
    moment = to_text(as_of) if as_of else "9999"
    best: dict[str, tuple[str, str]] = {}
    for row in db.execute(
        "SELECT plan.*, mail.receipt FROM plan JOIN mail ON mail.id = plan.mail_id ORDER BY plan.newest, plan.id"
    ):
        alive = row["decided_at"] <= moment and (row["superseded_at"] is None or row["superseded_at"] > moment)
        if alive and row["credited"] and row["agency_id"]:
            older = best.get(row["agency_id"])
            if older is None or row["verdict"] == "accepted" or older[0] != "accepted":
                best[row["agency_id"]] = (row["verdict"], row["receipt"])
    return best


@pytest.mark.parametrize("as_of", WHEN)
def test_every_agency_stands_as_its_plans_say(db: Database, country: Country, as_of: datetime | None) -> None:
    said, found = _plainly(db, as_of), _standings(db, country, as_of)
    states = {"complete": "accepted", "deficient": "deficient", "review": "review", "sealed": "sealed"}
    assert len(found) > 2000
    for standing in found:
        if standing.agency.id in said:
            assert (states[standing.state], standing.receipt) == said[standing.agency.id]
        else:
            assert standing.state in ("missing", "withheld")


@pytest.mark.parametrize("as_of", WHEN)
def test_figures_add_up_by_whatever_they_are_sorted(db: Database, country: Country, as_of: datetime | None) -> None:
    found = _standings(db, country, as_of)
    whole = queries.total(found)
    assert whole.expected == len(found) == whole.received + whole.missing
    assert whole.received == whole.complete + whole.deficient + whole.review + whole.sealed + whole.withheld
    for by in ("tier", "ministry", "province", "vital"):
        groups = queries.figures(found, country.registry, by)
        for column in queries.COLUMNS:
            assert sum(getattr(group, column) for group in groups) == getattr(whole, column), (by, column)
        for group in groups[:5]:
            how: dict[str, object] = {by: group.group == "vital" if by == "vital" else group.group}
            if group.group:
                (only,) = [queries.total(_standings(db, country, as_of, **how))]
                assert only.expected == group.expected, f"{by}: list and figure differ"


def test_a_notice_of_a_secret_plan_is_no_missing_plan(db: Database, country: Country) -> None:
    told = {notice.agency_id for notice in queries.notices(db)}
    withheld = {one.agency.id for one in _standings(db, country) if one.state == "withheld"}
    assert withheld
    assert withheld <= told


def test_what_is_kept_in_memory_is_given_up_when_something_is_written(tmp_path: Path) -> None:
    country = made_up(tmp_path / "ledger.sqlite3", 50, subdistricts=5)
    reader = open_database(country.path, read_only=True)
    before = queries.total(_standings(reader, country))
    missing = next(one.agency.id for one in _standings(reader, country) if one.state == "missing")
    ledger = Ledger(country.path, ROUND, "BCP2563")
    mail_id = ledger.record_fetched(1, "new", "sha", 1, LAST_MAIL, LAST_MAIL)
    ledger.decide(mail_id, examination("new", plan(missing)), answer, LAST_MAIL)
    assert queries.total(_standings(reader, country)).complete == before.complete + 1
    with pytest.raises(ZeroDivisionError), ledger.writing() as db:
        db.execute("UPDATE plan SET credited = 0")
        assert queries.total(_standings(db, country)).complete == 0
        raise ZeroDivisionError
    assert queries.total(_standings(ledger.db, country)).complete == before.complete + 1
    ledger.close()
    reader.close()


def test_missing_ones_are_sorted_vital_first_then_by_tier_province_and_name(db: Database, country: Country) -> None:
    found = queries.missing(_standings(db, country), country.registry)
    assert {one.state for one in found} == {"deficient", "review", "sealed", "withheld", "missing"}
    vital = [one.agency.vital for one in found]
    assert vital == sorted(vital, reverse=True)
    regional = [one.agency.province_code for one in found if one.agency.tier == "regional" and not one.agency.vital]
    assert regional == sorted(regional)
    assert {one.state for one in queries.missing(found, country.registry, ["missing"])} == {"missing"}


def test_words_in_names_choose_agencies(db: Database, country: Country) -> None:
    found = {one.agency.name_th for one in _standings(db, country, text="จังหวัด ระยอง")}
    assert "สำนักงานจังหวัดระยอง" in found
    assert all("ระยอง" in name for name in found)
    assert {one.agency.id for one in _standings(db, country, text="สำนักงานจังหวัดระยอง")} >= {"r.pvo.21"}


@pytest.mark.parametrize(
    "wanted",
    [
        MailFilter(),
        MailFilter(verdict="review"),
        MailFilter(verdict="deficient", as_of=FIRST_MAIL + timedelta(days=20)),
        MailFilter(unanswered=True),
        MailFilter(text="BCP", verdict="accepted"),
        MailFilter(finding="element.2.7", since=FIRST_MAIL + timedelta(days=9), until=LAST_MAIL - timedelta(days=9)),
        MailFilter(agency_ids=["r.pvo.21", "d.rd", "d.dol"]),
        MailFilter(text="ไม่มีเลย"),
    ],
)
def test_pages_hold_every_mail_once_and_the_last_page_stands_for_those_behind_it(
    db: Database, wanted: MailFilter
) -> None:
    whole = queries.mail_page(db, wanted, queries.EVERYTHING)
    size = max(1, len(whole.lines) // 7)
    first = queries.mail_page(db, wanted, Asked(1, size))
    lines = [line for at in range(first.pages) for line in queries.mail_page(db, wanted, Asked(at + 1, size)).lines]
    assert lines == list(whole.lines)
    assert len(lines) == whole.total == first.total
    assert [line.id for line in lines] == sorted({line.id for line in lines}, reverse=True)
    assert queries.mail_page(db, wanted, Asked(10**9, size)).number == first.pages


def test_a_past_verdict_is_the_one_that_was_given_then(db: Database) -> None:
    anew = db.execute("SELECT id, decided_at, received_at FROM mail WHERE judgment = 2").fetchall()
    assert anew
    past = datetime.fromisoformat(anew[0]["received_at"]) + timedelta(seconds=10)
    then = {line.id: line.verdict for line in queries.mail_page(db, MailFilter(as_of=past), queries.EVERYTHING).lines}
    for verdict in ("accepted", "deficient", "review", "no_plan", "sealed"):
        page = queries.mail_page(db, MailFilter(as_of=past, verdict=verdict), queries.EVERYTHING)
        assert {line.id for line in page.lines} == {mail_id for mail_id, was in then.items() if was == verdict}


def test_progress_counts_each_agency_once_and_a_forecast_is_never_below_what_is_there(
    db: Database, country: Country
) -> None:
    found, zone, deadline = _standings(db, country), country.rules.round.zone, country.rules.round.deadline
    seen = queries.progress(db, found, deadline, zone, LAST_MAIL + timedelta(hours=1))
    whole = queries.total(found)
    assert sum(day.mails for day in seen.days) == 3000
    assert seen.days[-1].received_total == whole.received
    assert seen.days[-1].complete_total == whole.complete
    assert seen.forecast
    assert whole.complete <= seen.forecast.low <= seen.forecast.at_deadline <= seen.forecast.high <= whole.expected
    late = queries.progress(db, found, deadline, zone, datetime(2020, 7, 1, tzinfo=UTC))
    assert late.forecast is None
    assert queries.progress(db, [], deadline, zone, FIRST_MAIL - timedelta(days=9)).days == ()


def test_health_outbox_and_review_tell_what_is_there(db: Database) -> None:
    seen = queries.health(db)
    assert seen.mails == 3000
    assert seen.outbox == queries.outbox_figures(db)
    for fate in ("waiting", "sent", "failed", "bounced"):
        page = queries.letters(db, queries.LetterFilter(fate=fate))
        assert page.total == getattr(seen.outbox, fate)
        assert {letter.fate for letter in page.lines} == {fate}
    figures, listed = queries.review_figures(db), waiting(db, LAST_MAIL)
    assert figures.waiting == len(listed) > 100
    assert figures.sealed == queries.mail_page(db, MailFilter(verdict="sealed")).total > 0
    assert figures.unknown == sum(one.agency_id is None and one.verdict != "sealed" for one in listed) > 0
    assert {one.code: one.cases for one in figures.doubts} == Counter(code for one in listed for code in one.why)
    reasons = queries.unanswered(db)
    assert sum(reason.mails for reason in reasons) == queries.mail_page(db, MailFilter(unanswered=True)).total
    assert queries.mail_page(db, MailFilter(reason=reasons[0].reason)).total == reasons[0].mails


def test_the_audit_trail_is_whole_and_told_by_person_and_action(db: Database) -> None:
    assert queries.audit(db).total == db.execute("SELECT count(*) FROM event").fetchone()[0]
    people = queries.audit(db, EventFilter(actor="people"))
    assert {event.actor for event in people.lines} == {"staff:somsri"}
    for action in queries.actions(db):
        assert queries.audit(db, EventFilter(action=action)).total > 0
    sealed = queries.mail_page(db, MailFilter(verdict="sealed")).lines[0]
    events = [event for event in queries.audit(db, asked=queries.EVERYTHING).lines if event.receipt == sealed.receipt]
    assert {key for event in events for key in event.detail} <= {"receipt", "verdict", "kind"}


@pytest.mark.parametrize(
    "question",
    [
        "SELECT count(*) FROM mail INDEXED BY mail_listed WHERE mail.verdict = 'review' AND mail.received_at < '2021'",
        "SELECT agency_id, max(newest + id) FROM plan WHERE round = 'x' AND credited = 1 AND decided_at <= '9' "
        "AND coalesce(superseded_at, '9999z') > '9' AND verdict = 'accepted' GROUP BY agency_id",
        "SELECT no_reply_reason, count(*), max(received_at) FROM mail WHERE no_reply_reason IS NOT NULL "
        "AND duplicate_of IS NULL GROUP BY no_reply_reason",
    ],
)
def test_figures_are_read_from_indexes_not_from_rows_that_hold_whole_mails(db: Database, question: str) -> None:
    steps = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert any("COVERING INDEX" in step for step in steps), steps
