"""Peak memory of one worker and all that it starts, on ordinary plans of thirty pages: wanted below 300 MB.

Run: python -m benchmarks.memory. Each file is examined as a mail of its own, in a fresh process with its nursery; from
outside, the proportional memory (PSS: shared pages counted once) of this process and its descendants is added up a
hundred times a second. Needs LibreOffice for .doc, .rtf and the print of the plan; what is missing is left out.
"""

import copy
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import docx

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.demo.plans import make_plan
from mailbot.documents import nursery
from mailbot.pipeline import examine
from mailbot.workplace import Workplace

PAGES = 30
_EVERY = 0.01  # seconds between two looks
_MEGABYTE = 1024  # kilobytes


def main() -> None:
    """Measure and print one line for each file."""
    print(f"{'one mail with':28}{'peak MB':>8}{'largest process MB':>20}{'seconds':>9}")
    with tempfile.TemporaryDirectory() as name:
        for title, files in _cases(Path(name)):
            peak, largest, seconds = _measured(_mail(files))
            print(f"{title:28}{peak:8.0f}{largest:20.0f}{seconds:9.1f}", flush=True)


def _cases(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    word = folder / "plan.docx"
    _write_plan(word)
    yield "no file", []
    yield "docx", [word]
    office = shutil.which("soffice")
    if office is None:
        return
    for suffix in ("pdf", "doc", "rtf"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, capture_output=True)
        yield suffix, [folder / f"plan.{suffix}"]
    yield "docx and pdf", [word, folder / "plan.pdf"]
    yield "doc and pdf", [folder / "plan.doc", folder / "plan.pdf"]


def _write_plan(path: Path) -> None:
    """A sample plan whose tables and texts are repeated until it fills about thirty pages."""
    plan = make_plan("d.dlt", 1)
    path.write_bytes(plan.docx)
    document = docx.Document(str(path))
    body = document.element.body
    blocks = [child for child in body if not child.tag.endswith("}sectPr")]
    for _ in range(PAGES // 12):
        for block in blocks:
            body.insert(len(body) - 1, copy.deepcopy(block))
    document.save(str(path))


def _mail(files: list[Path]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bcp@dlt.go.th", "opdcbcm@opdc.go.th", "ส่งแผน"
    mail["Message-ID"], mail["Date"] = "<1@dlt.go.th>", "Mon, 15 Jun 2020 09:00:00 +0700"
    mail.set_content("ขอส่งแผน")
    for path in files:
        mail.add_attachment(path.read_bytes(), "application", "octet-stream", filename=path.name)
    return mail.as_bytes()


def _measured(raw: bytes) -> tuple[float, float, float]:
    """Peak of the sum and of the largest single process, in megabytes, and the time that it took."""
    begun = time.monotonic()
    worker = multiprocessing.get_context("spawn").Process(target=_work, args=(raw,))
    worker.start()
    peak = largest = 0
    while worker.is_alive():
        sizes = [_proportional(pid) for pid in _family(worker.pid or 0)]
        peak, largest = max(peak, sum(sizes)), max(largest, *sizes, 0)
        time.sleep(_EVERY)
    worker.join()
    return peak / _MEGABYTE, largest / _MEGABYTE, time.monotonic() - begun


def _work(raw: bytes) -> None:
    nursery.allow().wait_until_ready(60)
    bench = Bench.load(Workplace(config_file.load(None)).parts)
    examine(raw, bench, Hints())


def _family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        try:
            told = "".join(path.read_text("ascii") for path in Path(f"/proc/{parent}/task").glob("*/children"))
        except OSError:
            continue
        found += map(int, told.split())
    return found


def _proportional(pid: int) -> int:
    """Kilobytes of a process, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
