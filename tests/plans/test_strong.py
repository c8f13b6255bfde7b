"""Content that speaks for one element by itself."""

import pytest

from mailbot.plans.strong import strong_for
from mailbot.rules import Rules
from tests.plans.samples import contents, para


@pytest.mark.parametrize("element", ["2.2", "2.3", "2.4", "2.5", "2.6", "2.8"])
def test_full_content_speaks_for_its_element(rules: Rules, element: str) -> None:
    assert element in strong_for(contents()[element], rules)


def test_running_text_speaks_for_nothing(rules: Rules) -> None:
    text = para("หน่วยงานให้บริการประชาชนทุกวันทำการ และทบทวนการทำงานเป็นประจำทุกปี")
    assert strong_for([text], rules) == frozenset()
    assert strong_for([], rules) == frozenset()


def test_events_against_areas_are_no_strategy(rules: Rules) -> None:
    found = strong_for(contents()["2.2"], rules)
    assert "2.2" in found
    assert "2.4" not in found
