"""When the reader of a file is killed, the programs that it started end with it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from mailbot.documents.poppler import pdftotext
from tests.documents.hostile_pdfs import form_fan_out

READER = """
import sys, time
from mailbot.documents.poppler import Poppler
with Poppler(sys.stdin.buffer.read(), 60) as running:
    print(running._process.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(pdftotext() is None, reason="poppler-utils is not installed")
def test_no_pdftotext_outlives_its_reader() -> None:
    with subprocess.Popen([sys.executable, "-c", READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(form_fan_out())
        reader.stdin.close()
        program = Path(f"/proc/{int(reader.stdout.readline())}")
        while program.joinpath("comm").read_text().strip() != "pdftotext":  # what starts it must have done its work
            time.sleep(0.01)
        reader.kill()
        reader.wait()
        deadline = time.monotonic() + 5
        while _runs(program) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not _runs(program)


def _runs(program: Path) -> bool:
    """Whether it is there and no zombie that waits for its burial."""
    try:
        return program.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
