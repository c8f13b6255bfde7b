"""Character recognition by Tesseract: one limited process a page, two pages at a time where there are the cores."""

import contextlib
import os
import resource
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from mailbot.documents.ocr_picture import Picture
from mailbot.documents.worker import die_with_parent
from mailbot.errors import Transient

LANGUAGES = ("tha", "eng")
_PAGE_SECONDS = 60  # of processor time; a full page needs 2 to 3
_MEMORY = 1024 * 2**20  # bytes of address space; a page needs 300 MB
_LARGEST_TEXT = 2**20  # bytes
_AT_ONCE = 2
_LIST_SECONDS = 20

Render = Callable[[], Picture | None]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read of one page. ink: its printed pixels, all of which the text should explain."""

    text: str
    ink: int


@cache
def tesseract() -> str | None:
    """Path of the program, None when it or its Thai is not installed."""
    path = shutil.which("tesseract")
    return path if path and LANGUAGES[0] in _languages(path) else None


@cache
def _languages(path: str) -> frozenset[str]:
    try:
        done = subprocess.run(
            [path, "--list-langs"],
            capture_output=True,
            text=True,
            timeout=_LIST_SECONDS,
            env=_environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.split())


@dataclass(slots=True)
class _Run:
    """One page being read. output: descriptor of the anonymous file into which its text is written."""

    index: int
    ink: int
    process: "subprocess.Popen[bytes]"
    output: int
    handle: int
    ends_at: float

    def close(self) -> None:
        """End the process and let go of all that it holds."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.handle)
        os.close(self.output)


@dataclass(slots=True)
class _Lane:
    """The pages that are being read now, and the texts of those that are done."""

    program: str
    deadline: float
    texts: dict[int, Recognised] = field(default_factory=dict)
    running: list[_Run] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.deadline - time.monotonic()

    def start(self, index: int, picture: Picture) -> None:
        ends_at = min(self.deadline, time.monotonic() + 2 * _PAGE_SECONDS)
        self.running.append(_start(self.program, index, picture, ends_at))

    def settle_one(self) -> None:
        """Wait until at least one page is read or out of time."""
        poll = select.poll()
        for run in self.running:
            poll.register(run.handle, select.POLLIN)
        pause = max(0.0, min(run.ends_at for run in self.running) - time.monotonic())
        ready = {handle for handle, _ in poll.poll(int(pause * 1000) + 1)}
        now = time.monotonic()
        for run in [run for run in self.running if run.handle in ready or now >= run.ends_at]:
            if run.handle in ready and run.process.wait() == 0:
                self.texts[run.index] = Recognised(_text(run.output), run.ink)
            self.running.remove(run)
            run.close()

    def close(self) -> None:
        for run in self.running:
            run.close()
        self.running.clear()


def recognise(pages: Iterable[Render], *, seconds: float) -> dict[int, Recognised]:
    """Text of each page by its place in `pages`; a page that is not in the answer was not read.

    seconds: for all of them together; pages for which none is left stay unread. A blank page is read as ''.
    Pages are rendered one after the other while others are read, so that no more than three lie in memory.
    Raises Transient when the machine gives no process. Call it from a process without other threads.
    """
    program = tesseract()
    if program is None:
        return {}
    lane = _Lane(program, time.monotonic() + seconds)
    at_once = min(_AT_ONCE, len(os.sched_getaffinity(0)))
    try:
        for index, render in enumerate(pages):
            if lane.left <= 0:
                break
            picture = render()
            if picture is not None and picture.blank:
                lane.texts[index] = Recognised("", 0)
            elif picture is not None:
                while len(lane.running) >= at_once:
                    lane.settle_one()
                if lane.left > 0:
                    lane.start(index, picture)
        while lane.running:
            lane.settle_one()
    finally:
        lane.close()
    return lane.texts


def _start(program: str, index: int, picture: Picture, ends_at: float) -> _Run:
    languages = "+".join(name for name in LANGUAGES if name in _languages(program))
    source, output = os.memfd_create("page"), os.memfd_create("text")
    try:
        _write_all(source, picture.data)
        os.lseek(source, 0, os.SEEK_SET)
        # psm 1: finds out which way up the page lies; psm 3 reads pages upside down as nothing.
        process = subprocess.Popen(
            [program, "stdin", "stdout", "--dpi", str(picture.dpi), "-l", languages, "--psm", "1"],
            stdin=source,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
            preexec_fn=_limits,  # noqa: PLW1509 - its parent has no other threads
        )
    except OSError as error:
        os.close(output)
        raise Transient(f"no process for character recognition: {error}") from error
    finally:
        os.close(source)
    return _Run(index, picture.ink, process, output, os.pidfd_open(process.pid), ends_at)


def _limits() -> None:
    """In the child, before the program: it dies with us, and may take so much and no more."""
    die_with_parent()
    for which, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _PAGE_SECONDS),
        (resource.RLIMIT_FSIZE, _LARGEST_TEXT),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (value, value))


def _environment() -> dict[str, str]:
    """One thread a process: more take a third more processor time for nearly the same speed."""
    return {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath), "OMP_THREAD_LIMIT": "1"}


def _text(output: int) -> str:
    os.lseek(output, 0, os.SEEK_SET)
    parts = []
    while part := os.read(output, 1 << 16):
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace").replace("\f", "\n")


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
