"""Answers to the mails of fresh hands, counted: right, asked, wrong credits.

Run: python -m tests.agencies.fresh.first_sight first|…|fifteenth [-v] [--without-local]
"""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

from mailbot.agencies.registry import Registry
from mailbot.bench import Bench, Hints
from mailbot.examination import Identity, PlanPart
from mailbot.pipeline import examine
from tests.agencies.fresh.sets import Case, Truth, cases
from tests.agencies.mails.answers import bench, bench_of
from tests.agencies.mails.press import raw_mail

GOOD = ("right", "asked so", "nobody", "held")
"""Outcomes that are as they should be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """outcome: right · asked (one is meant; the true one among the candidates) · blind (one is meant, not among them)
    · asked so (a question is right, the true ones among the candidates) · lacking (a question without them) · nobody ·
    held (a spoof, before a person) · unheld (a spoof that credits nobody but is not called one) · wrong (a credit that
    is not due) · route (right, by another route than the case says)."""

    case: str
    trap: str
    arguable: bool
    outcome: str
    said: str


@cache
def _bench(local: bool) -> Bench:
    return bench() if local else bench_of(())


def answers(case: Case, local: bool) -> list[Answer]:
    """One answer for each plan of the mail."""
    said = examine(raw_mail(case.entry), _bench(local), Hints())
    found = []
    by_name = {plan.word or plan.pdf or "": plan for plan in said.plans} | {plan.pdf or "": plan for plan in said.plans}
    for truth, (_, files) in zip(case.truths, case.entry.plans, strict=True):
        plan = by_name.get(files[0]) or by_name.get(files[1])
        outcome = _outcome(truth, plan, said.identity)
        if case.route and outcome == "right" and plan and plan.route_finding != case.route:
            outcome = "route"
        told = plan.identity if plan and plan.identity else said.identity
        words = f"{said.identity.status} {told.status} {plan.agency_id if plan else 'no plan'} {told.candidates[:6]}"
        found.append(Answer(case.entry.name, case.trap, case.arguable, outcome, words))
    return found


def _outcome(truth: Truth, plan: PlanPart | None, mail: Identity) -> str:
    got = plan.agency_id if plan else None
    told = plan.identity if plan and plan.identity else mail
    candidates = {*told.candidates, *mail.candidates}
    match truth.meaning:
        case "one" | "one_or_nobody" if got:
            return "right" if _is_meant(got, truth) else "wrong"
        case "one":
            return "asked" if any(_is_meant(one, truth) for one in candidates) else "blind"
        case "ask":
            return "wrong" if got else "asked so" if set(truth.among) <= candidates and candidates else "lacking"
        case "spoof":
            return "wrong" if got else "held" if "spoof_suspect" in (mail.status, told.status) else "unheld"
    return "wrong" if plan and plan.credited else "nobody"


def _is_meant(agency_id: str, truth: Truth) -> bool:
    return agency_id == truth.agency or (truth.agency.endswith(":") and agency_id.startswith(truth.agency))


def without_local(case: Case, known: Registry) -> Case:
    """The same mail where the registry may lack its agencies: what it does not know must not be credited to another."""

    def is_known(truth: Truth) -> bool:
        named = (one for one in (truth.agency, *truth.among) if one.startswith("l."))
        return all(known.get(one) is not None for one in named)

    return replace(case, truths=tuple(truth if is_known(truth) else Truth("nobody") for truth in case.truths))


def _work(task: tuple[Case, bool]) -> list[Answer]:
    return answers(*task)


def main() -> None:
    """Print the figures; with -v each answer that is not as it should be."""
    which, local = sys.argv[1], "--without-local" not in sys.argv
    chosen = cases(which, bench().registry)
    if not local:
        chosen = [without_local(case, _bench(False).registry) for case in chosen]
    with ProcessPoolExecutor(2) as pool:
        found = [answer for each in pool.map(_work, [(case, local) for case in chosen], chunksize=8) for answer in each]
    if "-v" in sys.argv:
        for answer in found:
            if answer.outcome not in GOOD:
                doubt = "ARGUABLE" if answer.arguable else ""
                print(answer.outcome, doubt, answer.case, answer.trap, answer.said, sep=" | ")
    counted = dict(Counter(one.outcome for one in found))
    print(which, "with" if local else "without", "local:", len(chosen), "mails", counted)
    print("arguable among them:", dict(Counter(one.outcome for one in found if one.arguable)))


if __name__ == "__main__":
    main()
