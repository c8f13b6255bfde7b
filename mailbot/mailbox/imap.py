"""The inbox on an IMAP server. One connection, one selected folder, every failure a Transient.

The loop of its user: open → waiting → work → wait → open …; after a Transient close, back off, open.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

from mailbot.errors import ConfigError, Poison, Transient
from mailbot.mailbox.connection import CONNECTION_FAULTS, connect, shut, transient
from mailbot.mailbox.fingerprint import (
    HEADER_BYTES,
    Fingerprint,
    ask,
    body,
    part,
    searchable,
    selected_holds,
    selected_uid,
)
from mailbot.mailbox.folders import Namespace, create_folder, ensure_folder, personal_namespace
from mailbot.mailbox.idle import idle
from mailbot.mailbox.moving import move, waiting_criteria
from mailbot.mailbox.protocol import Fetched, Known, Waiting
from mailbot.mailbox.tls import check_unencrypted, verifying_context
from mailbot.settings import MailboxSection

_log = logging.getLogger(__name__)
_SESSION_SECONDS = 3600.0  # providers let long sessions fall silent; a new one every hour costs nothing
_LOGOUT_SECONDS = 5.0
_SLEEP_SECONDS = 0.5
_READ_TRIES = 3


def _now() -> datetime:
    return datetime.now(UTC)


class ImapMailbox:
    """The Mailbox protocol over imapclient. Not thread-safe.

    stopped: asked twice a second while waiting; True ends the wait. sleep is used where the server has no IDLE,
    monotonic for the age of the connection, clock (aware) only when a server gives no INTERNALDATE.
    Raises ConfigError when the settings cannot work. describe, fetch and fetch_header raise Poison at a mail that the
    server failed to give out three times while the connection was good: the caller goes on with the next mail.
    """

    def __init__(
        self,
        settings: MailboxSection,
        *,
        clock: Callable[[], datetime] = _now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        imap = settings.imap
        if not imap.host or not imap.user:
            raise ConfigError('mailbox.imap: host and user must be given when mailbox.kind is "imap"')
        check_unencrypted(imap.security, imap.host, "mailbox.imap.security")
        self._context = verifying_context(imap.ca_file, "mailbox.imap.ca_file")
        self._settings = settings
        self._clock, self._monotonic, self._sleep, self._stopped = clock, monotonic, sleep, stopped
        self._client: IMAPClient | None = None
        self._namespace = Namespace()
        self._uidvalidity = ""
        self._keywords = False
        self._opened = 0.0
        self._failures: dict[tuple[str, str], int] = {}
        self.account = imap.user if "@" in imap.user else f"{imap.user}@{imap.host}"
        self.folder = settings.inbox

    def open(self) -> str:
        """See Mailbox. A connection that died unnoticed (while a mail was examined, say) is replaced at once."""
        if self._client is not None:
            try:
                if self._monotonic() - self._opened < _SESSION_SECONDS:
                    self._client.noop()
                    return self._uidvalidity
                self.close()
            except CONNECTION_FAULTS as error:
                _log.info("connection lost: %s", transient(error, "noop"))
                self._drop()
        self._client = connect(self._settings.imap, self._context)
        self._opened = self._monotonic()
        with self._talk("open") as client:
            self._namespace = personal_namespace(client)
            names = self._settings
            for folder in (names.processed, names.review, names.sealed, names.quarantine, names.sent):
                if folder:
                    ensure_folder(client, self._namespace.name(folder))
            self._uidvalidity = self._select(client)
        return self._uidvalidity

    def close(self) -> None:
        """See Mailbox."""
        client, self._client = self._client, None
        if client is None:
            return
        with suppress(*CONNECTION_FAULTS, AttributeError):
            client.socket().settimeout(_LOGOUT_SECONDS)
            client.logout()
        shut(client)

    def waiting(self) -> list[str]:
        """See Mailbox."""
        with self._talk("search") as client:
            client.noop()  # SEARCH alone may answer from a stale view
            client._imap.untagged_responses.pop("EXISTS", None)
            return [str(uid) for uid in sorted(client.search(waiting_criteria(client, self._keywords).split()))]

    def describe(self, uid: str) -> Waiting | None:
        """See Mailbox."""
        with self._reading("describe", uid) as client:
            answer = ask(client, int(uid), "RFC822.SIZE INTERNALDATE", (b"RFC822.SIZE",))
            if answer is None:
                return None
            arrived = answer.get(b"INTERNALDATE")
            if not isinstance(arrived, datetime) or arrived.timestamp() <= 0:
                # Dovecot tells the size of a mail that another session took away, but 1970 as its date.
                client.noop()
                if not client.search(["UID", uid]):
                    return None
                arrived = self._clock()
        return Waiting(uid, int(answer[b"RFC822.SIZE"]), arrived.astimezone(UTC))

    def fetch(self, uid: str) -> Fetched | None:
        """See Mailbox."""
        described = self.describe(uid)
        if described is None:
            return None
        with self._reading("fetch", uid) as client:
            raw = body(client, int(uid))
        return None if raw is None else Fetched(uid, raw, described.received_at)

    def fetch_header(self, uid: str) -> Fetched | None:
        """See Mailbox. At most 256 KB, whatever the sender put there."""
        described = self.describe(uid)
        if described is None:
            return None
        with self._reading("fetch header", uid) as client:
            raw = part(client, int(uid), "BODY.PEEK[HEADER]", 0, HEADER_BYTES)
        return None if raw is None else Fetched(uid, raw, described.received_at)

    def move(self, uid: str, folder: str) -> bool:
        """See Mailbox and moving.py."""
        with self._talk("move") as client:
            return move(client, int(uid), self._namespace.name(folder), self._examined, self._keywords)

    def carry(self, source: str, target: str, known: Known) -> bool:
        """See Mailbox."""
        wanted = Fingerprint(
            known.message_id if searchable(known.message_id) else "", known.size, bytes.fromhex(known.sha256)
        )
        source, target = self._namespace.name(source), self._namespace.name(target)
        with self._talk("carry") as client:
            ensure_folder(client, source)
            client.select_folder(source)
            uid = selected_uid(client, wanted)
            moved = uid is not None and move(client, uid, target, partial(_examined_from, source), keywords=False)
            self._go_home(client)
            if moved:
                return True
            with self._examined(client, target):
                return selected_holds(client, wanted)

    def append(self, folder: str, raw: bytes, when: datetime) -> None:
        """See Mailbox. The copy is marked read."""
        name = self._namespace.name(folder)
        with self._talk("append") as client:
            try:
                client.append(name, raw, [SEEN], when)
            except IMAPClientError as error:
                if b"TRYCREATE" not in str(error).encode():
                    raise
                create_folder(client, name)
                client.append(name, raw, [SEEN], when)

    def holds(self, folder: str, message_id: str) -> bool:
        """See Mailbox. A Message-ID that cannot be searched for in ASCII is never found."""
        if not searchable(message_id):
            return False
        with self._talk("search") as client, self._examined(client, self._namespace.name(folder)):
            found = client.search(["HEADER", "Message-ID", message_id])
            field = "BODY[HEADER.FIELDS (MESSAGE-ID)]"
            heads: dict[int, Any] = client.fetch(found, [field.replace("BODY", "BODY.PEEK")])
            return any(_is_id(head.get(field.encode()), message_id) for head in heads.values())

    def wait(self, seconds: float) -> None:
        """See Mailbox. Without IDLE it sleeps, at most for mailbox.poll_seconds."""
        with self._talk("idle") as client:
            if "EXISTS" in client._imap.untagged_responses:
                return  # news came with the answer to another command since `waiting`; IDLE would not tell it again
            if client.has_capability("IDLE"):
                idle(client, min(seconds, self._settings.imap.idle_seconds), self._stopped)
                return
        left = min(seconds, self._settings.poll_seconds)
        while left > 0 and not self._stopped():
            self._sleep(min(left, _SLEEP_SECONDS))
            left -= _SLEEP_SECONDS

    def _select(self, client: IMAPClient) -> str:
        answer: dict[bytes, Any] = client.select_folder(self._namespace.name(self.folder))
        if b"UIDVALIDITY" not in answer:
            raise Transient(f"the server gives no UIDVALIDITY for {self.folder}")
        self._keywords = rb"\*" in answer.get(b"PERMANENTFLAGS", ())
        return str(answer[b"UIDVALIDITY"])

    @contextmanager
    def _examined(self, client: IMAPClient, name: str) -> Iterator[None]:
        """Another folder read-only, then the inbox again; a UIDVALIDITY that changed meanwhile ends the session."""
        ensure_folder(client, name)
        client.select_folder(name, readonly=True)
        yield
        self._go_home(client)

    def _go_home(self, client: IMAPClient) -> None:
        if self._select(client) != self._uidvalidity:
            self._drop()
            raise Transient(f"{self.folder} was numbered anew while we worked")

    @contextmanager
    def _talk(self, what: str) -> Iterator[IMAPClient]:
        """The connection; whatever goes wrong on it drops it, since imaplib may be out of step with the server."""
        if self._client is None:
            raise Transient(f"{what}: not connected")
        try:
            yield self._client
        except CONNECTION_FAULTS as error:
            self._drop()
            raise transient(error, what) from error
        except BaseException:
            self._drop()
            raise

    @contextmanager
    def _reading(self, what: str, uid: str) -> Iterator[IMAPClient]:
        """As _talk; but one mail that the server cannot give out, time after time, must not stop all the others.

        After _READ_TRIES failures at one mail it is Poison instead of Transient, on a connection that is alive again.
        """
        if self._client is None:
            raise Transient(f"{what}: not connected")
        try:
            with self._talk(what) as client:
                yield client
        except Transient as error:
            tries = self._failures[what, uid] = self._failures.get((what, uid), 0) + 1
            if tries < _READ_TRIES:
                raise
            before = self._uidvalidity
            if self.open() != before:
                raise
            raise Poison(f"mail {uid} could not be read in {tries} tries: {error}") from error
        self._failures.pop((what, uid), None)

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            shut(client)


@contextmanager
def _examined_from(source: str, client: IMAPClient, name: str) -> Iterator[None]:
    """Another folder read-only, then the one from which a mail is carried."""
    ensure_folder(client, name)
    client.select_folder(name, readonly=True)
    yield
    client.select_folder(source)


def _is_id(head: Any, message_id: str) -> bool:
    return isinstance(head, bytes) and message_id.encode("ascii") in head.split()
