"""Typed numbers in front of headings, and texts that only look numbered."""

import pytest

from mailbot.documents.numbering import parse_automatic, split_number


@pytest.mark.parametrize(
    ("text", "number", "pattern", "rest"),
    [
        ("๒.๑ วัตถุประสงค์", "2.1", "1.1", "วัตถุประสงค์"),
        ("๒.๑วัตถุประสงค์", "2.1", "1.1", "วัตถุประสงค์"),
        ("2.1. Objectives", "2.1", "1.1", "Objectives"),
        ("2. 3 ขอบเขต", "2.3", "1.1", "ขอบเขต"),
        ("๒.3 ทีมงาน", "2.3", "1.1", "ทีมงาน"),
        ("3 2. ทีมงาน", "3.2", "1.1", "ทีมงาน"),
        ("๑. บทนำ", "1", "1.", "บทนำ"),
        ("๑) บทนำ", "1", "1)", "บทนำ"),
        ("(๑) บทนำ", "1", "(1)", "บทนำ"),
        ("( 1 ) บทนำ", "1", "(1)", "บทนำ"),
        ("ก. บทนำ", "ก", "ก.", "บทนำ"),
        ("(ก) บทนำ", "ก", "(ก)", "บทนำ"),
        ("ข้อ ๑ วัตถุประสงค์", "1", "ข้อ 1", "วัตถุประสงค์"),
        ("ข้อ 2.1 วัตถุประสงค์", "2.1", "ข้อ 1.1", "วัตถุประสงค์"),
        ("ส่วนที่ ๒ องค์ประกอบ", "2", "ส่วนที่ 1", "องค์ประกอบ"),
        ("บทที่ 1 บทนำ", "1", "บทที่ 1", "บทนำ"),
        ("ภาคผนวก ก รายชื่อ", "ก", "ภาคผนวก ก", "รายชื่อ"),
        ("ตารางที่ ๑ สรุปเหตุการณ์", "1", "ตารางที่ 1", "สรุปเหตุการณ์"),
        ("IV. Scope", "IV", "a.", "Scope"),
    ],
)
def test_number_comes_off(text: str, number: str, pattern: str, rest: str) -> None:
    found = split_number(text)
    assert (found.number, found.pattern, found.rest) == (number, pattern, rest)


@pytest.mark.parametrize(
    "text",
    ["30 มิถุนายน 2563", "๒๕๖๓ เป็นปี", "วัตถุประสงค์", "การบริหาร", "กรมที่ดิน", "ข้อเสนอแนะ", "ส่วนราชการ", "", "2563.1 x"],
)
def test_what_is_no_number(text: str) -> None:
    found = split_number(text)
    assert (found.number, found.rest, found.rank) == ("", text, 9)


def test_ranks_go_from_parts_to_letters() -> None:
    texts = ["ส่วนที่ ๑ ก", "๑. ก", "๑.๑ ก", "๑.๑.๑ ก", "๑) ก", "(๑) ก", "ก. ก", "ก", "ตารางที่ ๑ ก"]
    ranks = [split_number(text).rank for text in texts]
    assert ranks == sorted(ranks)
    assert split_number("๒.๑๐ ก").steps == (2, 10)
    assert split_number("ก. ก").steps == ()


def test_automatic_numbers() -> None:
    assert parse_automatic("๒.๑").number == "2.1"
    assert parse_automatic("๑.").pattern == "1."
    assert parse_automatic("•").number == ""
    assert parse_automatic("").number == ""
