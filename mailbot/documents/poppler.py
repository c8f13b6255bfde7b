"""Text of PDF pages by `pdftotext -raw` of poppler: the best and fastest reader of Thai, where it is installed."""

import os
import resource
import select
import shutil
import signal
import subprocess
import time
from functools import cache

from mailbot.errors import Refused

_LARGEST_TEXT = 64 * 2**20  # bytes
_PROCESSOR_SLACK = 1  # seconds of CPU time beyond the wall clock


class PopplerTimeout(Exception):
    """pdftotext did not come to an end in its time."""


@cache
def pdftotext() -> str | None:
    """Path of the program, None when poppler-utils is not installed."""
    return shutil.which("pdftotext")


class Poppler:
    """One run of pdftotext, started at once so that other looks at the file go on beside it.

    Use as a context manager: leaving it ends the program. No temporary file: both ends are anonymous memory.
    """

    def __init__(self, data: bytes, seconds: float) -> None:
        program = pdftotext()
        if program is None:
            raise Refused("file.damaged", {"detail": "pdftotext is not installed"})
        self._deadline = time.monotonic() + seconds
        self._target = os.memfd_create("text")
        source = os.memfd_create("pdf")
        try:
            _write_all(source, data)
            self._process = subprocess.Popen(
                [program, "-raw", "-q", "-enc", "UTF-8", f"/dev/fd/{source}", "-"],
                stdin=subprocess.DEVNULL,
                stdout=self._target,
                stderr=subprocess.DEVNULL,
                pass_fds=(source,),
                env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            )
        finally:
            os.close(source)
        _limit(self._process.pid, seconds)

    def __enter__(self) -> "Poppler":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._target)

    def pages(self) -> list[str]:
        """Text of each page. Raises Refused('file.damaged') for an unreadable file, PopplerTimeout when it hangs."""
        ended = os.pidfd_open(self._process.pid)
        try:
            left = max(0.0, self._deadline - time.monotonic())
            if not select.select([ended], [], [], left)[0]:
                raise PopplerTimeout
        finally:
            os.close(ended)
        status = self._process.wait()
        if status == -signal.SIGXCPU:
            raise PopplerTimeout
        if status != 0:
            raise Refused("file.damaged", {"detail": f"pdftotext ended with {status}"})
        size = os.fstat(self._target).st_size
        text = os.pread(self._target, size, 0) if size else b""
        return text.decode("utf-8", "replace").split("\f")[:-1]


def _limit(pid: int, seconds: float) -> None:
    """Narrow what the program inherited; it may be gone already."""
    for which, value in (
        (resource.RLIMIT_FSIZE, _LARGEST_TEXT),
        (resource.RLIMIT_CPU, max(1, int(seconds)) + _PROCESSOR_SLACK),
    ):
        try:
            _, hard = resource.prlimit(pid, which)
            wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.prlimit(pid, which, (wanted, hard))
        except (ProcessLookupError, PermissionError):
            return


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
