"""The loop: wake, take in, send, file, remind. Start-up and recovery run the same code as every other turn."""

import logging
import random
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import schedule

from mailbot.dispatch import Dispatch
from mailbot.errors import LoginRefused, MailbotError, Poison, Transient
from mailbot.filing import Filing
from mailbot.intake import Clock, Intake
from mailbot.ledger.records import MailRow, MailState
from mailbot.ledger.store import Ledger
from mailbot.mailbox.backoff import Backoff
from mailbot.mailbox.protocol import Mailbox
from mailbot.outbox.queue import OutboxQueue

logger = logging.getLogger(__name__)


@dataclass
class Summary:
    """What one run came to."""

    taken_in: int = 0
    sent: int = 0
    filed: int = 0
    waiting: int = 0
    unsent: int = 0


@dataclass
class Daemon:
    """One inbox, one ledger, one loop. `tell` raises or clears an alert (name, text or None when well)."""

    mailbox: Mailbox
    ledger: Ledger
    queue: OutboxQueue
    intake: Intake
    dispatch: Dispatch
    filing: Filing
    remind: Callable[[], int]
    tell: Callable[[str, str | None], None]
    clock: Clock
    data_folder: Path
    min_free_bytes: int
    poll_seconds: float
    remind_minutes: int
    silence: timedelta
    outbox_age: timedelta
    randomness: random.Random
    stopping: threading.Event = field(default_factory=threading.Event)
    summary: Summary = field(default_factory=Summary)
    _last_success: datetime | None = None

    def run_once(self) -> Summary:
        """Settle what is there and end. Raises Transient when the mailbox or ledger cannot be reached."""
        self._recover()
        while self._turn():
            pass
        self.remind()
        self.dispatch.drain()
        self._copy_sent()
        self._watch()
        self.summary.waiting = len(self.ledger.unfinished(self.mailbox.account, self.mailbox.folder))
        self.summary.unsent = self.queue.open_count()
        return self.summary

    def run(self) -> None:
        """Go on until `stopping` is set: a turn, then wait for mail; after trouble, a growing jittered pause."""
        self._recover()
        backoff = Backoff(fraction=self.randomness.random)
        ticker = schedule.Scheduler()
        ticker.every(self.remind_minutes).minutes.do(self._remind_safely)
        self._last_success = self.clock()
        self._remind_safely()
        while not self.stopping.is_set():
            try:
                if self._turn():
                    continue
                self._copy_sent()
                self.tell("login", None)
                backoff.reset()
                self._last_success = self.clock()
                self._watch()
                ticker.run_pending()
                self.mailbox.wait(self.poll_seconds)
            except MailbotError as error:
                self._trouble(error)
                # A refused login should knock slowly, or the server locks the account.
                self.stopping.wait(backoff.next(60.0 if isinstance(error, LoginRefused) else 0.0))
        self.mailbox.close()

    def _recover(self) -> None:
        """What a crash may have left: half-written spool files, and mails that were just being sent."""
        self.intake.spool.sweep()
        self.queue.recover(self.clock())

    def stop(self) -> None:
        """End after the step that is under way."""
        self.stopping.set()

    def _turn(self) -> bool:
        """One look at everything that is to be done. True when something was done, so that another look is worth it."""
        validity = self.mailbox.open()
        mailbox_id = self.ledger.mailbox_id(self.mailbox.account, self.mailbox.folder, validity)
        inbox = self.mailbox.waiting()
        known = self.ledger.known(mailbox_id)
        done_something = False
        for uid in inbox:
            if self.stopping.is_set():
                return False
            if uid in known or not self._has_room():
                continue
            row = self._fetch(mailbox_id, uid)
            if row is not None:
                done_something = True
                self._go_on(row, in_inbox=True)
        present = set(inbox)
        for old_validity, row in self.ledger.unfinished(self.mailbox.account, self.mailbox.folder):
            if self.stopping.is_set():
                return False
            done_something |= self._go_on(row, in_inbox=old_validity == validity and row.uid in present)
        return done_something or self._drain() > 0

    def _fetch(self, mailbox_id: int, uid: str) -> MailRow | None:
        """A mail that the server itself cannot give out stops no other: staff are told once, it stays where it is."""
        try:
            return self.intake.fetch(mailbox_id, uid)
        except Poison as error:
            self.tell(f"unfetchable mail {uid}", str(error))
            return None

    def _go_on(self, row: MailRow, in_inbox: bool) -> bool:
        """Take one mail as far as it goes now. True when it went a step (a failed try is a step: tries are counted)."""
        went = False
        if row.state is MailState.FETCHED:
            size = self.ledger.size(row.id)
            self.summary.taken_in += self.intake.judge(row, size)
            row, went = self.ledger.mail(row.id), True
        if row.state is MailState.DECIDED and self._drain():
            row, went = self.ledger.mail(row.id), True
        if self.filing.file(row, in_inbox):
            self.summary.filed += 1
            went = True
        return went

    def _drain(self) -> int:
        taken = self.dispatch.drain()
        self.summary.sent += taken
        return taken

    def _copy_sent(self) -> None:
        try:
            self.dispatch.copy_sent(self.mailbox)
        except Transient as error:
            logger.warning("no copy in Sent yet: %s", error)
            self.mailbox.close()

    def _remind_safely(self) -> None:
        """schedule stops for good when a job raises; what is due is computed anew each time, so nothing is lost."""
        try:
            self.remind()
        except MailbotError as error:
            logger.warning("reminders put off: %s", error)

    def _has_room(self) -> bool:
        free = shutil.disk_usage(self.data_folder).free
        enough = free >= self.min_free_bytes
        self.tell("disk", None if enough else f"only {free // 1_000_000} MB are free; no mail is taken in")
        return enough

    def _watch(self) -> None:
        """Silence is impossible: an outbox that does not empty is told."""
        oldest = self.queue.oldest_open()
        stuck = oldest is not None and self.clock() - oldest > self.outbox_age
        self.tell("outbox", f"mails wait to be sent since {oldest:%Y-%m-%d %H:%M} UTC" if stuck else None)
        self.tell("silence", None)

    def _trouble(self, error: MailbotError) -> None:
        logger.warning("trouble: %s", error)
        self.mailbox.close()
        try:
            if isinstance(error, LoginRefused):
                self.tell("login", str(error))
            if self._last_success and self.clock() - self._last_success > self.silence:
                self.tell("silence", f"nothing could be fetched since {self._last_success:%Y-%m-%d %H:%M} UTC: {error}")
            self._drain()
        except MailbotError as second:
            logger.warning("more trouble: %s", second)
