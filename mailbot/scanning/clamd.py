"""clamd's INSTREAM: a mail's bytes in chunks with their length, one line back (clamd(8)).

clamd unpacks mails, archives and documents itself, so the whole mail is sent. Only 'stream: OK' is clean; silence, a
closed connection and every other answer mean that nothing was scanned.
"""

import socket
import struct
import time
from dataclasses import dataclass

from mailbot.errors import Transient
from mailbot.settings import ScanSection

_CHUNK = 1 << 18
_LONGEST_ANSWER = 4096
CLEAN = "clean"
UNSCANNED = "unscanned"


class NotScanned(Transient):
    """The scanner was not there, did not answer in time, or would not look: this is never the same as clean."""


@dataclass(frozen=True)
class Scanner:
    """One clamd. Each call is a connection of its own."""

    section: ScanSection

    def scan(self, raw: bytes) -> str:
        """CLEAN, or the name of what was found. Raises NotScanned."""
        most = int(self.section.limit_mb * 1_000_000)
        if len(raw) > most:
            raise NotScanned(f"a mail of {len(raw)} bytes is larger than scan.limit_mb")
        answer = self._asked(b"zINSTREAM\0", raw)
        if answer == "stream: OK":
            return CLEAN
        name, _, said = answer.removeprefix("stream: ").rpartition(" ")
        if said == "FOUND" and name:
            return name
        raise NotScanned(f"clamd: {answer[:200] or 'no answer'}")

    def version(self) -> str:
        """What clamd says of itself and its signatures. Raises NotScanned."""
        return self._asked(b"zVERSION\0", None)

    def _asked(self, command: bytes, content: bytes | None) -> str:
        end = time.monotonic() + self.section.seconds
        try:
            with self._connected() as connection:
                connection.sendall(command)
                if content is not None:
                    for start in range(0, len(content), _CHUNK):
                        connection.settimeout(_left(end))
                        piece = content[start : start + _CHUNK]
                        connection.sendall(struct.pack("!I", len(piece)) + piece)
                    connection.sendall(struct.pack("!I", 0))
                return _line(connection, end)
        except OSError as error:
            raise NotScanned(f"clamd at {self.where}: {error.strerror or type(error).__name__}") from error

    @property
    def where(self) -> str:
        """Its socket or address."""
        return self.section.socket or f"{self.section.host}:{self.section.port}"

    def _connected(self) -> socket.socket:
        if not self.section.socket:
            return socket.create_connection((self.section.host, self.section.port), self.section.seconds)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self.section.seconds)
        try:
            connection.connect(self.section.socket)
        except OSError:
            connection.close()
            raise
        return connection


def _line(connection: socket.socket, end: float) -> str:
    """The answer up to its NUL; what follows, or more than it may be, is not read."""
    received = b""
    while b"\0" not in received and len(received) < _LONGEST_ANSWER:
        connection.settimeout(_left(end))
        chunk = connection.recv(_LONGEST_ANSWER)
        if not chunk:
            break
        received += chunk
    return received.partition(b"\0")[0].decode("ascii", "replace").strip()


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError("time is up")
    return left
