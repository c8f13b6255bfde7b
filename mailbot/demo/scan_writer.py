"""Turns a sample plan's PDF into what a scanner makes of it: gray pictures of pages, without any text."""

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from mailbot.demo.pdf_writer import empty_pdf

DPI = 100
JPEG_QUALITY = 34


def write_scan(pdf: bytes, dpi: int = DPI) -> bytes:
    """An image-only PDF of the same pages at dpi dots an inch; the same PDF gives the same bytes."""
    scan = empty_pdf("Scanned document")
    for picture in _page_pictures(pdf, dpi):
        scan.add_page()
        scan.image(io.BytesIO(picture), x=0, y=0, w=scan.w, h=scan.h)
    return bytes(scan.output())


def _page_pictures(pdf: bytes, dpi: int) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            gray: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
            stored = io.BytesIO()
            gray.convert("L").save(stored, "JPEG", quality=JPEG_QUALITY)
            yield stored.getvalue()
    finally:
        document.close()
