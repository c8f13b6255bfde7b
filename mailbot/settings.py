"""Every setting with its unit and meaning: one typed model; config.example.toml is generated from it.

Order of precedence: environment (MAILBOT_SMTP__PASSWORD and the like, for secrets), then the TOML file, then defaults.
"""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_ADDRESS = re.compile(r"^[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+$|^[^@\s<>,;\"]+@localhost$")


def _address(value: str) -> str:
    if value and not _ADDRESS.match(value):
        raise ValueError("is not an e-mail address")
    return value.lower()


MailAddress = Annotated[str, AfterValidator(_address)]


class Section(BaseModel):
    """Base of all sections: unknown keys are refused, so that a typing slip is told and not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class RoundSection(Section):
    """Which campaign this mailbot serves."""

    id: str = Field("bcp-2563", description="Folder under rules/ that holds the circular's rules.")
    rules_folder: Path | None = Field(
        None, description="Folder that holds the rounds; empty = those installed with mailbot."
    )


class DataSection(Section):
    """Where mailbot keeps what it must not lose."""

    folder: Path = Field(
        Path("data"), description="Folder of ledger, spool, lock and the embedded mailbox. Relative to the config file."
    )
    min_free_mb: int = Field(
        500,
        ge=0,
        description="Megabytes that must stay free on its disk; below, no new mail is fetched and staff are told.",
    )


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


class RepliesSection(Section):
    """Who we are in our mails, and how many of them anybody may get."""

    address: MailAddress = Field("opdcbcm@opdc.go.th", description="From address of our mails.")
    name: str = Field("ระบบรับแผนดำเนินธุรกิจอย่างต่อเนื่อง สำนักงาน ก.พ.ร.", description="Name beside the From address.")
    reply_to: MailAddress = Field("", description="Address to which corrections come; empty = the inbox of the round.")
    bounce_address: MailAddress = Field(
        "",
        description="Envelope sender; bounces@x becomes bounces+TOKEN@x. Empty = made from replies.address.",
    )
    own_addresses: list[MailAddress] = Field(
        [], description="Further addresses that are our own; mail from them is never answered."
    )
    per_address_per_hour: int = Field(
        5, ge=1, description="Most automatic answers to one address in 60 minutes to mails that carry no plan."
    )
    per_address_per_day: int = Field(
        20, ge=1, description="Most automatic answers to one address in 24 hours to mails that carry no plan."
    )
    plans_per_address_per_day: int = Field(
        100, ge=1, description="Most automatic answers of any kind to one address in 24 hours; the last one says so."
    )
    per_domain_per_day: int = Field(
        400, ge=1, description="Most automatic answers to one domain in 24 hours; free mail providers are not counted."
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="Key for the tokens in our mails; empty = one is made at `init` and kept in data.folder.",
    )


class LimitsSection(Section):
    """What a mail may be; beyond, it is refused unread and staff are told."""

    mail_mb: float = Field(40, gt=0, le=200, description="Megabytes of a whole mail.")
    header_block_kb: int = Field(256, ge=16, description="Kilobytes of the header block.")
    header_kb: int = Field(16, ge=1, description="Kilobytes of one unfolded header, of the mail or of a part.")
    parts: int = Field(500, ge=1, description="Parts of one mail.")
    depth: int = Field(30, ge=1, le=100, description="Levels of nesting of parts.")
    archive_entries: int = Field(500, ge=1, description="Files in archives of one mail.")
    archive_mb: float = Field(200, gt=0, description="Megabytes that all archives of one mail may unpack to.")
    archive_ratio: float = Field(200, ge=1, description="Most bytes unpacked from one packed byte (beyond 10 MB).")
    archive_depth: int = Field(3, ge=1, le=10, description="Archives within archives.")


class ExamineSection(Section):
    """The worker process in which mails are examined."""

    seconds: float = Field(
        180, gt=0, le=3600, description="Longest time in seconds to examine one mail; then its worker is killed."
    )
    document_seconds: float = Field(30, gt=0, le=600, description="Longest time in seconds to read one file.")
    document_memory_mb: int = Field(1024, ge=128, description="Megabytes that reading one file may take.")
    memory_mb: int = Field(2048, ge=256, description="Megabytes of address space of one worker.")
    ocr: Literal["auto", "off"] = Field(
        "auto",
        description="auto: scanned pages are read by Tesseract where it and its Thai are installed; off: they wait for "
        "a person.",
    )
    ocr_pages: int = Field(
        60, ge=0, le=1000, description="Most scanned pages of one mail that are read; the others wait for a person."
    )
    ocr_seconds: float = Field(
        400,
        gt=0,
        le=3600,
        description="Longest time in seconds to read the scanned pages of one mail, besides examine.seconds; a page "
        "takes 2 to 3 seconds of one core. Such mails are examined after all others.",
    )
    max_tries: int = Field(
        3, ge=1, le=20, description="Tries before a mail that kills its worker is put into Quarantine."
    )


class StaffSection(Section):
    """People who look when mailbot is not sure."""

    alert_address: MailAddress = Field(
        "", description="Mailbox for alerts; must not be the watched inbox. Empty = alerts only in ledger and log."
    )
    silence_minutes: int = Field(
        60, ge=1, description="Minutes without a successful search of the inbox after which staff are told."
    )
    outbox_minutes: int = Field(
        120, ge=1, description="Age in minutes of the oldest unsent mail after which staff are told."
    )


class RemindersSection(Section):
    """Letters to those whose plan is missing."""

    enabled: bool = Field(
        False, description="Whether the daemon sends reminders by itself; `mailbot remind` works either way."
    )
    check_minutes: int = Field(30, ge=1, description="Minutes between two looks at what is due.")
    from_hour: int = Field(
        9, ge=0, le=23, description="Hour of the day (round's time zone) from which reminders may leave."
    )
    until_hour: int = Field(
        16, ge=1, le=24, description="Hour of the day (round's time zone) until which reminders may leave."
    )


class LogSection(Section):
    """What mailbot tells while it runs."""

    format: Literal["human", "json"] = Field("human", description="human: one line of text; json: one object a line.")
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severity that is written.")


class Settings(BaseSettings):
    """All settings of one mailbot."""

    model_config = SettingsConfigDict(
        env_prefix="MAILBOT_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    round: RoundSection = RoundSection()
    data: DataSection = DataSection()
    mailbox: MailboxSection = MailboxSection()
    smtp: SmtpSection = SmtpSection()
    replies: RepliesSection = RepliesSection()
    limits: LimitsSection = LimitsSection()
    examine: ExamineSection = ExamineSection()
    staff: StaffSection = StaffSection()
    reminders: RemindersSection = RemindersSection()
    log: LogSection = LogSection()
