"""The charts of the report as pictures for Word, which shows no SVG everywhere: the drawing printed and cut out."""

import io
import re
from dataclasses import dataclass

import pypdfium2
from PIL import ImageChops
from PIL.Image import Image

from mailbot.errors import ConfigError, Transient
from mailbot.reporting.chromium import print_page

_HEAD = re.compile(r"<!doctype html>.*</head>", re.DOTALL)
_FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_ONE_A_PAGE = "<style>@page { @top-center { content: none; } } figure { break-after: page; margin: 0; }</style>"
DOTS_PER_INCH = 200
_EDGE = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart as PNG. width: in inches; told: what it shows, for those who do not see it."""

    png: bytes
    width: float
    told: str


def pictures(page: str, seconds: float, program: str = "") -> list[Picture]:
    """The charts of a report's web page, in their order; none where Chromium is not installed or fails, since the
    numbers of every chart stand in a table too."""
    found, head = _FIGURE.findall(page), _HEAD.search(page)
    if not found or head is None:
        return []
    try:
        printed = print_page(
            f"{head[0]}<body><main>{_ONE_A_PAGE}{''.join(found)}</main></body></html>", seconds, program
        )
    except (ConfigError, Transient):
        return []
    document = pypdfium2.PdfDocument(printed)
    try:
        drawn = [sheet.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB") for sheet in document]
    finally:
        document.close()
    titles = [_TITLE.search(figure) for figure in found]
    return [_cut(image, title[1] if title else "") for image, title in zip(drawn, titles, strict=False) if _box(image)]


def _box(image: Image) -> tuple[int, int, int, int] | None:
    """Where something stands on a white sheet; None when it is empty."""
    return ImageChops.invert(image).getbbox()


def _cut(image: Image, told: str) -> Picture:
    left, top, right, bottom = _box(image) or (0, 0, *image.size)
    part = image.crop((left - _EDGE, top - _EDGE, right + _EDGE, bottom + _EDGE))
    written = io.BytesIO()
    part.save(written, "PNG", optimize=True)
    return Picture(written.getvalue(), part.width / DOTS_PER_INCH, told)
