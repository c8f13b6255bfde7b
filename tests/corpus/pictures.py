"""A picture with words in it, as a call tree is drawn in another program and pasted."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import mailbot.demo

FONT = Path(mailbot.demo.__file__).parent / "fonts" / "Sarabun-Regular.ttf"


def draw(lines: tuple[str, ...]) -> bytes:
    """PNG of the lines, each in a frame, joined by strokes."""
    font = ImageFont.truetype(str(FONT), 26)
    image = Image.new("L", (900, 90 * len(lines) + 20), 255)
    pen = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        top = 15 + 90 * at
        pen.rectangle((120, top, 780, top + 60), outline=0, width=2)
        pen.text((450, top + 30), line, font=font, fill=0, anchor="mm")
        if at:
            pen.line((450, top - 30, 450, top), fill=0, width=2)
    stored = io.BytesIO()
    image.save(stored, "PNG")
    return stored.getvalue()
