"""Clause 3.4: a scan, or pages without text, may not have been read whole: a person looks at it."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import codes_of, of_file

_CODE = "file.scan_only"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """The severity of the rules for a half of the plan, advice for an annex. A PDF that nobody could read and that
    has no other problem is taken for a scan."""
    for file in plan.files:
        document, codes = file.document, codes_of(file)
        half = file is plan.word or file is plan.pdf
        pages = half and document is not None and not file.problem and bool(document.unread_pages)
        unread = file is plan.pdf and document is not None and not document.readable and not codes
        if _CODE in codes or pages or unread:
            yield of_file(_CODE, rules.text(_CODE).severity if half else "advice", file, rules)
