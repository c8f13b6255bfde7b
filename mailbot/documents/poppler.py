"""Text of PDF pages by `pdftotext -raw` of poppler: the best and fastest reader of Thai, where it is installed."""

import contextlib
import os
import resource
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import cache

from mailbot.documents.worker import die_with_parent
from mailbot.errors import Refused

_LARGEST_TEXT = 64 * 2**20  # bytes
_PROCESSOR_SLACK = 1  # seconds of CPU time beyond the wall clock


class PopplerTimeout(Exception):
    """pdftotext did not come to an end in its time."""


@cache
def pdftotext() -> str | None:
    """Path of the program, None when poppler-utils is not installed."""
    return shutil.which("pdftotext")


@cache
def _ended_with_us() -> tuple[str, ...]:
    """Command that has the kernel end what it starts when we end, () where util-linux is not installed: then Python
    must fork a whole copy of itself to say the same, which takes some milliseconds more."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()


class Poppler:
    """One run of pdftotext, started at once so that other looks at the file go on beside it.

    Use as a context manager: leaving it ends the program. No temporary file: the PDF lies in
    anonymous memory, the text comes through a pipe.
    """

    def __init__(self, data: bytes, seconds: float) -> None:
        program = pdftotext()
        if program is None:
            raise Refused("file.damaged", {"detail": "pdftotext is not installed"})
        self._deadline = time.monotonic() + seconds
        source = os.memfd_create("pdf")
        try:
            _write_all(source, data)
            ender = _ended_with_us()
            self._process = subprocess.Popen(
                [*ender, program, "-raw", "-q", "-enc", "UTF-8", f"/dev/fd/{source}", "-"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(source,),
                env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
                preexec_fn=None if ender else die_with_parent,  # noqa: PLW1509 - its parent has no other threads
            )
        finally:
            os.close(source)
        _limit(self._process.pid, seconds)
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        self._stream = self._process.stdout

    def __enter__(self) -> "Poppler":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._stream.close()

    def pages(self) -> Iterator[str]:
        """Text of each page as it comes, so that judging it goes on beside the reading.

        Raises Refused('file.damaged' or 'file.bomb') for an unreadable file, PopplerTimeout when it hangs: what came
        before is then worth nothing.
        """
        rest = bytearray()
        size = 0
        while chunk := self._next_chunk():
            size += len(chunk)
            if size > _LARGEST_TEXT:
                raise Refused("file.bomb", {"detail": "too much text"})
            if b"\f" not in chunk:
                rest += chunk
                continue
            *pages, rest[:] = (rest + chunk).split(b"\f")
            yield from (page.decode("utf-8", "replace") for page in pages)
        status = self._process.wait()
        if status == -signal.SIGXCPU:
            raise PopplerTimeout
        if status != 0:
            raise Refused("file.damaged", {"detail": f"pdftotext ended with {status}"})

    def _next_chunk(self) -> bytes:
        left = max(0.0, self._deadline - time.monotonic())
        if not select.select([self._stream], [], [], left)[0]:
            raise PopplerTimeout
        return os.read(self._stream.fileno(), 1 << 16)


def _limit(pid: int, seconds: float) -> None:
    """Narrow what the program inherited; it may be gone already."""
    wanted = max(1, int(seconds)) + _PROCESSOR_SLACK
    with contextlib.suppress(ProcessLookupError, PermissionError):
        _, hard = resource.prlimit(pid, resource.RLIMIT_CPU)
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.prlimit(pid, resource.RLIMIT_CPU, (limit, hard))


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
