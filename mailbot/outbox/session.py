"""One SMTP session with our own DATA phase, because only that knows whether the last byte went out."""

import base64
import smtplib
import socket
import ssl

from mailbot.mailbox.login import access_token, xoauth2
from mailbot.outbox.sender import StepHook
from mailbot.settings import SmtpSection

_QUIT_SECONDS = 5.0


class AfterData(Exception):
    """The line went dead after the last byte was given away: nobody knows whether the server has the mail."""


class LoginFailed(Exception):
    """The server did not accept us. code: its reply code."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        super().__init__(reason)


class SmtpSession(smtplib.SMTP):
    """A connection that is encrypted as the settings demand, or not made at all. Raises as smtplib does."""

    def __init__(self, settings: SmtpSection, context: ssl.SSLContext) -> None:
        self._settings, self._context = settings, context
        # A local name of our own spares getfqdn(), which can hang for seconds in DNS.
        super().__init__(settings.host, settings.port, "localhost", timeout=settings.connect_seconds)
        try:
            self._introduce()
            if settings.security == "starttls":
                self.starttls(context=context)
            self.ehlo_or_helo_if_needed()
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        try:
            plain.settimeout(timeout)
            # The final dot is a packet of its own: without this it waits 40 ms for the other side's delayed ACK.
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock = self._context.wrap_socket(plain, server_hostname=host) if self._settings.security == "tls" else plain
            sock.settimeout(self._settings.command_seconds)
        except BaseException:
            plain.close()
            raise
        return sock

    def _introduce(self) -> None:
        """EHLO with our address as literal (RFC 5321 4.1.3), true behind any network name."""
        address = self.live_socket().getsockname()[0]
        self.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
        self.ehlo_or_helo_if_needed()

    def live_socket(self) -> socket.socket:
        """The live socket. Raises SMTPServerDisconnected when there is none."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        return self.sock

    def log_in(self) -> None:
        """AUTH with token or password. Raises LoginFailed for a no, SMTPResponseException for a 'not now' (4xx)."""
        settings = self._settings
        offered = self.esmtp_features.get("auth", "").upper().split()
        if settings.oauth2_command:
            token = access_token(settings.oauth2_command)
            code, text = self._answer("XOAUTH2", xoauth2(settings.user, token).encode())
        elif "PLAIN" in offered:
            code, text = self._answer("PLAIN", f"\0{settings.user}\0{settings.password.get_secret_value()}".encode())
        elif "LOGIN" in offered:
            code, text = self.docmd("AUTH", "LOGIN")
            for secret in (settings.user, settings.password.get_secret_value()):
                if code == 334:
                    code, text = self.docmd(base64.b64encode(secret.encode()).decode())
        else:
            raise LoginFailed(0, f"the server offers no AUTH that we know ({' '.join(offered) or 'none'})")
        if code == 334:  # XOAUTH2: the challenge tells why; it wants an empty answer before the no
            code, text = self.docmd("")
        if code in (235, 503):
            return
        if 400 <= code < 500 or code == -1:
            raise smtplib.SMTPResponseException(code, text)
        raise LoginFailed(code, text.decode("utf-8", "replace"))

    def _answer(self, mechanism: str, secret: bytes) -> tuple[int, bytes]:
        return self.docmd("AUTH", f"{mechanism} {base64.b64encode(secret).decode()}")

    def deliver(self, stuffed: bytes, hook: StepHook) -> tuple[int, bytes]:
        """DATA, the dot-stuffed message, the dot, and the answer to it.

        Raises SMTPDataError or SMTPServerDisconnected before the dot (certainly not accepted), AfterData behind it.
        """
        code, text = self.docmd("DATA")
        if code != 354:
            raise smtplib.SMTPDataError(code, text)
        self.send(stuffed)
        try:
            self.live_socket().settimeout(self._settings.final_seconds)
            self.send(b".\r\n")
            hook("data-sent")
            code, text = self.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise AfterData(str(error)) from error
        if code == -1:
            raise AfterData("the answer was not SMTP")
        return code, text

    def leave(self) -> None:
        """QUIT, if the server still listens; what it answers no longer matters."""
        try:
            self.live_socket().settimeout(_QUIT_SECONDS)
            self.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self.close()
