"""How whole mails are answered: each examined as the daemon does, held against whose plans it brings.

Run: python -m tests.agencies.mails.answers [seen|held|all] [-v]
"""

import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from typing import Literal

from mailbot import rules
from mailbot.agencies import tables
from mailbot.agencies.identify import Claims, identify_plan, identify_sender
from mailbot.agencies.model import Agency
from mailbot.bench import Bench, BenchParts, Hints
from mailbot.mail.robot_rules import OwnMail
from mailbot.pipeline import examine
from mailbot.settings import ExamineSection, LimitsSection
from tests.agencies.conftest import LOCAL_LIST
from tests.agencies.mails.press import TEXT, Entry, entries, raw_mail

Outcome = Literal["right", "asked", "wrong", "declined", "lacking"]


@dataclass(frozen=True, slots=True)
class Answer:
    """outcome: right; asked although one is meant; declined (a question was right); lacking (so, but the true agency is
    not among the candidates); wrong (another agency is credited, or one where a question was meant)."""

    name: str
    plan: int
    outcome: Outcome
    said: str


@cache
def bench() -> Bench:
    """The round with the whole country, where the list is at hand."""
    this = rules.load("bcp-2563")
    return bench_of(tuple(tables.agencies(LOCAL_LIST, frozenset(this.tiers), {})) if LOCAL_LIST.exists() else ())


def bench_of(rows: tuple[Agency, ...]) -> Bench:
    """The round with these imported agencies."""
    own = OwnMail(addresses=frozenset({rules.load("bcp-2563").round.inbox}), loop_value="mails")
    return Bench.load(BenchParts("bcp-2563", None, LimitsSection(), ExamineSection(), own, rows))


def answers(entry: Entry) -> list[Answer]:
    """One answer for each plan of the mail."""
    said = examine(raw_mail(entry), bench(), Hints())
    credited = {plan.word or plan.pdf or "": plan.agency_id for plan in said.plans}
    identity = said.identity
    told = f"{identity.status} {[*credited.values()]} {identity.candidates[:8]}"
    found = []
    for at, (wanted, (_, files)) in enumerate(zip(entry.wanted, entry.plans, strict=True)):
        got = credited.get(files[0], credited.get(files[1]))
        found.append(Answer(entry.name, at, _outcome(entry, wanted, got, identity.candidates, identity.status), told))
    return found


def answers_of_words(entry: Entry) -> list[Answer]:
    """The same from the words that stand in the files, without making and reading them."""
    registry = bench().registry
    letters = (entry.letter,) if entry.letter else ()
    name, address = parseaddr(entry.sender)
    covers = tuple(f"{cover}\n{TEXT}" for cover, _ in entry.plans for _ in "wp")
    names = tuple(one for _, files in entry.plans for one in files)
    sender = identify_sender(Claims(address, name, entry.subject, names, covers, letters, entry.body), registry)
    found = []
    for at, ((cover, files), wanted) in enumerate(zip(entry.plans, entry.wanted, strict=True)):
        alone = len(entry.plans) == 1
        said = identify_plan(
            (f"{cover}\n{TEXT}",) * 2,
            files,
            sender,
            alone,
            registry,
            subject=entry.subject,
            letter=entry.letter,
            running_head=entry.header,
        )
        got = said.agency_ids[0] if said.status == "identified" else None
        told = f"{said.status} {said.agency_ids} {said.candidates[:8]}"
        found.append(Answer(entry.name, at, _outcome(entry, wanted, got, said.candidates, said.status), told))
    return found


def _outcome(entry: Entry, wanted: str | None, got: str | None, candidates: list[str], status: str) -> Outcome:
    if wanted is None:
        if got is not None:
            return "wrong"
        lacking = not set(entry.among) <= set(candidates) or (entry.spoof and status != "spoof_suspect")
        return "lacking" if lacking else "declined"
    if got is None:
        return "asked"
    return "right" if got == wanted or (wanted.endswith(":") and got.startswith(wanted)) else "wrong"


def chosen(part: str) -> list[Entry]:
    """The seen half, the held-out half, or all."""
    return [one for one in entries(bench().registry) if part == "all" or one.held == (part == "held")]


def tally(found: Iterable[Answer]) -> Counter[str]:
    """How many of each outcome."""
    return Counter(answer.outcome for answer in found)


def main() -> None:
    """Print the figures; with -v each answer that is not as wanted."""
    part = next((one for one in sys.argv[1:] if one in ("seen", "held")), "all")
    with ProcessPoolExecutor(2) as pool:
        found = [answer for each in pool.map(answers, chosen(part), chunksize=8) for answer in each]
    if "-v" in sys.argv:
        for answer in found:
            if answer.outcome not in ("right", "declined"):
                print(answer.outcome, answer.name, answer.said, sep=" | ")
    print(part, dict(tally(found)))


if __name__ == "__main__":
    main()
