"""The one table of validators: which run, in which order, for which tiers. A new check: one file, one line here."""

from collections.abc import Callable, Iterable, Mapping

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules

from validators import (  # isort: skip
    call_tree, changed, classified, copy_to_ministry, damaged, digital, empty_file, events, external_content,
    further_elements, impact, late, legacy_word, long_duration, macros, not_a_plan, objectives, out_of_date,
    pair_complete, pandemic,
    password, pdf_scripts, province_coordination, readable_files, resources, same_document, scans, steps,
    strategy, team, wrong_type,
)  # fmt: skip

Check = Callable[[Plan, Rules], Iterable[Finding]]
ALL: frozenset[str] = frozenset()
REGIONAL = frozenset({"regional"})

TABLE: Mapping[str, tuple[Check, frozenset[str]]] = {
    "classified": (classified.check, ALL),
    "not_a_plan": (not_a_plan.check, ALL),
    "pair_complete": (pair_complete.check, ALL),
    "readable_files": (readable_files.check, ALL),
    "password": (password.check, ALL),
    "damaged": (damaged.check, ALL),
    "empty_file": (empty_file.check, ALL),
    "wrong_type": (wrong_type.check, ALL),
    "scans": (scans.check, ALL),
    "macros": (macros.check, ALL),
    "external_content": (external_content.check, ALL),
    "pdf_scripts": (pdf_scripts.check, ALL),
    "same_document": (same_document.check, ALL),
    "changed": (changed.check, ALL),
    "objectives": (objectives.check, ALL),
    "events": (events.check, ALL),
    "team": (team.check, ALL),
    "strategy": (strategy.check, ALL),
    "impact": (impact.check, ALL),
    "resources": (resources.check, ALL),
    "steps": (steps.check, ALL),
    "call_tree": (call_tree.check, ALL),
    "further_elements": (further_elements.check, ALL),
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
