"""The embedded way out: our mails are laid into a Maildir, nothing leaves the machine (demo, trial runs)."""

import hashlib
import re
from pathlib import Path

from mailbot.mailbox.durable import make_folder, write_durably
from mailbot.outbox.sender import SendResult, StepHook, no_hook
from mailbot.outbox.wire import is_address, wire_form

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]+>)", re.IGNORECASE | re.MULTILINE)


class MaildirSender:
    """The Sender protocol over a folder. The file is named by Message-ID, so the same one is never laid twice."""

    def __init__(self, path: Path, *, on_step: StepHook = no_hook) -> None:
        self._path, self._on_step = path, on_step

    def send(self, raw: bytes, envelope_from: str, recipient: str) -> SendResult:
        """See Sender. A full disk is 'retry'; a mail without Message-ID is known by its bytes."""
        if not is_address(recipient):
            return SendResult("refused", f"not a usable envelope address: {recipient!r}")
        try:
            wire = wire_form(raw)
        except ValueError as error:
            return SendResult("refused", str(error))
        key = _key(wire)
        try:
            for name in ("tmp", "new", "cur"):
                make_folder(self._path / name)
            already = any((self._path / "cur").glob(f"{key}*")) or (self._path / "new" / key).exists()
            if not already:
                write_durably(self._path / "new" / key, wire, temporary=self._path / "tmp")
        except OSError as error:
            return SendResult("retry", f"{self._path}: {error.strerror}", server_ails=True)
        self._on_step("data-sent")
        self._on_step("data-accepted")
        return SendResult("sent", "laid before" if already else "laid into the Maildir", 250)


def _key(wire: bytes) -> str:
    found = _MESSAGE_ID.search(wire.split(b"\r\n\r\n", 1)[0])
    return f"{hashlib.sha256(found[1] if found else wire).hexdigest()[:40]}.mailbot"
