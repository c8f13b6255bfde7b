"""The gate: which text layers are good, which can be judged all the same, and which nobody can read."""

import pytest

from mailbot.documents.page_quality import page_quality
from mailbot.documents.thai import norm
from tests.documents.samples import SENTENCE

NAMES = "\n".join(f"นายสมชาย ใจดี  หัวหน้ากลุ่ม  ๐๘ ๑๒๓๔ ๕๖{n:02d}" for n in range(20))
ENGLISH = "The plan of the department is to be reviewed by the team, and it is kept on this page for the staff. " * 3
SHIFTED = "".join(chr(0xE01 + (ord(sign) - 0xE01 + 7) % 0x4E) if sign >= "ก" else sign for sign in SENTENCE)
MOVED = "แผนดำเนนิ ธรุ กจิ อยา่ งตอ่ เน่อื งของหนว่ ยงานทต่ี อ้ งปฏบิ ตั กิ ารใหไ้ ด้ตามแผน และการดำเนนิ งาน" * 3


@pytest.mark.parametrize(
    ("text", "good", "usable"),
    [
        (SENTENCE * 4, True, True),
        (NAMES, True, True),
        (ENGLISH, True, True),
        ("แผนบริหารความต่อเนื่อง", True, True),
        ("", True, True),
        ("๑๒", True, True),
        (MOVED, False, True),  # marks over their neighbours: the skeleton is whole
        ("กกกกก กกก ขขขข กกก ฅฅฅ กกกก\n" * 10, False, False),  # no Unicode map
        ("ส านกงานสงเสรมวสาหกจขนาดกลางและขนาดยอม " * 9, False, False),  # every mark lost
        ("nni~1hJ i1~~~ fl1Jfl 1'111i'Vl tl1:; n1~vh il1 " * 9, False, False),  # Thai read as English
        (SHIFTED * 3, False, False),  # a font that maps every glyph to another letter
    ],
)
def test_gate(text: str, good: bool, usable: bool) -> None:
    quality = page_quality(norm(text))
    assert (quality.good, quality.usable) == (good, usable)


def test_better_reading_scores_higher() -> None:
    damaged = (SENTENCE * 4).replace("ื่", "ื้่").replace("ั้", "้่ั")
    assert page_quality(norm(SENTENCE * 4)).score > page_quality(norm(damaged)).score
    assert page_quality(norm(SENTENCE)).score > page_quality(norm("กกก ขขข " * 30)).score
