"""Clause 3.4: an old Word file (.doc) counts as the Word half; the agency is told that .docx is kinder."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules

_CODE = "file.legacy_word"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice for a plan whose Word half is a .doc."""
    if plan.word is not None and plan.word.attachment.kind == "word_legacy":
        name = plan.word.attachment.name
        yield Finding(_CODE, "advice", rules.text(_CODE).clause, place=name, parameters={"file": name})
