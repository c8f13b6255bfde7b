"""The bytes of every mail, safe on our own disk before anything is decided about it."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from mailbot.errors import Poison, Transient
from mailbot.mailbox.durable import make_folder, write_durably

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SpoolRef:
    """Where one mail lies. sha256: of its bytes, hex. path: relative to the spool's folder. size: bytes."""

    sha256: str
    path: Path
    size: int


class Spool:
    """A folder of mails named by their content: the same bytes twice are one file. Nothing is ever removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, raw: bytes) -> SpoolRef:
        """Stores the bytes durably (file and folder flushed). Raises Transient when the disk is full or fails."""
        digest = hashlib.sha256(raw).hexdigest()
        ref = SpoolRef(digest, _place(digest), len(raw))
        target = self.folder / ref.path
        try:
            if not _holds(target, raw):
                make_folder(target.parent)
                write_durably(target, raw)
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail of {len(raw)} bytes not stored: {error.strerror}") from error
        return ref

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises Poison when the file holds something else, Transient when the disk fails.

        A file that is not there is Transient too: a restored ledger may be ahead of a spool that still comes back.
        """
        if not _SHA256.fullmatch(sha256):
            raise Poison(f"spool: {sha256[:80]!r} is not a SHA-256")
        try:
            raw = (self.folder / _place(sha256)).read_bytes()
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail {sha256[:12]} cannot be read: {error.strerror}") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise Poison(f"spool {self.folder}: the file of mail {sha256[:12]} was changed or damaged")
        return raw

    def sweep(self) -> int:
        """Removes files that a crash left unfinished; returns how many. Only for the one daemon, at its start."""
        try:
            unfinished = list(self.folder.glob("??/.*.tmp"))
            for path in unfinished:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise Transient(f"spool {self.folder} cannot be swept: {error.strerror}") from error
        return len(unfinished)


def _place(digest: str) -> Path:
    return Path(digest[:2]) / f"{digest}.eml"


def _holds(path: Path, raw: bytes) -> bool:
    """Whether the file is there, whole: a damaged one is written anew."""
    try:
        return path.stat().st_size == len(raw) and path.read_bytes() == raw
    except FileNotFoundError:
        return False
