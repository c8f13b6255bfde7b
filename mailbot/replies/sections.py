"""Lists of points by agency, in full or one line each with the remedies once; those with the same points together."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.examination import FindingPart
from mailbot.replies import findings, points, templates, thai_form
from mailbot.replies.points import Point
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules

EXAMPLES = 3
"""Up to so many missing elements an example stands under each."""
MOST_ADVICE = 4
"""Pieces of advice told in full in a letter about one plan; of the others only what they are about."""
NAMED_TOGETHER = 3
"""Up to so many agencies with the same points are named in the heading; beyond, the table has their names."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose points: number in the table of plans, and name. None and '' in a letter about one plan."""

    order: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one agency, or of several that have the same; name '' when the letter has only one."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of points by agency."""

    title: str
    groups: tuple[Group, ...]


ByAgency = Sequence[tuple[Whose, Sequence[FindingPart]]]


def section(title: str, groups: ByAgency, rules: Rules, language: Language) -> Section:
    """The findings of each agency as numbered points, in full."""
    elements = sum(finding.code.startswith("element.") for _, found in groups for finding in found)
    return _section(
        title,
        [
            (
                whose,
                tuple(
                    points.full(
                        order, finding, rules, language, examples=elements <= EXAMPLES, in_table=whose.order is not None
                    )
                    for order, finding in enumerate(found, 1)
                ),
            )
            for whose, found in groups
            if found
        ],
        rules,
        language,
    )


def short_section(title: str, groups: ByAgency, rules: Rules, language: Language) -> Section:
    """The findings of each agency in one line each."""
    return _section(
        title,
        [
            (whose, tuple(points.short(order, finding, rules, language) for order, finding in enumerate(found, 1)))
            for whose, found in groups
            if found
        ],
        rules,
        language,
    )


def advice(title: str, groups: ByAgency, rules: Rules, language: Language) -> Section:
    """Advice, short: of one plan a few points in full and the rest by name; of many plans each piece once, with the
    numbers of the plans that it is for."""
    if any(whose.order is not None for whose, _ in groups):
        return Section(title, (Group("", _once_for_all(groups, rules, language)),))
    found = [finding for _, told in groups for finding in told]
    shown, rest = found[:MOST_ADVICE], found[MOST_ADVICE:]
    told = [points.full(order, one, rules, language, examples=False) for order, one in enumerate(shown, 1)]
    if rest:
        names = dict.fromkeys(
            findings.title(rules.text(one.code), language) for one in rest if one.code in rules.findings
        )
        values = {"names": thai_form.joined(list(names), language)}
        more = templates.part(rules.folder / "replies", "advice_more", language, values)
        told.append(Point(points.number(len(shown) + 1, language), more, ""))
    return Section(title, (Group("", tuple(told)),))


def _once_for_all(groups: ByAgency, rules: Rules, language: Language) -> tuple[Point, ...]:
    plans: dict[str, list[str]] = {}
    for whose, found in groups:
        for code in dict.fromkeys(finding.code for finding in found if finding.code in rules.findings):
            plans.setdefault(code, []).append("" if whose.order is None else thai_form.number(whose.order, language))
    told = []
    for order, (code, numbers) in enumerate(plans.items(), 1):
        values = {"numbers": thai_form.enumerated([number for number in numbers if number], language), "name": ""}
        whose_ = templates.part(rules.folder / "replies", "group", language, values) if values["numbers"] else ""
        name = findings.title(rules.text(code), language)
        mend = findings.found_and_mend(code, {}, None, rules, language)[1]
        told.append(Point(points.number(order, language), f"{name} ({whose_})" if whose_ else name, mend))
    return tuple(told)


def remedies(title: str, groups: ByAgency, rules: Rules, language: Language) -> Section:
    """How to mend, once for each thing to be done, in the order of the codes."""
    codes = sorted({finding.code for _, found in groups for finding in found if finding.code in rules.findings})
    told: dict[str, str] = {}
    for code in codes:
        mend = findings.found_and_mend(code, {}, None, rules, language)[1]
        if mend and mend not in told.values():
            told[points.topic(code, rules, language)] = mend
    listed = [Point(points.number(order, language), name, mend) for order, (name, mend) in enumerate(told.items(), 1)]
    return Section(title, (Group("", tuple(listed)),))


def _section(
    title: str, groups: Sequence[tuple[Whose, tuple[Point, ...]]], rules: Rules, language: Language
) -> Section:
    same: dict[tuple[Point, ...], list[Whose]] = {}
    for whose, told in groups:
        same.setdefault(told, []).append(whose)
    return Section(title, tuple(Group(_heading(all_of, rules, language), told) for told, all_of in same.items()))


def _heading(all_of: Sequence[Whose], rules: Rules, language: Language) -> str:
    """Numbers in the table of plans and, when they are few, names."""
    names = list(dict.fromkeys(whose.name for whose in all_of if whose.name))
    orders = [thai_form.number(whose.order, language) for whose in all_of if whose.order is not None]
    name = thai_form.joined(names, language) if len(names) <= NAMED_TOGETHER else ""
    if not orders:
        return name
    values = {"numbers": thai_form.enumerated(orders, language), "name": name}
    return templates.part(rules.folder / "replies", "group", language, values)
