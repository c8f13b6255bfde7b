"""One IMAP connection that is safe to use: verified TLS, time-outs, logged in; and what its failures mean."""

import imaplib
import re
import socket
import ssl
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, LoginError

from mailbot.errors import LoginRefused, MailbotError, Transient
from mailbot.mailbox.login import access_token, oauthbearer, xoauth2
from mailbot.settings import ImapSection

CONNECTION_FAULTS = (imaplib.IMAP4.error, OSError, ValueError, LookupError)
"""What imaplib, imapclient, ssl and socket raise when server or network misbehave. LookupError and ValueError come
from answers that they cannot parse. AttributeError and TypeError are left out: those are our own mistakes."""

# Answers to a login that blame the server and not our credentials (RFC 5530 3).
_SERVER_AILS = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b|temporar|try again", re.IGNORECASE)


def connect(settings: ImapSection, context: ssl.SSLContext) -> IMAPClient:
    """A logged-in connection. A refused OAuth2 token is asked for once more, since it may just have run out.

    Raises LoginRefused when the server says no to us, Transient for everything else.
    """
    try:
        return _logged_in(settings, context)
    except LoginRefused:
        if not settings.oauth2_command:
            raise
    return _logged_in(settings, context)


def transient(error: BaseException, what: str) -> Transient:
    """Any connection fault in the words of our log. what: what we were doing, e.g. 'search'."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Transient(f"{what}: the server's certificate is not trusted: {error.verify_message}")
    if isinstance(error, TimeoutError):
        return Transient(f"{what}: the server did not answer in time")
    return Transient(f"{what}: {type(error).__name__}: {_plain(error)}")


def shut(client: IMAPClient) -> None:
    """Lets go of a connection that may be dead already; never raises and never waits."""
    try:
        client.shutdown()
    except (*CONNECTION_FAULTS, AttributeError):  # imaplib stumbles over sockets that are half made
        pass


def _logged_in(settings: ImapSection, context: ssl.SSLContext) -> IMAPClient:
    where = f"{settings.host}:{settings.port}"
    token = access_token(settings.oauth2_command) if settings.oauth2_command else ""
    try:
        client = IMAPClient(
            settings.host,
            settings.port,
            ssl=settings.security == "tls",
            ssl_context=context,
            timeout=SocketTimeout(settings.connect_seconds, settings.read_seconds),
        )
    except CONNECTION_FAULTS as error:
        raise transient(error, f"connect to {where}") from error
    try:
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else 40 ms more for each literal
        client._imap.debug = 0  # imapclient sets 5: every line would go to the log
        client.normalise_times = False
        if settings.security == "starttls":
            client.starttls(context)
        _log_in(client, settings, token)
    except LoginError as error:
        shut(client)
        raise _login_failure(error, where) from error
    except CONNECTION_FAULTS as error:
        shut(client)
        raise transient(error, f"log in at {where}") from error
    return client


def _log_in(client: IMAPClient, settings: ImapSection, token: str) -> None:
    if token:
        bearer_only = client.has_capability("AUTH=OAUTHBEARER") and not client.has_capability("AUTH=XOAUTH2")
        make = oauthbearer if bearer_only else xoauth2
        answers = iter([make(settings.user, token)])
        # On refusal the server sends a challenge that tells why; it wants an empty answer before its NO.
        client.sasl_login("OAUTHBEARER" if bearer_only else "XOAUTH2", lambda _challenge: next(answers, ""))
    elif client.has_capability("AUTH=PLAIN"):  # takes any characters, LOGIN does not
        client.plain_login(settings.user, settings.password.get_secret_value())
    else:
        client.login(settings.user, settings.password.get_secret_value())


def _login_failure(error: LoginError, where: str) -> MailbotError:
    """imapclient calls every failure during login a LoginError, also a line that went dead in the middle."""
    if isinstance(error.__context__, (imaplib.IMAP4.abort, IMAPClientAbortError)):
        return transient(error.__context__, f"log in at {where}")
    if _SERVER_AILS.search(str(error)):
        return Transient(f"log in at {where}: {_plain(error)}")
    return LoginRefused(f"{where} refuses our login: {_plain(error)}")


def _plain(error: BaseException) -> str:
    text: Any = error.args[0] if error.args else error
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return re.sub(r"[^\x20-\x7e\u0e00-\u0e7f]+", " ", str(text if len(error.args) <= 1 else error))[:200]
