"""Tells systemd how we are (sd_notify): ready, alive, stopping. Nothing happens where nobody asked to be told.

The protocol is one datagram to the socket that NOTIFY_SOCKET names (man sd_notify(3)); a name that begins with @ lies
in the abstract namespace. "Alive" is said after every step that went on, not by a timer of its own: a loop that hangs
is then ended and started anew by systemd (WatchdogSec must be longer than the longest single step).
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress

_PAUSE_SECONDS = 5.0


class Watchdog:
    """One service's word to systemd. environment: where NOTIFY_SOCKET is looked up."""

    def __init__(
        self, environment: "os._Environ[str] | dict[str, str]", monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        self._monotonic = monotonic
        self._last = float("-inf")

    def ready(self) -> None:
        """Start-up is over: ledger, lock and settings are good."""
        self._send("READY=1")

    def alive(self) -> None:
        """A step went on. Said at most every few seconds, since a busy loop takes hundreds of steps in a second."""
        if self._address and self._monotonic() - self._last >= _PAUSE_SECONDS:
            self._last = self._monotonic()
            self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """The end was asked for."""
        self._send("STOPPING=1")

    def status(self, text: str) -> None:
        """One line that `systemctl status` shows."""
        self._send(f"STATUS={text}")

    def _send(self, message: str) -> None:
        """Whoever does not listen is not waited for."""
        if not self._address:
            return
        name = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.setblocking(False)
            sender.sendto(message.encode(), name)
