"""PDF files that hide nothing, as office programs print them: pdftotext reads them in a process of its own, started by
us, and what it wrote is weighed here. No child is forked for that, which would cost as much as half of the reading.

Whatever is not plain about a file, and whatever goes amiss, sends it to `pdf.read_pdf` in a child of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.documents.model import Document
from mailbot.documents.page_quality import FEW_LETTERS
from mailbot.documents.pdf import Page, document_of
from mailbot.documents.pdf_inspection import inspect_pdf, plain_page_count
from mailbot.documents.pdfium import pictured_pages
from mailbot.documents.poppler import Poppler, PopplerTimeout, pdftotext
from mailbot.errors import Refused

_LARGEST = 16 * 2**20  # bytes of a file
_LARGEST_TEXT = 4 * 2**20  # bytes of its text; the plans of a ministry have a fifth of that
_SHARE, _LONGEST = 0.25, 5.0  # of the time that the file may take, and seconds; thirty pages need some hundredths

LookAgain = Callable[[list[int]], list[int]]


def longest(seconds: float) -> float:
    """Of the seconds that a file may take, those for reading it as a plain print; the rest is for a child, if need
    be."""
    return min(_SHARE * seconds, _LONGEST)


@dataclass(frozen=True, slots=True)
class PlainPrint:
    """A file that is being read. pages: how many it has, as its bare bytes say."""

    pages: int
    poppler: Poppler

    @classmethod
    def begin(cls, data: bytes, *, seconds: float, memory_mb: int) -> "PlainPrint | None":
        """Start reading, within a part of these seconds and with these megabytes; None for a file that is not plain."""
        if pdftotext() is None or len(data) > _LARGEST:
            return None
        pages = plain_page_count(data)
        if not pages:
            return None
        try:
            return cls(pages, Poppler(data, longest(seconds), memory_mb))
        except OSError:
            return None

    def document(self, look_again: LookAgain) -> Document | None:
        """What was read; None when it is not surely all, or not surely good.

        look_again: which of these pages, on which hardly a letter stands, show a picture.
        """
        with self.poppler:
            pages = self._pages()
        if len(pages) != self.pages or not all(page.quality.good for page in pages):
            return None
        few = [number for number, page in enumerate(pages, 1) if page.quality.letters < FEW_LETTERS]
        return document_of(pages, look_again(few) if few else [])

    def end(self) -> None:
        """The result is not wanted any more."""
        with self.poppler:
            pass

    def _pages(self) -> list[Page]:
        pages: list[Page] = []
        left = _LARGEST_TEXT
        try:
            for text in self.poppler.pages():
                left -= len(text)
                if left < 0 or len(pages) == self.pages:
                    return []
                pages.append(Page().better("pdftotext", text))
        except (PopplerTimeout, Refused):
            return []
        return pages


def pictured_among(few: list[int], data: bytes) -> list[int]:
    """In a child with limits: which of these 1-based pages show a picture."""
    plain = inspect_pdf(data).plain
    perhaps = [number for number in few if number not in plain]
    return sorted(pictured_pages(data, perhaps)) if perhaps else []
