"""A TCP proxy that breaks connections in the ways in which real networks do."""

import contextlib
import socket
import threading
import time


class FaultProxy:
    """Forwards 127.0.0.1:port to a target port until it is told to misbehave. Thread per direction.

    connections: how many were taken so far.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._frozen = threading.Event()
        self._refusing = threading.Event()
        self._stopped = threading.Event()
        self._delay = 0.0
        self._down_left: int | None = None
        self._up_marker: bytes | None = None
        threading.Thread(target=self._accept, daemon=True).start()

    def drop(self, *, refuse: bool = False) -> None:
        """Resets every connection; with `refuse`, new ones are closed at once until `heal`."""
        if refuse:
            self._refusing.set()
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for side in pair:
                _close(side)

    def freeze(self) -> None:
        """Half-open: connections stay, nothing passes any more, in either direction."""
        self._frozen.set()

    def delay(self, seconds: float) -> None:
        """Every chunk from the server comes this much later."""
        self._delay = seconds

    def cut_after_received(self, size: int) -> None:
        """The connection is cut after `size` more bytes from the server: in mid-literal, say."""
        self._down_left = size

    def cut_after_sent(self, marker: bytes) -> None:
        """Once the client has sent `marker` (only without TLS), it passes, but no answer: the line is cut."""
        self._up_marker = marker

    def heal(self) -> None:
        """A healthy network again, for new connections (the frozen ones are dropped)."""
        self._refusing.clear()
        self._delay, self._down_left, self._up_marker = 0.0, None, None
        if self._frozen.is_set():
            self.drop()
        self._frozen.clear()

    def stop(self) -> None:
        """Closes everything."""
        self._stopped.set()
        self._frozen.clear()
        _close(self._listener)
        self.drop()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self._refusing.is_set():
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            with self._lock:
                self._pairs.append((client, server))
            threading.Thread(target=self._send, args=(client, server), daemon=True).start()
            threading.Thread(target=self._receive, args=(client, server), daemon=True).start()

    def _send(self, client: socket.socket, server: socket.socket) -> None:
        tail = b""
        while chunk := self._chunk(client):
            marker = self._up_marker
            seen = marker is not None and marker in tail + chunk
            tail = (tail + chunk)[-64:]
            if seen:
                self._up_marker = None
                self._down_left = 0
            with contextlib.suppress(OSError):
                server.sendall(chunk)
            if seen:
                time.sleep(0.2)  # the server shall have taken the mail before the line goes dead
                break
        _close(client)
        _close(server)

    def _receive(self, client: socket.socket, server: socket.socket) -> None:
        while chunk := self._chunk(server):
            if self._delay:
                time.sleep(self._delay)
            left = self._down_left
            if left is not None:
                chunk = chunk[:left]
                self._down_left = left - len(chunk)
            try:
                client.sendall(chunk)
            except OSError:
                break
            if left is not None and self._down_left == 0 and self._up_marker is None:
                self._down_left = None
                break
        _close(client)
        _close(server)

    def _chunk(self, source: socket.socket) -> bytes:
        try:
            chunk = source.recv(65536)
        except OSError:
            return b""
        while chunk and self._frozen.is_set() and not self._stopped.is_set():
            time.sleep(0.01)
        return chunk


def _close(side: socket.socket) -> None:
    with contextlib.suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)
    side.close()
