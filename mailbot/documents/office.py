"""LibreOffice as a converter of old Word files to .docx: without network, macros, user profile or much of the machine.

It follows links of the file that it opens, so it is shut in twice: a network namespace of its own where the kernel
gives one, and a throw-away profile that fetches nothing, runs no macro and knows only a proxy that is not there.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from mailbot.documents.confinement import leave_network
from mailbot.documents.office_profile import write_profile
from mailbot.documents.worker import die_with_parent

FILTERS = {
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
    ".html": "HTML (StarWriter)",
    ".docx": "MS Word 2007 XML",
}
_TARGET = "docx:MS Word 2007 XML"
_LARGEST_OUTPUT = 64 * 2**20  # bytes of any one file that it writes
_MOST_OPEN_FILES = 256
_RESTART = 81  # its exit status when a new profile was set up and it wants to be started again
_MOST_STARTS = 3
_FOLDER = "mailbot-office-"
_STALE = 3600  # seconds after which the folder of a run that was killed is cleared away


@cache
def soffice() -> str | None:
    """Path of LibreOffice, None when it is not installed. The program itself, not the script that starts it: what is
    killed must be what works."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    if script is None:
        return None
    program = Path(script).resolve().parent / "soffice.bin"
    return str(program) if program.is_file() else script


def convert_to_docx(
    data: bytes, suffix: str, *, seconds: float, memory_mb: int, namespace: bool = True
) -> bytes | None:
    """The file as .docx, None when LibreOffice is not installed, fails, or needs more than its share.

    suffix: what the bytes are, one of FILTERS. seconds: wall clock. memory_mb: megabytes of address space.
    namespace: whether to ask the kernel for a network of its own; False leaves the profile alone to keep it offline.
    What comes out is as little to be trusted as what went in. Nothing is left behind.
    """
    program = soffice()
    if program is None:
        return None
    deadline = time.monotonic() + seconds
    _clear_stale()
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write_profile(folder / "profile")
        source, made = folder / f"document{suffix}", folder / "out" / "document.docx"
        source.write_bytes(data)
        for _ in range(_MOST_STARTS):
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            status = _run(_command(program, folder, source), folder, left, _shut_in(left, memory_mb, namespace))
            if status != _RESTART:
                break
        if status != 0 or not made.is_file() or made.stat().st_size > _LARGEST_OUTPUT:
            return None
        return made.read_bytes()


def _command(program: str, folder: Path, source: Path) -> list[str]:
    options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    return [
        program,
        *options,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"--infilter={FILTERS[source.suffix]}",
        "--convert-to",
        _TARGET,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]


def _run(command: list[str], folder: Path, seconds: float, prepare: Callable[[], None]) -> int | None:
    """Exit status, None when its time was up. Its whole process group is gone when this returns."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509 - its parent has no other threads
        )
    except (OSError, subprocess.SubprocessError):
        return None
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _shut_in(seconds: float, memory_mb: int, namespace: bool) -> Callable[[], None]:
    """What the child does to itself before it becomes LibreOffice."""
    limits = {
        resource.RLIMIT_AS: memory_mb * 2**20,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: _LARGEST_OUTPUT,
        resource.RLIMIT_NOFILE: _MOST_OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }

    def prepare() -> None:
        die_with_parent()
        if namespace:
            leave_network()
        for which, value in limits.items():
            hard = resource.getrlimit(which)[1]
            limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (limit, limit))

    return prepare


def _clear_stale() -> None:
    """Folders of runs whose process was killed before it could tidy up."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < time.time() - _STALE and folder.stat().st_uid == os.getuid():
                shutil.rmtree(folder, ignore_errors=True)
