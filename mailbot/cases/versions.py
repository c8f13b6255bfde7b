"""What tells one version of a plan from another: the bytes of its files, whatever mail brought them."""

import hashlib
from collections.abc import Iterable

from mailbot.examination import Examination, PlanPart


def version_of(files: Iterable[str]) -> str:
    """The version that these files (SHA-256 each) make, in any order; '' when there are none."""
    known = sorted(set(files))
    return hashlib.sha256("\n".join(known).encode()).hexdigest()[:32] if known else ""


def files_of(plan: PlanPart, examination: Examination) -> list[str]:
    """SHA-256 of each file of a plan. Judgments of older mailbots name files only: then those of these names."""
    if plan.files:
        return list(plan.files)
    names = {name for name in (plan.word, plan.pdf, *plan.annexes) if name}
    return [file.sha256 for file in examination.mail.attachments if file.name in names]


def halves_of(plan: PlanPart, examination: Examination) -> list[str]:
    """SHA-256 of its Word file and its PDF, as far as they are there."""
    if plan.files:
        return list(plan.files[: sum(name is not None for name in (plan.word, plan.pdf))])
    names = {name for name in (plan.word, plan.pdf) if name}
    return [file.sha256 for file in examination.mail.attachments if file.name in names]


def accepted_versions(examination: Examination) -> list[tuple[str, str]]:
    """(agency id, version) of each accepted plan that is known by its files; a draft is none that was sent in."""
    if examination.purpose == "draft":
        return []
    found = [
        (plan.agency_id, version_of(files_of(plan, examination)))
        for plan in examination.plans
        if plan.verdict == "accepted" and plan.agency_id
    ]
    return [(agency_id, version) for agency_id, version in found if version]
