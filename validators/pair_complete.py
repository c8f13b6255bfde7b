"""Clause 3.4: each plan comes as a Word file and as a PDF file."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Error for the half that is not there, with the name of the half that is."""
    for half, other, code, told in (
        (plan.word, plan.pdf, "pair.word_missing", "pdf"),
        (plan.pdf, plan.word, "pair.pdf_missing", "word"),
    ):
        if half is None and other is not None:
            name = other.attachment.name
            yield Finding(code, "error", rules.text(code).clause, place=name, parameters={"file": name, told: name})
