"""Zip and XML bombs, refused before a parser sees them, and Office files made to hurt."""

import io
import time
import warnings
import zipfile
from collections.abc import Callable

import pytest

from mailbot.documents.preflight import open_package, parse_xml, read_part
from mailbot.documents.read import read_document
from mailbot.errors import Refused
from tests.documents.samples import SENTENCE, paragraph, part, word_file, zip_file

SOUND = word_file(paragraph(SENTENCE))


def many_paragraphs() -> bytes:
    """600 MB of paragraphs in less than 3 MB."""
    inside = b"<w:p><w:r><w:t>ab</w:t></w:r></w:p>" * 30_000
    target = io.BytesIO(word_file(""))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/more.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(600):
            stream.write(inside)
    return target.getvalue()


def spaces() -> bytes:
    return word_file("", {"word/document.xml": b"<a>" + b" " * 70_000_000})


def picture_bomb() -> bytes:
    return word_file(paragraph(SENTENCE), {"word/media/a.bin": bytes(280_000_000)})


def many_entries() -> bytes:
    return zip_file({"word/document.xml": "<a/>", **{f"a/{number}.xml": "" for number in range(60_000)}})


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{entities}]><a>&l9;</a>'


def billion_laughs() -> bytes:
    return word_file("", {"word/document.xml": laughs()})


def laughs_in_utf16() -> bytes:
    return word_file("", {"word/styles.xml": laughs().encode("utf-16")})


def external_entity() -> bytes:
    text = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    return word_file("", {"word/document.xml": text})


def climbing_name() -> bytes:
    return word_file(paragraph(SENTENCE), {"../../evil.xml": "<a/>"})


def one_name_twice() -> bytes:
    target = io.BytesIO(SOUND)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(target, "a") as package:
            package.writestr("word/document.xml", "<a/>")
    return target.getvalue()


def lying_size() -> bytes:
    """The directory says 10 bytes, the stream holds more."""
    data = bytearray(SOUND)
    with zipfile.ZipFile(io.BytesIO(SOUND)) as package:
        size = package.getinfo("word/document.xml").file_size
    wrong = size.to_bytes(4, "little")
    return bytes(data.replace(wrong, (10).to_bytes(4, "little")))


def deep_xml() -> bytes:
    return word_file("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000)


def truncated() -> bytes:
    return SOUND[: len(SOUND) * 2 // 3]


def no_document() -> bytes:
    return zip_file({"[Content_Types].xml": "<a/>", "x.txt": "hello"})


def locked_entry() -> bytes:
    """The bit that says 'encrypted' set in both headers of each entry."""
    data = bytearray(SOUND)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


HOSTILE: list[tuple[Callable[[], bytes], str]] = [
    (many_paragraphs, "file.bomb"),
    (spaces, "file.bomb"),
    (picture_bomb, "file.bomb"),
    (many_entries, "file.bomb"),
    (billion_laughs, "file.bomb"),
    (laughs_in_utf16, "file.bomb"),
    (external_entity, "file.bomb"),
    (climbing_name, "file.bomb"),
    (one_name_twice, "file.damaged"),
    (lying_size, "file.damaged"),
    (deep_xml, "file.damaged"),
    (truncated, "file.damaged"),
    (no_document, "file.damaged"),
    (locked_entry, "file.password"),
]


@pytest.mark.parametrize(("make", "code"), HOSTILE, ids=lambda value: getattr(value, "__name__", None))
def test_refused_at_once_with_a_name(make: Callable[[], bytes], code: str) -> None:
    data = make()
    start = time.monotonic()
    document = read_document(data, "word", "แผน.docx", seconds=10, memory_mb=512)
    assert (document.problem, document.readable, document.blocks) == (code, False, ())
    assert time.monotonic() - start < 8


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
