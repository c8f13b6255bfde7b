"""One daemon per inbox: a lock that dies with its process, and says who holds it."""

import fcntl
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from mailbot.errors import ConfigError, Transient


def _now() -> datetime:
    return datetime.now(UTC)


class InboxLock:
    """flock on a file beside the ledger; the file is never removed, its text only tells who has the lock."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.path = path
        self._clock = clock
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Takes the lock. Raises ConfigError naming process and host of the holder, Transient when the disk fails."""
        if self._descriptor is not None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Transient(f"lock {self.path} cannot be opened: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or "another process"
            os.close(descriptor)
            raise ConfigError(f"another mailbot already works on this inbox: {holder} holds {self.path}") from None
        except OSError as error:
            os.close(descriptor)
            raise Transient(f"lock {self.path} cannot be taken: {error.strerror}") from error
        holder = f"process {os.getpid()} on {socket.gethostname()} since {self._clock():%Y-%m-%d %H:%M:%S %Z}\n"
        self._descriptor = descriptor
        with suppress(OSError):  # on a full disk the lock holds all the same; its text is only for the message
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, holder.encode(), 0)

    def release(self) -> None:
        """Gives the lock back; does nothing when it is not held."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> "InboxLock":
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
