"""Clause 3.4: both files can be opened and read; what stands in the way is told by its own code."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan, PlanFile
from mailbot.rules import Rules

_TOLD_ELSEWHERE = frozenset({"file.legacy_word"})
_SCAN = "file.scan_only"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """One finding per problem and note of each file. A half that cannot be opened is `pair.unreadable` too."""
    for file in plan.files:
        half = file is plan.word or file is plan.pdf
        problem = file.problem
        if problem and half and problem != _SCAN:
            severity = rules.text(problem).severity if problem in rules.findings else "warning"
            yield _finding("pair.unreadable", severity, file, rules, {"problem": problem})
        document = file.document
        codes = [problem] if problem else []
        codes += [code for code in (document.notes if document else ()) if code not in codes]
        if document and document.unread_pages and not problem and half and _SCAN not in codes:
            codes.append(_SCAN)
        for code in codes:
            if code in _TOLD_ELSEWHERE or code not in rules.findings:
                continue
            severity = rules.text(code).severity
            yield _finding(code, severity if half else "advice" if code == _SCAN else "warning", file, rules, {})
        if half and document and not document.readable and not codes:
            yield _finding(_SCAN if file is plan.pdf else "pair.unreadable", "warning", file, rules, {})


def _finding(code: str, severity: str, file: PlanFile, rules: Rules, parameters: dict[str, str]) -> Finding:
    name = file.attachment.name
    pages = ", ".join(map(str, file.document.unread_pages)) if file.document else ""
    known = {"file": name, **({"pages": pages} if pages else {}), **parameters}
    return Finding(code, severity, rules.text(code).clause, place=name, parameters=known)  # type: ignore[arg-type]
