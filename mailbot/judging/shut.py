"""Half of a plan is there, and beside it a file that stayed shut: so nobody says that the other half is missing."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.judging.plan import Judged
from mailbot.plans.model import Finding, PlanFile
from mailbot.plans.verdict import verdict
from mailbot.rules import Rules

_MISSING = {"pair.word_missing": (".doc", ".docx", ".docm", ".rtf", ".odt"), "pair.pdf_missing": (".pdf",)}
"""Finding -> endings of the names under which the missing half would come."""
_CONTAINERS = frozenset({"archive", "tnef", "message"})


def doubted(judged: Judged, files: Sequence[PlanFile], rules: Rules) -> Judged:
    """The plan with `pair.unreadable` (a person looks) in place of a missing half that a shut file may hold."""
    findings = tuple(_doubted(finding, files, rules) for finding in judged.findings)
    return judged if findings == judged.findings else replace(judged, findings=findings, verdict=verdict(findings))


def _doubted(finding: Finding, files: Sequence[PlanFile], rules: Rules) -> Finding:
    if finding.code not in _MISSING:
        return finding
    shut = next((file for file in files if _may_hold(file, _MISSING[finding.code])), None)
    if shut is None:
        return finding
    name = shut.attachment.name
    clause = rules.text("pair.unreadable").clause
    parameters = {"file": name, "problem": shut.attachment.problem or ""}
    return Finding("pair.unreadable", "warning", clause, place=name, parameters=parameters)


def _may_hold(file: PlanFile, endings: tuple[str, ...]) -> bool:
    problem = file.attachment.problem or ""
    if file.attachment.kind in _CONTAINERS:
        return problem.startswith(("archive.", "tnef.")) or problem in ("file.bomb", "file.unsupported", "file.damaged")
    if file.role != "unreadable":
        return False
    named_so = file.attachment.name.lower().endswith(endings)
    return problem == "file.unsupported" or (problem in ("file.wrong_type", "file.damaged") and named_so)
