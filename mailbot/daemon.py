"""The loop: wake, take in, send, file, remind. Start-up and recovery run the same code as every other turn."""

import logging
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import schedule

from mailbot import logs
from mailbot.dispatch import Dispatch
from mailbot.errors import ConfigError, LoginRefused, MailbotError, NoWorkers, Poison, Transient
from mailbot.filing import Filing
from mailbot.intake import Clock, Intake
from mailbot.ledger.records import Filed, MailRow, MailState
from mailbot.ledger.store import Ledger
from mailbot.mailbox.backoff import Backoff
from mailbot.mailbox.protocol import Mailbox
from mailbot.outbox.queue import OutboxQueue
from mailbot.watchdog import Watchdog

logger = logging.getLogger(__name__)
T = TypeVar("T")

TURN_SECONDS = 60.0
SCAN_LOOK = 2.0
"""Seconds between two looks at whether scanned pages have been read."""
COPIES_PAUSE = timedelta(minutes=5)


@dataclass
class Summary:
    """What one run came to."""

    taken_in: int = 0
    sent: int = 0
    filed: int = 0
    waiting: int = 0
    unsent: int = 0
    troubles: list[str] = field(default_factory=list)


@dataclass
class Daemon:
    """One inbox, one ledger, one loop. `renew` loads the agencies anew when a list was imported. `tell` raises or
    clears an alert (name, text or None when well); last_words tells staff past a ledger that cannot be written.
    rebuild: after a restore, reads back from the mailbox what the ledger has forgotten. watch: looks for trouble that
    no single step meets.
    waits_for_scans: whether a turn waits until the scanned pages of one mail are read, or looks again later.
    """

    mailbox: Mailbox
    ledger: Ledger
    queue: OutboxQueue
    renew: Callable[[], None]
    intake: Intake
    dispatch: Dispatch
    filing: Filing
    remind: Callable[[], int]
    rebuild: Callable[[], None]
    watch: Callable[[], None]
    watchdog: Watchdog
    tell: Callable[[str, str | None], None]
    last_words: Callable[[str], None]
    clock: Clock
    data_folder: Path
    min_free_bytes: int
    poll_seconds: float
    remind_minutes: int
    silence: timedelta
    outbox_age: timedelta
    randomness: random.Random
    waits_for_scans: bool = True
    stopping: threading.Event = field(default_factory=threading.Event)
    summary: Summary = field(default_factory=Summary)
    _last_success: datetime | None = None
    _copies_failed_at: datetime | None = None
    _went: bool = False
    _recovered: bool = False
    _ticker: schedule.Scheduler = field(default_factory=schedule.Scheduler)

    def run_once(self) -> Summary:
        """Settle what is there and end. Raises Transient when the mailbox or ledger cannot be reached."""
        self.waits_for_scans = True
        self._watched(self._recover)
        while self._watched(self._turn) or self._waited_for_the_rate():
            pass
        self._remind_safely()
        self._drain()
        while self._waited_for_the_rate():
            self._drain()
        self._copy_sent()
        self._watch()
        self._drain()
        self.summary.sent = self.dispatch.sent
        self.summary.waiting = len(self.ledger.unfinished(self.mailbox.account, self.mailbox.folder))
        self.summary.unsent = self.queue.open_count()
        self.summary.troubles = [f"{name}: {detail}" for name, detail in self.ledger.conditions().items()]
        return self.summary

    def run(self) -> None:
        """Go on until `stopping` is set: a turn, then wait for mail; after trouble, a growing jittered pause.

        Raises ConfigError when the ledger is damaged or was taken away: going on would lose what it is told.
        """
        backoff = Backoff(fraction=self.randomness.random)
        self._last_success = self.clock()
        self.waits_for_scans = False
        while not self.stopping.is_set():
            try:
                self.watchdog.alive()
                if not self._recovered:
                    self._recover()
                    self.watchdog.ready()
                    self._remind_safely()
                went = self._watched(self._turn)
                backoff.reset()
                self._copy_sent()
                self._watch()
                self._tick()
                if not went and not self.stopping.is_set():
                    self.mailbox.wait(min(self.poll_seconds, SCAN_LOOK) if self.intake.scans else self.poll_seconds)
            except ConfigError:
                raise
            except Exception as error:  # noqa: BLE001 - the next look may go well; an end would be silence
                self._trouble(error)
                # A refused login should knock slowly, or the server locks the account.
                self.stopping.wait(backoff.next(60.0 if isinstance(error, LoginRefused) else 0.0))
        self.mailbox.close()

    def _waited_for_the_rate(self) -> bool:
        """`--once` sends all that is due, also when it is more than the server may be given in one minute."""
        seconds = self.dispatch.seconds_to_wait()
        return seconds is not None and not self.stopping.wait(seconds)

    def _watched(self, part: Callable[[], T]) -> T:
        """Run a part; a ledger that is damaged or gone is told to staff past the ledger before the daemon ends."""
        try:
            return part()
        except ConfigError as error:
            self.last_words(str(error))
            raise

    def _recover(self) -> None:
        """What a crash may have left: half-written spool files, and mails that were just being sent."""
        self.intake.spool.sweep()
        self.intake.seal()
        self.queue.recover(self.clock())
        self.rebuild()
        self._recovered = True

    def stop(self) -> None:
        """End after the step that is under way."""
        self.stopping.set()

    def _turn(self) -> bool:
        """One look at everything that is to be done, cut short after TURN_SECONDS so that copies, alerts and reminders
        do not wait for a full inbox. True when something was done, so that another look is worth it."""
        self.ledger.check_file()
        self.renew()
        validity = self.mailbox.open()
        self.tell("login", None)
        self.intake.seal()
        mailbox_id = self.ledger.mailbox_id(self.mailbox.account, self.mailbox.folder, validity)
        inbox = self.mailbox.waiting()
        self._last_success = self.clock()
        self._went = False
        for row in self._ahead(self._arrivals(inbox, mailbox_id, validity)):
            if self.stopping.is_set():
                return False
            self._went = True
            self._go_on(row, validity, in_inbox=True)
        went = self._drain() > 0 or self._went
        present = set(inbox)
        unfinished = self.ledger.unfinished(self.mailbox.account, self.mailbox.folder)
        old_validity = {row.id: one for one, row in unfinished}
        for row in self._ahead(iter([row for _, row in unfinished])):
            if self.stopping.is_set():
                return False
            in_inbox = old_validity[row.id] == validity and row.uid in present
            went |= self._go_on(row, validity, in_inbox)
        for filed in self.ledger.to_be_carried(self.mailbox.account):
            if self.stopping.is_set():
                return False
            went |= self._moved(filed, validity, partial(self.filing.carry, filed))
        went |= self._read_scans()
        self.tell("engine", None)
        if not self.filing.stuck:
            self.tell("filing", None)
        return went

    def _arrivals(self, inbox: list[str], mailbox_id: int, validity: str) -> Iterator[MailRow]:
        """Mails of the inbox that the ledger did not know, each fetched when it is asked for; on the way, what is done
        and lies there again is filed."""
        known, end = self.ledger.known(mailbox_id, inbox), time.monotonic() + TURN_SECONDS
        for uid in inbox:
            if self.stopping.is_set():
                return
            if time.monotonic() > end:
                self._went = True
                return
            if known.get(uid) is MailState.DONE:
                self._went |= self._settle_again(mailbox_id, uid, validity)
            if uid in known or not self._has_room():
                continue
            row = self._fetch(mailbox_id, uid)
            if row is not None:
                yield row

    def _ahead(self, rows: Iterator[MailRow]) -> Iterator[MailRow]:
        """The same mails, examined before they are asked for, in their order as far as none takes long: a hostile file
        with which its worker fights for half a minute lets the others go first."""
        begun: list[MailRow] = []
        for row in rows:
            while not self.intake.begin(row):
                if not begun:
                    yield row
                    break
                yield begun.pop(self.intake.first_ready(begun))
            else:
                begun.append(row)
        while begun:
            yield begun.pop(self.intake.first_ready(begun))

    def _fetch(self, mailbox_id: int, uid: str) -> MailRow | None:
        """A mail that the server itself cannot give out stops no other: staff are told once, it stays where it is."""
        trouble = f"unfetchable mail {uid}"
        try:
            row = self.intake.fetch(mailbox_id, uid)
        except Poison as error:
            self.tell(trouble, str(error))
            return None
        self._last_success = self.clock()
        self.tell(trouble, None)
        return row

    def _settle_again(self, mailbox_id: int, uid: str, validity: str) -> bool:
        """A mail that is done stands in the inbox: put there again by a person, left there by a server that told us
        wrongly that it was gone, or another mail under a number that the server used twice."""
        row = self.ledger.mail_of(mailbox_id, uid)
        same = self.intake.holds_same(row)
        if same is False:
            self.ledger.free_uid(row, self.clock())
        return same is False or (same is True and self._moved(row, validity, lambda: self.filing.file_again(row)))

    def _go_on(self, row: MailRow, validity: str, in_inbox: bool) -> bool:
        """Take one mail as far as it goes now. True when it went a step (a failed try is a step: tries are counted)."""
        with logs.about(row.id):
            return self._took_a_step(row, validity, in_inbox)

    def _took_a_step(self, row: MailRow, validity: str, in_inbox: bool) -> bool:
        went = False
        if row.state is MailState.FETCHED and not self.intake.waits(row):
            judged = self.intake.judge(row, self.ledger.size(row.id))
            self.summary.taken_in += judged
            row, went = self.ledger.mail(row.id), True
            if judged and self._drain():
                # Before the mail leaves the inbox: after a restore the copy is the proof that it was answered.
                self._copy_sent()
                row = self.ledger.mail(row.id)
        if self._moved(row, validity, lambda: self.filing.file(row, in_inbox)):
            self.summary.filed += 1
            went = True
        return went

    def _read_scans(self) -> bool:
        """One mail of the slow lane, when all others had their turn: a scanned plan takes a minute, and who sent a
        question behind it does not wait for it. Sent and filed in the next turn, before the next scan."""
        if self.stopping.is_set():
            return False
        row = self.intake.judge_next_scan(wait=self.waits_for_scans)
        if row is not None and row.state is not MailState.FETCHED:
            self.summary.taken_in += 1
        return row is not None

    def _moved(self, row: MailRow | Filed, validity: str, move: Callable[[], bool]) -> bool:
        """A folder that takes no mail (full, say) stops nothing else. Raises Transient when it is the connection."""
        try:
            return move()
        except Transient as error:
            if self.mailbox.open() != validity:
                raise
            self.filing.put_off(row)
            self.tell("filing", str(error))
            return False

    def _drain(self) -> int:
        """Nothing leaves before it is known what had left before a restore."""
        return self.dispatch.drain() if self._recovered else 0

    def _copy_sent(self) -> None:
        """Copies are for people to look at: when they fail, they are put off, and nothing else is."""
        if self._copies_failed_at is not None:
            if timedelta() <= self.clock() - self._copies_failed_at < COPIES_PAUSE:
                return
            self.mailbox.open()
        try:
            self.dispatch.copy_sent(self.mailbox)
        except Transient as error:
            logger.warning("no copy in Sent yet: %s", error)
            self.mailbox.open()
            self._copies_failed_at = self.clock()
            self.tell("copies", str(error))
        else:
            self._copies_failed_at = None
            self.tell("copies", None)

    def _tick(self) -> None:
        """schedule wakes the reminder step. It thinks in local time: after a clock was put back it would sleep."""
        due_in = self._ticker.idle_seconds
        if due_in is None or due_in > self.remind_minutes * 60:
            self._ticker.clear()
            self._ticker.every(self.remind_minutes).minutes.do(self._remind_safely)
        self._ticker.run_pending()

    def _remind_safely(self) -> None:
        """schedule stops for good when a job raises; what is due is computed anew each time, so nothing is lost."""
        try:
            self.remind()
        except Exception as error:
            logger.warning("reminders put off: %s", error, exc_info=not isinstance(error, MailbotError))
            if not isinstance(error, MailbotError):
                self.tell("internal", f"reminders: {type(error).__name__}: {error}")

    def _has_room(self) -> bool:
        try:
            free = shutil.disk_usage(self.data_folder).free
        except OSError as error:
            raise Transient(f"data folder {self.data_folder}: {error.strerror}") from error
        enough = free >= self.min_free_bytes
        self.tell("disk", None if enough else f"only {free // 1_000_000} MB are free; no mail is taken in")
        return enough

    def _watch(self) -> None:
        """Silence is impossible: an outbox that does not empty is told."""
        self._watch_outbox()
        self.watch()
        self.tell("silence", None)

    def _watch_outbox(self) -> None:
        oldest = self.queue.oldest_open()
        stuck = oldest is not None and self.clock() - oldest > self.outbox_age
        self.tell("outbox", f"mails wait to be sent since {oldest:%Y-%m-%d %H:%M} UTC" if stuck else None)

    def _trouble(self, error: Exception) -> None:
        ours = not isinstance(error, MailbotError)
        logger.warning("trouble: %s", error, exc_info=ours)
        self.mailbox.close()
        try:
            if ours:
                self.tell("internal", f"{type(error).__name__}: {error}")
            if isinstance(error, LoginRefused):
                self.tell("login", str(error))
            if isinstance(error, NoWorkers):
                self.tell("engine", str(error))
            if self._last_success and self.clock() - self._last_success > self.silence:
                self.tell("silence", f"nothing could be fetched since {self._last_success:%Y-%m-%d %H:%M} UTC: {error}")
            self._watch_outbox()
            self._drain()
        except MailbotError as second:
            logger.warning("more trouble: %s", second)
