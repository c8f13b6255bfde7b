"""Lines of PDF pages with font, size and place by pdfminer.six: slow (10 to 20 pages a second), so only where needed.

Its layout breaks a Thai line at each pair of zero-width marks (0 < 0 is false); giving those marks a width mends that.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTImage, LTTextLine
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from mailbot.documents.printed_line import Line

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # a line for each odd font is nothing that staff can mend
_UNMAPPED = re.compile(r"(?<=ำ)\(cid:\d+\)")  # the width-less half of ำ
_WIDTH_OF_MARK = 0.2  # em
_WIDEST_CREST, _HIGHEST_CREST, _WHOLE_PAGE = 150.0, 70.0, 700.0  # points
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


class _Aggregator(PDFPageAggregator):  # type: ignore[misc,unused-ignore]
    """Gives marks without a width one fifth of an em, so that they stay on their line."""

    def render_char(self, *args: Any, **options: Any) -> float:
        advance = float(super().render_char(*args, **options))
        drawn = self.cur_item._objs[-1] if self.cur_item._objs else None
        if isinstance(drawn, LTChar) and drawn.width < 0.01 * max(drawn.size, 0.1):
            drawn.set_bbox((drawn.x0, drawn.y0, drawn.x0 + _WIDTH_OF_MARK * drawn.size, drawn.y1))
        return advance


def pdfminer_lines(data: bytes, pages: list[int]) -> list[Line]:
    """Lines of these 1-based pages, top to bottom as pdfminer orders them. Raises whatever pdfminer raises."""
    resources = PDFResourceManager()
    device = _Aggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    wanted = {number - 1 for number in pages}
    lines: list[Line] = []
    for number, page in zip(sorted(wanted), PDFPage.get_pages(BytesIO(data), pagenos=wanted), strict=False):
        interpreter.process_page(page)
        shown = device.get_result()
        lines.extend(_line(number + 1, line) for line in _text_lines(shown))
        lines.extend(_pictures(number + 1, shown))
    return lines


def _text_lines(container: Any) -> Iterator[LTTextLine]:
    for item in container:
        if isinstance(item, LTTextLine):
            yield item
        elif isinstance(item, LTContainer):
            yield from _text_lines(item)


def _pictures(page: int, container: Any) -> Iterator[Line]:
    """Pictures that show something: no crest on a cover, no signature, no ground behind a whole page."""
    for item in container:
        if isinstance(item, LTImage) and item.width >= _WIDEST_CREST and _HIGHEST_CREST <= item.height < _WHOLE_PAGE:
            yield Line(page, "", False, 0.0, float(item.x0), float(item.y1), picture=True)
        elif isinstance(item, LTContainer) and not isinstance(item, LTTextLine):
            yield from _pictures(page, item)


def _line(page: int, line: LTTextLine) -> Line:
    letters = [item for item in line if isinstance(item, LTChar) and not item.get_text().isspace()]
    bold = Counter(any(name in letter.fontname.lower() for name in _BOLD_NAMES) for letter in letters)
    sizes = Counter(round(float(letter.size) * 2) / 2 for letter in letters)
    size = max(sizes, key=lambda each: (sizes[each], each)) if sizes else 0.0
    return Line(
        page,
        _UNMAPPED.sub("", line.get_text().rstrip("\n")),
        bold[True] > bold[False],
        size,
        float(line.x0),
        float(line.y0),
    )
