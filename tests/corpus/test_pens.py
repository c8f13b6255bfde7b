"""Plans by pens that had seen neither rules nor program: what is there never missing, what is missing never there."""

import pytest

from mailbot.plans.elements import judge_elements
from mailbot.rules import ELEMENTS, load
from tests.corpus.pens import pens


@pytest.mark.parametrize(
    ("pen", "plans", "least"),
    [
        ("a", 22, 0.4),
        ("b", 22, 0.5),
        ("c", 30, 0.9),
        ("d", 6, 0.5),
        ("e", 12, 0.5),
        ("f", 12, 0.4),
        ("g", 20, 0.7),
        ("h", 16, 0.4),
        ("i", 24, 0.6),
        ("j", 20, 0.8),
        ("k", 30, 0.8),
        ("l", 20, 0.7),
        ("m", 20, 0.6),
        ("n", 14, 0.8),
        ("p", 28, 0.9),
        ("q", 14, 0.6),
        ("r", 30, 0.7),
        ("s", 24, 0.8),
        ("t", 24, 0.7),
        ("w", 16, 0.9),
        ("x", 28, 0.9),
    ],
)
def test_a_pen(pen: str, plans: int, least: float) -> None:
    """Of pens a to j, l, p and x, whose passages are among the examples, this shows that nothing is lost."""
    rules, found = load("bcp-2563"), pens(pen)
    assert len(found) == plans
    decided = 0
    for plan in found:
        told = judge_elements(plan.document, None, [], rules)
        for element in ELEMENTS:
            state, truth = told[element].state, plan.truth[element]
            if element not in plan.arguable:
                assert not (truth == "present" and state in ("absent", "weak")), (plan.name, element, told[element])
                assert not (truth != "present" and state == "present"), (plan.name, element, told[element])
        decided += all(one.state != "review" for one in told.values())
    assert decided >= least * len(found)
