"""Text of others is data: nothing in it may end a line, turn the writing or hide itself."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.replies.foreign import harmless


def test_line_ends_and_controls_become_blanks() -> None:
    assert harmless("ก\r\nBcc: x@y.z\x00\x1b[31m\u2028ข") == "ก Bcc: x@y.z [31m ข"


def test_direction_marks_are_shown() -> None:
    assert harmless("แผน\u202efdp.exe") == "แผน\ufffdfdp.exe"


def test_invisible_letters_are_dropped() -> None:
    assert harmless("แ\u200bผ\u00adน\ufeff\ufdd0") == "แผน"


def test_half_letters_are_shown() -> None:
    assert harmless("a\udcb9b") == "a\ufffdb"


def test_towers_of_marks_are_cut() -> None:
    assert harmless("ก" + "\u0e48" * 50) == "ก" + "\u0e48" * 4


def test_long_text_is_cut_at_a_cluster() -> None:
    cut = harmless("เปลี่ยน" * 100, limit=50)
    assert len(cut) <= 50
    assert cut.endswith("…")
    assert cut[-2] not in "เแโใไ"


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_any_text_becomes_one_printable_line(text: str) -> None:
    line = harmless(text)
    assert not [sign for sign in line if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")]
    assert len(line) <= 300
    assert harmless(line) == line
