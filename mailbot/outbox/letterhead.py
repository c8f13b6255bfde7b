"""From a written letter to the mail that is stored: who we are, its Message-ID, its token, its envelope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

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
        build = partial(message.build, auto_submitted="auto-replied", in_reply_to=in_reply_to, references=references)
        return self._outgoing(build, letter, recipient, now, letter.kind, version, receipt, reply_to, agency_id)

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
        build = partial(message.build, auto_submitted="auto-generated")
        return self._outgoing(build, letter, recipient, now, kind, version, receipt, reply_to, agency_id, stage)

    def message_id(self, kind: str, version: tuple[str, str]) -> str:
        """The Message-ID that a notice of this kind and version gets."""
        domain = self.replies.address.rpartition("@")[2]
        return message.message_id(self.secret().encode(), kind, *version, domain)

    def _outgoing(
        self,
        build: Callable[..., bytes],
        letter: Letter,
        recipient: str,
        now: datetime,
        kind: str,
        version: tuple[str, str],
        receipt: str,
        reply_to: str,
        agency_id: str | None,
        stage: str | None = None,
    ) -> Outgoing:
        key, address = self.secret().encode(), self.replies.address
        message_id = self.message_id(kind, version)
        raw = build(
            letter,
            sender_name=self.replies.name,
            sender_address=address,
            recipient=recipient,
            message_id=message_id,
            date=now,
            loop=address,
            receipt=receipt,
            reply_to=reply_to,
        )
        token = message.token(key, message_id)
        sender = message.envelope_sender(self.replies.bounce_address or address, token)
        return Outgoing(kind, message_id, token, recipient, sender, letter.subject, raw, agency_id, stage)
