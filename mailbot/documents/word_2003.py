"""Word 2003 XML (one .xml or .doc file): the ancestor of Open XML, close enough to be read as such."""

from lxml import etree

from mailbot.documents.preflight import MOST_XML_BYTES, parse_xml
from mailbot.documents.word_names import qualified
from mailbot.documents.word_package import Relationship, WordPackage
from mailbot.errors import Refused

_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_NEW = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HINTS = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_NOTES = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_RENAMED = {qualified(f"w:{name.lower()}"): qualified(f"w:{name}") for name in ("vMerge", "hMerge")}
_HEAD = 4096  # bytes in which the namespace is declared


def is_word_2003(data: bytes) -> bool:
    """Whether the bytes are such a file."""
    return _OLD in data[:_HEAD]


def open_word_2003(data: bytes) -> WordPackage:
    """The file in the names of Open XML; raises Refused('file.bomb' or 'file.damaged')."""
    if len(data) > MOST_XML_BYTES:
        raise Refused("file.bomb", {"detail": "too large for XML"})
    root = parse_xml(data.replace(_OLD, _NEW))
    if next(root.iter(qualified("w:body")), None) is None:
        raise Refused("file.damaged", {"detail": "no body"})
    for element in root.iter(*_RENAMED):
        element.tag = _RENAMED[str(element.tag)]
    for note in list(root.iter(_NOTES)):
        if note.get(qualified("w:type")) == "Word.Comment" and note.getparent() is not None:
            note.clear()
    for numbering in root.iter(qualified("w:listPr")):
        _type_number(numbering)
    macros = root.get(qualified("w:macrosPresent")) == "yes"
    return WordPackage(
        root,
        {"styles": Relationship("styles", "/styles", external=False)},
        lambda name: root.find(qualified("w:styles")) if name == "/styles" else None,
        lambda name: _stored(root.find(qualified("w:styles"))) if name == "/styles" else None,
        notes=("file.macro",) if macros else (),
    )


def _stored(styles: etree._Element | None) -> bytes | None:
    return etree.tostring(styles) if styles is not None else None


def _type_number(numbering: etree._Element) -> None:
    """Word wrote down the number that it printed: put it into the text, as if it had been typed."""
    printed = numbering.find(f"{_HINTS}t")
    properties = numbering.getparent()
    number = printed.get(f"{_HINTS}val") if printed is not None else None
    if not number or properties is None or properties.tag != qualified("w:pPr"):
        return
    run = etree.Element(qualified("w:r"))
    etree.SubElement(run, qualified("w:t")).text = f"{number[:40]} "
    properties.addnext(run)
