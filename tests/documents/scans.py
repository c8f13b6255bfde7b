"""Scans for these tests: pages of text as pictures, skewed, upside down, or with nothing but a drawing on them."""

import io
from collections.abc import Sequence
from functools import cache

import pypdfium2
from PIL import Image, ImageDraw
from PIL.ImageFilter import GaussianBlur

from mailbot.demo.pdf_writer import empty_pdf
from tests.documents.samples import SENTENCE, page_with, paragraph, pdf_file, relationships, word_file

TITLE = "๒.๘ กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)"
TEXT = f"{TITLE}\n{SENTENCE}\nสำนักงานปลัดองค์การบริหารส่วนตำบล ดำเนินการแจ้งเหตุตามลำดับ\n"
OTHER = f"๒.๓ ทีมงานบริหารความต่อเนื่อง\n{SENTENCE}\nหัวหน้าคณะบริหารความต่อเนื่องมีหน้าที่ประเมินเหตุการณ์\n"


@cache
def page_image(text: str, dpi: int = 150, turn: float = 0.0) -> Image.Image:
    """A printed page as a scanner sees it, a little blurred, turned by so many degrees."""
    page = pypdfium2.PdfDocument(pdf_file(text))[0]
    image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return image.rotate(turn, fillcolor=255, expand=turn % 180 == 90).filter(GaussianBlur(0.4))


@cache
def drawing() -> Image.Image:
    """A page full of boxes and lines, without a word."""
    image = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(image)
    for at in range(60, 1700, 80):
        pen.rectangle((80 + at % 300, at, 700 + at % 400, at + 50), fill=40 + at % 120, outline=0)
        pen.line((700, at, 1200, 1700 - at), fill=0, width=7)
    return image


def blank() -> Image.Image:
    """The white back of a sheet, with some dust."""
    image = Image.new("L", (1240, 1754), 250)
    for at in range(0, 1200, 97):
        image.putpixel((at, at), 0)
    return image


def stored(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The bytes of a picture file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def scan(*pages: Image.Image) -> bytes:
    """A PDF of pictures of A4."""
    file = empty_pdf("scan")
    for page in pages:
        file.add_page()
        file.image(io.BytesIO(stored(page, quality=70)), x=0, y=0, w=file.w, h=file.h)
    return bytes(file.output())


def scan_of_size(box: bytes) -> bytes:
    """A PDF page that claims this MediaBox."""
    return page_with(b"<</Length 0>>\nstream\n\nendstream").replace(b"[0 0 595 842]", box)


def word_of_pictures(images: Sequence[Image.Image], text: str = "") -> bytes:
    """A Word file that is nothing but pictures, below a line of text."""
    drawings = "".join(
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="rId{at}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
        for at in range(1, len(images) + 1)
    )
    rels = relationships(*((f"rId{at}", "image", f"media/p{at}.jpg") for at in range(1, len(images) + 1)))
    media: dict[str, str | bytes] = {f"word/media/p{at}.jpg": stored(image) for at, image in enumerate(images, 1)}
    return word_file((paragraph(text) if text else "") + drawings, {"word/_rels/document.xml.rels": rels, **media})
