"""Clause 3.4: both files can be opened and read; what stands in the way is told by its own code."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import codes_of, of_file

_CODE = "pair.unreadable"
_SCAN = "file.scan_only"
_TOLD_ELSEWHERE = frozenset(
    {
        "file.password", "file.damaged", "file.empty", "file.wrong_type", "file.macro", "file.external_content",
        "file.active_content", "file.legacy_word", _SCAN,
    }
)  # fmt: skip


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """`pair.unreadable` for a half that cannot be opened; the problems that have no validator of their own (a program,
    a bomb, an unknown type), for a person when they are an annex's."""
    for file in plan.files:
        half = file is plan.word or file is plan.pdf
        document, problem = file.document, file.problem
        if problem and half and problem != _SCAN:
            severity = rules.text(problem).severity if problem in rules.findings else "warning"
            yield of_file(_CODE, severity, file, rules, problem=problem)
        for code in codes_of(file):
            if code not in _TOLD_ELSEWHERE and code in rules.findings:
                severity = rules.text(code).severity
                yield of_file(code, "warning" if severity == "error" and not half else severity, file, rules)
        if (
            file is plan.word
            and document
            and not document.readable
            and not codes_of(file)
            and not (document.unread_pages or document.ocr_pages)
        ):
            yield of_file(_CODE, "warning", file, rules)
