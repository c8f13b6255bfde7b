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
from fcntl import F_SETPIPE_SZ, fcntl
from functools import cache

from mailbot.documents.worker import die_with_parent
from mailbot.errors import Refused

_LARGEST_TEXT = 64 * 2**20  # bytes
_PROCESSOR_SLACK = 1  # seconds of CPU time beyond the wall clock
_MOST_OPEN_FILES = 64
_PIPE = 2**20  # bytes that wait in a pipe at most, where the kernel gives as much


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

    Use as a context manager: leaving it ends the program. No temporary file, and no byte of the PDF before the program
    has its limits: file and text go through pipes.
    """

    def __init__(self, data: bytes, seconds: float, memory_mb: int | None = None) -> None:
        """seconds: wall clock and CPU time. memory_mb: megabytes of address space, None: what this process may have."""
        program = pdftotext()
        if program is None:
            raise Refused("file.damaged", {"detail": "pdftotext is not installed"})
        self._deadline = time.monotonic() + seconds
        ender = _ended_with_us()
        self._process = subprocess.Popen(
            [*ender, program, "-raw", "-q", "-enc", "UTF-8", "-", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            preexec_fn=None if ender else die_with_parent,  # noqa: PLW1509 - its parent has no other threads
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101 - pipes, as asked for
        self._sink, self._stream = self._process.stdin, self._process.stdout
        _limit(self._process.pid, seconds, memory_mb)
        self._unsent = memoryview(data)
        for pipe in (self._sink, self._stream):
            with contextlib.suppress(OSError):  # this user has many large ones already
                fcntl(pipe, F_SETPIPE_SZ, _PIPE)
        os.set_blocking(self._sink.fileno(), False)
        self._send()

    def __enter__(self) -> "Poppler":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._end_of_file()
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
        """What comes next, while the rest of the file goes there; b"" at the end."""
        while True:
            left = max(0.0, self._deadline - time.monotonic())
            sinks = [self._sink] if self._unsent else []
            readable, writable, _ = select.select([self._stream], sinks, [], left)
            if readable:
                return os.read(self._stream.fileno(), _PIPE)
            if not writable:
                raise PopplerTimeout
            self._send()

    def _send(self) -> None:
        """As much of the file as goes into the pipe."""
        try:
            while self._unsent:
                self._unsent = self._unsent[os.write(self._sink.fileno(), self._unsent) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # it has read enough
            self._unsent = self._unsent[:0]
        self._end_of_file()

    def _end_of_file(self) -> None:
        with contextlib.suppress(OSError):
            self._sink.close()


def _limit(pid: int, seconds: float, memory_mb: int | None) -> None:
    """Narrow what the program inherited; it may be gone already."""
    wanted = {resource.RLIMIT_CPU: max(1, int(seconds)) + _PROCESSOR_SLACK, resource.RLIMIT_CORE: 0}
    if memory_mb is not None:
        wanted[resource.RLIMIT_AS] = memory_mb * 2**20
        wanted[resource.RLIMIT_NOFILE] = _MOST_OPEN_FILES
        wanted[resource.RLIMIT_FSIZE] = 0
    with contextlib.suppress(ProcessLookupError, PermissionError):
        for which, value in wanted.items():
            _, hard = resource.prlimit(pid, which)
            limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
            # At the hard limit of CPU time a process is killed, at the soft one it is told so first.
            resource.prlimit(pid, which, (limit, hard if which == resource.RLIMIT_CPU else limit))
