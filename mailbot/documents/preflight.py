"""Looks at a zipped document before any XML parser does, and refuses bombs: cheap, in little memory.

A 1.8 MB .docx can unpack to 3 GB in a parser. The limits are far above any real plan.
"""

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from mailbot.errors import Refused

MOST_ENTRIES = 5_000
MOST_BYTES = 300 * 2**20  # all entries unpacked
MOST_XML_BYTES = 60 * 2**20  # one XML entry unpacked
HIGHEST_RATIO = 200  # unpacked to packed, of entries above _RATIO_FROM
_RATIO_FROM = 10 * 2**20
_XML_NAME = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")


def open_package(data: bytes) -> zipfile.ZipFile:
    """The zip file, checked against its directory; raises Refused('file.bomb' or 'file.damaged')."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError, struct.error) as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    if len(entries) > MOST_ENTRIES:
        raise Refused("file.bomb", {"detail": f"{len(entries)} entries"})
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Refused("file.bomb", {"detail": "too large when unpacked"})
    names: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename.lower() in names:
            raise Refused("file.damaged", {"detail": "one name twice"})
        names.add(entry.filename.lower())
    return package


def read_part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """One entry, unpacked no further than its directory says and the limits allow; None when it is not there.

    Raises Refused('file.bomb'), Refused('file.damaged') or, for an encrypted entry, Refused('file.password').
    """
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.flag_bits & 0x1:
        raise Refused("file.password", {})
    limit = MOST_XML_BYTES if _XML_NAME.search(name) else MOST_BYTES
    try:
        with package.open(entry) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    if len(data) > limit:
        raise Refused("file.bomb", {"detail": name})
    return data


def parse_xml(data: bytes) -> etree._Element:
    """XML without entities, network or huge trees; raises Refused('file.bomb' or 'file.damaged').

    Strict Open XML (ISO 29500-1) comes out in the namespaces of the transitional form, which all other code knows.
    """
    if _STRICT in data:
        data = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
    check_declarations(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise Refused("file.damaged", {"detail": str(error)}) from error
    except ValueError as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error


def parsed(data: bytes) -> etree._Element | None:
    """The same of a part that a document can do without: None when it is damaged. Raises Refused('file.bomb')."""
    try:
        return parse_xml(data)
    except Refused as refused:
        if refused.code == "file.bomb":
            raise
        return None


def check_declarations(data: bytes) -> None:
    """Open XML declares no document type; whoever does wants entities to grow. Raises Refused('file.bomb')."""
    text = _as_ascii(data)
    if b"!" in text and b"<!" in text and _DECLARATION.search(text):  # one sign is looked for ten times as fast as two
        raise Refused("file.bomb", {"detail": "DOCTYPE"})


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or "\0" in name:
        raise Refused("file.bomb", {"detail": "a name that climbs out of the folder"})
    if _XML_NAME.search(name) and entry.file_size > MOST_XML_BYTES:
        raise Refused("file.bomb", {"detail": name})
    if entry.file_size > _RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        raise Refused("file.bomb", {"detail": name})


def _as_ascii(data: bytes) -> bytes:
    """UTF-16 text with its zero bytes out, so that a declaration cannot hide in another encoding."""
    return data.replace(b"\0", b"") if b"\0" in data[:64] else data
