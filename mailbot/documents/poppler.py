"""Text of PDF pages by `pdftotext -raw` of poppler: the best and fastest reader of Thai, where it is installed."""

import os
import resource
import shutil
import signal
import subprocess
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


def poppler_pages(data: bytes, seconds: float) -> list[str]:
    """Text of each page. Raises Refused('file.damaged') when poppler cannot read it, PopplerTimeout when it hangs.

    No temporary file: both ends are anonymous memory. The program inherits this process's limits.
    """
    program = pdftotext()
    if program is None:
        raise Refused("file.damaged", {"detail": "pdftotext is not installed"})
    source, target = os.memfd_create("pdf"), os.memfd_create("text")
    try:
        _write_all(source, data)
        _run([program, "-raw", "-q", "-enc", "UTF-8", f"/dev/fd/{source}", "-"], source, target, seconds)
        return _read_all(target).decode("utf-8", "replace").split("\f")[:-1]
    finally:
        os.close(source)
        os.close(target)


def _run(command: list[str], source: int, target: int, seconds: float) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=target,
        stderr=subprocess.DEVNULL,
        pass_fds=(source,),
        env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
    )
    try:
        _limit(process.pid, seconds)
        status = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise PopplerTimeout from error
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
    if status == -signal.SIGXCPU:
        raise PopplerTimeout
    if status != 0:
        raise Refused("file.damaged", {"detail": f"pdftotext ended with {status}"})


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


def _read_all(descriptor: int) -> bytes:
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0) if size else b""
