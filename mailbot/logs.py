"""Logs on standard error: one line each, human or JSON; English, ISO times, nothing of a person and no text of plans.

Lines about one mail bear its number in the ledger: `mail 12` in human lines, "mail": 12 in JSON. Addresses are never
written, whoever's words hold them, and of an unforeseen error only its kind and place: its words may quote a plan.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from mailbot.errors import MailbotError
from mailbot.settings import LogSection

_ADDRESS = re.compile(r"[^\s<>\"'(),:;=\[\]]+@[^\s<>\"'(),:;=\[\]]+")
_mail: ContextVar[int | None] = ContextVar("mail", default=None)


@contextmanager
def about(mail_id: int | None) -> Iterator[None]:
    """Lines written within are about this mail of the ledger; None: about none."""
    token = _mail.set(mail_id)
    try:
        yield
    finally:
        _mail.reset(token)


class _Human(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        mail = _mail.get()
        about_ = "" if mail is None else f"mail {mail}: "
        line = f"{_moment(record)} {record.levelname.lower():7} {about_}{_one_line(_said(record))}"
        return f"{line} ({_one_line(_error(record))})" if _error(record) else line


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {"at": _moment(record), "level": record.levelname, "from": record.name}
        if (mail := _mail.get()) is not None:
            entry["mail"] = mail
        entry["message"] = _said(record)
        if _error(record):
            entry["error"] = _error(record)
        line = json.dumps(entry, ensure_ascii=False)
        # U+2028 and its like end a line for some readers.
        return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)


class _StandardError(logging.Handler):
    """Writes to whatever standard error is at that moment, so that it can be redirected while we run."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")
        sys.stderr.flush()


def configure(section: LogSection) -> None:
    """Set up the root logger; called once a command starts."""
    handler = _StandardError()
    handler.setFormatter(_Json() if section.format == "json" else _Human())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(section.level)
    # These speak at INFO and DEBUG of header values and of every line of the conversation with the server.
    for chatty in ("imapclient", "mailparser", "pdfminer", "fontTools", "fpdf"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def _said(record: logging.LogRecord) -> str:
    return _ADDRESS.sub("<address>", record.getMessage())


def _error(record: logging.LogRecord) -> str:
    """Our own errors in their words, any other by its kind and the place where it came up; '' when there is none."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return ""
    if isinstance(error, MailbotError):
        return _ADDRESS.sub("<address>", f"{type(error).__name__}: {error}")
    frames = traceback.extract_tb(error.__traceback__)[-1:]
    return " in ".join([type(error).__name__, *(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in frames)])


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")


def _one_line(text: str) -> str:
    """A subject or server answer must not be able to forge a second log line."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
