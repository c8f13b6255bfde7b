"""The table of many plans that came in one mail."""

from collections.abc import Sequence

from mailbot.agencies.registry import Registry
from mailbot.cli.plan_view import VERDICTS, number
from mailbot.cli.screen import Cell, Screen
from mailbot.cli.words import word
from mailbot.examination import PlanPart


def show_summary(screen: Screen, plans: Sequence[PlanPart], registry: Registry) -> None:
    """One row a plan: whose, its files, how many elements were found, the verdict."""
    rows = []
    for order, plan in enumerate(plans, 1):
        agency = registry.get(plan.agency_id) if plan.agency_id else None
        present = sum(element.state == "present" for element in plan.elements.values())
        style, mark = VERDICTS[plan.verdict]
        rows.append(
            [
                Cell(f"{number(order)}."),
                Cell(agency.name_th if agency else word("agency unknown")),
                Cell(", ".join(filter(None, (plan.word, plan.pdf))), "dim"),
                Cell(f"{number(present)}/{number(8)}"),
                Cell(f"{mark} {word(plan.verdict).removesuffix(':')}", style),
            ]
        )
    screen.blank()
    screen.table([word(name) for name in ("", "agency", "file", "found", "verdict")], rows, flexible=1)
    screen.say(word("details of the plans that are not complete"), "dim")
