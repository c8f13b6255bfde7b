"""Settings and mails for the tests of the mailbox room."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mailbot.mailbox.imap import ImapMailbox
from mailbot.settings import ImapSection, MailboxSection
from tests.servers.dovecot import DovecotServer


def mail(number: int, text: str = "hello") -> bytes:
    """A small mail with Message-ID <number@example.org>."""
    return f"Message-ID: <{number}@example.org>\r\nSubject: mail {number}\r\n\r\n{text}\r\n".encode()


def settings(port: int, folders: dict[str, str] | None = None, **imap: Any) -> MailboxSection:
    """Settings for a server of the tests; time-outs short enough for a test."""
    known: dict[str, Any] = {"host": "127.0.0.1", "port": port, "user": "bot", "password": "secret"}
    known |= {"connect_seconds": 2, "read_seconds": 2}
    return MailboxSection(kind="imap", imap=ImapSection(**(known | imap)), **(folders or {}))


def mailbox_of(server: DovecotServer, port: int = 0, folders: dict[str, str] | None = None, **imap: Any) -> ImapMailbox:
    """A mailbox of this Dovecot over TLS, through a proxy's port if one is given."""
    return ImapMailbox(settings(port or server.port_tls, folders, ca_file=server.ca_file, **imap))


@contextmanager
def dovecot_without(*capabilities: str, **how: Any) -> Iterator[DovecotServer]:
    """A Dovecot that lacks these capabilities."""
    server = DovecotServer.start(without=capabilities, **how)
    try:
        yield server
    finally:
        server.stop()
