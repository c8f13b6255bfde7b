"""Every page of the desk over a large ledger, as a logged-in chief asks for it by HTTP on this machine.

Run: python -m benchmarks.desk [MAILS]. Makes a ledger of 100,000 mails (or MAILS) and 10,000 agencies, then prints for
each page the first answer, the median of the next seven (wall clock), their processor time (which other programs do
not lengthen) and the size in kilobytes. What takes more than 100 ms of processor time is marked.
"""

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from mailbot.ledger.accounts import Accounts
from tests.desk.people import PASSWORD, quick_passwords
from tests.desk.site import Person, served
from tests.ledger.country import LAST_MAIL, ROUND, made_up

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
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
        (folder / "data").mkdir()
        country = made_up(folder / "data" / "ledger.sqlite3", mails, filler=2_000)
        accounts = Accounts(country.path, ROUND, country.rules.round.receipt_prefix)
        accounts.add("chief", "chief", quick_passwords().hash(PASSWORD), "benchmark", LAST_MAIL)
        accounts.close()
        with served(folder / "config.toml") as site:
            chief = site.person("chief")
            agency = next(one for one in country.registry if one.tier == "direct")
            for path in (*PAGES, f"/agencies/{agency.id}"):
                print(measured(chief, path))


def measured(person: Person, path: str) -> str:
    """One line about one page."""
    walls, works, size = [], [], 0
    for _ in range(8):
        wall, work = time.perf_counter(), time.process_time()
        answer = person.get(path)
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
        size = len(answer.content)
        assert answer.status_code == 200, (path, answer.status_code)
    work = statistics.median(works[1:])
    slow = "  SLOW" if work > LIMIT_MILLISECONDS else ""
    wall = statistics.median(walls[1:])
    return f"{path:44}first {walls[0]:7.1f}  median {wall:7.1f}  processor {work:7.1f} ms  {size / 1000:6.0f} KB{slow}"


if __name__ == "__main__":
    main()
