"""The embedded inbox: a Maildir++ on this machine, for the demo, for tests and for delivery by a local server.

A mail is known by its unique key, the file name up to ':', which stays when a mail program changes flags or carries
the file from new/ to cur/; neither place nor flags mean anything to us. The folders are listed afresh each time:
the standard library's mailbox.Maildir keeps a listing that it believes by folder times, and overwrites files.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mailbot.errors import Transient
from mailbot.mailbox.durable import flush_folder, make_folder, write_durably
from mailbot.mailbox.protocol import Fetched, Known, Waiting
from mailbot.settings import MailboxSection

_VALIDITY_FILE = "mailbot-uidvalidity"
_LOOK_SECONDS = 0.5
_HEADER_BYTES = 262_144
_HEADER_END = re.compile(rb"\r?\n\r?\n")


class MaildirMailbox:
    """The Mailbox protocol over a folder. Every OSError becomes Transient: a disk that is full or away comes back."""

    def __init__(
        self,
        path: Path,
        settings: MailboxSection,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        validity: Callable[[], str] = lambda: secrets.token_hex(8),
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.account = str(path)
        self.folder = settings.inbox
        self._path, self._settings = path, settings
        self._monotonic, self._sleep, self._validity, self._stopped = monotonic, sleep, validity, stopped
        self._state: tuple[int, ...] = ()

    def open(self) -> str:
        """See Mailbox. Makes the Maildir when there is none; the validity is drawn once and kept in a file."""
        names = self._settings
        try:
            for folder in (names.inbox, names.processed, names.review, names.sealed, names.quarantine, names.sent):
                if folder:
                    self._make(self._place(folder))
            return self._stored_validity()
        except OSError as error:
            raise _transient(error, self._path) from error

    def close(self) -> None:
        """See Mailbox; there is nothing to let go of."""

    def waiting(self) -> list[str]:
        """See Mailbox. Oldest file first."""
        place = self._place(self.folder)
        try:
            self._state = _look(place)
            found = [(file.stat().st_mtime_ns, key) for key, file in _files(place).items() if file.exists()]
        except FileNotFoundError as error:
            if not place.is_dir():
                raise _transient(error, place) from error
            return self.waiting()  # a mail program renamed a file under our eyes
        except OSError as error:
            raise _transient(error, place) from error
        return [key for _time, key in sorted(found)]

    def describe(self, uid: str) -> Waiting | None:
        """See Mailbox. received_at is the file's time of last change."""
        file = self._file(self._place(self.folder), uid)
        if file is None:
            return None
        try:
            status = file.stat()
        except OSError as error:
            raise _transient(error, file) from error
        return Waiting(uid, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))

    def fetch(self, uid: str) -> Fetched | None:
        """See Mailbox."""
        return self._read(uid, -1)

    def fetch_header(self, uid: str) -> Fetched | None:
        """See Mailbox. At most 256 KB, whatever the sender put there."""
        fetched = self._read(uid, _HEADER_BYTES)
        if fetched is None:
            return None
        end = _HEADER_END.search(fetched.raw)
        return replace(fetched, raw=fetched.raw[: end.end()] if end else fetched.raw)

    def _read(self, uid: str, size: int) -> Fetched | None:
        file = self._file(self._place(self.folder), uid)
        if file is None:
            return None
        try:
            with file.open("rb") as opened:
                return Fetched(uid, opened.read(size), datetime.fromtimestamp(file.stat().st_mtime, UTC))
        except OSError as error:
            raise _transient(error, file) from error

    def move(self, uid: str, folder: str) -> bool:
        """See Mailbox. A rename, flushed; a mail of the same name in the target is never overwritten."""
        source = self._file(self._place(self.folder), uid)
        if source is None:
            return False
        self._rename(source, uid, folder)
        return True

    def carry(self, source: str, target: str, known: Known) -> bool:
        """See Mailbox."""
        place = self._place(source)
        try:
            self._make(place)
            found = _with_bytes(place, known)
            if found is None:
                return _with_bytes(self._place(target), known) is not None
        except OSError as error:
            raise _transient(error, place) from error
        self._rename(found, found.name.split(":")[0], target)
        return True

    def _rename(self, source: Path, uid: str, folder: str) -> None:
        place = self._place(folder)
        try:
            self._make(place)
            target = place / source.parent.name / source.name
            there = _files(place).get(uid)
            if there is not None:
                target = there if there.read_bytes() == source.read_bytes() else target.with_name(_fresh(source.name))
            source.replace(target)
            flush_folder(target.parent)
            flush_folder(source.parent)
        except OSError as error:
            raise _transient(error, source) from error

    def append(self, folder: str, raw: bytes, when: datetime) -> None:
        """See Mailbox. The copy is marked read."""
        place = self._place(folder)
        try:
            self._make(place)
            file = place / "cur" / f"{int(when.timestamp())}.{secrets.token_hex(8)}.mailbot:2,S"
            write_durably(file, raw, temporary=place / "tmp")
            # As in IMAP's APPEND: the given moment becomes the arrival, which is the file's time here.
            os.utime(file, (when.timestamp(), when.timestamp()))
        except OSError as error:
            raise _transient(error, place) from error

    def holds(self, folder: str, message_id: str) -> bool:
        """See Mailbox. Reads the header of every mail in the folder."""
        place = self._place(folder)
        if not place.is_dir():
            return False
        try:
            return any(_message_id(file) == message_id for file in _files(place).values())
        except OSError as error:
            raise _transient(error, place) from error

    def wait(self, seconds: float) -> None:
        """See Mailbox. Looks twice a second whether the inbox changed since `waiting` looked last."""
        place = self._place(self.folder)
        end = self._monotonic() + seconds
        while (left := end - self._monotonic()) > 0 and not self._stopped():
            with suppress(OSError):
                if _look(place) != self._state:
                    return
            self._sleep(min(_LOOK_SECONDS, left))

    def _place(self, folder: str) -> Path:
        """Maildir++: the inbox is the Maildir itself, folder a/b is its subfolder '.a.b'."""
        return self._path if folder.upper() == "INBOX" else self._path / f".{folder.replace('/', '.')}"

    def _make(self, place: Path) -> None:
        for name in ("tmp", "new", "cur"):
            make_folder(place / name)
        if place != self._path:
            (place / "maildirfolder").touch(mode=0o600)

    def _stored_validity(self) -> str:
        file = self._path / _VALIDITY_FILE
        if not file.exists():
            write_durably(file, self._validity().encode())
        return file.read_text("ascii").strip()

    def _file(self, place: Path, uid: str) -> Path | None:
        try:
            return _files(place).get(uid)
        except OSError as error:
            raise _transient(error, place) from error


def _files(place: Path) -> dict[str, Path]:
    """Key -> file of every mail, wherever it lies now. Raises OSError when the folder cannot be listed."""
    found: dict[str, Path] = {}
    for name in ("new", "cur"):
        for file in (place / name).iterdir():
            if not file.name.startswith(".") and file.is_file():
                found[file.name.split(":")[0]] = file
    return found


def _with_bytes(place: Path, known: Known) -> Path | None:
    """The file that holds exactly these bytes. Raises OSError when the folder cannot be read."""
    for file in _files(place).values():
        if file.stat().st_size == known.size and hashlib.sha256(file.read_bytes()).hexdigest() == known.sha256:
            return file
    return None


def _look(place: Path) -> tuple[int, ...]:
    return tuple((place / name).stat().st_mtime_ns for name in ("new", "cur"))


def _fresh(name: str) -> str:
    key, colon, info = name.partition(":")
    return f"{key}.{secrets.token_hex(4)}{colon}{info}"


def _message_id(file: Path) -> str:
    with file.open("rb") as opened:
        head = opened.read(_HEADER_BYTES)
    for line in head.replace(b"\r\n", b"\n").split(b"\n\n")[0].replace(b"\n ", b" ").split(b"\n"):
        name, _colon, value = line.partition(b":")
        if name.strip().lower() == b"message-id":
            return value.strip().decode("utf-8", "replace")
    return ""


def _transient(error: OSError, path: Path) -> Transient:
    return Transient(f"mailbox {path}: {error.strerror or error}")
