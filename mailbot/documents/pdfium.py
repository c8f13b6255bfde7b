"""Text of PDF pages by pypdfium2: needs nothing installed, repairs truncated files, tells blank pages from scans."""

import pypdfium2
from pypdfium2 import raw

from mailbot.errors import Refused

_MOST_OBJECTS = 200  # objects of a page that are looked at
_FEW_PATHS = 12  # lines and frames of a page that is blank all the same
_PICTURE_SHARE = 0.3  # of the page's area


def pdfium_pages(data: bytes, most_pages: int) -> list[str]:
    """Text of each page, at most most_pages of them; raises Refused('file.password' or 'file.damaged').

    A page that cannot be loaded is ''; a file of which none can is damaged.
    """
    document = _open(data)
    try:
        pages = [_page_text(document, number) for number in range(min(len(document), most_pages))]
    finally:
        document.close()
    if all(page is None for page in pages):
        raise Refused("file.damaged", {"detail": "no page can be loaded"})
    return [page or "" for page in pages]


def pictured_pages(data: bytes, pages: list[int]) -> list[int]:
    """Of these 1-based pages, those that show something other than letters: a scan, a picture, drawn outlines."""
    document = _open(data)
    try:
        return [number for number in pages if number <= len(document) and _is_pictured(document, number - 1)]
    finally:
        document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = "file.password" if error.err_code == raw.FPDF_ERR_PASSWORD else "file.damaged"
        raise Refused(code, {"detail": str(error)}) from error


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str | None:
    """Text of one page (0-based); None for a page that cannot be loaded."""
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    text = str(text_page.get_text_range())
    text_page.close()
    page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")


def _is_pictured(document: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        page = document[number]
        area = page.get_width() * page.get_height()
        paths = 0
        for seen, item in enumerate(page.get_objects(max_depth=2)):
            if item.type == raw.FPDF_PAGEOBJ_IMAGE and _area(item) >= _PICTURE_SHARE * area:
                return True
            paths += item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
            if paths > _FEW_PATHS or seen > _MOST_OBJECTS:
                return True
    except pypdfium2.PdfiumError:
        return True
    return False


def _area(item: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds()
    return abs(float(right - left) * float(top - bottom))
