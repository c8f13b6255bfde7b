"""Pages and pictures as gray pixels for character recognition: as many as it needs, whatever size a file claims."""

import math
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

_DPI = 200  # 300 reads no better, 150 hardly worse
_FEWEST_PIXELS, _MOST_PIXELS = 2_000_000, 5_000_000  # a page of A4 at 200 dpi has 3.9 million
_LONGEST_SIDE, _SHORTEST_SIDE = 8_000, 40  # pixels after scaling
_LARGEST_SCALE = 8.0  # pixels a point: no page becomes clearer than its picture is
_LARGEST_PICTURE = 80_000_000  # pixels of a file; a photograph has 12 to 50 million
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_SMALL_PIXELS = 1_200_000  # screenshots: their letters are too small and gain by doubling
_INK = 150  # gray value below which a pixel is printed
_BLANK_SHARE = 0.0002  # of the pixels printed: dust; one short line has twice as many
_BORDER = 0.03  # of either side: shadows of the scanner


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a gray PGM picture. ink: pixels that are printed. blank: so few that there is nothing to read."""

    data: bytes = field(repr=False)
    ink: int
    blank: bool
    dpi: int = _DPI


def render_page(data: bytes, number: int) -> Picture | None:
    """A page (1-based) of a PDF; None when it cannot be drawn. Run it in a limited process: PDF files are hostile."""
    document = pypdfium2.PdfDocument(data)
    try:
        if not 0 < number <= len(document):
            return None
        page = document[number - 1]
        scale = _scale(*page.get_size())
        if scale is None:
            return None
        return _gray(page.render(scale=scale, grayscale=True).to_pil().convert("L"))
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _scale(width: float, height: float) -> float | None:
    """Pixels a point, so that pages of any claimed size become about as large as A4; None for a mere stripe."""
    if not (math.isfinite(width) and math.isfinite(height)) or width <= 0 or height <= 0:
        return None
    area = width * height
    scale = min(max(_DPI / 72, math.sqrt(_FEWEST_PIXELS / area)), math.sqrt(_MOST_PIXELS / area), _LARGEST_SCALE)
    scale = min(scale, _LONGEST_SIDE / max(width, height))
    return scale if min(width, height) * scale >= _SHORTEST_SIDE else None


def picture_sizes(data: bytes, most: int) -> tuple[tuple[int, int], ...]:
    """Width and height of each frame of a picture file (a fax has several), at most `most`; () when it is none.

    Reads headers only; still, run it in a limited process.
    """
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            sizes = []
            for frame in range(min(most, getattr(image, "n_frames", 1) if image.format == "TIFF" else 1)):
                image.seek(frame)
                sizes.append(image.size)
            return tuple(sizes)
    except Exception:  # noqa: BLE001 - Pillow raises nearly anything on a damaged file
        return ()


def render_picture(data: bytes, frame: int) -> Picture | None:
    """A frame (1-based) of a picture file, upright as its camera says; None when it cannot be decoded.

    Run it in a limited process.
    """
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            image.seek(frame - 1)
            width, height = image.size
            if width * height > _LARGEST_PICTURE or min(width, height) < _SHORTEST_SIDE:
                return None
            factor = _factor(width, height)
            wanted = (max(1, round(width * factor)), max(1, round(height * factor)))
            image.draft("L", wanted)
            upright = ImageOps.exif_transpose(_on_white(image))
            return _gray(upright.resize(_turned(upright, wanted), Image.Resampling.BILINEAR, reducing_gap=2.0))
    except Exception:  # noqa: BLE001 - as above
        return None


def _turned(image: Image.Image, wanted: tuple[int, int]) -> tuple[int, int]:
    """The wanted size the way the upright picture lies."""
    return wanted if (image.width >= image.height) == (wanted[0] >= wanted[1]) else (wanted[1], wanted[0])


def _factor(width: int, height: int) -> float:
    pixels = width * height
    factor = math.sqrt(_MOST_PIXELS / pixels) if pixels > _MOST_PIXELS else 2.0 if pixels < _SMALL_PIXELS else 1.0
    return min(factor, _LONGEST_SIDE / max(width, height))


def _on_white(image: Image.Image) -> Image.Image:
    """In gray, what is transparent white as paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        return paper.convert("L")
    return image.convert("L")


def _gray(image: Image.Image) -> Picture:
    left, top = int(image.width * _BORDER), int(image.height * _BORDER)
    inner = image.crop((left, top, image.width - left, image.height - top))
    ink = sum(inner.histogram()[:_INK])
    header = b"P5\n%d %d\n255\n" % image.size
    return Picture(header + image.tobytes(), ink, blank=ink <= _BLANK_SHARE * inner.width * inner.height)
