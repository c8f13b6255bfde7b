"""What a file is by its bytes, whatever its name says."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.documents.sniff import sniff
from tests.mail.ole_writer import ole
from tests.mail.samples import DOCM, DOCX, DOCX_TYPES_LAST, PDF, mixed, pdf_part, thai, zipped


def _typed(content_type: str) -> bytes:
    return zipped({"[Content_Types].xml": f'<Override ContentType="application/{content_type}+xml"/>'.encode()})


def _odt(manifest: bytes = b"<m/>", kind: bytes = b"text") -> bytes:
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument." + kind, "META-INF/manifest.xml": manifest},
        zipfile.ZIP_STORED,
    )


XLSX = _typed("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main")
PPTX = _typed("vnd.openxmlformats-officedocument.presentationml.presentation.main")
DOC = ole({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x00" + bytes(500)})
DOC_LOCKED = ole({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(500)})
DOC_MACRO = ole({"WordDocument": bytes(600), "_VBA_PROJECT_CUR": b"x"})
LOCKED = ole({"EncryptedPackage": bytes(5000), "EncryptionInfo": b"x"})
EML = mixed(pdf_part())
BMP = b"BM" + (100).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + bytes(90)

SORTS = [
    ("docx", DOCX, "plan.docx", "word", None),
    ("content types last", DOCX_TYPES_LAST, "plan.docx", "word", None),
    ("docx named .zip", DOCX, "plan.zip", "word", None),
    ("docx without name", DOCX, "", "word", None),
    ("docm", DOCM, "plan.docm", "word", None),
    ("xlsx", XLSX, "a.xlsx", "spreadsheet", None),
    ("pptx", PPTX, "a.pptx", "presentation", None),
    ("xlsx named docx", XLSX, "plan.docx", "spreadsheet", "file.wrong_type"),
    ("zip named docx", zipped({"a.txt": b"x"}), "plan.docx", "archive", "file.wrong_type"),
    ("zip", zipped({"a.txt": b"x"}), "a.zip", "archive", None),
    ("odt", _odt(), "plan.odt", "word_legacy", None),
    ("odt with password", _odt(b"<encryption-data/>"), "plan.odt", "word_legacy", "file.password"),
    ("ods", _odt(kind=b"spreadsheet"), "a.ods", "spreadsheet", None),
    ("doc", DOC, "plan.doc", "word_legacy", None),
    ("doc named docx", DOC, "plan.docx", "word_legacy", "file.wrong_type"),
    ("doc with password", DOC_LOCKED, "plan.doc", "word_legacy", "file.password"),
    ("doc with macros", DOC_MACRO, "plan.doc", "word_legacy", None),
    ("xls", ole({"Workbook": bytes(100)}), "a.xls", "spreadsheet", None),
    ("ppt", ole({"PowerPoint Document": bytes(100)}), "a.ppt", "presentation", None),
    ("msg", ole({"__properties_version1.0": bytes(40)}), "a.msg", "message", "file.unsupported"),
    ("docx with password", LOCKED, "plan.docx", "word", "file.password"),
    ("xlsx with password", LOCKED, "plan.xlsx", "spreadsheet", "file.password"),
    ("damaged doc", DOC[:512], "plan.doc", "other", "file.damaged"),
    ("docx cut off", DOCX[:-40], "plan.docx", "word", "file.damaged"),
    ("docx cut off, no name", DOCX[:-40], "", "word", "file.damaged"),
    ("zip cut off", zipped({"a.txt": b"x"})[:-30], "a.zip", "archive", "archive.damaged"),
    ("rtf", b"{\\rtf1\\ansi hello}", "plan.rtf", "word_legacy", None),
    ("rtf named doc", b"{\\rtf1\\ansi hello}", "plan.doc", "word_legacy", None),
    ("html named doc", b"<html><body>x</body></html>", "plan.doc", "word_legacy", None),
    ("html named docx", b"<html><body>x</body></html>", "plan.docx", "word_legacy", "file.wrong_type"),
    ("html by its own name", b"<html><body>x</body></html>", "plan.html", "text", None),
    ("mhtml named doc", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "plan.doc", "word_legacy", None),
    ("pdf", PDF, "plan.pdf", "pdf", None),
    ("pdf after 1,000 bytes of junk", b"junk\r\n" * 160 + PDF, "plan.pdf", "pdf", None),
    ("pdf named docx", PDF, "plan.docx", "pdf", "file.wrong_type"),
    ("docx named pdf", DOCX, "plan.pdf", "word", "file.wrong_type"),
    ("empty", b"", "plan.pdf", "other", "file.empty"),
    ("exe", b"MZ\x90\x00" + bytes(200), "setup.exe", "other", "file.executable"),
    ("exe renamed docx", b"MZ\x90\x00" + bytes(200), "plan.docx", "other", "file.executable"),
    ("elf renamed pdf", b"\x7fELF" + bytes(60), "plan.pdf", "other", "file.executable"),
    ("script by name", b"WScript.Echo 1\r\n", "plan.pdf.vbs", "text", "file.executable"),
    ("bidi name", b"x = 1\r\n", "plan\u202efdp.js", "text", "file.executable"),
    ("text named pdf", b"hello world\r\n", "plan.pdf", "text", "file.wrong_type"),
    ("thai text", thai("แผนดำเนินธุรกิจ\r\n"), "a.txt", "text", None),
    ("utf-8 text", "แผนดำเนินธุรกิจ\r\n".encode(), "", "text", None),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(20), "a.png", "image", None),
    ("jpeg", b"\xff\xd8\xff\xe0" + bytes(20), "a.jpg", "image", None),
    ("bmp", BMP, "a.bmp", "image", None),
    ("tiff", b"II*\x00" + bytes(20), "a.tif", "image", None),
    ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "image", None),
    ("heic", b"\x00\x00\x00\x18ftypheic" + bytes(20), "a.heic", "image", None),
    ("second half of a Mac file", b"\x00\x05\x16\x07" + bytes(40), "plan.pdf", "other", None),
    (
        "Word 2003 XML",
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
        "a.doc",
        "text",
        "file.unsupported",
    ),
    ("tar", bytes(257) + b"ustar" + bytes(9), "a.tar", "archive", "archive.unsupported"),
    ("rar", b"Rar!\x1a\x07\x00" + bytes(20), "a.rar", "archive", "archive.unsupported"),
    ("7z", b"7z\xbc\xaf\x27\x1c" + bytes(20), "a.7z", "archive", "archive.unsupported"),
    ("tnef", b"\x78\x9f\x3e\x22\x01\x00" + bytes(20), "winmail.dat", "tnef", None),
    ("eml", EML, "fw.eml", "message", None),
    ("unknown", bytes(range(256)), "a.bin", "other", None),
    ("text that begins like a program", b"MZ is a word\r\n" * 20, "a.txt", "text", None),
    ("text that begins like a bitmap", b"BMA has sent the plan\r\n" * 20, "a.txt", "text", None),
]


@pytest.mark.parametrize(("data", "name", "kind", "problem"), [row[1:] for row in SORTS], ids=[row[0] for row in SORTS])
def test_sort(data: bytes, name: str, kind: str, problem: str | None) -> None:
    found = sniff(data, name)
    if problem == "file.executable":
        assert (found.kind, found.problem) == ("other", problem)
    else:
        assert (found.kind, found.problem) == (kind, problem)
    assert found.detail


def test_macros_are_told_in_the_detail() -> None:
    assert "macros" in sniff(DOCM, "plan.docm").detail
    assert "macros" in sniff(DOC_MACRO, "plan.doc").detail
    renamed = io.BytesIO(DOCX)
    with zipfile.ZipFile(renamed, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert "macros" in sniff(renamed.getvalue(), "plan.docx").detail
    assert "macros" not in sniff(DOCX, "plan.docx").detail


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4"]))
def test_any_bytes_have_a_kind(data: bytes, head: bytes) -> None:
    found = sniff(head + data, "plan.docx")
    assert found.kind
    assert found == sniff(head + data, "plan.docx")


@given(st.integers(0, len(DOC) - 1), st.binary(max_size=40))
def test_any_change_of_an_ole_file_is_survived(at: int, patch: bytes) -> None:
    changed = DOC[:at] + patch + DOC[at + len(patch) :]
    assert sniff(changed, "plan.doc").kind in ("word_legacy", "other", "text", "message", "spreadsheet", "presentation")
