"""Puts a backup back into an empty data folder. It overwrites nothing, and the ledger comes last, when it has caught up
and knows that it was restored: a restore that is cut short leaves a folder without a ledger, in which mailbot refuses
to start, and into which nothing else was written.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

from mailbot.backup.archive import JOURNAL, LEDGER, Manifest, digest_of, members, read_manifest
from mailbot.backup.taking import check_ledger
from mailbot.errors import ConfigError, Transient
from mailbot.mailbox.durable import flush_folder, make_folder

_MAY_BE_THERE = {"mailbox", "sent", "mailbot.lock", JOURNAL}
"""What `mailbot init` or a mail server may have made there, or was put there to catch up from; a restore does not touch
it."""


def restore(source: Path, folder: Path, complete: Callable[[Path], None] = lambda _ledger: None) -> Manifest:
    """Everything of the backup `source` into `folder`, each file checked on its way. complete: brings the ledger, whose
    file it is given, up to date when all else is in its place, and closes it.

    Raises ConfigError when the folder holds anything of a mailbot, or the backup is not whole; Transient when the disk
    fails.
    """
    manifest = read_manifest(source)
    refuse_occupied(folder)
    unnamed = folder / f".{LEDGER}.restored.tmp"
    try:
        for name, file in members(source, manifest):
            target = unnamed if name == LEDGER else folder / name
            make_folder(target.parent)
            _write(name, target, file, manifest.files[name], source)
        check_ledger(unnamed, manifest)
        complete(unnamed)
        _settle(unnamed)
        unnamed.replace(folder / LEDGER)
        flush_folder(folder)
    except OSError as error:
        raise Transient(f"restore to {folder}: {error.strerror or error}") from error
    finally:
        for end in ("", "-wal", "-shm"):
            unnamed.with_name(unnamed.name + end).unlink(missing_ok=True)
    return manifest


def _settle(ledger: Path) -> None:
    """All of it in the one file that gets the name; the next opening begins another write-ahead log."""
    try:
        with closing(sqlite3.connect(ledger)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise Transient(f"restore: {error}") from error


def refuse_occupied(folder: Path) -> None:
    """Raises ConfigError when the folder is not as empty as a restore needs it."""
    if not folder.exists():
        return
    found = [path.name for path in folder.iterdir() if path.name not in _MAY_BE_THERE]
    if found:
        raise ConfigError(
            f"{folder} is not empty ({', '.join(sorted(found)[:3])}): a restore overwrites nothing; move it away first"
        )


def _write(name: str, target: Path, file: IO[bytes], expected: str, source: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        found = digest_of(file, out)
        out.flush()
        os.fsync(out.fileno())
    if found != expected:
        target.unlink()
        raise ConfigError(f"{source}: {name!r} is damaged")
    flush_folder(target.parent)
