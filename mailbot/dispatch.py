"""From the outbox to the world: due mails are sent, copies are filed in Sent."""

import logging
from dataclasses import dataclass
from datetime import datetime

from mailbot.errors import LoginRefused
from mailbot.intake import Clock, StepHook
from mailbot.ledger.records import OutboxRow
from mailbot.mailbox.protocol import Mailbox
from mailbot.outbox.queue import OutboxQueue
from mailbot.outbox.sender import Sender, SendResult

logger = logging.getLogger(__name__)


@dataclass
class Dispatch:
    """Sends what is due. One mail's bad fate never stops the next; a server that is away stops this pass."""

    queue: OutboxQueue
    sender: Sender
    clock: Clock
    step: StepHook
    sent_folder: str
    per_minute: int
    _minute: datetime | None = None
    _in_minute: int = 0

    def drain(self) -> int:
        """Send every mail that is due, at most `per_minute` in one minute. Returns how many came to an end.

        Raises LoginRefused when the server does not take our credentials: nothing else would go either.
        """
        ended = 0
        for row in self.queue.due(self.clock()):
            if not self._within_rate():
                break
            result = self._send(row)
            ended += result.outcome in ("sent", "refused")
            if result.outcome == "login_refused":
                raise LoginRefused(f"outgoing mail: {result.reason}")
            if result.outcome == "retry" and result.code is None:
                break
        return ended

    def copy_sent(self, mailbox: Mailbox) -> None:
        """File a copy of each sent mail in the Sent folder; a failure is tried again with the next pass."""
        for row in self.queue.to_copy():
            now = self.clock()
            if self.sent_folder and not mailbox.holds(self.sent_folder, row.mail.message_id):
                mailbox.append(self.sent_folder, row.mail.raw, now)
            self.queue.copied(row, now)
            self.step("copied")

    def _send(self, row: OutboxRow) -> SendResult:
        self.queue.sending(row, self.clock())
        self.step("sending")
        result = self.sender.send(row.mail.raw, row.mail.envelope_from, row.mail.recipient)
        now = self.clock()
        if result.outcome == "sent":
            self.queue.sent(row, now)
            self.step("sent")
        elif result.outcome == "refused":
            self.queue.refused(row, result.reason, now)
        elif result.outcome == "uncertain":
            self.queue.uncertain(row, result.reason, now)
        else:
            logger.warning("outbox %s put off: %s", row.id, result.reason)
            self.queue.retry(row, result.reason, now)
        return result

    def _within_rate(self) -> bool:
        minute = self.clock().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._in_minute = minute, 0
        self._in_minute += 1
        return self._in_minute <= self.per_minute
