"""Peak memory of one worker and all that it starts, on ordinary plans of thirty pages: wanted below 300 MB.

Run: python -m benchmarks.memory. Each file is examined as a mail of its own, by a worker as the daemon has it, which
has read some mails and has its nursery; from outside, the proportional memory (PSS: shared pages counted once) of the
worker and its descendants is added up a hundred times a second. Needs LibreOffice for .doc, .rtf and the print of the
plan; what is missing is left out. (A worker imports this file again: what it does not need is imported in functions.)
"""

import copy
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from mailbot.bench import Hints
from mailbot.examiner import WorkerExaminer

PAGES = 30
_EVERY = 0.01  # seconds between two looks
_MEGABYTE = 1024  # kilobytes
_BEFORE = 6  # mails that the worker has read already
_SECONDS, _MEMORY_MB = 300.0, 2048


def main() -> None:
    """Measure and print one line for each file."""
    print(f"{'one mail with':28}{'peak MB':>8}{'largest process MB':>20}{'seconds':>9}")
    with tempfile.TemporaryDirectory() as name:
        for title, files in _cases(Path(name)):
            peak, largest, seconds = _measured(_mail(files).as_bytes())
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
    import docx

    from mailbot.demo.plans import make_plan

    plan = make_plan("d.dlt", 1)
    path.write_bytes(plan.docx)
    document = docx.Document(str(path))
    body = document.element.body
    blocks = [child for child in body if not child.tag.endswith("}sectPr")]
    for _ in range(PAGES // 12):
        for block in blocks:
            body.insert(len(body) - 1, copy.deepcopy(block))
    document.save(str(path))


def _mail(files: list[Path]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bcp@dlt.go.th", "opdcbcm@opdc.go.th", "ส่งแผน"
    mail["Message-ID"], mail["Date"] = "<1@dlt.go.th>", "Mon, 15 Jun 2020 09:00:00 +0700"
    mail.set_content("ขอส่งแผน")
    for path in files:
        mail.add_attachment(path.read_bytes(), "application", "octet-stream", filename=path.name)
    return mail


def _measured(raw: bytes) -> tuple[float, float, float]:
    """Peak of the sum and of the largest single process, in megabytes, and the time that it took."""
    from mailbot import config_file
    from mailbot.demo.plans import make_plan
    from mailbot.workplace import Workplace

    worker = WorkerExaminer(Workplace(config_file.load(None)).parts, _SECONDS, _MEMORY_MB)
    try:
        for number in range(_BEFORE):
            plan = make_plan("d.dlt", number + 2)
            mail = _mail([])
            mail.add_attachment(plan.docx, "application", "octet-stream", filename="plan.docx")
            worker.examine(mail.as_bytes(), Hints())
        assert worker._process is not None and worker._process.pid is not None
        with _Watch(worker._process.pid) as watch:
            begun = time.monotonic()
            worker.examine(raw, Hints())
            seconds = time.monotonic() - begun
    finally:
        worker.close()
    return watch.peak / _MEGABYTE, watch.largest / _MEGABYTE, seconds


class _Watch(threading.Thread):
    """Looks at a process and its family until it is left. peak: of the sum, largest: of one process, in kilobytes."""

    def __init__(self, pid: int) -> None:
        super().__init__()
        self._pid, self._done = pid, threading.Event()
        self.peak = self.largest = 0

    def __enter__(self) -> "_Watch":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        """One look after the other."""
        while not self._done.wait(_EVERY):
            sizes = [_proportional(pid) for pid in _family(self._pid)]
            self.peak, self.largest = max(self.peak, sum(sizes)), max(self.largest, *sizes, 0)


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
