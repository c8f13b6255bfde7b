"""Files that survive a power cut: written beside, flushed, renamed, and the folder flushed too."""

import contextlib
import os
import secrets
from pathlib import Path


def write_durably(path: Path, data: bytes, *, temporary: Path | None = None) -> None:
    """Puts `data` at `path` wholly or not at all, mode 0600. Raises OSError; then nothing is left behind.

    temporary: folder for the unfinished file (a Maildir's tmp), on the same file system; else the folder of `path`.
    """
    unfinished = (temporary or path.parent) / f".{secrets.token_hex(8)}.tmp"
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    flush_folder(path.parent)


def make_folder(path: Path) -> None:
    """Makes a folder (mode 0700) and its parents, flushed to disk. Raises OSError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    flush_folder(path.parent)


def flush_folder(path: Path) -> None:
    """fsync of a folder: without it a rename may be forgotten after a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
