"""PDF files as a Document: the fastest good reader for each page, or the page marked as one that nobody read.

Order: `pdftotext -raw` where installed, pypdfium2, pdfminer.six. A gate judges each page's Thai; the next reader is
asked only for pages that fail it. Pages without a usable text layer are for OCR or for a person, never "absent".
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

from mailbot.documents.margins import page_blocks
from mailbot.documents.model import Block, Document
from mailbot.documents.page_quality import FEW_LETTERS, NOTHING, Quality, page_quality
from mailbot.documents.pdf_inspection import Inspection, inspect_pdf
from mailbot.documents.pdfium import pdfium_pages, pictured_pages
from mailbot.documents.poppler import Poppler, PopplerTimeout, pdftotext
from mailbot.documents.printed_line import Line
from mailbot.documents.thai import MARKS, consonants, norm
from mailbot.documents.worker import LimitExceeded, run_limited
from mailbot.errors import Refused

Item = TypeVar("Item")

_MOST_PAGES = 3_000
_THIRD_OPINION_PAGES = 8  # pages for which pdfminer is asked: about a second
_SCAN_SHARE = 0.8  # of the pages unread: the file is a scan
# The halves of ำ are often two glyphs; the second, without a width, leaves a gap in the extracted text.
_GAP_AFTER_AM = re.compile("ำ(?<=[ก-ฮ\u0e31-\u0e4e].)[ &](?=[ก-ฮเ-ไ])")
# LibreOffice moves a mark over a tall consonant by a step of its own; pdftotext may begin a line there.
_LINE_BEFORE_MARK = re.compile(f"(?<=[ก-ฮ])[ \\t]*\\r?\\n[ \\t]*(?=[{MARKS}])")
_MARK_ON_LINE = re.compile(f"\n[ \\t]*[{MARKS}]")  # found at once where there is none
_UNMAPPED = re.compile(r"\(cid:\d+\)")  # a sign that pdfminer cannot name: the vowels of bold lines by LibreOffice
_PROBLEMS = {"time": "file.too_long", "memory": "file.bomb", "crash": "file.damaged"}
_POPPLER_SHARE, _PDFIUM_SHARE, _REST_SHARE = 0.5, 0.6, 0.8  # of the time that is left


@dataclass(frozen=True, slots=True)
class Page:
    """The best reading of one page so far. text: after norm."""

    text: str = ""
    reader: str = ""
    quality: Quality = NOTHING

    def better(self, reader: str, text: str) -> "Page":
        """This reading, or the other when it is better or the first."""
        if _MARK_ON_LINE.search(text):
            text = _LINE_BEFORE_MARK.sub("", text)
        text = _GAP_AFTER_AM.sub("ำ", norm(text))
        other = page_quality(text)
        old = self.quality
        if old.letters < FEW_LETTERS:
            better = other.letters > old.letters
        else:
            better = (other.good, other.score) > (old.good, old.score)
        return Page(text, reader, other) if better or not self.reader else self


@dataclass(slots=True)
class _Reading:
    """What is known so far. failures: finding codes of the readers that gave up."""

    deadline: float
    memory_mb: int
    pages: list[Page] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Seconds that are left, never none at all."""
        return max(0.5, self.deadline - time.monotonic())

    def offer(self, reader: str, number: int, text: str) -> None:
        """A reading of a page (1-based): taken when the page has none yet or a worse one."""
        self.pages.extend(Page() for _ in range(len(self.pages), number))
        self.pages[number - 1] = self.pages[number - 1].better(reader, text)

    @property
    def doubtful(self) -> list[int]:
        """1-based pages whose text is not good."""
        return [number for number, page in enumerate(self.pages, 1) if not page.quality.good]


def read_pdf(data: bytes, *, seconds: float, memory_mb: int, places: bool = False) -> Document:
    """Read a PDF; run it in a limited worker. places: ask pdfminer for size and weight of every line (slow).

    Raises Refused with file.password, or file.damaged, file.too_long, file.bomb when no reader came through.
    """
    reading = _Reading(time.monotonic() + 0.9 * seconds, memory_mb)
    inspection = _ask_poppler(data, reading)
    if not reading.pages or reading.doubtful:
        _ask_pdfium(data, reading)
    if not reading.pages:
        raise Refused(_worst(reading.failures))
    lines = _ask_pdfminer(data, reading, places)
    return _document(data, reading, inspection, lines)


def _ask_poppler(data: bytes, reading: _Reading) -> Inspection:
    """Start poppler where it is installed, inspect the file while it works, then take its pages."""
    if pdftotext() is None:
        return inspect_pdf(data)
    with Poppler(data, reading.left * _POPPLER_SHARE) as poppler:
        inspection = inspect_pdf(data)
        try:
            pages = [Page().better("pdftotext", text) for text in islice(poppler.pages(), _MOST_PAGES)]
        except PopplerTimeout:
            reading.failures.append("file.too_long")
            return inspection
        except Refused as refused:
            reading.failures.append(refused.code)
            return inspection
    # Another count means a form feed in the text: page numbers would be wrong.
    if inspection.pages in (None, len(pages)) or len(pages) == _MOST_PAGES:
        reading.pages = pages
    return inspection


def _ask_pdfium(data: bytes, reading: _Reading) -> None:
    """In a process of its own: it ends itself when memory runs out, and what poppler read must not go with it."""
    pages = _guarded(reading, _PDFIUM_SHARE, pdfium_pages, data, _MOST_PAGES)
    for number, text in enumerate(pages or [], 1):
        reading.offer("pypdfium2", number, text)


def _ask_pdfminer(data: bytes, reading: _Reading, places: bool) -> list[Line]:
    """Third opinion on pages that both others read badly; with places, the lines of the whole file."""
    wanted = list(range(1, len(reading.pages) + 1)) if places else reading.doubtful[:_THIRD_OPINION_PAGES]
    if not wanted:
        return []
    from mailbot.documents.pdfminer_places import pdfminer_lines  # 7 MB, which only those who ask it shall carry

    lines = _guarded(reading, _REST_SHARE, pdfminer_lines, data, wanted) or []
    for number in reading.doubtful:
        text = "\n".join(line.text for line in lines if line.page == number)
        if text.strip():
            reading.offer("pdfminer", number, text)
    return lines if places else []


def _guarded(reading: _Reading, share: float, reader: Callable[..., list[Item]], *args: object) -> list[Item] | None:
    """What the reader gives in its own limited process; None, and the failure noted, when it gives nothing."""
    try:
        return run_limited(reader, args, seconds=reading.left * share, memory_mb=reading.memory_mb)
    except Refused as refused:
        if refused.code == "file.password":
            raise
        reading.failures.append(refused.code)
    except LimitExceeded as limit:
        reading.failures.append(_PROBLEMS[limit.reason])
    except Exception:  # noqa: BLE001 - pdfminer raises nearly anything on a damaged file
        reading.failures.append("file.damaged")
    return None


def _document(data: bytes, reading: _Reading, inspection: Inspection, lines: list[Line]) -> Document:
    document = document_of(reading.pages, _unread_pages(data, reading, inspection), lines)
    whole = document.readable and not inspection.truncated
    return replace(document, readable=whole, notes=inspection.notes)


def document_of(pages: Sequence[Page], unread: Sequence[int], lines: Sequence[Line] = ()) -> Document:
    """A Document of pages as they were read. unread: 1-based numbers of those that nobody could read. lines: what
    pdfminer knows of size, weight and place of each line."""
    looks = {(line.page, consonants(_UNMAPPED.sub("", line.text))): line for line in lines if not line.picture}
    pictures = [line for line in lines if line.picture]
    blocks = [
        _with_pictures([line for line in map(str.strip, page.text.splitlines()) if line], number, looks, pictures)
        for number, page in enumerate(pages, 1)
    ]
    problem = None
    if unread and len(unread) >= _SCAN_SHARE * len(pages):
        problem = "file.scan_only"
    elif not any(blocks):
        problem = "file.empty"
    most = Counter(page.reader for page in pages).most_common(1)
    return Document(
        blocks=tuple(page_blocks(blocks)),
        reader=most[0][0],
        pages=len(pages),
        readable=not unread and problem is None and len(pages) < _MOST_PAGES,
        unread_pages=tuple(unread),
        problem=problem,
    )


def _with_pictures(
    lines: list[str], page: int, looks: dict[tuple[int, str], Line], pictures: list[Line]
) -> list[Block]:
    """Blocks of a page, each picture before the first line that stands lower."""
    if not looks and not pictures:
        return [Block("paragraph", line, page) for line in lines]
    return list(_with_looks(lines, page, looks, pictures))


def _with_looks(
    lines: list[str], page: int, looks: dict[tuple[int, str], Line], pictures: list[Line]
) -> Iterator[Block]:
    left = sorted((picture for picture in pictures if picture.page == page), key=lambda picture: -picture.y)
    for line in lines:
        look = looks.get((page, consonants(line))) if left else None
        while left and look is not None and look.y < left[0].y - look.size:
            left.pop(0)
            yield Block("paragraph", "", page=page, picture=True)
        yield _block(line, page, looks)
    for _ in left if lines else ():
        yield Block("paragraph", "", page=page, picture=True)


def _block(line: str, page: int, looks: dict[tuple[int, str], Line]) -> Block:
    """looks: by page and consonants, because pdfminer reads the vowels of LibreOffice's prints wrong."""
    look = looks.get((page, consonants(line))) if looks else None
    if look is None:
        return Block("paragraph", line, page=page)
    return Block("paragraph", line, page=page, bold=look.bold, size=look.size)


def _unread_pages(data: bytes, reading: _Reading, inspection: Inspection) -> list[int]:
    """Pages whose text is debris, and pages with few letters that show a picture instead."""
    bad = [number for number, page in enumerate(reading.pages, 1) if not page.quality.usable]
    few = [
        number
        for number, page in enumerate(reading.pages, 1)
        if page.quality.usable and page.quality.letters < FEW_LETTERS and number not in inspection.plain
    ]
    if few:
        pictured = _guarded(reading, _REST_SHARE, pictured_pages, data, few)
        bad += few if pictured is None else pictured
    return sorted(bad)


def _worst(failures: list[str]) -> str:
    """The failure that tells the sender most: it never ends, it bursts, it is broken."""
    return next((code for code in ("file.too_long", "file.bomb") if code in failures), "file.damaged")
