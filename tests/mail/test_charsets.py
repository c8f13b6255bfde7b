"""Charsets by score: Thai words that are valid UTF-8 by accident, lying labels, and names Python does not know."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.mail.charsets import decode, decode_header, text_codec

ALIASES = ["windows-874", "x-windows-874", "dos-874", "874", "ms874", "ibm874", "TIS-620-2533", "tis620.2533"]
WORDS = ["แผน", "แบบ", "ศธ", "สธ", "ใบ", "ไทย", "เธอ", "แผน BCP กรม", "นร ๐๑๒๓", "กรมที่ดิน จังหวัดนนทบุรี"]
LABELS = [None, "tis-620", "utf-8", "us-ascii", "iso-8859-1", "windows-874", "iso-8859-11", "x-unknown"]


@pytest.mark.parametrize("label", ALIASES)
def test_python_knows_the_names_of_thai_windows(label: str) -> None:
    assert codecs.lookup(label).name == "cp874"
    assert "แผน".encode("cp874").decode(label) == "แผน"


@pytest.mark.parametrize("label", [*ALIASES, "tis-620", "TIS-620", "iso-8859-11", "cp874", ' "Windows-874" '])
def test_every_thai_label_means_cp874(label: str) -> None:
    assert text_codec(label) == "cp874"


@pytest.mark.parametrize(
    "label", ["rot13", "base64", "zip", "hex", "undefined", "idna", "punycode", "", None, "x" * 99]
)
def test_what_is_no_charset_is_refused(label: str | None) -> None:
    assert text_codec(label) is None
    assert decode("เรียน".encode("cp874"), label) == "เรียน"


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("charset", ["cp874", "utf-8"])
@pytest.mark.parametrize("label", LABELS)
def test_the_reading_that_looks_thai_wins_over_the_label(word: str, charset: str, label: str | None) -> None:
    assert decode(f"{word}.pdf".encode(charset), label) == f"{word}.pdf"


@pytest.mark.parametrize("word", ["café", "Köln", "Müller", "España", "naïve résumé", "“quoted” – text…"])
@pytest.mark.parametrize("label", [None, "utf-8", "iso-8859-1"])
def test_latin_text_stays_latin(word: str, label: str | None) -> None:
    assert decode(word.encode(), label) == word
    assert decode(word.encode("cp1252"), label) == word


def test_a_declared_charset_of_another_language_is_believed() -> None:
    assert decode("計画書".encode("shift_jis"), "shift_jis") == "計画書"
    assert decode("日本".encode("iso-2022-jp"), "iso-2022-jp") == "日本"
    assert decode("план".encode("koi8-r"), "koi8-r") == "план"


def test_what_cannot_be_read_leaves_a_mark() -> None:
    text = decode("แผนดำเนินธุรกิจ".encode()[:-1], "utf-8")
    assert text.startswith("แผนดำเนินธุรกิ")
    assert text.endswith("\ufffd")


def test_half_characters_do_not_come_through() -> None:
    assert decode(b"+2AA-x", "utf-7") == "?x"
    assert decode(b"\xff\xfe\x00\xd8x\x00", None).encode()
    assert decode_header("a\ud800b") == "a?b"


def test_nuls_are_dropped() -> None:
    assert decode(b"a\0b", None) == "ab"
    assert decode("ก\0ข".encode("cp874"), "tis-620") == "กข"


@given(st.binary(max_size=400), st.sampled_from([*LABELS, "utf-16", "utf-7", "hz", "big5", "idna", "unicode_escape"]))
def test_any_bytes_give_text(data: bytes, label: str | None) -> None:
    text = decode(data, label)
    assert "\0" not in text
    assert bool(text) or not data.strip(b"\0") or len(data) < 8


@given(st.text(alphabet="กขคงจชดตถทนบปผพมยรลวสหอฮะาิีึืุูเแโใไ่้๊๋์็ำ ", min_size=4, max_size=200))
def test_thai_in_utf8_is_always_read_back(text: str) -> None:
    letters = sum(char != " " for char in text)
    if letters >= 3:
        assert decode(text.encode(), None) == text


@given(st.binary(max_size=300))
def test_any_header_gives_one_line_without_nul(raw: bytes) -> None:
    text = decode_header(raw)
    assert "\0" not in text
    assert "\n" not in text


def test_header_words_of_one_charset_are_joined_before_decoding() -> None:
    assert decode_header(b"=?utf-8?B?4LmB4Lic?= \r\n =?UTF-8?B?4LiZ?=") == "แผน"
    assert decode_header(b"plain =?tis-620*th?Q?=E1=BC=B9?= end") == "plain แผน end"
    assert decode_header("แผน") == "แผน"
