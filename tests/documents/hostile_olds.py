"""Old Word files, RTF, OpenDocument and web pages made to hang, burst or fool a reader."""

import struct
from io import BytesIO

import olefile

from tests.documents.compound_file import compound_file, old_word
from tests.documents.samples import SENTENCE, zip_file

_TEXT = SENTENCE.strip()
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def rtf_of_brackets() -> bytes:
    """A million groups inside each other."""
    return b"{\\rtf1 " + b"text " * 40 + b"{" * 1_000_000 + b"x" + b"}" * 1_000_001


def rtf_flood_of_bytes() -> bytes:
    """Says that two thousand million bytes of binary data follow."""
    return b"{\\rtf1 " + b"text " * 40 + b"{\\pict\\bin2147483647 " + bytes(range(256)) * 4000 + b"}}"


def rtf_of_tables() -> bytes:
    """Tables two hundred deep, again and again."""
    row = b"\\trowd\\cellx100\\cellx200\\pard\\intbl\\itap200 x\\nestcell\\nestrow\\cell\\row"
    return b"{\\rtf1 " + row * 20_000 + b"}"


def rtf_of_boxes() -> bytes:
    """Text boxes that are opened and never closed."""
    return b"{\\rtf1 " + b"text " * 40 + b"{\\shp{\\*\\shpinst{\\shptxt " * 20_000


def rtf_with_object() -> bytes:
    """An object that wants to be brought up to date, and a template elsewhere."""
    return b"{\\rtf1{\\*\\template http://127.0.0.1:9/a.dot}{\\object\\objautlink\\objupdate}" + b"text " * 40 + b"}"


def doc_with_macros() -> bytes:
    return _with_streams({"Macros": b"x", "_VBA_PROJECT_CUR": b"x"})


def doc_with_package(native: bytes) -> bytes:
    """native: a stream Ole10Native."""
    return _with_streams({"\x01Ole10Native": native})


def doc_locked() -> bytes:
    return old_word(_TEXT, flags=0x0100)


def doc_cut_off() -> bytes:
    return old_word(f"{_TEXT}\r" * 200)[: 512 * 20]


def doc_sectors_in_a_ring() -> bytes:
    """The chain of sectors of the main stream leads back to its beginning."""
    data = bytearray(old_word(f"{_TEXT}\r" * 100))
    table = len(data) - 512
    sector, following = struct.unpack_from("<II", data, table)
    struct.pack_into("<I", data, table + 4, 0)
    assert (sector, following) != (0, 0)
    return bytes(data)


def doc_directory_in_a_ring() -> bytes:
    """Each entry of the directory is the other's sibling."""
    data = bytearray(old_word(_TEXT))
    name = "1Table".encode("utf-16-le")
    at = data.find(name)
    struct.pack_into("<II", data, at + 68, 1, 2)
    return bytes(data)


def doc_that_lies_about_pieces() -> bytes:
    """A piece that is said to hold two thousand million letters."""
    with olefile.OleFileIO(BytesIO(old_word(_TEXT))) as ole:
        main, table = ole.openstream("WordDocument").read(), bytearray(ole.openstream("1Table").read())
    struct.pack_into("<I", table, 14, 2_000_000_000)
    return compound_file({"WordDocument": main, "1Table": bytes(table)})


def doc_of_noise() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(n * 7919 % 251 for n in range(40_000))


def odt(body: str, opening: str = "") -> bytes:
    """An OpenDocument text with this inside."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    inside = f"<office:body><office:text><text:p>{_TEXT}</text:p>{body}</office:text></office:body>"
    content = f"{opening}<office:document-content {names}>{inside}</office:document-content>"
    return zip_file({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def odt_of_spaces() -> bytes:
    """Ten thousand times two thousand million spaces."""
    return odt("<text:p>" + '<text:s text:c="2147483647"/>' * 10_000 + "</text:p>")


def odt_of_cells() -> bytes:
    """One cell, repeated as often as a number can say."""
    cell = '<table:table-cell table:number-columns-repeated="2147483647"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="2147483647">{cell * 2}</table:table-row>'
    return odt(f"<table:table>{row}</table:table>")


def odt_of_entities() -> bytes:
    return odt("<text:p>&a;</text:p>", '<!DOCTYPE x [<!ENTITY a "ha">]>')


def page_of_brackets() -> bytes:
    """Half a million elements inside each other."""
    return b"<html><body>" + b"<div><b>" * 250_000 + _TEXT.encode() + b"</b></div>" * 250_000


def page_of_cells() -> bytes:
    """Tables inside tables inside tables."""
    return b"<html><body>" + _TEXT.encode() + b"<table><tr><td>x<td>" * 3_000


def archive_of_archives() -> bytes:
    """A web archive of ten thousand parts, each in the one before it."""
    opening = "".join(f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(10_000))
    return f"MIME-Version: 1.0\r\n{opening}Content-Type: text/html\r\n\r\n<p>{_TEXT}</p>".encode()


def _with_streams(more: dict[str, bytes]) -> bytes:
    with olefile.OleFileIO(BytesIO(old_word(_TEXT))) as ole:
        streams = {name: ole.openstream(name).read() for name in ("WordDocument", "1Table")}
    return compound_file({**streams, **more})
