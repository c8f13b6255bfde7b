"""The programs that turn a corpus plan into what an agency sends: LibreOffice, Chromium, Ghostscript, a scanner."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from random import Random

from PIL import Image, ImageFilter

from mailbot.demo.pdf_writer import empty_pdf
from tests.corpus.pictures import FONT

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir></fontconfig>"""
SECONDS = 600


class NotPrinted(Exception):
    """A program made no file of the plan."""


def convert(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """All files through one LibreOffice process. kind: 'pdf', 'doc', 'rtf'. Keys are names without ending.

    Raises NotPrinted when one of them is missing afterwards.
    """
    source, target = folder / f"{kind}-in", folder / f"{kind}-out"
    for place in (source, target):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    ending = "html" if any(data[:9] == b"<!DOCTYPE" for data in files.values()) else "docx"
    for name, data in files.items():
        (source / f"{name}.{ending}").write_bytes(data)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=FONT.parent))
    filters = {"pdf": "pdf:writer_pdf_Export", "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
    _run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", filters[kind], "--outdir", str(target), *map(str, sorted(source.iterdir()))],
        {"FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    return {name: _made(target / f"{name}.{kind}") for name in files}


def chromium(html: str, folder: Path) -> bytes:
    """The page as Chromium prints it (Google Docs prints alike). Raises NotPrinted."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    pdf.unlink(missing_ok=True)
    _run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer",
         f"--user-data-dir={folder}/browser", f"--print-to-pdf={pdf}", f"file://{page}"]
    )  # fmt: skip
    return _made(pdf)


def ghostscript(pdf: bytes, folder: Path) -> bytes:
    """The PDF distilled once more, which loses what tells readers the letters behind glyphs. Raises NotPrinted."""
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(pdf)
    after.unlink(missing_ok=True)
    _run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", f"-sOutputFile={after}", str(before)])
    return _made(after)


def scan(pdf: bytes, dpi: int, folder: Path, most: int = 0) -> bytes:
    """Pictures of the pages, gray, a little askew and dirty, without any text. most: only so many first pages."""
    source = folder / "scan.pdf"
    source.write_bytes(pdf)
    for old in folder.glob("page-*.pgm"):
        old.unlink()
    _run(["pdftoppm", "-gray", "-r", str(dpi), *(["-l", str(most)] if most else []), str(source), str(folder / "page")])
    random = Random(dpi)
    scanned = empty_pdf("Scan")
    for path in sorted(folder.glob("page-*.pgm"), key=lambda p: int(re.findall(r"\d+", p.stem)[-1])):
        with Image.open(path) as page:
            dirty = page.rotate(random.uniform(-0.7, 0.7), Image.Resampling.BILINEAR, fillcolor=255)
            dirty = Image.blend(dirty, Image.effect_noise(dirty.size, 60), 0.06).filter(ImageFilter.GaussianBlur(0.4))
        stored = io.BytesIO()
        dirty.save(stored, "JPEG", quality=60)
        scanned.add_page(orientation="L" if dirty.width > dirty.height else "P")
        scanned.image(io.BytesIO(stored.getvalue()), x=0, y=0, w=scanned.w, h=scanned.h)
        path.unlink()
    return bytes(scanned.output())


def versions() -> dict[str, str]:
    """What the installed programs call themselves; '' for one that is not there."""
    asked = {
        "LibreOffice": ["soffice", "--version"],
        "Chromium": ["chromium", "--version"],
        "Ghostscript": ["gs", "--version"],
        "poppler": ["pdftotext", "-v"],
        "Tesseract": ["tesseract", "--version"],
    }
    told = {}
    for name, command in asked.items():
        if shutil.which(command[0]) is None:
            told[name] = ""
            continue
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        found = re.search(r"\d+(\.\d+)+", done.stdout or done.stderr)
        told[name] = found.group() if found else ""
    return told


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> None:
    try:
        subprocess.run(
            command, env={**os.environ, **(environment or {})}, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotPrinted(f"{command[0]}: {error}") from error


def _made(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotPrinted(f"{path.name} was not made") from error
    if not data:
        raise NotPrinted(f"{path.name} is empty")
    return data
