"""Subjects: theirs kept, ours before it, the receipt behind it, nothing piled up."""

import pytest

from mailbot.replies.subject import bare, subject
from tests.replies.samples import RULES


@pytest.mark.parametrize(
    "theirs",
    [
        "แผน BCP อบต.ตะพง",
        "Re: แผน BCP อบต.ตะพง",
        "RE: Re: FW: แผน BCP อบต.ตะพง",
        "ตอบรับ: แผน BCP อบต.ตะพง [BCP2563-000123]",
        "Re: ขอให้แก้ไข: แผน BCP อบต.ตะพง [BCP2563-000123]",
        "ตอบกลับ: Re[2]: ตอบรับ: [BCP2563-000122] แผน BCP อบต.ตะพง [BCP2563-000123]",
        "Fwd: To be corrected: แผน BCP อบต.ตะพง",
        "ขอความอนุเคราะห์เร่งจัดส่ง: แผน BCP อบต.ตะพง",
    ],
)
def test_prefixes_and_receipts_do_not_pile_up(theirs: str) -> None:
    assert subject("ตอบรับ", theirs, "BCP2563-000124", RULES, "") == "ตอบรับ: แผน BCP อบต.ตะพง [BCP2563-000124]"


def test_words_before_a_colon_that_are_not_prefixes_stay() -> None:
    assert bare("ที่ รย 71001/123: ส่งแผน", RULES) == "ที่ รย 71001/123: ส่งแผน"
    assert bare("[ด่วน] Regarding: plan", RULES) == "[ด่วน] Regarding: plan"


def test_no_subject_of_theirs() -> None:
    assert subject("ตอบรับ", "", "BCP2563-000124", RULES, "แผน BCP") == "ตอบรับ: แผน BCP [BCP2563-000124]"
    assert subject("ตอบรับ", "Re: ", "BCP2563-000124", RULES, "แผน BCP") == "ตอบรับ: แผน BCP [BCP2563-000124]"


def test_our_own_part_is_at_most_seventy_characters() -> None:
    for prefix in ("ขอความอนุเคราะห์จัดส่งโดยเร็ว", "For your information"):
        assert len(subject(prefix, "x", "BCP2563-000124", RULES, "")) - 1 <= 70


def test_a_long_subject_is_shortened() -> None:
    assert len(subject("ตอบรับ", "แผน" * 500, "BCP2563-000124", RULES, "")) < 150


def test_line_ends_cannot_make_a_header() -> None:
    made = subject("ตอบรับ", "แผน\r\nBcc: someone@example.org", "BCP2563-000124", RULES, "")
    assert "\r" not in made and "\n" not in made
