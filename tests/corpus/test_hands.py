"""Plans in words that nobody had tuned for, as Word files: what is there is never missing."""

import pytest

from mailbot.documents.word import read_word
from mailbot.plans.elements import judge_elements
from mailbot.rules import ELEMENTS, Rules, load
from tests.corpus.compose import compose
from tests.corpus.hands import hands
from tests.corpus.word import write_word


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load("bcp-2563")


@pytest.mark.parametrize(("folder", "least"), [("second", 0.8), ("third", 0.7), ("fresh", 0.4)])
def test_own_words(rules: Rules, folder: str, least: float) -> None:
    decided, plans = 0, [compose(entry) for entry in hands(folder)]
    for plan in plans:
        found = judge_elements(read_word(write_word(plan.text)), None, [], rules)
        for element in ELEMENTS:
            state, truth = found[element].state, plan.truth[element]
            assert not (truth == "present" and state in ("absent", "weak")), (plan.entry.name, element, found[element])
            assert not (truth != "present" and state == "present"), (plan.entry.name, element, found[element])
        decided += all(result.state != "review" for result in found.values())
    assert decided >= least * len(plans)


def test_the_sets_hold_what_they_promise() -> None:
    """Sets without missing elements, or with files that are gone, would prove nothing."""
    everything = [compose(entry) for folder in ("first", "held", "second", "third", "fresh") for entry in hands(folder)]
    assert len(everything) == 109
    assert sum(state != "present" for plan in everything for state in plan.truth.values()) >= 80
