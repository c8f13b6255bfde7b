"""What is to be said of the mail itself, not of one plan: containers that stayed shut, and why nothing is counted."""

from collections.abc import Iterable, Sequence

from mailbot.examination import QUESTION_BESIDE, Purpose
from mailbot.judging.aside import asks_beside
from mailbot.judging.kinds import says_links
from mailbot.judging.other_forms import in_other_forms
from mailbot.mail.model import Mail
from mailbot.plans.model import Finding, PlanFile
from mailbot.rules import Rules

_CONTAINERS = ("archive", "tnef", "other", "message")
_OF_PURPOSE: dict[Purpose, str] = {
    "draft": "mail.draft",
    "links": "mail.only_links",
    "empty": "mail.empty",
    "other_form": "mail.other_form",
    "letter_only": "mail.only_letter",
    "nothing": "mail.no_plan_files",
}
_HALF_MISSING = ("pair.word_missing", "pair.pdf_missing", "pair.word_outdated", "pair.pdf_outdated")


def mail_findings(
    mail: Mail, purpose: Purpose, files: Sequence[PlanFile], plans: Iterable[Sequence[Finding]], rules: Rules
) -> list[Finding]:
    """Findings of the whole mail, with the files that they speak of. plans: the findings of each plan."""
    codes: list[tuple[str, str | None]] = [
        (file.attachment.problem, file.attachment.name)
        for file in files
        if file.attachment.problem and file.attachment.kind in _CONTAINERS
    ]
    if purpose in _OF_PURPOSE:
        codes.append((_OF_PURPOSE[purpose], _place(purpose, files)))
    if says_links(mail) and any(finding.code in _HALF_MISSING for found in plans for finding in found):
        codes.append(("mail.link_beside", None))
    if purpose in ("plan", "draft") and asks_beside(mail, rules.round):
        codes.append((QUESTION_BESIDE, None))
    return [
        Finding(code, rules.text(code).severity, rules.text(code).clause, place=place, parameters={"file": place or ""})
        for code, place in codes
    ]


def _place(purpose: Purpose, files: Sequence[PlanFile]) -> str | None:
    if purpose == "other_form":
        return in_other_forms(files)
    if purpose == "letter_only":
        return ", ".join(dict.fromkeys(file.attachment.name for file in files if file.role == "letter")) or None
    return None
