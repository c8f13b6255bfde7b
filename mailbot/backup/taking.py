"""Takes a backup while mailbot works: the ledger first, at one moment, then the bytes of every mail that it names.

A mail's bytes are in the spool before the ledger names it and are never changed, so ledger first makes the two fit.
"""

import os
import secrets
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from mailbot.backup.archive import JOURNAL, LEDGER, MANIFEST, Manifest, digest_of, members, read_manifest
from mailbot.errors import ConfigError, Transient
from mailbot.mailbox.durable import flush_folder

_OF_THE_LEDGER = {LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}-journal"}
_LEFT_OUT = {*_OF_THE_LEDGER, "mailbot.lock", "spool", JOURNAL, "mailbox", "sent"}
"""What comes another way (ledger, spool, journal), is of this machine alone (lock), or is the mail server's part."""


def take(folder: Path, target: Path, round_id: str, now: datetime, hold: Callable[[], None] = lambda: None) -> Manifest:
    """Back up the data folder into the new file `target` (mode 0600), read it back, and only then give it its name.

    now: aware. hold: called when the ledger's copy is made, before the mails are copied. Raises ConfigError when target
    exists or there is no ledger, Transient when the disk fails or what was written cannot be read back.
    """
    if target.exists():
        raise ConfigError(f"{target} is there already; a backup overwrites nothing")
    if not (folder / LEDGER).exists():
        raise ConfigError(f"no ledger in {folder}")
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".mailbot-backup-") as scratch:
            copy = Path(scratch) / LEDGER
            _copy_ledger(folder / LEDGER, copy)
            hold()
            with unfinished.open("xb") as file:
                unfinished.chmod(0o600)
                with tarfile.open(fileobj=file, mode="w") as archive:
                    manifest = _fill(archive, folder, copy, round_id, now)
                file.flush()
                os.fsync(file.fileno())
            verify(unfinished, Path(scratch))
        unfinished.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise Transient(f"backup {target}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def verify(path: Path, scratch: Path) -> Manifest:
    """Read a backup whole: every SHA-256, the ledger's own integrity, and a file for each mail that the ledger names.

    scratch: folder for a copy of the ledger. Raises ConfigError when anything is not as it should be.
    """
    manifest = read_manifest(path)
    checked = scratch / "checked.sqlite3"
    for name, file in members(path, manifest):
        if name == LEDGER:
            with checked.open("wb") as out:
                found = digest_of(file, out)
        else:
            found = digest_of(file)
        if found != manifest.files[name]:
            raise ConfigError(f"{path}: {name!r} is damaged")
    check_ledger(checked, manifest)
    checked.unlink()
    return manifest


def check_ledger(path: Path, manifest: Manifest) -> None:
    """Raises ConfigError when this copy of the ledger is damaged or names mails that the backup does not hold."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as ledger:
            ((result,),) = ledger.execute("PRAGMA integrity_check").fetchall()
            named = {row[0] for row in ledger.execute("SELECT DISTINCT raw_sha256 FROM mail")}
    except (sqlite3.Error, ValueError) as error:
        raise ConfigError(f"the ledger in the backup is damaged: {error}") from error
    if result != "ok":
        raise ConfigError(f"the ledger in the backup is damaged: {result}")
    held = {Path(name).stem for name in manifest.files if name.startswith("spool/")}
    if lost := named - held - set(manifest.missing):
        raise ConfigError(f"the backup lacks the bytes of {len(lost)} mails, as {min(lost)[:12]}")


def _copy_ledger(source: Path, copy: Path) -> None:
    """A consistent copy at one moment; writers go on meanwhile (WAL)."""
    try:
        with closing(sqlite3.connect(source)) as ledger, closing(sqlite3.connect(copy)) as out:
            ledger.backup(out)
            # A copy in WAL mode would want its own -wal file beside it.
            out.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise Transient(f"the ledger cannot be copied: {error}") from error


def _fill(archive: tarfile.TarFile, folder: Path, ledger: Path, round_id: str, now: datetime) -> Manifest:
    files = {LEDGER: _add(archive, ledger, LEDGER)}
    missing = []
    with closing(sqlite3.connect(ledger)) as copy:
        wanted = [row[0] for row in copy.execute("SELECT DISTINCT raw_sha256 FROM mail ORDER BY id")]
        mails = copy.execute("SELECT count(*) FROM mail").fetchone()[0]
    for sha256 in wanted:
        name = _add_mail(archive, folder, sha256, files)
        if name is None:
            missing.append(sha256)
    for path in _others(folder):
        name = path.relative_to(folder).as_posix()
        files[name] = _add(archive, path, name)
    manifest = Manifest(round_id, now.isoformat(), version("mailbot"), mails, files, tuple(missing))
    told = manifest.json()
    with tempfile.TemporaryFile() as file:
        file.write(told)
        file.seek(0)
        archive.addfile(_member(MANIFEST, len(told)), file)
    return manifest


def _add_mail(archive: tarfile.TarFile, folder: Path, sha256: str, files: dict[str, str]) -> str | None:
    """The mail's file, plain or encrypted; it may be encrypted in the very moment in which we look. None: lost."""
    for kind in ("eml", "sealed", "eml"):
        name = f"spool/{sha256[:2]}/{sha256}.{kind}"
        try:
            files[name] = _add(archive, folder / name, name)
        except FileNotFoundError:
            continue
        return name
    return None


def _others(folder: Path) -> Iterable[Path]:
    """Secret, keys and whatever else lies in the data folder, smallest circle first."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if inside.parts[0] not in _LEFT_OUT and path.is_file() and not path.is_symlink() and path.suffix != ".tmp":
            yield path


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """One file into the archive; returns the SHA-256 of what went in."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        found = digest_of(file)
        file.seek(0)
        archive.addfile(_member(name, size), file)
    return found


def _member(name: str, size: int) -> tarfile.TarInfo:
    """Neither owner nor time of this machine: a backup is restored under another user."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
