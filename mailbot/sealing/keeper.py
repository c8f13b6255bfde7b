"""Encrypts mails that were judged sealed; opens them for those who hold the private key, each time with an event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mailbot.errors import MailbotError
from mailbot.ledger.sealing import SealedMail
from mailbot.ledger.store import Ledger
from mailbot.mailbox.spool import SealedAway, Spool
from mailbot.sealing.box import closed, opened
from mailbot.sealing.keys import Keys


class NotSealed(MailbotError):
    """There is no sealed mail with this receipt."""


@dataclass
class Keeper:
    """Spool, ledger and keys of one mailbot. step: as in the daemon, told each named point. The private key is here
    only in the process of whoever knows the passphrase (`unlock`, or the environment) and asks for a sealed mail.

    What is to be done follows from the ledger (judged sealed, not encrypted yet; encrypted, sealed no longer), so a
    crash between any two steps is finished by the next call, and mails of an older mailbot are encrypted at its start.
    """

    ledger: Ledger
    spool: Spool
    keys: Keys
    clock: Callable[[], datetime]
    step: Callable[[str], None]
    _private: X25519PrivateKey | None = None

    def unlock(self, passphrase: str) -> None:
        """Take the private key in hand. Raises KeyRefused."""
        self._private = self.keys.private_key(passphrase)

    def settle(self) -> None:
        """Encrypt all that waits for it, and, with the key in hand, store what was released as it came. Raises
        Transient when disk or ledger fail, ConfigError when the public key that the settings name cannot be used."""
        while waiting := self.ledger.to_be_sealed():  # scrubbing one seals its repetitions too
            for mail_id, sha256, worded in waiting:
                self._seal(mail_id, sha256, worded)
        while self._private is not None and (released := self.ledger.to_be_unsealed()):
            for mail_id, sha256 in released:
                self.spool.unseal(sha256, self.bytes_of(sha256))
                self.step("unsealed")
                self.ledger.record_unsealed(mail_id, self.clock())

    def close_again(self, sha256: str) -> None:
        """Encrypt bytes that came back into the spool after a restore: they were sealed before, and the ledger says
        so already. Raises Transient, ConfigError."""
        public = self.keys.public_key()
        self.spool.seal(sha256, lambda raw: closed(raw, public, sha256), self.step)

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of a stored mail, of a sealed one only with the key in hand. Raises SealedAway, NotOpened, Poison,
        Transient."""
        try:
            return self.spool.get(sha256)
        except SealedAway:
            if self._private is None and self.keys.passphrase:
                self.unlock(self.keys.passphrase)
            key = self._private
            if key is None:
                raise
            return self.spool.read_sealed(sha256, lambda box: opened(box, key, sha256))

    def read(self, receipt: str, actor: str, reason: str) -> bytes:
        """The bytes of a sealed mail for somebody who has the key in hand; an event tells of it. Raises NotSealed and
        what bytes_of raises."""
        mail = self.sealed(receipt)
        raw = self.bytes_of(mail.raw_sha256)
        self.ledger.record_reading(mail.id, actor, reason, self.clock())
        return raw

    def sealed(self, receipt: str) -> SealedMail:
        """The sealed mail with this receipt. Raises NotSealed."""
        mail = self.ledger.sealed_mail(receipt)
        if mail is None:
            raise NotSealed(f"no sealed mail with receipt {receipt!r}")
        return mail

    def _seal(self, mail_id: int, sha256: str, worded: bool) -> None:
        public = self.keys.public_key()
        self.step("sealing")
        if worded:
            self.ledger.scrub(mail_id, self.clock())
            self.step("scrubbed")
        there = self.spool.seal(sha256, lambda raw: closed(raw, public, sha256), self.step)
        self.ledger.record_sealed(mail_id, self.clock(), there=there)
        self.step("sealed")
