"""Headings set as a table of two cells: a number and a title."""

import pytest

from mailbot.documents.model import Block
from mailbot.documents.thai import norm, to_thai
from mailbot.plans.elements import judge_elements
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.numbered_rows import with_plain_headings
from mailbot.rules import Rules
from tests.plans.samples import OWN_WORDS, TITLES, plan, printed, rows


def two_cells(number: int, title: str) -> list[Block]:
    """The heading as a row of its own, an empty paragraph behind it left out by the reader."""
    cells = (f"{to_thai(str(number))}.", norm(title))
    return [Block("row", "\t".join(cells), cells=cells, in_table=True)]


@pytest.mark.parametrize("titles", [TITLES, OWN_WORDS], ids=["form", "own"])
def test_every_element_is_seen(rules: Rules, titles: dict[str, str]) -> None:
    document = plan(two_cells, titles)
    found = judge_elements(document, printed(document), [], rules)
    assert {key: one.state for key, one in found.items()} == dict.fromkeys(found, "present")


def test_a_title_in_unknown_words_is_never_absent(rules: Rules) -> None:
    document = plan(two_cells, TITLES | {"2.3": "ใครทำอะไร", "2.6": "ของที่ต้องมี"})
    found = judge_elements(document, None, [], rules)
    assert {found["2.3"].state, found["2.6"].state} <= {"present", "review"}


def test_a_heading_with_nothing_under_it_breaks_no_list(rules: Rules) -> None:
    found = judge_elements(plan(two_cells, TITLES, empty=["2.5"]), None, [], rules)
    assert found["2.5"].state == "weak"
    assert {one.state for key, one in found.items() if key != "2.5"} == {"present"}


def test_a_table_of_steps_is_left_alone(rules: Rules) -> None:
    steps = [
        f"{number}. | {word}" for number, word in enumerate(("แจ้งเหตุ", "ประชุมทีม", "ย้ายสถานที่", "กู้ระบบ", "รายงาน"), 1)
    ]
    document = plan(content={"2.7": rows("ลำดับ | กิจกรรม", *steps)})
    assert with_plain_headings(document, lexicon_of(rules)) is document
