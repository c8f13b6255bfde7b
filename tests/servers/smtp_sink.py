"""A real SMTP server (aiosmtpd) that keeps what it is given and fails where a test tells it to."""

import asyncio
import contextlib
import ssl
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.servers.certificate import Certificate, make_certificate
from tests.servers.dovecot import message_id
from tests.servers.ports import free_port

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail that the server has stored."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes
    options: tuple[str, ...] = ()

    @property
    def message_id(self) -> str:
        """Its Message-ID header, '' when there is none."""
        return message_id(self.raw)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong once: at which step, with which answer.

    step: mail, rcpt or data (the answer after the last byte). answer: a reply line as '451 4.3.0 later', or
    'drop' (the connection is cut; after data the mail has been stored), or 'drop-unstored'. seconds: delay first.
    """

    step: Literal["mail", "rcpt", "data"]
    answer: str = ""
    seconds: float = 0.0


@dataclass
class SmtpSink:
    """A running server. port, ca_file (None without TLS); messages: what it stored, in order; logins: who came."""

    security: Security
    certificate: Certificate | None
    user: str = ""
    password: str = ""
    host: str = "127.0.0.1"
    port: int = 0
    messages: list[Taken] = field(default_factory=list)
    logins: list[tuple[str, bool]] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    _controller: Controller | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def start(
        cls,
        folder: Path,
        *,
        security: Security = "starttls",
        user: str = "",
        password: str = "",
        certificate: Certificate | None = None,
        size_limit: int = 60_000_000,
        port: int = 0,
        smtputf8: bool = False,
    ) -> "SmtpSink":
        """Starts a sink; `folder` takes its certificate. With a user, AUTH is demanded of everybody."""
        made = None if security == "none" else certificate or make_certificate(folder)
        sink = cls(security=security, certificate=made, user=user, password=password)
        sink.port = port or free_port()
        options: dict[str, Any] = {}
        if made is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(made.certificate, made.key)
            options |= (
                {"tls_context": context, "require_starttls": True}
                if security == "starttls"
                else {"ssl_context": context}
            )
        if user:
            options |= {"authenticator": sink._authenticate, "auth_require_tls": security == "starttls"}
        sink._controller = Controller(
            _Handler(sink),
            hostname=sink.host,
            port=sink.port,
            data_size_limit=size_limit,
            enable_SMTPUTF8=smtputf8,
            ready_timeout=20.0,
            **options,
        )
        sink._controller.start()
        return sink

    @property
    def ca_file(self) -> Path | None:
        """PEM file that a client must trust."""
        return self.certificate.certificate if self.certificate else None

    def fail_next(self, step: Literal["mail", "rcpt", "data"], answer: str = "", seconds: float = 0.0) -> None:
        """The next time this step comes, it fails (once); several are kept in order."""
        self.faults.append(Fault(step, answer, seconds))

    def message_ids(self) -> list[str]:
        """Message-IDs of what was stored, in order."""
        return [taken.message_id for taken in self.messages]

    def stop(self) -> None:
        """Ends the server; may be called twice."""
        if self._controller is not None:
            with contextlib.suppress(AssertionError):
                self._controller.stop(no_assert=True)
            self._controller = None

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (
            self.user.encode(),
            self.password.encode(),
        )
        self.logins.append((mechanism, right))
        return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 wrong credentials")

    def _fault(self, step: str) -> Fault | None:
        with self._lock:
            found = next((fault for fault in self.faults if fault.step == step), None)
            if found is not None:
                self.faults.remove(found)
            return found


class _Handler:
    """The answers of the server, as aiosmtpd wants them (method names are aiosmtpd's)."""

    def __init__(self, sink: SmtpSink) -> None:
        self.sink = sink

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.sink.user and not session.authenticated:
            return "530 5.7.0 log in first"
        if failed := await self._failed("mail", server):
            return failed
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if failed := await self._failed("rcpt", server):
            return failed
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        fault = self.sink._fault("data")
        taken = Taken(
            envelope.mail_from.removeprefix("<>"),
            tuple(envelope.rcpt_tos),
            bytes(envelope.original_content),
            tuple(envelope.mail_options),
        )
        if fault is None:
            self.sink.messages.append(taken)
            return "250 2.0.0 stored"
        if fault.answer == "drop" or not fault.answer:
            self.sink.messages.append(taken)
        await asyncio.sleep(fault.seconds)
        if fault.answer.startswith("drop"):
            server.transport.abort()
        return fault.answer or "250 2.0.0 stored"

    async def _failed(self, step: str, server: Any) -> str | None:
        fault = self.sink._fault(step)
        if fault is None:
            return None
        await asyncio.sleep(fault.seconds)
        if fault.answer == "drop":
            server.transport.abort()
        return fault.answer or None
