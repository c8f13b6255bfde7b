"""What doctor asks of machine and mail server: who may read our files, how old backups are, what time it is."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from mailbot.errors import MailbotError
from mailbot.mailbox.protocol import Mailbox

SECONDS_OFF = 300
"""From so many seconds on two clocks disagree."""
_GREETING_SECONDS = 5.0
_DATE = re.compile(rb"\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UTC)")


def open_to_others(folder: Path) -> list[str]:
    """Names in the data folder that group or others may read: its own, ledger, secret, keys, spool."""
    return sorted(path.name for path in _own(folder) if path.exists() and path.stat().st_mode & 0o077)


def has_fonts() -> bool:
    """Whether fontconfig knows any font; without one LibreOffice ends at once. True where it cannot be asked."""
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return True
    asked = subprocess.run([fc_list, ":", "family"], capture_output=True, timeout=60, check=False)
    return asked.returncode != 0 or bool(asked.stdout.strip())


def newest_backup(folder: Path) -> datetime | None:
    """When the newest whole backup (*.tar) was written; None when there is none. Raises OSError."""
    times = [path.stat().st_mtime for path in folder.glob("*.tar") if not path.name.startswith(".")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders, which need not be there yet, lie on one file system. Raises OSError."""
    first, second = (next(path for path in (folder, *folder.parents) if path.exists()) for folder in (one, other))
    return first.stat().st_dev == second.stat().st_dev


def newest_arrival(mailbox: Mailbox) -> datetime | None:
    """When the mail server took the newest mail of the inbox, by its own clock; None when it is empty or away. An old
    mail says nothing, a mail of the future that one of the clocks is wrong."""
    with suppress(MailbotError):
        mailbox.open()
        waiting = mailbox.waiting()
        newest = mailbox.describe(waiting[-1]) if waiting else None
        return newest.received_at if newest else None
    return None


def moment_of_greeting(host: str, port: int) -> datetime | None:
    """The time in the greeting of an SMTP server, which some write (Exchange); None where it has none or is away."""
    with suppress(OSError, ValueError), socket.create_connection((host, port), _GREETING_SECONDS) as connection:
        found = _DATE.search(connection.recv(512))
        return parsedate_to_datetime(found[0].decode("ascii")).astimezone(UTC) if found else None
    return None


def _own(folder: Path) -> Iterator[Path]:
    yield folder
    for name in ("ledger.sqlite3", "secret", "spool", "sealing"):
        yield folder / name
