"""What a clerk sends, before a mail program writes it: sender, subject, words and files."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from mailbot.demo.mime import Header, header

INBOX = "opdcbcm@opdc.go.th"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class File:
    """An attached file with the name its owner gave it."""

    name: str
    data: bytes

    @property
    def declared_type(self) -> str:
        """What mail programs call the file, going by its name."""
        return TYPES.get(self.name.rpartition(".")[2].lower(), "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Letter:
    """sent: aware; cc: further recipients; server: the sender's mail server; number: makes Message-ID and boundary."""

    name: str
    address: str
    subject: str
    text: str
    sent: datetime
    server: str
    number: int
    files: tuple[File, ...] = ()
    cc: tuple[str, ...] = ()
    to: str = INBOX

    @property
    def domain(self) -> str:
        """Where the sender's mailbox is."""
        return self.address.rpartition("@")[2]


def trace_headers(letter: Letter, return_path: str | None = None) -> list[Header]:
    """What the server that took the mail puts on top: Return-Path, Received, Authentication-Results."""
    came, host = letter.sent + timedelta(seconds=7), f"mx1.{letter.to.rpartition('@')[2]}"
    path = letter.address if return_path is None else return_path
    spf = f"spf=pass smtp.mailfrom={path}" if path else f"spf=none smtp.helo={letter.server}"
    return [
        header("Return-Path", f"<{path}>"),
        header("Delivered-To", letter.to),
        header(
            "Received",
            f"from {letter.server} ({letter.server} [192.0.2.{letter.number % 250 + 1}])\r\n"
            f"\tby {host} (Postfix) with ESMTPS id 4{letter.number:04d}BCP63\r\n"
            f"\tfor <{letter.to}>; {date_header(came)}",
        ),
        header("Authentication-Results", f"{host}; {spf}"),
    ]


def date_header(moment: datetime) -> str:
    """RFC 5322 date of an aware moment."""
    return format_datetime(moment)
