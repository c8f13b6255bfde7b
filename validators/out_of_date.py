"""Clause 3.2.3: team, roles and call tree are up to date: the years that the plan names tell when they were written."""

from collections.abc import Iterable, Iterator

from mailbot.documents.thai import to_thai
from mailbot.plans.model import Finding, Plan, PlanFile
from mailbot.rules import Rules
from validators.place import names
from validators.wording import own_text, whole
from validators.years import Year, years

_CODE = "advice.out_of_date"
_ERA = 543
_COVER_BLOCKS = 14
_TITLE_LENGTH = 110  # characters of a line of a cover
_IDLE_KINDS = ("header", "footer")


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice when all of the plan's own years are well before the round's, or those of the team beside a newer plan.

    A year of the round anywhere, but for those of laws, letters and events, is enough to say nothing.
    """
    words = rules.advice.out_of_date
    text = own_text(plan, rules) if words.own else None
    if text is None:
        return
    newest = rules.round.deadline.year + _ERA - words.years_allowed
    found = [(year, place) for file in plan.files if whole(file) for year, place in _dated(file, rules)]
    team = [(year, place) for year, place in found if _of_people(year, rules)]
    if all(year.value < newest for year in years(text, words.own, words.others) if year.whose != "other"):
        yield from _finding(plan, rules, found, {})
    elif all(year.value < newest for year, _ in team):
        yield from _finding(plan, rules, team, {"part": words.people_term})


def _dated(file: PlanFile, rules: Rules) -> Iterator[tuple[Year, str]]:
    """Years on the cover, and those beside a word of the plan's own and none of anything else."""
    words, on_cover = rules.advice.out_of_date, _COVER_BLOCKS
    for block in file.document.blocks if file.document else ():
        on_cover -= block.kind not in _IDLE_KINDS
        cover = on_cover >= 0 and len(block.text) <= _TITLE_LENGTH and block.page in (None, 1)
        page = f" หน้า {to_thai(str(block.page))}" if block.page else ""
        for year in years(block.text, words.own, words.others):
            if year.alone and (cover or year.whose == "own"):
                yield year, f"{file.attachment.name}{page}"


def _of_people(year: Year, rules: Rules) -> bool:
    words = rules.advice.out_of_date
    near = year.around.lower()
    return any(w.lower() in near for w in words.people) and any(w.lower() in near for w in words.people_dated)


def _finding(plan: Plan, rules: Rules, found: list[tuple[Year, str]], parameters: dict[str, str]) -> Iterator[Finding]:
    if found:
        year, place = max(found, key=lambda one: one[0].value)
        known = {"file": names(plan), "year": str(year.value), **parameters}
        yield Finding(_CODE, "advice", rules.text(_CODE).clause, place=place, parameters=known)
