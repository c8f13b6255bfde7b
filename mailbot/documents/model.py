"""One Document model for every reader, so that judging never knows which reader read the file."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "row", "header", "footer", "textbox", "footnote", "diagram"]


class Block(NamedTuple):
    """One paragraph or one table row, in reading order (a named tuple: a file has thousands, made twice each).

    text: Unicode after documents.thai.norm. cells: the cells of a row, merged cells once; () elsewhere.
    page: 1-based, None when the reader cannot know (Word files have no pages until printed).
    level: outline level of a heading (1 = top) or of a numbered paragraph, None elsewhere.
    number: automatic number or bullet as printed ('๒.๑', '3.'), '' when the number is typed or absent.
    size: point size of most letters, None when unknown. picture: the block holds a picture.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int | None = None
    number: str = ""
    bold: bool = False
    size: float | None = None
    cells: tuple[str, ...] = ()
    in_table: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Text of one file.

    reader: name of the reader that read it ('word', 'pdftotext', 'pypdfium2', 'pdfminer', 'piece-table', ...).
    pages: page count, None when unknown. readable: the whole text was read well; only then may anything be
    called absent. unread_pages: 1-based pages without a usable text layer (scans, damaged fonts).
    problem: None or the finding code that says why the file could not be read.
    ocr_pages: 1-based pages whose words come from character recognition: good for finding titles, but no ground
    to call anything absent (`readable` is False when there is one).
    notes: findings codes that do not stop the reading (file.macro, file.external_content, ...).
    """

    blocks: tuple[Block, ...]
    reader: str
    pages: int | None = None
    readable: bool = True
    unread_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    problem: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All body text, one block a line; running headers and footers left out."""
        return "\n".join(block.text for block in self.blocks if block.kind not in ("header", "footer"))

    @property
    def marginal_text(self) -> str:
        """Text of running headers and footers (classification marks stand there)."""
        return "\n".join(block.text for block in self.blocks if block.kind in ("header", "footer"))
