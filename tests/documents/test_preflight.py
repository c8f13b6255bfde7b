"""Zipped documents looked over before a parser sees them."""

import pytest

from mailbot.documents.preflight import open_package, parse_xml, read_part
from mailbot.errors import Refused
from tests.documents.samples import SENTENCE, paragraph, part, word_file, zip_file

SOUND = word_file(paragraph(SENTENCE))


def test_what_passes_comes_out_whole() -> None:
    package = open_package(SOUND)
    data = read_part(package, "word/document.xml")
    assert data is not None
    assert SENTENCE.encode() in data
    assert read_part(package, "word/none.xml") is None
    assert parse_xml(part("w:a", "").encode()).tag.endswith("}a")


def test_names_that_differ_in_case_are_one_name() -> None:
    with pytest.raises(Refused) as refused:
        open_package(zip_file({"word/a.xml": "1", "WORD/A.XML": "2"}))
    assert refused.value.code == "file.damaged"
