"""Logs on standard error: one line each, human or JSON; English, ISO times, no text of mails or plans."""

import json
import logging
import sys
from datetime import UTC, datetime

from mailbot.settings import LogSection


class _Human(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = f"{_moment(record)} {record.levelname.lower():7} {_one_line(record.getMessage())}"
        return f"{line} ({record.exc_info[1]!r})" if record.exc_info and record.exc_info[1] else line


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {"at": _moment(record), "level": record.levelname, "from": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[1]:
            entry["error"] = repr(record.exc_info[1])
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


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")


def _one_line(text: str) -> str:
    """A subject or server answer must not be able to forge a second log line."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
