"""Reading and judging one plan of thirty pages against named floors: bare pdftotext -raw, bare lxml.

Run: python -m benchmarks.reading [ROUNDS]. Needs pdftotext; printed by LibreOffice where installed, else by the demo's
writer. Files are read as a worker reads them that has been at work for a while: by children of its nursery, whose
processor time is counted too. Prints medians of wall clock and processor time in milliseconds, the ratios, and what the
work consists of. Floors and work alternate, so that a noisy machine disturbs both alike.
"""

import io
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from lxml import etree

from mailbot.demo.plans import make_plan
from mailbot.documents import nursery
from mailbot.documents.model import Document
from mailbot.documents.numbering import split_number
from mailbot.documents.pdf_inspection import inspect_pdf
from mailbot.documents.read import File, read_document, read_documents
from mailbot.documents.thai import forget_lines
from mailbot.documents.word import read_word
from mailbot.mail.model import Kind
from mailbot.plans import sections
from mailbot.plans.elements import judge_elements
from mailbot.plans.form import shared_texts
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.same_document import compare
from mailbot.rules import Rules, load

PAGES = 30
SECONDS, MEMORY_MB = 30.0, 1024
PDFTOTEXT, LXML = "pdftotext -raw", "lxml parse of document.xml"
READ_PDF, READ_WORD, JUDGE = "read the PDF", "read the Word file", "judge the plan (reading included)"

Sample = tuple[float, float]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = shutil.which("pdftotext")
    if program is None:
        sys.exit("pdftotext is not installed (apt install poppler-utils): there is no floor to measure against")
    rules = load("bcp-2563")
    with tempfile.TemporaryDirectory() as name:
        word, pdf = _files(Path(name))
        path = Path(name) / "plan.pdf"

        def floor() -> None:
            subprocess.run([program, "-raw", str(path), "-"], stdout=subprocess.PIPE, check=True)

        def lxml_floor() -> None:
            etree.fromstring(zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml"))

        work: dict[str, Callable[[], object]] = {
            PDFTOTEXT: floor,
            LXML: lxml_floor,
            READ_PDF: lambda: _read(pdf, "pdf"),
            READ_WORD: lambda: _read(word, "word"),
            JUDGE: lambda: _judge(word, pdf, rules),
            "  a child that reads nothing": _nothing,
            "  looking at the PDF, here": lambda: inspect_pdf(pdf),
            "  walking the Word file, here": lambda: read_word(word),
        }
        if not nursery.allow().wait_until_ready(SECONDS):
            sys.exit("the nursery does not start")
        _judge(word, pdf, rules)  # what is kept for the whole round (the form's shingles) is made once
        nursery.settle()
        samples: dict[str, list[Sample]] = {what: [] for what in work}
        for _ in range(rounds):
            for what, function in work.items():
                samples[what].append(_timed(function))
    _print(samples)
    nursery.forbid()


def _files(folder: Path) -> tuple[bytes, bytes]:
    plan = make_plan("d.dlt", 1)
    pdf = plan.pdf
    (folder / "plan.docx").write_bytes(plan.docx)
    office = shutil.which("soffice")
    if office is not None:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "plan.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        pdf = (folder / "plan.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        once = len(opened.pages)
        for number in range(once, PAGES):
            opened.pages.append(opened.pages[number % once])
        del opened.pages[PAGES:]
        opened.save(folder / "plan.pdf")
    return plan.docx, (folder / "plan.pdf").read_bytes()


def _read(data: bytes, kind: Kind) -> Document:
    return read_document(data, kind, "plan", seconds=SECONDS, memory_mb=MEMORY_MB)


def _nothing() -> None:
    nursery.begin(bytes, (), b"", seconds=SECONDS, memory_mb=MEMORY_MB).result()


def _judge(word: bytes, pdf: bytes, rules: Rules) -> None:
    """A plan that was never seen: what is kept of documents is forgotten first."""
    sections.forget()
    lexicon_of(rules).forget()
    forget_lines()
    split_number.cache_clear()
    files = [File(word, "word", "plan"), File(pdf, "pdf", "plan")]
    written, printed = read_documents(files, seconds=SECONDS, memory_mb=MEMORY_MB)
    judge_elements(written, printed, [], rules, [])
    compare(written, printed, (), shared_texts(rules))


def _timed(function: Callable[[], object]) -> Sample:
    wall, processor = time.perf_counter(), _processor()
    function()
    return (time.perf_counter() - wall) * 1e3, (_processor() - processor) * 1e3


def _processor() -> float:
    """Seconds of this process, of all that it waited for, and of the nursery with its children."""
    return nursery.allow().processor_seconds() + sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _print(samples: dict[str, list[Sample]]) -> None:
    def median(what: str, which: int) -> float:
        return statistics.median(sample[which] for sample in samples[what])

    print(f"{'median of ' + str(len(next(iter(samples.values())))):36}{'wall ms':>9}{'processor ms':>14}")
    for what in samples:
        print(f"{what:36}{median(what, 0):9.1f}{median(what, 1):14.1f}")
    for which, clock in ((0, "wall"), (1, "processor")):
        floor = median(PDFTOTEXT, which)
        both = floor + median(LXML, which)
        print(f"{clock}: {READ_PDF} {median(READ_PDF, which) / floor:.2f} x {PDFTOTEXT} (wanted: 1.3)")
        print(f"{clock}: {JUDGE} {median(JUDGE, which) / both:.2f} x {PDFTOTEXT} + {LXML} (wanted: 2)")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest child process: {peak:.0f} MB (wanted: below 300)")


if __name__ == "__main__":
    main()
