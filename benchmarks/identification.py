"""What identification costs beside reading the same mail: the name index of the whole registry, and each mail.

Run: python -m benchmarks.identification [MAILS]. Prints the median of reading (wall clock: it works in child processes)
and the least processor time of identifying; title lines that were met before are remembered there, as in the daemon.
Takes the list of local government beside the project where it is, so that the registry holds the whole country.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from benchmarks.pipeline import _mail
from mailbot import config_file, rules
from mailbot.agencies import tables
from mailbot.agencies.claims import claims_of
from mailbot.agencies.identify import Identifier
from mailbot.agencies.registry import load
from mailbot.bench import Bench
from mailbot.demo.plans import make_pair
from mailbot.judging.files import cover_text, first_pages, read_files
from mailbot.mail.parse import read_mail
from mailbot.plans.roles import assign_roles
from mailbot.workplace import Workplace
from tests.agencies.conftest import LOCAL_LIST


def main() -> None:
    """Measure and print."""
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    this = rules.load("bcp-2563")
    rows = tuple(tables.agencies(LOCAL_LIST, frozenset(this.tiers), {})) if LOCAL_LIST.exists() else ()
    registry = load(this, rows)
    bench = Bench.load(Workplace(config_file.load(None)).parts)
    plan = make_pair(1_000_000, 200_000)
    raw = _mail(1, plan.docx, plan.pdf)
    mail = read_mail(raw, bench.parts.limits)
    files = assign_roles(read_files(mail, bench), bench.rules)
    claims = claims_of(mail, [cover_text(file) for file in files])

    identifier = Identifier(registry)
    sender = identifier.sender.judge(claims, {})
    names = [file.attachment.name for file in files]
    pages = first_pages(files)

    def identify(number: int) -> object:
        """A mail whose texts were never read before."""
        fresh = replace(
            claims, subject=f"{mail.subject} {number}", covers=tuple(f"{c}\n{number}" for c in claims.covers)
        )
        found = identifier.sender.judge(fresh, {})
        return identifier.plan.judge(fresh.covers, names, found, True, fresh.subject, pages=f"{pages}\n{number}")

    def build() -> object:
        made = Identifier(registry)
        return made.sender.judge(claims, {})

    reading = _seconds(lambda: read_files(read_mail(raw, bench.parts.limits), bench), mails)
    numbers = count()
    each = _least(lambda: [identify(next(numbers)) for _ in range(50)], mails) / 50
    built = _least(build, min(mails, 3))
    print(f"registry {len(registry):,} agencies; the sender is {sender.sender_id}")
    print(f"reading the mail's text {reading * 1000:8.1f} ms  floor")
    print(f"identifying it          {each * 1000:8.2f} ms  ratio {each / reading:.4f}")
    print(f"building the index once {built * 1000:8.1f} ms  ratio {built / reading:.1f}")


def _least(work: Callable[[], object], times: int) -> float:
    """Least processor seconds: what other programs do meanwhile does not count, nor the first mail's own index."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def _seconds(work: Callable[[], object], times: int) -> float:
    """Median wall-clock seconds: files are read in child processes, whose time is no time of ours."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
