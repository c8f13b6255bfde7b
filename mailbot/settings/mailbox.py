"""Where mail comes from and how ours leaves: the watched inbox, its IMAP server, the SMTP server."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from mailbot.settings.section import Section


class ImapSection(Section):
    """The IMAP server; used when mailbox.kind = "imap"."""

    host: str = Field("", description="Host name of the IMAP server, as its certificate names it.")
    port: int = Field(993, ge=1, le=65535, description="TCP port: 993 for tls, 143 for starttls.")
    security: Literal["tls", "starttls", "none"] = Field(
        "tls", description="tls, starttls or none. none only for tests on this machine."
    )
    ca_file: Path | None = Field(
        None, description="PEM file of the authority that signed the server's certificate; empty = the system's."
    )
    user: str = Field("", description="Login name.")
    password: SecretStr = Field(
        SecretStr(""), description="Password. Better in the environment: MAILBOT_MAILBOX__IMAP__PASSWORD."
    )
    oauth2_command: list[str] = Field(
        [], description="Command that prints an OAuth2 access token, run before each login; replaces the password."
    )
    connect_seconds: float = Field(15, gt=0, le=300, description="Seconds to wait for a connection.")
    read_seconds: float = Field(60, gt=0, le=900, description="Seconds to wait for an answer of the server.")
    idle_seconds: float = Field(
        60, ge=1, le=540, description="Longest single IDLE in seconds; the inbox is searched again after each."
    )


class MailboxSection(Section):
    """The one inbox that mailbot watches."""

    kind: Literal["maildir", "imap"] = Field(
        "maildir", description="maildir: the embedded mailbox under data.folder; imap: a real server."
    )
    maildir: Path | None = Field(None, description="Folder of the embedded Maildir; empty = data.folder/mailbox.")
    imap: ImapSection = ImapSection()
    inbox: str = Field("INBOX", description="Folder that is watched.")
    processed: str = Field("Processed", description="Folder for mails that are settled.")
    review: str = Field("Review", description="Folder for mails that wait for a person.")
    sealed: str = Field("Sealed", description="Folder for mails that bear a classification mark.")
    quarantine: str = Field("Quarantine", description="Folder for mails that could not be examined safely.")
    sent: str = Field("Sent", description="Folder for copies of our own mails; empty = keep none.")
    authserv_ids: list[str] = Field(
        [],
        description="Names under which our own mail server writes Authentication-Results (SPF, DKIM, DMARC); "
        "empty = not used. A registered agency's domain that fails waits for staff; it is never rejected.",
    )
    poll_seconds: float = Field(
        60, ge=0.1, le=3600, description="Longest time in seconds between two searches of the inbox."
    )


class SmtpSection(Section):
    """How our own mails leave."""

    kind: Literal["maildir", "smtp"] = Field(
        "maildir",
        description="maildir: our mails are laid into data.folder/sent and go nowhere; smtp: a real server.",
    )
    host: str = Field("", description="Host name of the SMTP server, as its certificate names it.")
    port: int = Field(587, ge=1, le=65535, description="TCP port: 587 for starttls, 465 for tls.")
    security: Literal["tls", "starttls", "none"] = Field(
        "starttls", description="tls, starttls or none. none only for tests on this machine."
    )
    ca_file: Path | None = Field(
        None, description="PEM file of the authority that signed the server's certificate; empty = the system's."
    )
    user: str = Field("", description="Login name; empty = no login.")
    password: SecretStr = Field(
        SecretStr(""), description="Password. Better in the environment: MAILBOT_SMTP__PASSWORD."
    )
    oauth2_command: list[str] = Field(
        [],
        description="Command that prints an OAuth2 access token, run before each login; replaces the password.",
    )
    connect_seconds: float = Field(30, gt=0, le=300, description="Seconds to wait for a connection.")
    command_seconds: float = Field(300, gt=0, le=900, description="Seconds to wait for the answer to a command.")
    final_seconds: float = Field(
        600,
        gt=0,
        le=1800,
        description="Seconds to wait for the answer after a mail's last byte (RFC 5321 4.5.3.2.6: 10 minutes).",
    )
    max_hours: float = Field(
        24, gt=0, le=240, description="Hours for which a mail that the server puts off is tried again."
    )
    per_minute: int = Field(60, ge=1, le=6000, description="Most mails handed to the server in one minute.")
