"""Trouble is told once to a person at another address, and told again when it is well."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot.ledger.store import Ledger
from mailbot.outbox.letterhead import Letterhead
from mailbot.replies.letter import Letter
from mailbot.settings import StaffSection

logger = logging.getLogger(__name__)

_WHAT = {
    "login": "the mail server refuses our login",
    "silence": "nothing could be fetched from the inbox",
    "outbox": "mails wait to be sent",
    "disk": "the disk is nearly full",
}


@dataclass
class Alerts:
    """Conditions live in the ledger, so that a restart neither forgets nor repeats them."""

    ledger: Ledger
    staff: StaffSection
    letterhead: Letterhead
    clock: Callable[[], datetime]

    def tell(self, name: str, trouble: str | None) -> None:
        """Raise (text) or clear (None) one condition. Only a change is told: event, log, and a mail to staff."""
        now = self.clock()
        if trouble is None:
            if self.ledger.clear_condition(name, now):
                logger.warning("well again: %s", name)
                self._mail(name, f"Well again: {_WHAT.get(name, name)}", "It is well again.", now)
        elif self.ledger.raise_condition(name, trouble, now):
            logger.error("trouble: %s: %s", name, trouble)
            self._mail(name, f"Trouble: {_WHAT.get(name, name)}", trouble, now)

    def _mail(self, name: str, title: str, text: str, now: datetime) -> None:
        if not self.staff.alert_address:
            return
        body = f"{title}\n\n{text}\n\n{now:%Y-%m-%d %H:%M} UTC\nmailbot, condition {name!r}\n"
        letter = Letter("status", f"[mailbot] {title}", body, f"<pre>{_escaped(body)}</pre>")
        version = (f"{name}.{now.isoformat()}", title)
        outgoing = self.letterhead.notice(letter, self.staff.alert_address, now, kind="alert", version=version)
        self.ledger.enqueue(outgoing, now, action="alert")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
