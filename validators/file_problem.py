"""Problems and notes of a plan's files as findings; the validators of single problems differ only in their code."""

from collections.abc import Iterator, Sequence

from mailbot.plans.model import Finding, Plan, PlanFile, Severity
from mailbot.rules import Rules


def file_problem(plan: Plan, rules: Rules, code: str) -> Iterator[Finding]:
    """One finding for each file whose problem or note is `code`, with the severity of the rules; an annex never makes
    a plan deficient, so what would be an error there is for a person."""
    for file in plan.files:
        if code in codes_of(file):
            severity = rules.text(code).severity
            half = file is plan.word or file is plan.pdf
            yield of_file(code, "warning" if severity == "error" and not half else severity, file, rules)


def codes_of(file: PlanFile) -> list[str]:
    """Problem and notes of a file, the problem first, each once."""
    told = [file.problem, *(file.document.notes if file.document else ())]
    return list(dict.fromkeys(code for code in told if code))


def of_file(code: str, severity: Severity, file: PlanFile, rules: Rules, **parameters: str) -> Finding:
    """A finding about one file: its name, and the pages that could not be read."""
    name = file.attachment.name
    document = file.document
    pages = ranges(document.unread_pages) if document is not None and file.attachment.kind == "pdf" else ""
    known = {"file": name, **({"pages": pages} if pages else {}), **parameters}
    return Finding(code, severity, rules.text(code).clause, place=name, parameters=known)


def ranges(pages: Sequence[int]) -> str:
    """Page numbers for people: (1, 2, 3, 7) is '1-3, 7'."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
