"""What staff's word makes of a judgment: accepted, returned, sealed, not ours. Pure: an Examination in, one out."""

from collections.abc import Iterable

from mailbot.cases.rulings import Ruling, StoredRuling
from mailbot.cases.sealed import bare
from mailbot.cases.versions import halves_of
from mailbot.examination import Examination, FindingPart, MailVerdict, PlanPart
from mailbot.plans.verdict import SEALING
from mailbot.replies.findings import message
from mailbot.rules import Rules

REMARK = "staff.remark"
_WORST_FIRST: tuple[MailVerdict, ...] = ("sealed", "deficient", "review", "accepted")


def accepted(examination: Examination, position: int, rules: Rules) -> Examination:
    """With plan `position` (1, 2, ...) accepted: what was held against it is no longer told, advice is.

    It counts for its agency as far as its tier owes a plan. A lone plan takes the doubts about its mail with it.
    A draft that staff accept is a draft no longer.
    """
    plan = examination.plans[position - 1]
    owes = plan.tier is not None and rules.tiers[plan.tier].owes
    findings = [finding for finding in plan.findings if finding.severity == "advice"]
    told = {"verdict": "accepted", "findings": findings, "credited": owes and plan.agency_id is not None}
    if examination.purpose == "draft":
        examination = examination.model_copy(update={"purpose": "plan"})
    return _with_plan(examination, position, plan.model_copy(update=told))


def returned(examination: Examination, position: int, remark: str, rules: Rules) -> Examination:
    """With plan `position` returned for what was found certainly, and for the officer's remark. Doubts have been
    looked at by now, so they are no longer told."""
    plan = examination.plans[position - 1]
    text = rules.text(REMARK)
    parameters = {"remark": remark}
    said = FindingPart(
        code=REMARK,
        severity="error",
        clause=text.clause,
        message=message(REMARK, parameters, rules),
        parameters=parameters,
    )
    kept = [finding for finding in plan.findings if finding.severity != "warning" and finding.code != REMARK]
    return _with_plan(
        examination, position, plan.model_copy(update={"verdict": "deficient", "findings": [*kept, said]})
    )


def not_ours(examination: Examination, position: int | None) -> Examination:
    """Without this plan (None: without any): what came is no plan of this round."""
    plans = [plan for at, plan in enumerate(examination.plans, 1) if position is not None and at != position]
    if plans:
        return _judged(examination, plans, examination.findings)
    update: dict[str, object] = {"plans": [], "kind": "other", "verdict": "no_plan", "findings": [], "quarantine": None}
    return examination.model_copy(update=update)


def sealed(examination: Examination, rules: Rules) -> Examination:
    """Sealed by a person: nothing of the content stays in it, as if a mark had been found (clause 3.4)."""
    text = rules.text(SEALING)
    finding = FindingPart(code=SEALING, severity="error", clause=text.clause, message=message(SEALING, {}, rules))
    plans = [plan.model_copy(update={"findings": [finding]}) for plan in examination.plans]
    return bare(examination.model_copy(update={"findings": [finding], "plans": plans, "bounce": None}))


def place_of(examination: Examination, ruling: Ruling) -> int | None:
    """Where the plan that staff decided on stands in a newer judgment of its mail; None when it is no longer there.

    It is known by its Word file and PDF; a judgment without files (of an older mailbot) only by its place.
    """
    halves = set(ruling.halves)
    for at, plan in enumerate(examination.plans, 1):
        if halves and halves == set(halves_of(plan, examination)):
            return at
    if halves or ruling.position is None or ruling.position > len(examination.plans):
        return None
    return ruling.position


def kept(
    examination: Examination, rulings: Iterable[StoredRuling], rules: Rules
) -> tuple[Examination, list[StoredRuling]]:
    """A newer judgment with staff's standing decisions in it, and those that found no plan any more to stand for."""
    lost: list[StoredRuling] = []
    for stored in rulings:
        ruling = stored.ruling
        if ruling.act == "seal":
            examination = sealed(examination, rules)
        elif ruling.act == "not_ours" and ruling.position is None:
            examination = not_ours(examination, None)
        elif ruling.act in ("accept", "return", "not_ours", "assign"):
            at = place_of(examination, ruling)
            if at is None:
                lost.append(stored)
            elif ruling.act == "accept":
                examination = accepted(examination, at, rules)
            elif ruling.act == "return":
                examination = returned(examination, at, ruling.reason, rules)
            elif ruling.act == "not_ours":
                examination = not_ours(examination, at)
    return examination, lost


def about(examination: Examination, position: int) -> Examination:
    """The judgment as if the mail had brought this one plan alone: what a letter about one decision tells of."""
    plan = examination.plans[position - 1]
    names = {name for name in (plan.word, plan.pdf, *plan.annexes) if name}
    files = [
        file
        for file in examination.mail.attachments
        if (file.sha256 in plan.files if plan.files else file.name in names) or len(examination.plans) == 1
    ]
    return examination.model_copy(
        update={
            "plans": [plan],
            "findings": examination.findings if len(examination.plans) == 1 else [],
            "verdict": plan.verdict,
            "mail": examination.mail.model_copy(update={"attachments": files}),
        }
    )


def _with_plan(examination: Examination, position: int, plan: PlanPart) -> Examination:
    plans = [*examination.plans]
    plans[position - 1] = plan
    alone = len(plans) == 1
    findings = [f for f in examination.findings if f.severity == "advice" or not alone or f.code == SEALING]
    return _judged(examination, plans, findings)


def _judged(examination: Examination, plans: list[PlanPart], findings: Iterable[FindingPart]) -> Examination:
    kept = list(findings)
    severities = {finding.severity for finding in kept}
    of_mail = "deficient" if "error" in severities else "review" if "warning" in severities else "accepted"
    verdicts = (*(plan.verdict for plan in plans), of_mail)
    verdict = next(one for one in _WORST_FIRST if one in verdicts)
    return examination.model_copy(update={"plans": plans, "findings": kept, "verdict": verdict})
