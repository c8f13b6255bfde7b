"""Word files (.docx, .docm) as a Document: every paragraph in order, whatever holds it.

doc.paragraphs of the usual libraries gives 31-50 % of a plan's text: tables, text boxes, content controls,
SmartArt, footnotes and headers are walked here, each once, with automatic numbers as printed.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from mailbot.documents.model import Block, BlockKind, Document
from mailbot.documents.thai import norm
from mailbot.documents.word_chunks import chunk_blocks
from mailbot.documents.word_names import RELATIONSHIPS, first, qualified, value
from mailbot.documents.word_numbering import Numbering
from mailbot.documents.word_package import WordPackage, open_word
from mailbot.documents.word_style_sheet import StyleSheet
from mailbot.documents.word_styles import Look, Styles, paragraph_look
from mailbot.documents.word_text import Content, branch, paragraph_content

_PARAGRAPH, _TABLE, _ROW, _CELL = map(qualified, ("w:p", "w:tbl", "w:tr", "w:tc"))
_ALTERNATE, _IMPORTED = map(qualified, ("mc:AlternateContent", "w:altChunk"))
_GONE = frozenset(
    map(
        qualified,
        ("w:del", "w:moveFrom", "w:sdtPr", "w:sdtEndPr", "w:sectPr", "w:tblPr", "w:tblGrid", "w:tcPr", "w:trPr"),
    )
)
_PARAGRAPH_PROPERTIES, _STYLE = map(qualified, ("w:pPr", "w:pStyle"))
_CELL_PROPERTIES = qualified("w:tcPr")
_MERGES = tuple(map(qualified, ("w:vMerge", "w:hMerge")))
_PRINTED = tuple(map(qualified, ("w:t", "w:sym", "w:drawing", "w:pict", "w:object", "m:t", "w:altChunk")))
_BORING_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_DEEPEST = 2  # Word files inside Word files
_last: list[WordPackage] = []  # is not taken apart before the next file: a child ends with its file, and all at once
_FEWEST_LETTERS = 20  # letters; a Word file with fewer is empty, or a picture of a plan


def read_word(data: bytes) -> Document:
    """Read a .docx or .docm; raises Refused with a finding code (file.bomb, file.damaged, file.password)."""
    _last[:] = [open_word(data)]
    return read_package(_last[0])


def read_package(package: WordPackage, depth: int = 0) -> Document:
    """The Document of a package that was opened and looked over. depth: inside how many other files it lies."""
    walk = _Walk(package, depth)
    blocks = [*walk.blocks(package.main), *walk.notes_and_margins()]
    letters = sum(len(block.text) for block in blocks)
    pictures = any(block.picture for block in blocks)
    notes = list(package.notes)
    if walk.fetches and "file.external_content" not in notes:
        notes.append("file.external_content")
    empty = letters < _FEWEST_LETTERS
    return Document(
        blocks=tuple(blocks),
        reader="word",
        readable=not empty and not walk.incomplete,
        problem="file.empty" if empty and not pictures else None,
        notes=tuple(notes),
    )


class _Walk:
    """One pass over the parts of a package, in document order; it counts the automatic numbers on its way."""

    def __init__(self, package: WordPackage, depth: int) -> None:
        self._package = package
        self._depth = depth
        self._styles = Styles(StyleSheet(package.stored("styles")))
        self._numbering = Numbering(next(package.related("numbering"), None))
        self.incomplete = False
        self.fetches = False

    def blocks(self, parent: etree._Element, kind: BlockKind = "paragraph", in_table: bool = False) -> Iterator[Block]:
        """Blocks of a body, a content control, a cell, a text box, a header: whatever holds paragraphs and tables."""
        for child in branch(parent) if parent.tag == _ALTERNATE else parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield from self._paragraph(child, kind, in_table)
            elif tag == _TABLE:
                yield from self._table(child, kind)
            elif tag == _IMPORTED:
                yield from self._imported(child)
            elif tag not in _GONE and isinstance(tag, str):
                yield from self.blocks(child, kind, in_table)

    def _imported(self, place: etree._Element) -> list[Block]:
        """Blocks of the file that stands at a w:altChunk."""
        relationship = self._package.relationships.get(place.get(f"{{{RELATIONSHIPS}}}id") or "")
        data = self._package.data(relationship.target) if relationship and not relationship.external else None
        blocks = chunk_blocks(data, self._inner)
        self.incomplete |= blocks is None
        return blocks or []

    def _inner(self, data: bytes) -> list[Block] | None:
        if self._depth >= _DEEPEST:
            return None
        document = read_package(open_word(data), self._depth + 1)
        return list(document.blocks) if document.readable else None

    def notes_and_margins(self) -> Iterator[Block]:
        """Footnotes and endnotes, then the headers and footers that some section uses, each text once."""
        for part in ("footnotes", "endnotes"):
            for root in self._package.related(part):
                for note in root:
                    if note.get(qualified("w:type")) not in _BORING_NOTES:
                        yield from self.blocks(note, "footnote")
        seen: set[tuple[str, str]] = set()
        kinds: tuple[tuple[BlockKind, str], ...] = (("header", "w:headerReference"), ("footer", "w:footerReference"))
        for kind, name in kinds:
            for reference in self._package.main.iter(qualified(name)):
                relationship = self._package.relationships.get(reference.get(f"{{{RELATIONSHIPS}}}id") or "")
                margin = self._package.part(relationship.target) if relationship else None
                for block in () if margin is None else self.blocks(margin, kind):
                    if (kind, block.text) not in seen:
                        seen.add((kind, block.text))
                        yield block._replace(kind=kind)

    def _paragraph(self, paragraph: etree._Element, kind: BlockKind, in_table: bool) -> Iterator[Block]:
        content, look, number = self._read(paragraph)
        text = content.text
        if text or content.picture:
            level = look.level or None
            listed = (look.list_level or 0) + 1 if number else None
            yield Block(
                kind="heading" if kind == "paragraph" and level and text else kind,
                text=text,
                level=level or listed,
                number=number,
                bold=content.is_bold,
                size=content.size,
                in_table=in_table,
                picture=content.picture,
            )
        yield from self._hanging(content, kind)

    def _read(self, paragraph: etree._Element) -> tuple[Content, Look, str]:
        """Content, look and automatic number of a w:p; counts the number, so call it once for each."""
        properties = first(paragraph, _PARAGRAPH_PROPERTIES)
        style = value(first(properties, _STYLE)) if properties is not None else None
        look = paragraph_look(properties).over(self._styles.look(style))
        content = paragraph_content(paragraph, self._styles.over_defaults(look), self._styles)
        self.fetches |= content.fetches
        self.incomplete |= content.lost
        number = ""
        if look.list_id not in (None, "0") and (content.text or content.picture):
            number = self._numbering.next(look.list_id or "", look.list_level or 0)
        return content, look, number

    def _hanging(self, content: Content, kind: BlockKind) -> Iterator[Block]:
        """Text boxes and SmartArt anchored in a paragraph, after it."""
        margin = kind if kind in ("header", "footer") else None
        for box in content.boxes:
            yield from self.blocks(box, margin or "textbox")
        for words in filter(None, content.watermarks):
            yield Block(kind=margin or "textbox", text=words)
        for identifier in content.diagrams:
            relationship = self._package.relationships.get(identifier)
            root = self._package.part(relationship.target) if relationship else None
            if root is None:
                self.incomplete = True
                continue
            for point in root.iter(qualified("dgm:pt")):
                lines = ["".join(t.text or "" for t in p.iter(qualified("a:t"))) for p in point.iter(qualified("a:p"))]
                text = norm(" ".join(filter(None, lines))).strip()
                if text:
                    yield Block(kind=margin or "diagram", text=text)

    def _table(self, table: etree._Element, kind: BlockKind) -> Iterator[Block]:
        for row in _rows(table):
            cells = list(_cells(row))
            own = [cell for cell in cells if not _continues(cell)]
            full = list(islice(filter(_has_content, own), 2))  # whether there is one, or more
            if len(cells) == 1 or (len(full) == 1 and len(list(full[0].iterchildren(_PARAGRAPH, _TABLE))) > 1):
                for cell in full:
                    yield from self.blocks(cell, kind, in_table=True)
            elif full:
                yield from self._row(cells, own, kind)

    def _row(self, cells: list[etree._Element], own: list[etree._Element], kind: BlockKind) -> Iterator[Block]:
        """One row; a cell that goes on from the row above is '' so that columns keep their places. own: the others."""
        whole = Content()
        texts = []
        for cell in cells:
            lines: list[str] = []
            if cell in own:
                self._cell(cell, lines, whole)
            texts.append("\n".join(lines))
        text = "\t".join(filter(None, texts))
        if text or whole.picture:
            yield Block(
                kind="row" if kind == "paragraph" else kind,
                text=text,
                bold=whole.is_bold,
                size=whole.size,
                cells=tuple(texts),
                in_table=True,
                picture=whole.picture,
            )
        yield from self._hanging(whole, kind)

    def _cell(self, parent: etree._Element, lines: list[str], whole: Content) -> None:
        """Adds the lines of a cell (its numbers and tables inside it too) to `lines`, the rest to `whole`."""
        for child in branch(parent) if parent.tag == _ALTERNATE else parent:
            if child.tag == _PARAGRAPH:
                content, _, number = self._read(child)
                line = " ".join(filter(None, (number, content.text)))
                if line:
                    lines.append(line)
                whole.add(content)
            elif child.tag == _IMPORTED:
                lines += [block.text for block in self._imported(child) if block.text]
            elif child.tag not in _GONE and isinstance(child.tag, str):
                self._cell(child, lines, whole)


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    """The rows of a table, those in content controls and insertions too; deleted ones left out."""
    for child in table:
        if child.tag == _ROW:
            if child.find(f"{qualified('w:trPr')}/{qualified('w:del')}") is None:
                yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterable[etree._Element]:
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _cells(child)


def _continues(cell: etree._Element) -> bool:
    """Is the cell merged with the one above (or, in old files, with the one before it)?"""
    properties = first(cell, _CELL_PROPERTIES)
    if properties is None:
        return False
    return any((value(child) or "continue") == "continue" for child in properties.iterchildren(*_MERGES))


def _has_content(cell: etree._Element) -> bool:
    """Anything that may be printed: text, a symbol, a drawing."""
    return next(cell.iter(*_PRINTED), None) is not None
