"""One part of a mailing in several mails: judged with the other parts once all have come, until then held open."""

from collections.abc import Sequence

from mailbot.examination import Examination, FindingPart, PartsPart
from mailbot.judging.case import Other
from mailbot.judging.scans import ReadFile
from mailbot.replies.findings import message
from mailbot.rules import Rules

CODE = "case.parts"
_SAID_TOO_EARLY = frozenset({"mail.no_plan_files", "mail.other_form", "mail.empty"})


def here(part: tuple[int, int], others: Sequence[Other]) -> list[int]:
    """Numbers of the parts of this mailing that have come, this one among them."""
    return sorted({part[0], *(one.told.part[0] for one in others if one.told.part and one.told.part[1] == part[1])})


def together(part: tuple[int, int], own: Sequence[ReadFile], others: Sequence[Other]) -> list[ReadFile]:
    """Files of all parts in their order, as if one mail had brought them; of parts that are accepted by themselves
    nothing is needed any more."""
    parts = [(one.told.part[0], one.read) for one in others if one.told.part and not one.told.accepted]
    return [file for _, read in sorted([*parts, (part[0], tuple(own))], key=lambda one: one[0]) for file in read]


def held_open(examination: Examination, part: tuple[int, int], come: list[int], rules: Rules) -> Examination:
    """A part whose fellows are still to come: nothing is called missing before they are here. What is complete by
    itself is no matter of waiting."""
    open_plans = [plan for plan in examination.plans if plan.verdict not in ("accepted", "sealed")]
    waits = len(come) < part[1] and examination.verdict != "sealed" and (bool(open_plans) or not examination.plans)
    told = PartsPart(number=part[0], total=part[1], here=come, waits=waits)
    if not waits:
        return examination.model_copy(update={"parts": told})
    text = rules.text(CODE)
    parameters = {"number": str(part[0]), "total": str(part[1]), "here": ", ".join(map(str, come))}
    finding = FindingPart(
        code=CODE,
        severity="warning",
        clause=text.clause,
        message=message(CODE, parameters, rules),
        parameters=parameters,
    )
    plans = [
        plan.model_copy(update={"findings": [finding], "verdict": "review"}) if plan in open_plans else plan
        for plan in examination.plans
    ]
    findings = [one for one in examination.findings if one.code not in _SAID_TOO_EARLY]
    update = {"plans": plans, "findings": [*findings, finding], "verdict": "review", "parts": told}
    return examination.model_copy(update=update)
