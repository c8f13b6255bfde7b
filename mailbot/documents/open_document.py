"""OpenDocument text (.odt) as blocks: headings with their level, paragraphs, table rows, text boxes, margins."""

from collections.abc import Iterator

from lxml import etree

from mailbot.documents.embedded import in_package
from mailbot.documents.model import Block, BlockKind
from mailbot.documents.preflight import open_package, parse_xml, read_part
from mailbot.documents.thai import norm
from mailbot.errors import Refused

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_GONE = frozenset(
    {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls", f"{_TEXT}note-citation"}
)
_APART = frozenset({f"{_DRAW}text-box", f"{_TEXT}note-body"})
_MOST_SPACES = 200


def read_open_document(data: bytes) -> tuple[list[Block], list[str]]:
    """Blocks and notes of an .odt; raises Refused('file.password', 'file.bomb' or 'file.damaged')."""
    package = open_package(data)
    if b"encryption-data" in (read_part(package, "META-INF/manifest.xml") or b""):
        raise Refused("file.password")
    content = read_part(package, "content.xml")
    body = parse_xml(content).find(f"{_OFFICE}body/{_OFFICE}text") if content else None
    if body is None:
        raise Refused("file.damaged", {"detail": "no text"})
    blocks = list(_walk(body, "paragraph"))
    styles = read_part(package, "styles.xml")
    if styles:
        root = parse_xml(styles)
        for kind, name in (("header", "header"), ("footer", "footer")):
            for margin in root.iter(f"{_STYLE}{name}"):
                blocks.extend(_walk(margin, "header" if kind == "header" else "footer"))
    notes = ["file.macro"] if any(name.startswith("Basic/") for name in package.namelist()) else []
    return blocks, notes + in_package(package)


def _walk(parent: etree._Element, kind: BlockKind, in_table: bool = False) -> Iterator[Block]:
    for child in parent:
        tag = child.tag
        if tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _paragraph(child, kind, in_table)
        elif tag == f"{_TABLE}table-row":
            yield from _row(child, kind)
        elif tag not in _GONE and isinstance(tag, str):
            yield from _walk(child, "textbox" if tag == f"{_DRAW}text-box" else kind, in_table)


def _paragraph(paragraph: etree._Element, kind: BlockKind, in_table: bool) -> Iterator[Block]:
    text = norm("".join(_pieces(paragraph))).strip()
    picture = next(paragraph.iter(f"{_DRAW}image"), None) is not None
    level = (paragraph.get(f"{_TEXT}outline-level") or "1") if paragraph.tag == f"{_TEXT}h" else ""
    if text or picture:
        heading = kind == "paragraph" and level.isdigit() and bool(text)
        number = int(level) if heading and len(level) < 3 else None
        yield Block("heading" if heading else kind, text, level=number, in_table=in_table, picture=picture)
    for box in paragraph.iter(*_APART):
        yield from _walk(box, "textbox" if box.tag == f"{_DRAW}text-box" else "footnote")


def _row(row: etree._Element, kind: BlockKind) -> Iterator[Block]:
    """One row; covered cells of a merge are '' so that columns keep their places. A one-cell row is layout."""
    cells = [cell for cell in row if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")]
    if len(cells) == 1:
        yield from _walk(cells[0], kind, in_table=True)
        return
    texts = tuple("\n".join(block.text for block in _walk(cell, kind) if block.text) for cell in cells)
    if any(texts):
        yield Block("row" if kind == "paragraph" else kind, "\t".join(filter(None, texts)), cells=texts, in_table=True)


def _pieces(parent: etree._Element) -> Iterator[str]:
    yield parent.text or ""
    for child in parent:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            yield " " * (min(int(count), _MOST_SPACES) if count.isdigit() else 1)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _GONE and child.tag not in _APART and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
