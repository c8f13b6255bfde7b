"""What a reminder asks for: what a deficient plan lacks, each thing once and by its cause, as in the first letter."""

from mailbot.examination import FindingPart
from mailbot.reminders.model import Lacking, MissingAgency
from mailbot.replies import points
from mailbot.replies.findings import message
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules


def awaited(agency: MissingAgency, rules: Rules, language: Language) -> tuple[FindingPart, ...]:
    """The findings in their order; a pair that cannot be compared because of a password is told as the password."""
    found = [_finding(lacking, rules, language) for lacking in agency.lacking]
    return points.without_consequences(points.sort(found).must)


def _finding(lacking: Lacking, rules: Rules, language: Language) -> FindingPart:
    parameters = dict(lacking.parameters)
    text = rules.findings.get(lacking.code)
    element = lacking.code.removeprefix("element.")[:3] if lacking.code.startswith("element.") else None
    return FindingPart(
        code=lacking.code,
        severity="error",
        clause=text.clause if text else "",
        element=element,
        place=lacking.place,
        message=message(lacking.code, parameters, rules, language) if text else lacking.code,
        parameters=parameters,
    )
