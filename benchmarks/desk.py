"""Every page of the desk over a large ledger, as a logged-in chief asks for it by HTTP on this machine.

Run: python -m benchmarks.desk [MAILS]. Makes a ledger of 100,000 mails (or MAILS) and 10,000 agencies, then prints for
each page the first answer, one right after something was written to the ledger (a plan, a mail and a letter of them
changed) and the median of seven more, in milliseconds of processor time, which other programs do not lengthen; the
median by the clock on the wall; and the size in kilobytes. What takes more than 100 ms is marked. Before that: the very
first page of a desk that has just been started, and what is made ready in the background meanwhile.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing

from benchmarks.large_office import large_office
from mailbot.desk import warming
from mailbot.ledger.accounts import Accounts
from tests.desk.people import PASSWORD, quick_passwords
from tests.desk.site import Person, Site, served
from tests.ledger.country import LAST_MAIL, ROUND

LIMIT_MILLISECONDS = 100
PAGES = (
    "/",
    "/?as_of=2020-06-10",
    "/missing",
    "/missing?province=40&state=deficient",
    "/missing?text=ระยอง&page=2",
    "/mails",
    "/mails?verdict=deficient&page=40",
    "/mails?text=ระยอง",
    "/review",
    "/outbox",
    "/outbox?fate=waiting",
    "/unanswered",
    "/health",
    "/events",
    "/events?actor=people",
    "/search?q=ระยอง",
    "/search?q=รย",
    "/exports",
    "/me",
    "/accounts",
)


def main() -> None:
    """Measure and print."""
    with large_office() as (folder, country):
        accounts = Accounts(country.path, ROUND, country.rules.round.receipt_prefix)
        accounts.add("chief", "chief", quick_passwords().hash(PASSWORD), "benchmark", LAST_MAIL)
        accounts.close()
        with served(folder / "config.toml") as site:
            chief = site.person("chief")
            print(f"{'the very first page, nothing made ready':44}{_spent(lambda: chief.get('/')):7.1f} ms")
            print(f"{'made ready in the background':44}{_spent(lambda: _ready(site)):7.1f} ms")
            agency = next(one for one in country.registry if one.tier == "direct")
            with closing(sqlite3.connect(country.path, isolation_level=None)) as ledger:
                for path in (*PAGES, f"/agencies/{agency.id}"):
                    print(measured(chief, path, ledger))


def measured(person: Person, path: str, ledger: sqlite3.Connection) -> str:
    """One line about one page."""

    def ask() -> int:
        answer = person.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return len(answer.content)

    first = _spent(ask)
    changed = []
    for _ in range(3):
        _write(ledger)
        changed.append(_spent(ask))
    after, works, walls, size = statistics.median(changed), [], [], 0
    for _ in range(7):
        wall, work = time.perf_counter(), time.process_time()
        size = ask()
        works.append(1000 * (time.process_time() - work))
        walls.append(1000 * (time.perf_counter() - wall))
    work, wall = statistics.median(works), statistics.median(walls)
    slow = "  SLOW" if max(first, after, work) > LIMIT_MILLISECONDS else ""
    return (
        f"{path:44}first {first:6.1f}  after a change {after:6.1f}  median {work:6.1f} ms  by the wall {wall:7.1f}"
        f"  {size / 1000:4.0f} KB{slow}"
    )


def _write(ledger: sqlite3.Connection) -> None:
    """What a judgment changes, so that nothing that is kept in memory holds any more."""
    ledger.execute("BEGIN IMMEDIATE")
    number = ledger.execute("SELECT max(id) FROM event").fetchone()[0] % 90_000 + 1
    ledger.execute("UPDATE plan SET late = late WHERE mail_id = ?", (number,))
    ledger.execute("UPDATE mail SET verdict = verdict WHERE id = ?", (number,))
    ledger.execute(
        "INSERT INTO event (at, actor, action, mail_id, detail) VALUES ('2020-06-26T00:00:00+00:00', '', 'x', ?, '{}')",
        (number,),
    )
    ledger.execute("COMMIT")


def _ready(site: Site) -> None:
    warming.begin(site.office, site.app.state.renderer).join()


def _spent(do: Callable[[], object]) -> float:
    started = time.process_time()
    do()
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    main()
