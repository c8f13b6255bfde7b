"""The bytes of every mail, safe on our own disk before anything is decided about it."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mailbot.errors import Poison, Transient
from mailbot.mailbox.durable import flush_folder, make_folder, write_durably

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SpoolRef:
    """Where one mail lies. sha256: of its bytes, hex. path: relative to the spool's folder. size: bytes."""

    sha256: str
    path: Path
    size: int


class SealedAway(Poison):
    """The mail is there, but encrypted: it bears a classification mark, and only the private key opens it."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"mail {sha256[:12]} is sealed: it bears a classification mark, and is opened only with the private key "
            "(mailbot sealed read, mailbot review release)"
        )


class Spool:
    """A folder of mails named by their content: the same bytes twice are one file. Nothing is ever removed; a mail with
    a classification mark is encrypted in place (.sealed), and then never stored as it was again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, raw: bytes) -> SpoolRef:
        """Stores the bytes durably (file and folder flushed). Raises Transient when the disk is full or fails."""
        digest = hashlib.sha256(raw).hexdigest()
        ref = SpoolRef(digest, _place(digest), len(raw))
        target = self.folder / ref.path
        try:
            if not self._sealed(digest).exists() and not _holds(target, raw):
                make_folder(target.parent)
                write_durably(target, raw)
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail of {len(raw)} bytes not stored: {error.strerror}") from error
        return ref

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises SealedAway when they are encrypted, Poison when the file holds something
        else, Transient when the disk fails.

        A file that is not there is Transient too: a restored ledger may be ahead of a spool that still comes back.
        """
        if not _SHA256.fullmatch(sha256):
            raise Poison(f"spool: {sha256[:80]!r} is not a SHA-256")
        try:
            if self._sealed(sha256).exists():
                raise SealedAway(sha256)
            raw = (self.folder / _place(sha256)).read_bytes()
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail {sha256[:12]} cannot be read: {error.strerror}") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise Poison(f"spool {self.folder}: the file of mail {sha256[:12]} was changed or damaged")
        return raw

    def seal(self, sha256: str, close: Callable[[bytes], bytes], step: Callable[[str], None]) -> bool:
        """Encrypt one mail in place: the plain file goes only when the encrypted one is on the disk, so that a crash at
        any moment loses nothing, and the same call after it ends the work. True when the encrypted file is there;
        False when the spool holds neither. Raises Transient. step is told 'sealed-blob' and 'plain-removed'.
        """
        plain, sealed = self.folder / _place(sha256), self._sealed(sha256)
        try:
            if not sealed.exists():
                if not plain.exists():
                    return False
                write_durably(sealed, close(plain.read_bytes()))
            step("sealed-blob")
            plain.unlink(missing_ok=True)
            flush_folder(plain.parent)
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail {sha256[:12]} not sealed: {error.strerror}") from error
        step("plain-removed")
        return True

    def read_sealed(self, sha256: str, open_box: Callable[[bytes], bytes]) -> bytes:
        """The bytes of a sealed mail, opened by the holder of the key; also those of one that is not sealed (any more).
        Raises Transient, Poison, and what open_box raises."""
        try:
            raw = open_box(self._sealed(sha256).read_bytes())
        except FileNotFoundError:
            return self.get(sha256)
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail {sha256[:12]} cannot be read: {error.strerror}") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise Poison(f"spool {self.folder}: the file of mail {sha256[:12]} was changed or damaged")
        return raw

    def holds(self, sha256: str, *, sealed: bool) -> bool:
        """Whether a file is there for this mail; sealed: an encrypted one, and none besides it."""
        plain, blob = self.folder / _place(sha256), self._sealed(sha256)
        return blob.exists() and not plain.exists() if sealed else plain.exists()

    def holds_mails(self) -> bool:
        """Whether any mail lies here, encrypted or not."""
        return any(next(self.folder.glob(f"??/*.{kind}"), None) is not None for kind in ("eml", "sealed"))

    def unseal(self, sha256: str, raw: bytes) -> None:
        """Store a released mail as it came; its encrypted copy goes when the plain one is on the disk."""
        plain, sealed = self.folder / _place(sha256), self._sealed(sha256)
        try:
            if not _holds(plain, raw):
                make_folder(plain.parent)
                write_durably(plain, raw)
            sealed.unlink(missing_ok=True)
            flush_folder(plain.parent)
        except OSError as error:
            raise Transient(f"spool {self.folder}: mail {sha256[:12]} not stored: {error.strerror}") from error

    def _sealed(self, sha256: str) -> Path:
        return self.folder / _place(sha256).with_suffix(".sealed")

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
