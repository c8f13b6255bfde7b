"""Unknown headings whose words clearly speak for one element."""

import pytest

from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.sections import read
from mailbot.rules import Rules
from tests.plans import samples
from tests.plans.samples import TITLES, plan


def _guessed(rules: Rules, write: samples.Write, titles: dict[str, str]) -> set[str]:
    reading = read(plan(write, titles), lexicon_of(rules))
    return {name.element for part in reading.sections if part.hit and part.hit.guessed for name in part.hit.names}


@pytest.mark.parametrize("write", [samples.bold, samples.styled, samples.boxed], ids=lambda w: w.__name__)
def test_own_words_are_guessed(rules: Rules, write: samples.Write) -> None:
    assert _guessed(rules, write, TITLES | {"2.4": "ยุทธวิธีความต่อเนื่องของสำนักงาน"}) == {"2.4"}


def test_known_words_need_no_guess(rules: Rules) -> None:
    assert _guessed(rules, samples.bold, TITLES) == set()


def test_words_that_tell_nothing_are_not_guessed(rules: Rules) -> None:
    assert _guessed(rules, samples.bold, TITLES | {"2.4": "เรื่องที่สี่"}) == set()


def test_a_sub_heading_in_a_known_section_is_no_guess(rules: Rules) -> None:
    inside = [samples.para("ยุทธวิธีรายกอง", bold=True), *samples.contents()["2.2"]]
    reading = read(plan(content={"2.2": inside}), lexicon_of(rules))
    found = [part for part in reading.sections if part.hit and part.hit.guessed]
    assert found == []
