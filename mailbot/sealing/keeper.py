"""Encrypts mails that were judged sealed; opens them for those who hold the private key, each time with an event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mailbot.errors import MailbotError
from mailbot.ledger.sealing import SealedMail
from mailbot.ledger.store import Ledger
from mailbot.mailbox.spool import Spool
from mailbot.sealing.box import closed, opened
from mailbot.sealing.keys import Keys


class NotSealed(MailbotError):
    """There is no sealed mail with this receipt."""


@dataclass(frozen=True)
class Keeper:
    """Spool, ledger and keys of one mailbot. step: as in the daemon, told each named point.

    What is to be done follows from the ledger (judged sealed, not encrypted yet), so a crash between any two steps is
    finished by the next call, and mails of an older mailbot are encrypted at its first start.
    """

    ledger: Ledger
    spool: Spool
    keys: Keys
    clock: Callable[[], datetime]
    step: Callable[[str], None]

    def seal_waiting(self) -> int:
        """Encrypt all that waits for it; returns how many. Raises Transient when disk or ledger fail, ConfigError when
        the public key that the settings name cannot be used."""
        waiting = self.ledger.to_be_sealed()
        if not waiting:
            return 0
        public = self.keys.public_key()
        for mail_id, sha256, worded in waiting:
            self.step("sealing")
            if worded:
                self.ledger.scrub(mail_id, self.clock())
                self.step("scrubbed")

            def close(raw: bytes, name: str = sha256) -> bytes:
                return closed(raw, public, name)

            there = self.spool.seal(sha256, close, self.step)
            self.ledger.record_sealed(mail_id, self.clock(), there=there)
            self.step("sealed")
        return len(waiting)

    def read(self, receipt: str, key: X25519PrivateKey, actor: str, reason: str) -> bytes:
        """The bytes of a sealed mail for somebody who may read it; an event tells of it. Raises NotSealed,
        NotOpened, Transient."""
        mail = self.sealed(receipt)
        raw = self.opened(mail, key)
        self.ledger.record_reading(mail.id, actor, reason, self.clock())
        return raw

    def opened(self, mail: SealedMail, key: X25519PrivateKey) -> bytes:
        """The bytes of a sealed mail."""
        return self.spool.read_sealed(mail.raw_sha256, lambda box: opened(box, key, mail.raw_sha256))

    def sealed(self, receipt: str) -> SealedMail:
        """The sealed mail with this receipt. Raises NotSealed."""
        mail = self.ledger.sealed_mail(receipt)
        if mail is None or mail.verdict != "sealed":
            raise NotSealed(f"no sealed mail with receipt {receipt!r}")
        return mail
