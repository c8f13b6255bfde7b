"""What was changed after printing is told as advice, with the words themselves, and holds no plan up."""

from dataclasses import replace

from mailbot.plans.model import Change, SameDocument
from mailbot.plans.verdict import verdict
from mailbot.replies.findings import message
from mailbot.rules import Rules
from tests.validators.plans import codes, findings, sample

CHANGES = (
    Change("name", "word", "นายสมชาย ใจดี"),
    Change("name", "pdf", "นายสมหมาย ใจงาม"),
    *(Change("number", "word", f"08 1234 567{n}") for n in range(5)),
    Change("paragraph", "pdf", "กรณีเกิดน้ำท่วม " * 9),
)


def test_an_untouched_pair_is_told_nothing(rules: Rules) -> None:
    assert "pair.changed" not in codes(sample(rules), rules)


def test_changes_are_advice_in_words(rules: Rules) -> None:
    plan = replace(sample(rules), same_document=SameDocument("same", 0.97, CHANGES))
    (found,) = [finding for finding in findings(plan, rules) if finding.code == "pair.changed"]
    assert found.severity == "advice" and verdict(findings(plan, rules)) == "accepted"
    told = message(found.code, found.parameters, rules)
    word, pdf = told.split("PDF:")
    assert "นายสมชาย ใจดี" in word and "นายสมหมาย ใจงาม" in pdf and "…" in pdf
    assert "๕๖๗๒" in word and "๕๖๗๓" not in word  # no more than three of a kind
