"""Real programs that some tests need: without one a newcomer's run skips with the reason, CI fails."""

import os
import shutil

import pytest

PACKAGES = {
    "soffice": "libreoffice-writer-nogui",
    "tesseract": "tesseract-ocr tesseract-ocr-tha tesseract-ocr-eng",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "chromium": "chromium",
    "gs": "ghostscript",
    "clamd": "clamav-daemon",
}


def need(program: str) -> str:
    """Path of the program; skips the test when it is not installed, fails it when the environment says CI=true."""
    path = shutil.which(program)
    if path is not None:
        return path
    reason = f"{program} is not installed (apt install {PACKAGES[program]})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
