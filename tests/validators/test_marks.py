"""Marks of classification as clerks really write them: beside urgency and page, glued to signs, in names."""

import pytest

from validators.classified import in_name, in_text, is_mark


@pytest.mark.parametrize(
    "line",
    [
        "ลับ หน้า 1",
        "หน้า ๑/๙ ลับ",
        "หน้าที่ ๓ จาก ๑๒   ลับมาก",
        "ด่วนที่สุด / ลับ",
        "ลับ ด่วนมาก",
        "ลับ (สำเนา)",
        "TOP-SECRET page 2 of 9",
        "ล\u200bั\u200bบ",
    ],
)
def test_a_mark_beside_urgency_or_page_number(line: str) -> None:
    assert is_mark(line)


@pytest.mark.parametrize("line", ["๑. ลับ", "ด่วนที่สุด", "หน้า ๓", "สำเนา", "ระดับ ลับ และ ลับมาก", "หน้า 3 ลับแล"])
def test_a_line_that_only_looks_like_one(line: str) -> None:
    assert not is_mark(line)


@pytest.mark.parametrize(
    "text",
    [
        "ลับ: แผน BCP",
        "ลับมาก/ด่วน แผน",
        "ด่วนที่สุด/ลับ แผน",
        '"ลับ" แผน',
        "“ลับ” แผน",
        "*ลับ* แผน",
        "ชั้นความลับ:ลับมาก",
        "[ล\u200bับ] แผน",
        "ลับ\u200e.docx",
        "ลับ+แผน",
        "แผน,ลับ",
        "แผนลับ.docx",
        "ลับ1.docx",
        "ลับ/แผน.docx",
        "ล ับ_แผน",
    ],
)
def test_a_mark_in_a_subject_or_name(text: str) -> None:
    assert in_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "แผน อำเภอลับแล: อุตรดิตถ์",
        "ลับแล",
        "แผน (ไม่มีชั้นความลับ)",
        "การรักษาความ ลับ",
        "กลับ",
        "ลำดับ",
        "secretary.docx",
        "confidentiality",
    ],
)
def test_no_mark_in_a_subject_or_name(text: str) -> None:
    assert in_name(text) is None


def test_in_a_mails_own_words_only_thai_marks_count() -> None:
    assert in_text("เรียน เลขาธิการ\nชั้นความลับ : ลับมาก\nขอส่งแผน") == "ชั้นความลับ : ลับมาก"
    assert in_text("Dear all\nCONFIDENTIAL\nThis mail is for its reader only.") is None
    assert in_text("> ลับ\nเรื่องนี้เป็นความ\nลับแล") is None
