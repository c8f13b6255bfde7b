"""A small IMAP server that says exactly what a test wants, for behaviour that Dovecot cannot be brought to show."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable

Answer = Callable[["Session", str, str], None]
"""Answers one command: gets the session, the tag, and what stood behind the command's name."""


class Session:
    """One connection of the scripted server."""

    def __init__(self, server: "ScriptedImap", sock: socket.socket) -> None:
        self.server, self.sock = server, sock
        self.selected = "INBOX"
        self._lines = sock.makefile("rb")

    def send(self, *lines: str | bytes) -> None:
        """Lines in one packet; bytes go out as they are."""
        coded = [line if isinstance(line, bytes) else f"{line}\r\n".encode() for line in lines]
        self.sock.sendall(b"".join(coded))

    def receive(self) -> str:
        """One line from the client without its end; '' when it has gone."""
        return self._lines.readline().decode("utf-8").rstrip("\r\n")

    def cut(self) -> None:
        """Ends the connection."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self._lines.close()
        self.sock.close()


class ScriptedImap:
    """Plain IMAP on 127.0.0.1:port. folders: name -> UID -> bytes; commands: what came, in order.

    answers replaces single commands ('LOGIN', 'IDLE', 'UID MOVE' …); capabilities are told before and after login.
    """

    def __init__(self, answers: dict[str, Answer] | None = None, *, capabilities: str = "IDLE MOVE UIDPLUS") -> None:
        self.answers = answers or {}
        self.capabilities = f"IMAP4rev1 {capabilities}"
        self.folders: dict[str, dict[int, bytes]] = {"INBOX": {}}
        self.uidvalidity = 7
        self.commands: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._sessions: list[Session] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        """Closes everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for session in self._sessions:
            session.cut()

    def _accept(self) -> None:
        while True:
            try:
                sock, _address = self._listener.accept()
            except OSError:
                return
            session = Session(self, sock)
            self._sessions.append(session)
            threading.Thread(target=self._serve, args=(session,), daemon=True).start()

    def _serve(self, session: Session) -> None:
        with contextlib.suppress(OSError, ValueError):
            session.send(f"* OK [CAPABILITY {self.capabilities}] ready")
            while line := session.receive():
                self.commands.append(line.partition(" ")[2])
                tag, _space, rest = line.partition(" ")
                words = rest.split(" ", 2)
                name = " ".join(words[:2] if words[0].upper() == "UID" else words[:1]).upper()
                answer = self.answers.get(name) or _ORDINARY.get(name) or _unknown
                answer(session, tag, rest[len(name) :].strip())


def _unknown(session: Session, tag: str, rest: str) -> None:
    session.send(f"{tag} BAD unknown command")


def _fine(session: Session, tag: str, rest: str) -> None:
    session.send(f"{tag} OK done")


def _capability(session: Session, tag: str, rest: str) -> None:
    session.send(f"* CAPABILITY {session.server.capabilities}", f"{tag} OK done")


def _list(session: Session, tag: str, rest: str) -> None:
    wanted = rest.split(" ", 1)[1].strip('"')
    names = [name for name in session.server.folders if wanted in ("", name)]
    session.send(*[f'* LIST () "/" "{name if wanted else ""}"' for name in names[:1]], f"{tag} OK done")


def _create(session: Session, tag: str, rest: str) -> None:
    session.server.folders[rest.strip('"')] = {}
    session.send(f"{tag} OK done")


def _select(session: Session, tag: str, rest: str) -> None:
    session.selected = rest.strip('"')
    count = len(session.server.folders[session.selected])
    session.send(
        f"* {count} EXISTS", "* 0 RECENT", f"* OK [UIDVALIDITY {session.server.uidvalidity}] ok", f"{tag} OK done"
    )


def _search(session: Session, tag: str, rest: str) -> None:
    one = re.match(r"UID (\d+)", rest)
    uids = [uid for uid in session.server.folders[session.selected] if one is None or uid == int(one[1])]
    session.send("* SEARCH " + " ".join(map(str, uids)), f"{tag} OK done")


def _fetch(session: Session, tag: str, rest: str) -> None:
    uid = int(rest.split(" ", maxsplit=1)[0])
    raw = session.server.folders[session.selected].get(uid)
    if raw is not None:
        items = f'* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)} INTERNALDATE "23-Nov-2026 13:00:00 +0700"'
        wanted = re.search(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>", rest)
        start = int(wanted[1]) if wanted else 0
        body = raw[start : start + int(wanted[2])] if wanted else raw
        name = f"BODY[]<{start}>" if wanted else "BODY[]"
        session.send(items.encode() + f" {name} {{{len(body)}}}\r\n".encode() + body + b")\r\n")
    session.send(f"{tag} OK done")


def _idle(session: Session, tag: str, rest: str) -> None:
    session.send("+ idling")
    if session.receive() == "DONE":
        session.send(f"{tag} OK done")


def move_silently(session: Session, tag: str, rest: str) -> None:
    """UID MOVE that tells no COPYUID, as servers without UIDPLUS do."""
    uid, target = rest.split(" ", 1)
    moved = session.server.folders["INBOX"].pop(int(uid), None)
    if moved is not None:
        session.server.folders[target.strip('"')][900 + int(uid)] = moved
    session.send(f"{tag} OK done")


def idle_saying(before: tuple[str | bytes, ...], after: tuple[str | bytes, ...], pause: float = 0.0) -> Answer:
    """IDLE that sends some lines in one packet with the '+' and, after a pause, some more."""

    def answer(session: Session, tag: str, rest: str) -> None:
        session.send(*before)
        time.sleep(pause)
        if after:
            session.send(*after)
        if session.receive() == "DONE":
            session.send(f"{tag} OK done")

    return answer


def ordinary(name: str) -> Answer:
    """The answer that a command gets when no test replaced it."""
    return _ORDINARY[name]


_ORDINARY: dict[str, Answer] = {
    "CAPABILITY": _capability,
    "LOGIN": _fine,
    "LIST": _list,
    "CREATE": _create,
    "SUBSCRIBE": _fine,
    "SELECT": _select,
    "EXAMINE": _select,
    "NOOP": _fine,
    "UID SEARCH": _search,
    "UID FETCH": _fetch,
    "IDLE": _idle,
}
