"""What one element's result means as findings; the eight element validators differ only in what they add."""

from collections.abc import Iterator

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.place import names, place_of


def element_findings(plan: Plan, rules: Rules, element: str) -> Iterator[Finding]:
    """absent: error `element.2.N`; weak and empty: error `.weak`; weak otherwise and review: warning `.unsure`.

    2.1 with a part missing is an error under its own code, with the parts that are missing. Nothing is claimed of a
    plan whose files say they are no plan (plan.not_a_plan, plan.blank_form) or that nobody could read.
    """
    result = plan.elements.get(element)
    if result is None or result.state == "present" or result.reason == "unread" or not _is_plan(plan):
        return
    lacking = result.state == "absent" or (result.state == "weak" and result.reason == "parts_missing")
    empty = result.state == "weak" and result.reason == "empty"
    code = f"element.{element}" + ("" if lacking else ".weak" if empty else ".unsure")
    known = {
        "file": names(plan),
        "heading": result.heading or "",
        "page": str(result.page or ""),
        "missing": ", ".join(result.looked_for) if element == "2.1" or not lacking else "",
        "reason": result.reason,
        "example": rules.elements[element].example_th,
        "example_en": rules.elements[element].example_en,
    }
    yield Finding(
        code=code,
        severity="error" if lacking or empty else "warning",
        clause=rules.elements[element].clause,
        element=element,
        place=place_of(plan, result),
        parameters={name: value for name, value in known.items() if value},
    )


def _is_plan(plan: Plan) -> bool:
    return not any(half is not None and half.role in ("circular", "blank_form") for half in (plan.word, plan.pdf))
