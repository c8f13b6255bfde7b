"""Lines of Thai must break where a reader can bear it, and never tear a cluster or lose a letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.demo.thai_lines import break_lines

TEXT = "กระบวนการแจ้งเหตุฉุกเฉิน คือ การแจ้งเหตุให้บุคลากรของสำนักงานจังหวัดทราบเป็นลำดับชั้น ภายใน ๓๐ นาที (Call Tree)"
NEVER_FIRST = "ะาำๅๆฯัิีึืฺุู็่้๊๋์ํ๎"


def letters(text: str) -> float:
    """Every letter is one wide."""
    return float(len(text))


@pytest.mark.parametrize("width", [4, 9, 16, 30, 60])
def test_no_line_is_too_wide_and_none_begins_with_a_mark(width: int) -> None:
    lines = break_lines(TEXT, width, letters)
    assert len(lines) > 1
    for line in lines:
        assert len(line) <= width
        assert line[0] not in NEVER_FIRST
        assert line[-1] not in "เแโใไ"


def test_known_words_stay_whole_when_there_is_room() -> None:
    lines = break_lines("ให้บุคลากรสำนักงานปฏิบัติงานตามกระบวนการ", 14, letters)
    assert lines == ["ให้บุคลากร", "สำนักงาน", "ปฏิบัติงานตาม", "กระบวนการ"]


@settings(max_examples=200)
@given(st.text(alphabet="กขงจดตนมยรลสอเแโใไะาำิีุู่้์ ()๑๒ab/-", max_size=60), st.integers(5, 40))
def test_no_letter_is_lost(text: str, width: int) -> None:
    lines = break_lines(text, width, letters)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
