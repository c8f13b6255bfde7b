"""Every question to the ledger against its floor: one bare `SELECT count(*)` over the plans of the round.

Run: python -m benchmarks.ledger [MAILS] [BYTES]. Makes a ledger of 100,000 mails and 10,000 agencies (or MAILS mails,
each examination BYTES long), then prints for each question the first answer and the median of the next seven in
milliseconds of processor time, which other programs on the machine do not lengthen, and the ratio to the floor. What
takes more than 100 ms is marked.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from mailbot.ledger import queries
from mailbot.ledger.queries import Asked, EventFilter, LetterFilter, MailFilter, Selection
from mailbot.ledger.schema import open_database
from tests.ledger.country import LAST_MAIL, ROUND, Country, made_up

LIMIT_MILLISECONDS = 100


def main() -> None:
    """Measure and print."""
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    filler = int(sys.argv[2]) if len(sys.argv) > 2 else 4_000
    with TemporaryDirectory() as folder:
        started = time.process_time()
        country = made_up(Path(folder) / "ledger.sqlite3", mails, filler=filler)
        size = country.path.stat().st_size / 1e6
        print(f"{mails:,} mails, {len(country.registry):,} agencies, {size:,.0f} MB; made in {_since(started):,.0f} ms")
        db = open_database(country.path, read_only=True)
        floor, _ = _measured(lambda: db.execute("SELECT count(*) FROM plan WHERE round = ?", (ROUND,)).fetchone())
        print(f"{'floor: bare count of plans':44}{floor:8.2f} ms")
        for name, ask in _questions(db, country):
            median, first = _measured(ask)
            slow = "  SLOW" if max(median, first) > LIMIT_MILLISECONDS else ""
            print(f"{name:44}{median:8.2f} ms  ratio {median / floor:7.1f}  first {first:8.2f} ms{slow}")
        db.close()


def _questions(db: Database, country: Country) -> Iterator[tuple[str, Callable[[], object]]]:
    registry, tiers, zone = country.registry, country.tiers, country.rules.round.zone
    past = LAST_MAIL - timedelta(days=20)
    yield "roster of all names, once a registry", lambda: queries.roster(registry)

    def standings(selection: Selection | None = None, **more: object) -> list[queries.Standing]:
        return queries.standings(db, registry, ROUND, tiers, selection, **more)  # type: ignore[arg-type]

    found = standings()
    moments = (past + timedelta(seconds=at) for at in count())
    yield "standings, kept from before", standings
    yield "standings, read anew as of a moment", lambda: standings(as_of=next(moments))
    yield "standings of one province", lambda: standings(Selection(province="21"))
    yield "standings of one ministry", lambda: standings(Selection(ministry="m.moi"))
    yield "standings by words in names", lambda: standings(Selection(text="เมือง ระยอง"))
    yield "figures by tier", lambda: queries.overview(found)
    yield "figures by ministry", lambda: queries.figures(found, registry, "ministry")
    yield "figures by province", lambda: queries.figures(found, registry, "province")
    yield "missing list, sorted", lambda: queries.missing(found, registry)
    yield "progress and forecast", lambda: queries.progress(db, found, country.rules.round.deadline, zone, LAST_MAIL)
    yield "mails, first page", lambda: queries.mail_page(db)
    yield "mails, last page", lambda: queries.mail_page(db, asked=Asked(10**6))
    yield "mails as of three weeks ago", lambda: queries.mail_page(db, MailFilter(as_of=past))
    yield (
        "mails to review as of three weeks ago",
        lambda: queries.mail_page(db, MailFilter(verdict="review", as_of=past)),
    )
    yield "sealed mails", lambda: queries.mail_page(db, MailFilter(verdict="sealed"))
    yield "mails of one sender", lambda: queries.mail_page(db, MailFilter(sender="plan7@example.go.th"))
    yield "mails with one finding", lambda: queries.mail_page(db, MailFilter(finding="element.2.7"))
    ids = [agency.id for agency in registry if agency.province_code == "21"]
    yield "mails of one province", lambda: queries.mail_page(db, MailFilter(agency_ids=ids))
    tier = [agency.id for agency in registry.by_tier("local_lower")]
    yield "mails of one tier", lambda: queries.mail_page(db, MailFilter(agency_ids=tier))
    yield "withheld answers", lambda: queries.mail_page(db, MailFilter(unanswered=True))
    yield "reasons of withheld answers", lambda: queries.unanswered(db)
    yield "one mail", lambda: queries.mail_by_receipt(db, "BCP2563-000777")
    busiest = db.execute(
        "SELECT agency_id FROM plan WHERE agency_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()[0]
    yield "story of the busiest agency", lambda: queries.timeline(db, ROUND, busiest)
    yield "plans that came astray", lambda: queries.astray(db, ROUND)
    for question in ("ระยอง", "จังหวัด", "รย", "ร", "องค์การบริหาร ระยอง", "BCP2563-000777", "element.2.7"):
        yield f"search {question}", partial(queries.search, db, registry, question)
    yield "outbox figures", lambda: queries.outbox_figures(db)
    yield "outbox, first page", lambda: queries.letters(db)
    yield "outbox, bounced", lambda: queries.letters(db, LetterFilter(fate="bounced"))
    yield "outbox, failed", lambda: queries.letters(db, LetterFilter(fate="failed"))
    yield "health", lambda: queries.health(db)
    yield "review queue in figures", lambda: queries.review_figures(db)
    yield "audit trail, first page", lambda: queries.audit(db)
    yield "audit trail, last page", lambda: queries.audit(db, asked=Asked(10**6))
    yield "audit trail of people", lambda: queries.audit(db, EventFilter(actor="people"))
    yield "audit trail of one action", lambda: queries.audit(db, EventFilter(action="reply_withheld"))
    yield "actions to choose from", lambda: queries.actions(db)
    yield "reminders sent", lambda: queries.reminders_sent(db, ROUND)
    yield "addresses of agencies", lambda: queries.contacts(db)
    yield "addresses that bounced", lambda: queries.sent_bounced(db)


def _measured(ask: Callable[[], object], times: int = 7) -> tuple[float, float]:
    """(median of `times` answers after the first, the first one) in milliseconds."""
    first = _timed(ask)
    return statistics.median(_timed(ask) for _ in range(times)), first


def _timed(ask: Callable[[], object]) -> float:
    started = time.process_time()
    ask()
    return _since(started)


def _since(started: float) -> float:
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
