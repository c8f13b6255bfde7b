"""Sends our mails through a real SMTP server: one mail, one recipient, one connection, one clear outcome.

RFC 5321 decides: 4yz may be tried again, 5yz not; until the final dot nothing is accepted, after it only an
answer tells.
"""

import re
import smtplib
import ssl
from dataclasses import replace

from mailbot.errors import ConfigError, LoginRefused, Transient
from mailbot.mailbox.tls import check_unencrypted, verifying_context
from mailbot.outbox.sender import SendResult, StepHook, no_hook
from mailbot.outbox.session import AfterData, LoginFailed, SmtpSession
from mailbot.outbox.wire import dot_stuffed, is_address, needs_eight_bit, needs_utf8, wire_form
from mailbot.settings import SmtpSection

_AUTHENTICATION_REQUIRED = 530
_CLOSING = 421


class SmtpSender:
    """The Sender protocol over smtplib. Raises ConfigError when the settings cannot work; `send` raises nothing."""

    def __init__(self, settings: SmtpSection, *, on_step: StepHook = no_hook) -> None:
        if not settings.host:
            raise ConfigError('smtp.host must be given when smtp.kind is "smtp"')
        check_unencrypted(settings.security, settings.host, "smtp.security")
        self._settings, self._on_step = settings, on_step
        self._context = verifying_context(settings.ca_file, "smtp.ca_file")

    def send(self, raw: bytes, envelope_from: str, recipient: str) -> SendResult:
        """See Sender. Line ends are put right; everything else goes out as it is."""
        if not is_address(recipient) or (envelope_from and not is_address(envelope_from)):
            return SendResult("refused", f"not a usable envelope address: {recipient!r} from {envelope_from!r}")
        try:
            wire = wire_form(raw)
        except ValueError as error:
            return SendResult("refused", str(error))
        try:
            session = SmtpSession(self._settings, self._context)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:  # UnicodeError: a host that is no DNS name
            return replace(_no_session(error), server_ails=True)
        try:
            return self._attempt(session, wire, envelope_from, recipient)
        finally:
            session.leave()

    def check(self) -> SendResult:
        """Connects and logs in without sending: 'sent' here means that a mail could be sent now (for doctor)."""
        try:
            session = SmtpSession(self._settings, self._context)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            return replace(_no_session(error), server_ails=True)
        try:
            return self._logged_in(session) or SendResult("sent", "connection and login are good")
        finally:
            session.leave()

    def _attempt(self, session: SmtpSession, wire: bytes, envelope_from: str, recipient: str) -> SendResult:
        if (failed := self._logged_in(session)) is not None:
            return failed
        options = _mail_options(session, wire, envelope_from, recipient)
        if isinstance(options, SendResult):
            return options
        try:
            for code, text in (session.mail(envelope_from, options), session.rcpt(recipient)):
                if code // 100 != 2:
                    return _answered(code, text)
            code, text = session.deliver(dot_stuffed(wire), self._on_step)
        except AfterData as error:
            return SendResult("uncertain", f"no answer after the last byte: {_plain(str(error))}")
        except (smtplib.SMTPException, OSError) as error:
            return _before_data(error)
        if code // 100 != 2:
            return _answered(code, text)
        self._on_step("data-accepted")
        return SendResult("sent", _plain(text), code)

    def _logged_in(self, session: SmtpSession) -> SendResult | None:
        """None when we may go on: logged in, or no login wanted."""
        if not self._settings.user:
            return None
        try:
            session.log_in()
        except LoginFailed as error:
            return SendResult("login_refused", _plain(str(error)), error.code or None)
        except LoginRefused as error:
            return SendResult("login_refused", _plain(str(error)))
        except Transient as error:
            return SendResult("retry", _plain(str(error)), server_ails=True)
        except (smtplib.SMTPException, OSError) as error:
            return replace(_no_session(error), server_ails=True)
        return None


def _mail_options(session: SmtpSession, wire: bytes, *addresses: str) -> list[str] | SendResult:
    """Parameters of MAIL FROM, or why this server can never take this mail."""
    options = []
    limit = session.esmtp_features.get("size", "")
    if session.has_extn("size"):
        if limit.isdecimal() and 0 < int(limit) < len(wire):
            return SendResult(
                "refused", f"the server takes mails of up to {limit} bytes, this one has {len(wire)}", 552
            )
        options.append(f"SIZE={len(wire)}")
    if needs_utf8(wire, *addresses):
        if not session.has_extn("smtputf8"):
            return SendResult("refused", "address or header beyond ASCII, and the server has no SMTPUTF8", 553)
        options.append("SMTPUTF8")
    if needs_eight_bit(wire):
        if not session.has_extn("8bitmime"):
            return SendResult("refused", "the mail has 8-bit bytes, and the server has no 8BITMIME", 554)
        options.append("BODY=8BITMIME")
    return options


def _answered(code: int, text: bytes | str) -> SendResult:
    """A reply other than yes. 421 and all other 4yz pass; an answer that is not SMTP too."""
    if code == _AUTHENTICATION_REQUIRED:
        return SendResult("login_refused", _plain(text), code)
    if code // 100 == 5:
        return SendResult("refused", _plain(text), code)
    return SendResult("retry", _plain(text), code if code > 0 else None, server_ails=code == _CLOSING)


def _before_data(error: Exception) -> SendResult:
    """A failure between login and final dot: the server certainly has no mail of ours."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    return _no_session(error)


def _no_session(error: Exception) -> SendResult:
    """A failure of connection, greeting, TLS or login exchange. Never 'refused': it is not about this mail."""
    if isinstance(error, smtplib.SMTPResponseException):
        return SendResult("retry", _plain(error.smtp_error), error.smtp_code)
    if isinstance(error, ssl.SSLCertVerificationError):
        return SendResult("retry", f"the server's certificate is not trusted: {error.verify_message}")
    if isinstance(error, TimeoutError):
        return SendResult("retry", "the server did not answer in time")
    return SendResult("retry", _plain(f"{type(error).__name__}: {error}"))


def _plain(text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return re.sub(r"[\x00-\x1f\x7f]+", " ", words)[:300]
