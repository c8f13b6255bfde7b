"""From a written letter to the mail that is stored: who we are, its Message-ID, its token, its envelope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailbot.ledger.records import Outgoing
from mailbot.outbox import message
from mailbot.replies.letter import Letter
from mailbot.settings import RepliesSection


@dataclass(frozen=True)
class Letterhead:
    """One office's letterhead. secret: gives the key of the tokens, asked for only when a mail is really made."""

    replies: RepliesSection
    secret: Callable[[], str]

    def answer(
        self,
        letter: Letter,
        recipient: str,
        now: datetime,
        *,
        version: tuple[str, str],
        receipt: str,
        reply_to: str,
        in_reply_to: str | None,
        references: Sequence[str],
        agency_id: str | None,
    ) -> Outgoing:
        """A mail that answers another (RFC 3834: auto-replied). version: what it answers, and which judgment of it:
        from them and the kind follows the Message-ID. Raises ValueError for an address that no header can hold."""
        message_id = message.message_id(self._key, letter.kind, *version, self._domain)
        raw = message.build(
            letter,
            sender_name=self.replies.name,
            sender_address=self.replies.address,
            recipient=recipient,
            message_id=message_id,
            date=now,
            auto_submitted="auto-replied",
            loop=self.replies.address,
            receipt=receipt,
            reply_to=reply_to,
            in_reply_to=in_reply_to,
            references=references,
        )
        return self._outgoing(letter.kind, message_id, recipient, letter.subject, raw, agency_id, None)

    def notice(
        self,
        letter: Letter,
        recipient: str,
        now: datetime,
        *,
        kind: str,
        version: tuple[str, str],
        receipt: str = "",
        reply_to: str = "",
        agency_id: str | None = None,
        stage: str | None = None,
    ) -> Outgoing:
        """A mail that answers nothing, a reminder or an alert (RFC 3834 section 5.2: auto-generated)."""
        message_id = message.message_id(self._key, kind, *version, self._domain)
        raw = message.build(
            letter,
            sender_name=self.replies.name,
            sender_address=self.replies.address,
            recipient=recipient,
            message_id=message_id,
            date=now,
            auto_submitted="auto-generated",
            loop=self.replies.address,
            receipt=receipt,
            reply_to=reply_to,
        )
        return self._outgoing(kind, message_id, recipient, letter.subject, raw, agency_id, stage)

    @property
    def _domain(self) -> str:
        return self.replies.address.rpartition("@")[2]

    @property
    def _key(self) -> bytes:
        return self.secret().encode()

    def _outgoing(
        self,
        kind: str,
        message_id: str,
        recipient: str,
        subject: str,
        raw: bytes,
        agency_id: str | None,
        stage: str | None,
    ) -> Outgoing:
        token = message.token(self._key, message_id)
        sender = message.envelope_sender(self.replies.bounce_address or self.replies.address, token)
        return Outgoing(kind, message_id, token, recipient, sender, subject, raw, agency_id, stage)
