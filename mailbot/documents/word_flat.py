"""Word files as one XML file ("flat OPC", what Word saves as .xml): the same parts in another wrapping."""

import base64
import binascii
import io
import zipfile

from lxml import etree

from mailbot.documents.preflight import MOST_BYTES, MOST_ENTRIES, MOST_XML_BYTES, parse_xml
from mailbot.documents.word_names import qualified
from mailbot.errors import Refused

_NAMESPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PART, _XML, _BINARY = (f"{{{_NAMESPACE}}}{name}" for name in ("part", "xmlData", "binaryData"))
_NAME, _TYPE = f"{{{_NAMESPACE}}}name", f"{{{_NAMESPACE}}}contentType"
_HEAD = 4096  # bytes in which the namespace is declared


def is_flat(data: bytes) -> bool:
    """Whether the bytes are such a file."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"<?xml", b"<pkg:")) and _NAMESPACE.encode() in head


def unflattened(data: bytes) -> bytes:
    """The usual zip of the parts, to be looked over like any other; raises Refused('file.bomb' or 'file.damaged')."""
    if len(data) > MOST_XML_BYTES:
        raise Refused("file.bomb", {"detail": "too large for XML"})
    target = io.BytesIO()
    types = []
    size = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for number, part in enumerate(parse_xml(data).iterchildren(_PART)):
            name = part.get(_NAME) or ""
            content = _content(part)
            size += len(content)
            if number > MOST_ENTRIES or size > MOST_BYTES:
                raise Refused("file.bomb", {"detail": "too many parts"})
            types.append((name, part.get(_TYPE) or ""))
            package.writestr(name.lstrip("/") or "none", content)
        package.writestr("[Content_Types].xml", _types(types))
    return target.getvalue()


def _content(part: etree._Element) -> bytes:
    xml = part.find(_XML)
    if xml is not None and len(xml):
        return etree.tostring(xml[0], encoding="UTF-8", xml_declaration=True)
    binary = part.find(_BINARY)
    try:
        return base64.b64decode(binary.text or "") if binary is not None else b""
    except (binascii.Error, ValueError):
        return b""


def _types(types: list[tuple[str, str]]) -> bytes:
    root = etree.Element(qualified("ct:Types"))
    for name, kind in types:
        etree.SubElement(root, qualified("ct:Override"), PartName=name, ContentType=kind)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
