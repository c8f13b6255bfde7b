"""Web pages that bear a Word name (.doc saved as HTML or MHTML) as blocks: headings, paragraphs, table rows."""

import email
import email.policy
import re
from collections.abc import Iterator

from lxml import etree

from mailbot.documents.model import Block
from mailbot.documents.thai import norm
from mailbot.errors import Refused

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_MESSAGE = re.compile(rb"^\s*(?:MIME-Version|From|Content-Type|Date|Subject):", re.IGNORECASE)
_BOXES = re.compile(rb"<v:textbox|<w:txbxContent", re.IGNORECASE)
_LEAF = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "caption"})
_GONE = frozenset({"script", "style", "head", "title", "xml", "template", "noscript"})
_FETCHED = (("img", "src"), ("link", "href"), ("iframe", "src"), ("object", "data"), ("embed", "src"))
_BOLD = frozenset({"b", "strong", "th", "u"})


def read_web_page(data: bytes) -> tuple[list[Block], list[str]]:
    """Blocks and notes of an HTML or MHTML file; raises Refused("file.damaged" or "file.unsupported")."""
    if _MESSAGE.match(data):
        data = _page_of_message(data)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_decoded(data), parser)
        if any("xcessive depth" in fault.message for fault in parser.error_log):
            raise Refused("file.damaged", {"detail": "elements nested too deep to be read"})
    except (etree.LxmlError, ValueError) as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    if root is None:
        raise Refused("file.damaged", {"detail": "no page"})
    fetched = any(
        (element.get(name) or "").lower().startswith(("http:", "https:", "//", "\\\\"))
        for tag, name in _FETCHED
        for element in root.iter(tag)
    )
    return list(_walk(root, in_table=False)), ["file.external_content"] if fetched else []


def loses_boxes(data: bytes) -> bool:
    """True when Word drew text boxes: they stand in comments for Word alone, a page shows pictures of them."""
    return _BOXES.search(data) is not None


def _page_of_message(data: bytes) -> bytes:
    """The HTML part of an MHTML file."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    raise Refused("file.unsupported", {"detail": "no HTML part"})


def _decoded(data: bytes) -> str:
    """UTF-8 when it is sound, else what the page declares, else Thai Windows."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
    declared = found[1].decode().lower() if found else "cp874"
    if declared in ("windows-874", "tis-620", "iso-8859-11", "x-windows-874", "utf-8"):
        declared = "cp874"
    try:
        return data.decode(declared, "replace")
    except LookupError:
        return data.decode("cp874", "replace")


def _walk(parent: etree._Element, in_table: bool) -> Iterator[Block]:
    """Blocks of an element; loose text between blocks is a paragraph too."""
    loose: list[str] = [parent.text or ""]
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _GONE:
            pass
        elif tag == "tr":
            yield from _loose(loose, in_table)
            yield from _row(child)
        elif tag in _LEAF and next(child.iter("table", "p"), child) is child:
            yield from _loose(loose, in_table)
            yield from _leaf(child, in_table)
        elif next(child.iter(*_LEAF, "tr", "div"), None) is not None:
            yield from _loose(loose, in_table)
            yield from _walk(child, in_table)
        else:
            loose.append("\n" if tag == "br" else _text(child))
        loose.append(child.tail or "")
    yield from _loose(loose, in_table)


def _loose(pieces: list[str], in_table: bool) -> Iterator[Block]:
    text = _tidy("".join(pieces))
    pieces.clear()
    if text:
        yield Block("paragraph", text, in_table=in_table)


def _leaf(element: etree._Element, in_table: bool) -> Iterator[Block]:
    text = _tidy(_text(element))
    tag = str(element.tag)
    level = int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else None
    bold = 2 * sum(len(_text(part)) for part in element.iter(*_BOLD)) > len(text)
    if text:
        yield Block("heading" if level else "paragraph", text, level=level, bold=bold, in_table=in_table)


def _row(row: etree._Element) -> Iterator[Block]:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) == 1:
        yield from _walk(cells[0], in_table=True)
        return
    texts = tuple("\n".join(block.text for block in _walk(cell, in_table=True)) for cell in cells)
    if any(texts):
        yield Block("row", "\t".join(filter(None, texts)), cells=texts, in_table=True)


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _tidy(text: str) -> str:
    return " ".join(norm(text).split())
