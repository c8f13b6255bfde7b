"""From the outbox to the world: due mails are sent, copies are filed in Sent."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot import logs
from mailbot.intake import Clock, StepHook
from mailbot.ledger.records import OutboxRow
from mailbot.mailbox.protocol import Mailbox
from mailbot.outbox.queue import OutboxQueue
from mailbot.outbox.sender import Sender, SendResult

logger = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=5)


@dataclass
class Dispatch:
    """Sends what is due. One mail's bad fate never stops the next; a server that is away is left alone for a while.

    `tell` raises or clears an alert; stopped: asked before each mail. sent: how many the server took so far.
    """

    queue: OutboxQueue
    sender: Sender
    clock: Clock
    step: StepHook
    sent_folder: str
    per_minute: int
    tell: Callable[[str, str | None], None]
    stopped: Callable[[], bool]
    sent: int = 0
    _minute: datetime | None = None
    _in_minute: int = 0
    _pause: timedelta = _FIRST_PAUSE
    _quiet_since: datetime | None = None

    def drain(self) -> int:
        """Send every mail that is due, at most `per_minute` in one minute. Returns how many came to an end."""
        ended = 0
        if self._quiet():
            return ended
        for row in self.queue.due(self.clock()):
            if self.stopped() or not self._within_rate():
                break
            with logs.about(row.mail_id):
                result = self._send(row)
            ended += result.outcome in ("sent", "refused")
            if result.outcome == "login_refused":
                self.tell("smtp_login", f"outgoing mail: {result.reason}")
            elif not result.server_ails:
                self.tell("smtp_login", None)
            dead_line = result.outcome in ("retry", "uncertain") and result.code is None
            if result.outcome == "login_refused" or result.server_ails or dead_line:
                # A time-out can cost minutes: once for each of a thousand mails would stop the intake for days.
                self._keep_quiet()
                break
            self._pause = _FIRST_PAUSE
        return ended

    def seconds_to_wait(self) -> float | None:
        """Seconds until the next mail may leave when only `per_minute` holds mails back; None when nothing does."""
        now = self.clock()
        this_minute = self._minute == now.replace(second=0, microsecond=0)
        held = this_minute and self._in_minute >= self.per_minute and not self._quiet() and bool(self.queue.due(now))
        return 60.0 - now.second - now.microsecond / 1e6 if held else None

    def copy_sent(self, mailbox: Mailbox) -> None:
        """File a copy of each sent mail in the Sent folder. Raises Transient; the rest is copied by a later pass."""
        while not self.stopped() and (rows := self.queue.to_copy()):
            for row in rows:
                now = self.clock()
                if self.sent_folder and not mailbox.holds(self.sent_folder, row.mail.message_id):
                    mailbox.append(self.sent_folder, row.mail.raw, now)
                self.queue.copied(row, now)
                self.step("copied")
                if self.stopped():
                    return

    def _send(self, row: OutboxRow) -> SendResult:
        self.queue.sending(row, self.clock())
        self.step("sending")
        result = self.sender.send(row.mail.raw, row.mail.envelope_from, row.mail.recipient)
        now = self.clock()
        if result.outcome == "sent":
            self.queue.sent(row, now)
            self.sent += 1
            logger.info("sent: %s", row.mail.kind)
            self.step("sent")
        elif result.outcome == "refused":
            self.queue.refused(row, result.reason, now)
        elif result.outcome == "uncertain":
            self.queue.uncertain(row, result.reason, now)
        else:
            logger.warning("outbox %s put off: %s", row.id, result.reason)
            about_this_mail = not (result.server_ails or result.outcome == "login_refused")
            self.queue.retry(row, result.reason, now, about_this_mail=about_this_mail)
        return result

    def _quiet(self) -> bool:
        """Whether the server is left alone. A clock that was put back or far ahead ends the pause."""
        if self._quiet_since is None:
            return False
        if timedelta() <= self.clock() - self._quiet_since < self._pause:
            return True
        self._quiet_since, self._pause = None, min(self._pause * 2, _LONGEST_PAUSE)
        return False

    def _keep_quiet(self) -> None:
        self._quiet_since = self.clock()

    def _within_rate(self) -> bool:
        minute = self.clock().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._in_minute = minute, 0
        if self._in_minute >= self.per_minute:
            return False
        self._in_minute += 1
        return True
