"""Why each element of a plan was judged as it was: what matched, where, what was looked for and not found."""

from mailbot.cli.plan_view import STATES, number, sought
from mailbot.cli.screen import Screen
from mailbot.cli.words import coded, language, word
from mailbot.examination import PlanPart, WeighedPart
from mailbot.replies import thai_form
from mailbot.rules import Rules


def show_grounds(screen: Screen, plan: PlanPart, order: int | None, rules: Rules) -> None:
    """Per element what matched, where, and what was looked for and not found."""
    if not plan.elements:
        return
    screen.blank()
    screen.say(f"{word('evidence')} · {word('plan')} {number(order)}" if order else word("evidence"), "bold")
    for key, element in plan.elements.items():
        style, mark, state = STATES[element.state]
        where = f" · {word('page')} {number(element.page)}" if element.page else ""
        source = f" · {word('read in')} {element.source}" if element.source else ""
        clause = thai_form.clause(key, language())
        screen.say(f"{clause} {mark} {word(state)}{where}{source}", style, indent=2)
        for name, told in (
            ("heading", element.heading),
            ("first words", element.quote),
            ("parts", ", ".join(element.parts)),
            ("not found in it" if element.heading else "looked for", ", ".join(sought(element, key, rules))),
            ("why", coded("why", element.reason) if element.reason else ""),
        ):
            if told:
                screen.say(f"{word(name)}: {told}", indent=6, hang=8)
        for one in element.weighed:
            screen.say(_weighed(one, element.state, key), indent=6, hang=8)


def _weighed(one: WeighedPart, state: str, key: str) -> str:
    """What likeness said, in words: which chapter is likeliest to hold it, how like it is, and what it is else."""
    what = f" ({one.what})" if one.what != key else ""
    rival = word("no element") if one.rival == "other" else thai_form.clause(one.rival, language())
    opening = {"present": "likely in the chapter", "absent": "in no chapter; nearest"}.get(
        state, "perhaps in the chapter"
    )
    return (
        f"{word(opening)}{what}: “{one.chapter}” — {word('alike')} {_percent(one.alike)}, {rival} "
        f"{_percent(one.rival_alike)}; {word('chance to be nowhere')} {_percent(one.absent)}"
    )


def _percent(chance: float) -> str:
    return f"{number(round(100 * chance))} %"
