"""The one table of validators: which run, in which order, for which tiers. A new check: one file, one line here."""

from collections.abc import Callable, Iterable, Mapping

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators import (
    call_tree,
    classified,
    copy_to_ministry,
    digital,
    events,
    impact,
    late,
    legacy_word,
    long_duration,
    not_a_plan,
    objectives,
    out_of_date,
    pair_complete,
    pandemic,
    province_coordination,
    readable_files,
    resources,
    same_document,
    steps,
    strategy,
    team,
)

Check = Callable[[Plan, Rules], Iterable[Finding]]
ALL: frozenset[str] = frozenset()
REGIONAL = frozenset({"regional"})

TABLE: Mapping[str, tuple[Check, frozenset[str]]] = {
    "classified": (classified.check, ALL),
    "not_a_plan": (not_a_plan.check, ALL),
    "pair_complete": (pair_complete.check, ALL),
    "readable_files": (readable_files.check, ALL),
    "same_document": (same_document.check, ALL),
    "objectives": (objectives.check, ALL),
    "events": (events.check, ALL),
    "team": (team.check, ALL),
    "strategy": (strategy.check, ALL),
    "impact": (impact.check, ALL),
    "resources": (resources.check, ALL),
    "steps": (steps.check, ALL),
    "call_tree": (call_tree.check, ALL),
    "pandemic": (pandemic.check, ALL),
    "digital": (digital.check, ALL),
    "long_duration": (long_duration.check, ALL),
    "out_of_date": (out_of_date.check, ALL),
    "province_coordination": (province_coordination.check, REGIONAL),
    "legacy_word": (legacy_word.check, ALL),
    "copy_to_ministry": (copy_to_ministry.check, REGIONAL),
    "late": (late.check, ALL),
}


def run(plan: Plan, rules: Rules) -> list[Finding]:
    """Findings of every validator for the plan's tier, in the table's order. ALL means every tier, unknown ones too."""
    return [
        finding
        for check, tiers in TABLE.values()
        if tiers is ALL or plan.tier in tiers
        for finding in check(plan, rules)
    ]
