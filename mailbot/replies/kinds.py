"""Which letter answers a mail, and what each kind of letter shows."""

from mailbot.examination import Examination, Purpose
from mailbot.replies.letter import LetterFacts, LetterKind
from mailbot.replies.points import ASKS

WITH_FILES = frozenset(
    {"acknowledgment", "deficiency", "draft", "review", "identity", "unreadable", "no_plan", "only_links"}
)
"""Letters that list the files and the findings."""
WITH_DEADLINE = frozenset({"deficiency", "draft", "identity", "unreadable", "no_plan", "only_links"})
"""Letters after which the agency has to do something."""
SAID_BY_KIND: dict[str, frozenset[str]] = {
    "no_plan": frozenset({"mail.no_plan_files", "mail.empty", "mail.only_letter"}),
    "only_links": frozenset({"mail.only_links", "mail.no_plan_files"}),
    "identity": ASKS,
}
"""Findings that a kind of letter says in its own words."""
_NO_PLAN_OF_THEIRS = ASKS | {
    f"pair.{one}" for one in ("word_missing", "pdf_missing", "unreadable", "unsure", "differs")
}
SAID_BY_PURPOSE: dict[Purpose, frozenset[str]] = {"circular": _NO_PLAN_OF_THEIRS, "blank_form": _NO_PLAN_OF_THEIRS}
"""Findings that make no sense of what is no plan: nobody needs the other half of a circular."""


def kind_of(examination: Examination, facts: LetterFacts) -> LetterKind:
    """Which letter answers this mail (the first line that fits)."""
    codes = {finding.code for finding in examination.findings}
    doubts = {f.code for plan in examination.plans for f in plan.findings if f.severity == "warning"} | codes
    table: tuple[tuple[bool, LetterKind], ...] = (
        (facts.kind is not None, facts.kind or "review"),
        (examination.verdict == "sealed", "sealed"),
        (examination.purpose == "draft", "draft"),
        (examination.verdict == "accepted", "acknowledgment"),
        (examination.verdict == "deficient" and bool(examination.plans), "deficiency"),
        (examination.kind == "unreadable" or examination.quarantine is not None, "unreadable"),
        (bool(examination.plans) and bool(doubts & ASKS), "identity"),
        (bool(examination.plans), "review"),
        (examination.kind == "withheld_notice", "withheld"),
        (examination.kind == "inquiry", "inquiry"),
        (examination.kind == "status_request", "status" if facts.status else "status_unknown"),
        (examination.purpose == "no_duty", "no_duty"),
        (examination.purpose == "answer", "answer"),
        ("mail.only_links" in codes, "only_links"),
        (examination.verdict == "review", "review"),
    )
    return next((kind for fits, kind in table if fits), "no_plan")


def is_secret(examination: Examination) -> bool:
    """Whether nothing of the mail may be repeated, its subject included (clause 3.4, classified missions)."""
    return examination.verdict == "sealed" or examination.kind == "withheld_notice"
