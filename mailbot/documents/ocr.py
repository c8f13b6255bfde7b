"""Scanned pages of a file, the pictures of which a Word file consists, a photographed page: found, and read by OCR.

What was so read finds titles and tells documents apart. It never lets anything be called absent: a Document with such
pages is not `readable`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mailbot.documents.margins import page_blocks
from mailbot.documents.model import Block, Document
from mailbot.documents.ocr_engine import Render, recognise, tesseract
from mailbot.documents.ocr_picture import picture_sizes, render_page, render_picture
from mailbot.documents.page_quality import FEW_LETTERS, page_quality
from mailbot.documents.picture_word import page_pictures, render_page_picture
from mailbot.documents.thai import norm, thai_letters
from mailbot.documents.worker import LimitExceeded, run_limited
from mailbot.errors import Refused, Transient
from mailbot.mail.model import Kind

READER = "tesseract"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCAN = "file.scan_only"
_SCAN_SHARE = 0.8  # of the pages unread: the file is a scan that nobody read (documents.pdf says the same)
_LONG_SIDE, _SHORT_SIDE = 800, 500  # pixels; logos, banners and signatures are smaller than a photographed page
_MOST_FRAMES = 200
_LETTERS_BESIDE = 100  # of text for each picture; with more, the Word file is a text with pictures
_FEWEST_LETTERS = 300  # of text; with fewer it is a cover before pictures
_LOOK_SECONDS, _RENDER_SECONDS = 10.0, 20.0
_ENOUGH_TO_JUDGE = 100  # Thai letters from which the quality gate means something
_INK_OF_A_LETTER = 700  # pixels at 200 dpi; 130 in running text, 400 in a bold title of 16 points
_INK_OF_A_TITLE = (
    2_000  # of a page with a line and more of good text: 750 in a bold title of 22 points, by size squared
)
_FEWEST_SHOWN = 3  # letters, of a divider between chapters
_LATIN = re.compile(r"[A-Za-z]{2,}")
_NO_LETTERS = re.compile(r"[\W\d_]*")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Scans:
    """The pages of one file that only OCR can read. numbers: 1-based pages; of a Word file its pictures, counted."""

    data: bytes = field(repr=False)
    kind: Kind
    document: Document | None
    numbers: tuple[int, ...]
    names: tuple[str, ...] = ()
    memory_mb: int = 1024

    def renders(self, numbers: Sequence[int]) -> Iterator[Render]:
        """What makes the picture of each of these pages, each in a limited process of its own."""
        return (self._render(number) for number in numbers)

    def _render(self, number: int) -> Render:
        if self.kind == "pdf":
            return lambda: _limited(render_page, (self.data, number), _RENDER_SECONDS, self.memory_mb)
        if self.kind == "image":
            return lambda: _limited(render_picture, (self.data, number), _RENDER_SECONDS, self.memory_mb)
        name = self.names[number - 1]
        return lambda: _limited(render_page_picture, (self.data, name), _RENDER_SECONDS, self.memory_mb)


def find_scans(data: bytes, kind: Kind, document: Document | None, *, memory_mb: int) -> Scans | None:
    """What OCR should read of a file; None when there is nothing, or no OCR is installed. document: as read so far."""
    if tesseract() is None:
        return None
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    if kind == "pdf" and document is not None and document.problem in (None, _SCAN):
        numbers = document.unread_pages
    elif kind == "word" and document is not None and document.problem is None and not data.startswith(_OLE):
        names = _pictures_of(data, document, memory_mb)
        numbers = tuple(range(1, len(names) + 1))
    elif kind == "image" and document is None:
        sizes = _limited(picture_sizes, (data, _MOST_FRAMES), _LOOK_SECONDS, memory_mb) or ()
        numbers = tuple(n for n, size in enumerate(sizes, 1) if max(size) >= _LONG_SIDE and min(size) >= _SHORT_SIDE)
    return Scans(data, kind, document, numbers, names, memory_mb) if numbers else None


def read_scans(scans: Sequence[tuple[Scans, Sequence[int]]], *, seconds: float) -> list[Document]:
    """The documents of these files with what OCR read of the given pages of each; all together in so many seconds.

    Pages that are not given, for which no time is left, or whose text is debris stay in `unread_pages`.
    """
    order = [(at, number) for at, (_, numbers) in enumerate(scans) for number in numbers]
    renders = (render for scan, numbers in scans for render in scan.renders(numbers))
    read = recognise(renders, seconds=seconds)
    found: list[dict[int, str]] = [{} for _ in scans]
    for index, recognised in read.items():
        at, number = order[index]
        text = norm(recognised.text)
        if is_read(text, recognised.ink):
            found[at][number] = text
    return [with_ocr(scan, texts) for (scan, _), texts in zip(scans, found, strict=True)]


def is_read(text: str, ink: int) -> bool:
    """Is this the whole of what the page says? text: after norm; ink: the page's printed pixels.

    A picture of boxes and arrows gives a few odd letters for much ink; a title page has few letters and little ink.
    """
    if not text.strip():
        return ink == 0
    quality = page_quality(text)
    letters = thai_letters(text)
    if letters >= _ENOUGH_TO_JUDGE:
        return quality.usable
    if letters < FEW_LETTERS and quality.letters >= _ENOUGH_TO_JUDGE:
        return quality.good and bool(_LATIN.search(text))
    most = _INK_OF_A_TITLE if quality.good and letters >= FEW_LETTERS else _INK_OF_A_LETTER
    return quality.usable and quality.letters >= _FEWEST_SHOWN and ink <= most * quality.letters


def with_ocr(scans: Scans, texts: Mapping[int, str]) -> Document:
    """The file's Document with the texts of these pages in their places."""
    unread = tuple(number for number in scans.numbers if number not in texts)
    if scans.document is None:
        return _of_picture(scans, texts, unread)
    if scans.kind == "word":
        return _of_word(scans.document, texts, unread)
    return _of_pdf(scans.document, texts)


def _of_pdf(document: Document, texts: Mapping[int, str]) -> Document:
    count = document.pages or 0
    pages: list[list[Block]] = [[] for _ in range(count)]
    for block in document.blocks:
        if block.page is not None and block.page not in texts and block.page <= count:
            plain = block.kind in ("header", "footer")
            pages[block.page - 1].append(block._replace(kind="paragraph") if plain else block)
    for number, text in texts.items():
        pages[number - 1] = _lines(text, number)
    unread = tuple(number for number in document.unread_pages if number not in texts)
    blocks = tuple(page_blocks(pages))
    scan_only = document.problem == _SCAN and (len(unread) >= _SCAN_SHARE * count or not blocks)
    return replace(
        document,
        blocks=blocks,
        reader=READER if 2 * len(texts) > count else document.reader,
        readable=document.readable and not texts and not unread,
        unread_pages=unread,
        ocr_pages=tuple(sorted(texts)),
        problem=_SCAN if scan_only else None if document.problem == _SCAN else document.problem,
    )


def _of_word(document: Document, texts: Mapping[int, str], unread: tuple[int, ...]) -> Document:
    """The pictures' words where the pictures stand; where that cannot be told, behind the text."""
    shown = [at for at, block in enumerate(document.blocks) if block.picture]
    placed = len(shown) == len(texts) + len(unread)
    after = {at: number for number, at in enumerate(shown, 1)} if placed else {}
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        blocks.append(block)
        blocks += _lines(texts.get(after.get(at, 0), ""), None)
    if not placed:
        blocks += [line for number in sorted(texts) for line in _lines(texts[number], None)]
    return replace(
        document,
        blocks=tuple(blocks),
        reader=READER if len(texts) > len(unread) else document.reader,
        readable=False,
        unread_pages=unread,
        ocr_pages=tuple(sorted(texts)),
    )


def _of_picture(scans: Scans, texts: Mapping[int, str], unread: tuple[int, ...]) -> Document:
    return Document(
        blocks=tuple(line for number in sorted(texts) for line in _lines(texts[number], number)),
        reader=READER if texts else "none",
        pages=len(scans.numbers),
        readable=False,
        unread_pages=unread,
        ocr_pages=tuple(sorted(texts)),
    )


def _lines(text: str, page: int | None) -> list[Block]:
    return [Block("paragraph", line, page=page) for line in map(str.strip, text.splitlines()) if line]


def _pictures_of(data: bytes, document: Document, memory_mb: int) -> tuple[str, ...]:
    """Of a Word file that is hardly more than pictures, those as large as a page."""
    letters = len(_NO_LETTERS.sub("", document.text))
    count = sum(block.picture for block in document.blocks)
    if not count or letters >= max(_FEWEST_LETTERS, _LETTERS_BESIDE * count):
        return ()
    names = _limited(page_pictures, (data,), _LOOK_SECONDS, memory_mb) or ()
    return names if letters < max(_FEWEST_LETTERS, _LETTERS_BESIDE * len(names)) else ()


def _limited(
    function: Callable[..., Result | None], args: tuple[object, ...], seconds: float, memory_mb: int
) -> Result | None:
    """What the function gives in a limited process; None when the file breaks it."""
    try:
        return run_limited(function, args, seconds=seconds, memory_mb=memory_mb)
    except Transient:
        raise  # the machine is at fault, not the file
    except (LimitExceeded, Refused):
        return None
    except Exception:  # noqa: BLE001 - other people's formats raise anything; the page stays unread
        return None
