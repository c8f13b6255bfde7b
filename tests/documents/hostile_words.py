"""Word files made to burst or fool a reader: zip and XML bombs, lies, rings, things that run or fetch."""

import copy
import io
import warnings
import zipfile

from tests.documents.compound_file import compound_file
from tests.documents.samples import SENTENCE, paragraph, part, relationships, word_file, zip_file

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


def overlapping_entries() -> bytes:
    """Two thousand directory entries that all point to one packed stream (Fifield's quine-free bomb)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(20_000_000))
        entry = package.infolist()[0]
        for number in range(2000):
            other = copy.copy(entry)
            other.filename = f"word/{number:04}.xml"
            package.filelist.append(other)
            package.NameToInfo[other.filename] = other
    return target.getvalue()


def paragraphs_within_the_limit() -> bytes:
    """Six million empty paragraphs: small enough for the pre-flight, too large for memory."""
    inside = "<w:p/>" * 9_000_000
    noise = "".join(f"<w:p><!--{n * 7919 % 999983:x}--></w:p>" for n in range(60_000))
    return word_file(inside[:54_000_000] + noise)


def nested_tables() -> bytes:
    opening, closing = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return word_file(paragraph(SENTENCE) + opening * 60 + paragraph("ลึก") + closing * 60)


def styles_in_a_ring() -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/></w:style>'
    ring = "".join(style.format(n, n, (n + 1) % 500) for n in range(500))
    parts: dict[str, str | bytes] = {
        "word/styles.xml": part("w:styles", ring),
        "word/_rels/document.xml.rels": relationships(("rId1", "styles", "styles.xml")),
    }
    return word_file(paragraph(SENTENCE, '<w:pStyle w:val="7"/>') * 50, parts)


def absurd_numbers() -> bytes:
    """Lists that start at two thousand million, levels that do not exist, shapes that nobody knows."""
    level = (
        '<w:lvl w:ilvl="{}"><w:start w:val="2147483647"/><w:numFmt w:val="{}"/><w:lvlText w:val="'
        + "%1" * 50_000
        + '"/></w:lvl>'
    )
    levels = "".join(level.format(n, shape) for n, shape in enumerate(("thaiLetters", "lowerRoman", "x")))
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1">'
    numbering += '<w:abstractNumId w:val="0"/></w:num>'
    parts: dict[str, str | bytes] = {
        "word/numbering.xml": part("w:numbering", numbering),
        "word/_rels/document.xml.rels": relationships(("rId1", "numbering", "numbering.xml")),
    }
    lists = "".join(f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>' for n in (0, 1, 2, 99, -1))
    return word_file(paragraph(SENTENCE, lists) * 200, parts)


def chunks_in_chunks() -> bytes:
    """A Word file that imports a Word file that imports a Word file ..."""
    data = word_file(paragraph(SENTENCE))
    for _ in range(30):
        links = relationships(("rId7", "aFChunk", "a.docx"))
        parts: dict[str, str | bytes] = {"word/_rels/document.xml.rels": links, "word/a.docx": data}
        data = word_file(paragraph(SENTENCE) + '<w:altChunk r:id="rId7"/>', parts)
    return data


def with_macros() -> bytes:
    return word_file(paragraph(SENTENCE), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)})


def locked_office() -> bytes:
    """What Word writes when a .docx gets a password: an OLE file."""
    return compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(500)})


def flat_bomb() -> bytes:
    """One XML file of a hundred thousand parts."""
    piece = '<pkg:part pkg:name="/a/{}.bin"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>'
    inside = "".join(piece.format(n) for n in range(100_000))
    opening = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    return f"{opening}{inside}</pkg:package>".encode()


def laughing_word_2003() -> bytes:
    """Entities that grow, in a Word 2003 XML file."""
    names = ' xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    return laughs().replace("<a>", f"<w:wordDocument{names}>").replace("</a>", "</w:wordDocument>").encode()
