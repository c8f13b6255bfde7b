"""The journal: every transaction of the ledger since the last backups, in files that only grow.

An entry is a line: number of the ledger's life, number of the transaction, and its statements, encrypted and
authenticated with a key that follows from the secret beside the ledger (which every backup holds): whoever finds the
journal's folder reads nothing in it and can add no decision to it. Writers take turns because they hold the ledger.
"""

import base64
import json
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mailbot.ledger.recorded import Entry
from mailbot.mailbox.durable import flush_folder, make_folder

SUFFIX = ".journal"
_NONCE = 12
_NAME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one line lies: file, first byte, and the numbers that stand before its text."""

    file: Path
    offset: int
    ledger: int
    number: int


@dataclass
class JournalFolder:
    """Files of one folder, in the order of their names. secret: the one beside the ledger."""

    folder: Path
    secret: Callable[[], str]
    _known: bool = field(default=False, init=False)

    def append(self, entry: Entry) -> None:
        """Write one line behind the others and flush it. Raises OSError."""
        if not self._known:
            make_folder(self.folder)
            self._known = True
        files = self.files()
        file = files[-1] if files else self.folder / f"{datetime.now(UTC):{_NAME}}{SUFFIX}"
        descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            line = (b"\n" if torn else b"") + self._line(entry)
            while line:
                line = line[os.write(descriptor, line) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if not files:
            flush_folder(self.folder)

    def begin_file(self, at: datetime) -> None:
        """A backup was made: what follows comes into a file of its own, named by the moment in which it was begun, so
        that older ones can go. Raises OSError."""
        make_folder(self.folder)
        files = self.files()
        name = f"{at.astimezone(UTC):{_NAME}}{SUFFIX}"
        if not files or files[-1].name < name:
            (self.folder / name).touch(mode=0o600)
            flush_folder(self.folder)

    def drop_older(self, than: datetime) -> int:
        """Remove files whose last line is older; returns how many. The newest stays. Raises OSError."""
        old = [file for file in self.files()[:-1] if file.stat().st_mtime < than.timestamp()]
        for file in old:
            file.unlink()
        return len(old)

    def files(self) -> list[Path]:
        """All files of the journal, oldest first; none when there is no folder."""
        return sorted(self.folder.glob(f"*{SUFFIX}"))

    def begun_at(self) -> datetime | None:
        """When the newest file was begun: the moment of the last backup, or of the journal's first line."""
        files = self.files()
        return datetime.strptime(files[-1].stem, _NAME).replace(tzinfo=UTC) if files else None

    def places(self) -> Iterator[Place]:
        """Every line, in the order in which they were written. A line that a power cut tore is left out. Raises
        OSError."""
        for file in self.files():
            with file.open("rb") as lines:
                offset = 0
                for line in lines:
                    words = line[:32].split(b" ", 2)
                    if line.endswith(b"\n") and len(words) == 3 and words[0].isdigit() and words[1].isdigit():
                        yield Place(file, offset, int(words[0]), int(words[1]))
                    offset += len(line)

    def last_number(self, ledger: int) -> int:
        """Number of the last transaction of this life of the ledger; 0 when there is none. Raises OSError."""
        return max((place.number for place in self.places() if place.ledger == ledger), default=0)

    def read(self, place: Place) -> Entry | None:
        """The entry there; None when it is damaged, or written with another secret. Raises OSError."""
        with place.file.open("rb") as file:
            file.seek(place.offset)
            _, _, text = file.readline().split(b" ", 2)
        try:
            sealed = base64.b64decode(text.strip(), validate=True)
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _numbers(place.ledger, place.number))
        except (InvalidTag, ValueError):
            return None
        told = json.loads(zlib.decompress(plain))
        statements = tuple((sql, _values(values)) for sql, values in told["statements"])
        return Entry(place.ledger, place.number, told["after"], told["schema"], statements)

    def _line(self, entry: Entry) -> bytes:
        told = {"after": entry.after, "schema": entry.schema, "statements": entry.statements}
        plain = zlib.compress(json.dumps(told, ensure_ascii=False, default=_bytes_told).encode("utf-8"), 1)
        nonce, numbers = os.urandom(_NONCE), _numbers(entry.ledger, entry.number)
        return numbers + b" " + base64.b64encode(nonce + self._cipher.encrypt(nonce, plain, numbers)) + b"\n"

    @cached_property
    def _cipher(self) -> ChaCha20Poly1305:
        derived = HKDF(SHA256(), 32, salt=None, info=b"mailbot journal").derive(self.secret().encode())
        return ChaCha20Poly1305(derived)


def _numbers(ledger: int, number: int) -> bytes:
    return b"%d %d" % (ledger, number)


def _bytes_told(value: Any) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"a ledger holds no {type(value).__name__}")
    return {"base64": base64.b64encode(value).decode("ascii")}


def _values(values: Any) -> Any:
    if isinstance(values, dict):
        return {name: _value(value) for name, value in values.items()}
    return [_value(value) for value in values]


def _value(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
