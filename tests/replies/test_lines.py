"""Folding Thai: never wider than the line, never inside a cluster, a file name or a number with its word."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.replies.lines import KEEP_END, KEEP_START, WIDTH, cells, fold, keep, shortened, unmarked

THAI = "กขคงจฉชซญดตถทธนบปผพฟภมยรลวศษสหฬอฮะาำิีึืุูเแโใไ็่้๊๋์ๆฯ๐๑๒๓๔๕๖๗๘๙"
THAI_TEXT = st.text(alphabet=THAI + " " * 6 + "abcXYZ.()“”", max_size=400)


def test_marks_take_no_room_and_sara_am_takes_one() -> None:
    assert cells("ที่นี่") == 2
    assert cells("น้ำ") == 2
    assert cells("計画") == 4


@settings(max_examples=200)
@given(THAI_TEXT)
def test_no_line_is_wider_than_the_room(text: str) -> None:
    for line in fold(text).split("\n"):
        assert cells(line) <= WIDTH


@settings(max_examples=200)
@given(THAI_TEXT)
def test_nothing_is_lost_but_blanks(text: str) -> None:
    assert fold(text).replace("\n", "").replace(" ", "") == text.replace(" ", "")


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["ที่นี่", "น้ำ", "เปลี่ยน", "แผน", "ประเมิน", "ๆ", "กระทรวงฯ", "ได้แก่"]), min_size=10, max_size=80)
)
def test_no_line_begins_or_ends_inside_a_cluster(words: list[str]) -> None:
    lines = fold("".join(words)).split("\n")
    for line in lines[1:]:
        assert unicodedata.category(line[0]) not in ("Mn", "Me")
        assert line[0] not in "ะาำๆฯ"
    for line in lines[:-1]:
        assert line[-1] not in "เแโใไ"


def test_a_kept_name_stays_on_one_line_though_it_has_blanks() -> None:
    name = "แผน BCP ของ อบต.ตะพง ฉบับแก้ไข ครั้งที่ 2.docx"
    folded = fold("ขอเรียนว่า ได้รับไฟล์ของหน่วยงานท่านแล้ว คือ " + keep(name) + " และไฟล์อื่นอีก")
    assert name in folded
    assert KEEP_START not in folded and KEEP_END not in folded


def test_a_count_of_cases_stays_with_its_word() -> None:
    """The digest ended a line with "ยังไม่ทราบหน่วยงาน ๑" and began the next with "เรื่อง"."""
    text = "รอเจ้าหน้าที่ตรวจ ๒ เรื่อง ยังไม่ทราบหน่วยงาน ๑ เรื่อง ส่งแล้ว ๓ ครั้ง จากทั้งหมด ๓ ส่วน"
    for width in range(30, 76):
        assert not any(line.startswith(("เรื่อง", "ครั้ง", "ส่วน")) for line in fold(text, width).split("\n"))


def test_numbers_stay_with_their_words() -> None:
    text = " ".join(["ข้อความ"] * 10) + " หน้า ๑๒ วันที่ ๓๐ มิถุนายน ๒๕๖๓ เวลา ๑๐.๐๐ น. สำนักงาน\u00a0ก.พ.ร."
    for width in range(24, 76):
        lines = fold(text, width).split("\n")
        assert not any(line.startswith(("๑๒", "๓๐", "มิถุนายน", "๒๕๖๓", "๑๐", "น.", "ก.พ.ร.")) for line in lines)


def test_list_items_hang_under_their_first_word() -> None:
    folded = fold("๑. " + "ข้อความที่ยาว " * 12).split("\n")
    assert folded[0].startswith("๑. ข้อความ")
    assert all(line.startswith("   ข้อความ") for line in folded[1:])


def test_indented_lines_keep_their_indent() -> None:
    assert all(line.startswith("   ") for line in fold("   " + "ข้อความที่ยาว " * 12).split("\n"))


@settings(max_examples=100)
@given(st.text(alphabet=THAI + "abc .", min_size=1, max_size=200), st.integers(10, 80))
def test_a_shortened_name_fits(text: str, width: int) -> None:
    assert cells(shortened(text, width)) <= width


def test_a_shortened_name_keeps_its_ending() -> None:
    name = "แผนบริหารความต่อเนื่องขององค์การบริหารส่วนตำบลตะพง ฉบับสมบูรณ์.docx"
    assert shortened(name, 40).endswith(".docx")
    assert "…" in shortened(name, 40)
    assert shortened("สั้น.pdf", 40) == "สั้น.pdf"


def test_break_hints_are_not_printed() -> None:
    assert unmarked("ก\u200bข") == "กข"
