"""The lane of scanned pages against its floor: bare tesseract over the same rendered pages, as many at a time.

Run: python -m benchmarks.ocr [PAGES [ROUNDS]]. Needs tesseract with Thai. The lane takes in looking for the pages,
rendering them in limited processes, reading, judging each text and putting the document together. Prints medians of
wall clock and processor time, the ratios, and the memory of the largest process. Floor and lane alternate.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from mailbot.demo.plans import make_plan
from mailbot.demo.scan_writer import write_scan
from mailbot.documents.ocr import find_scans, read_scans
from mailbot.documents.ocr_engine import tesseract
from mailbot.documents.ocr_picture import render_page
from mailbot.documents.read import read_document

DPI = 200
SECONDS, MEMORY_MB = 30.0, 1024

Sample = tuple[float, float]


def main() -> None:
    """Measure and print."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    program = tesseract()
    if program is None:
        sys.exit("tesseract or its Thai is not installed (apt install tesseract-ocr tesseract-ocr-tha)")
    scan = write_scan(make_plan("d.dlt", 0).pdf, DPI)
    pictures = [picture.data for number in range(1, pages + 1) if (picture := render_page(scan, number))]
    work: dict[str, Callable[[], object]] = {
        "bare tesseract": lambda: _bare(program, pictures),
        "the lane": lambda: _lane(scan, pages),
    }
    samples: dict[str, list[Sample]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            samples[name].append(_timed(run))
    _print(samples, len(pictures))


def _bare(program: str, pictures: list[bytes]) -> None:
    """All pages by tesseract alone, two at a time where the machine has two cores."""
    at_once = min(2, len(os.sched_getaffinity(0)))
    for first in range(0, len(pictures), at_once):
        running = [_start(program, picture) for picture in pictures[first : first + at_once]]
        for process in running:
            process.wait()


def _start(program: str, picture: bytes) -> "subprocess.Popen[bytes]":
    source = os.memfd_create("page")
    os.write(source, picture)
    os.lseek(source, 0, os.SEEK_SET)
    process = subprocess.Popen(
        [program, "stdin", "stdout", "--dpi", str(DPI), "-l", "tha+eng", "--psm", "1"],
        stdin=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"OMP_THREAD_LIMIT": "1"},
    )
    os.close(source)
    return process


def _lane(scan: bytes, pages: int) -> None:
    document = read_document(scan, "pdf", "scan.pdf", seconds=SECONDS, memory_mb=MEMORY_MB)
    scans = find_scans(scan, "pdf", document, memory_mb=MEMORY_MB)
    if scans is None:
        sys.exit("no scanned page was found")
    (read,) = read_scans([(scans, scans.numbers[:pages])], seconds=600)
    if len(read.ocr_pages) < pages:
        sys.exit(f"only pages {read.ocr_pages} were read")


def _timed(run: Callable[[], object]) -> Sample:
    started, used = time.perf_counter(), _processor()
    run()
    return time.perf_counter() - started, _processor() - used


def _processor() -> float:
    """Processor seconds of this process and of all that it waited for."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _print(samples: dict[str, list[Sample]], pages: int) -> None:
    medians = {
        name: (statistics.median(wall for wall, _ in taken), statistics.median(used for _, used in taken))
        for name, taken in samples.items()
    }
    floor, lane = medians["bare tesseract"], medians["the lane"]
    for name, (wall, used) in medians.items():
        print(f"{name:16} {wall / pages:6.2f} s a page, {used / pages:6.2f} s of processor time")
    print(f"ratio {lane[0] / floor[0]:.2f} by the clock, {lane[1] / floor[1]:.2f} by processor time; {pages} pages")
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"largest process {kilobytes / 1024:.0f} MB")


if __name__ == "__main__":
    main()
