"""Trouble is told once to a person at another address, and told again when it is well."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot.digest import words
from mailbot.ledger.records import Outgoing
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
    "smtp_login": "the server for outgoing mail refuses our login",
    "filing": "mails cannot be moved out of the inbox",
    "copies": "our mails cannot be copied to the Sent folder",
    "unfetchable": "the mail server does not give out a mail",
    "scanner": "mails cannot be scanned for viruses",
    "sealing": "mails with a classification mark cannot be encrypted",
    "engine": "no worker examines mails",
    "spool": "the bytes of a mail are missing from the spool",
    "internal": "mailbot met something that it cannot deal with",
    "ledger": "mailbot has ended because of its ledger",
    "quarantine": "many mails go into quarantine",
    "withheld": "many answers are withheld",
    "journal": "the journal of the ledger has stopped: make a backup",
    "clock": "the clock of this machine jumped",
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
            title = f"Well again: {_what(name)}"
            if self.ledger.clear_condition(name, now, lambda: self._mail(name, title, "It is well again.", now)):
                logger.warning("well again: %s", name)
        else:
            title = f"Trouble: {_what(name)}"
            if self.ledger.raise_condition(name, trouble, now, lambda: self._mail(name, title, trouble, now)):
                logger.error("trouble: %s: %s", name, trouble)

    def mail_of_the_end(self, trouble: str) -> Outgoing | None:
        """The mail that tells of an end which the ledger itself cannot tell."""
        return self._mail("ledger", f"Trouble: {_what('ledger')}", trouble, self.clock())

    def _mail(self, name: str, title: str, text: str, now: datetime) -> Outgoing | None:
        if not self.staff.alert_address:
            return None
        thai = words.trouble(name) + (words.WELL_AGAIN if title.startswith("Well again") else "")
        body = f"{thai}\n\n{title}\n\n{text}\n\n{now:%Y-%m-%d %H:%M} UTC\nmailbot, condition {name!r}\n"
        letter = Letter("status", f"[mailbot] {title}", body, f"<pre>{_escaped(body)}</pre>")
        version = (f"{name}.{now.isoformat()}", title)
        try:
            return self.letterhead.notice(letter, self.staff.alert_address, now, kind="alert", version=version)
        except ValueError as error:
            logger.error("no alert can be written to %s: %s", self.staff.alert_address, error)
            return None


def _what(name: str) -> str:
    return _WHAT.get(name) or _WHAT.get(name.partition(" ")[0], name)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
