"""One mail from the inbox into the ledger: fetched, spooled, examined, decided. Nothing is sent or moved here."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from mailbot import logs
from mailbot.answering import Answering
from mailbot.bench import Hints, ScanReading
from mailbot.casework import Casework
from mailbot.errors import ConfigError, MailbotError, Poison, Transient
from mailbot.examination import Examination
from mailbot.examiner import Examiner, told
from mailbot.ledger.records import Counts, MailRow, MailState, ReplyChoice
from mailbot.ledger.store import Ledger
from mailbot.mailbox.protocol import Fetched, Mailbox
from mailbot.mailbox.spool import Spool
from mailbot.pipeline import unexaminable
from mailbot.scanning.clamd import NotScanned
from mailbot.scanning.gate import ScanGate
from mailbot.sealing.keeper import Keeper

logger = logging.getLogger(__name__)

_PUT_OFF = timedelta(minutes=10)
"""How long a mail waits that can be judged neither now nor ever, as far as we see."""

_SCAN_AGAIN = timedelta(minutes=1)
"""How long a mail waits for a virus scanner that is away."""

StepHook = Callable[[str], None]
Clock = Callable[[], datetime]


@dataclass
class Intake:
    """The first half of a mail's way. `step` is told each named point; tests end the program there. `tell` raises or
    clears an alert."""

    mailbox: Mailbox
    ledger: Ledger
    spool: Spool
    examiner: Examiner
    answering: Answering
    casework: Casework
    clock: Clock
    step: StepHook
    max_tries: int
    max_bytes: int
    tell: Callable[[str, str | None], None]
    keeper: Keeper
    gate: ScanGate
    names_the_owner: Callable[[Examination, str], bool]
    scans: dict[int, int] = field(default_factory=dict)
    """Mails whose scanned pages are read after all other mails, with their sizes. Kept in memory only: after a crash
    they are found anew."""

    def holds_same(self, row: MailRow) -> bool | None:
        """Whether the inbox shows the very mail of this row under its UID; None when it shows none."""
        fetched = self._from_mailbox(row.uid, self.ledger.size(row.id))
        return None if fetched is None else sha256(fetched.raw).hexdigest() == row.raw_sha256

    def fetch(self, mailbox_id: int, uid: str) -> MailRow | None:
        """Bytes into the spool (fsync), then the ledger's first word of them. None when the mail is gone already."""
        waiting = self.mailbox.describe(uid)
        if waiting is None:
            return None
        fetched = self._from_mailbox(uid, waiting.size)
        if fetched is None:
            return None
        self.step("fetched")
        reference = self.spool.put(fetched.raw)
        self.step("spooled")
        mail_id = self.ledger.record_fetched(
            mailbox_id, uid, reference.sha256, waiting.size, fetched.received_at, self.clock()
        )
        with logs.about(mail_id):
            logger.info("fetched: %d bytes", waiting.size)
        self.step("recorded")
        return self.ledger.mail(mail_id)

    def begin(self, row: MailRow) -> bool:
        """Have a fetched mail examined while others are decided. False when the workers have enough to do; what needs
        no examining, or cannot be begun, needs no room. Whatever goes wrong shows when the mail is judged."""
        size = self.ledger.size(row.id)
        if row.state is not MailState.FETCHED or self.waits(row) or size > self.max_bytes:
            return True
        try:
            raw = self.spool.get(row.raw_sha256)
        except (Poison, Transient):
            return True
        return self.examiner.begin(raw, self._hints(row, "later"))

    def first_ready(self, rows: Sequence[MailRow]) -> int:
        """Which of these mails, that were begun, should be judged first: one that takes long holds up no other."""
        return self.examiner.first_ready([row.raw_sha256 for row in rows])

    def judge(self, row: MailRow, size: int, scans: ScanReading = "later") -> bool:
        """Examine and decide. False when this mail is to be tried again after the others, or has scanned pages that are
        to be read then.

        Whatever goes wrong with one mail, foreseen or not, is counted as a failed try of this mail and stops no other.
        After max_tries it is decided as unreadable: Quarantine, staff, and a letter to the sender.
        """
        raw = f"the spool lost {row.raw_sha256}\n\n".encode()
        try:
            raw = self._raw(row, size)
            examination = self._examination(row, raw, size, scans)
            if not examination.scans_wait:
                examination = self._with_case(row, raw, examination, scans)
            if examination.scans_wait:
                self.scans[row.id] = size
                self._begin_scans()
                return False
            self.step("examined")
            self._decide(row, examination)
        except NotScanned as error:
            now = self.clock()
            self.ledger.put_off(row.id, str(error), now + _SCAN_AGAIN, now)
            return False
        except _SpoolMisses as error:
            now = self.clock()
            self.tell("spool", str(error))
            self.ledger.put_off(row.id, str(error), now + _PUT_OFF, now)
            return False
        except (Transient, ConfigError):
            raise
        except Exception as error:  # noqa: BLE001 - one mail that we cannot judge must not stop all the others
            return self._failed(row, raw, error)
        return True

    def _begin_scans(self) -> int | None:
        """Have mails with scanned pages read beside everything else, the oldest first, as many as the workers take: one
        on this machine, many on a cluster. Returns the oldest whose answer is there, or can only be had by asking."""
        ready = None
        for mail_id in sorted(self.scans):
            row = self.ledger.mail(mail_id)
            there = self.examiner.scan_is_ready(row.raw_sha256)
            if there is None and self._begin_scan(row):
                continue
            if there is not False and ready is None:
                ready = mail_id if there or mail_id == min(self.scans) else None
            if there is None:
                break  # no room: nor for those behind it
        return ready

    def _begin_scan(self, row: MailRow) -> bool:
        """False when the workers have enough to do, or the bytes are lost; that shows when the mail is judged."""
        try:
            raw = self.spool.get(row.raw_sha256)
        except (Poison, Transient):
            return False
        return self.examiner.begin(raw, self._hints(row, "read"))

    def judge_next_scan(self, *, wait: bool = True) -> MailRow | None:
        """Examine and decide a mail with scanned pages, these read: the oldest whose answer is there, else (with
        `wait`) the oldest. None when none waits, or all are still being read.

        A mail whose worker dies over its scans has failed once more and is tried again like any other.
        """
        if not self.scans:
            return None
        mail_id = self._begin_scans()
        if mail_id is None:
            if not wait:
                return None
            mail_id = min(self.scans)
        self.judge(self.ledger.mail(mail_id), self.scans[mail_id], "read")
        del self.scans[mail_id]
        self._begin_scans()
        return self.ledger.mail(mail_id)

    def waits(self, row: MailRow) -> bool:
        """Whether this mail was put off. A moment further away than any pause comes from a clock since put back."""
        if row.id in self.scans:
            return True
        return row.next_try_at is not None and timedelta() < row.next_try_at - self.clock() <= _PUT_OFF

    def _failed(self, row: MailRow, raw: bytes, error: Exception) -> bool:
        if not isinstance(error, Poison):
            logger.error("mail %s cannot be judged: %s", row.id, told(error))
        now = self.clock()
        reason = str(error) if isinstance(error, Poison) else told(error)
        again = None if row.tries + 1 < self.max_tries else now + _PUT_OFF
        if self.ledger.record_failure(row.id, _storable(reason), again, now) < self.max_tries:
            return False
        try:
            self._decide(row, self._unexaminable(row, raw, "mail.unreadable", {"reason": _storable(reason)}))
        except MailbotError:
            raise
        except Exception as second:  # noqa: BLE001 - as above
            # Not even that: it stays in the inbox, a person is told, and it is tried again in a while.
            logger.error("mail %s cannot be put into quarantine: %s", row.id, told(second))
            self.tell("internal", f"mail {row.uid} cannot be judged: {told(second)}")
            return False
        return True

    def _decide(self, row: MailRow, examination: Examination) -> None:
        now = self.clock()
        make_reply = self.answering.maker(examination, row.received_at, now)
        settled = self.names_the_owner(examination, row.raw_sha256)

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            self.step("deciding")
            # The letter about the plan, which it named, is the answer.
            return (
                ReplyChoice(None, self.answering.folders.processed)
                if settled
                else make_reply(receipt, judgment, counts)
            )

        decided = self.ledger.decide(row.id, examination, make, now)
        logger.info(
            "decided: receipt %s, %s, %s%s",
            decided.receipt,
            examination.kind,
            examination.verdict,
            ", repetition" if decided.duplicate else "",
        )
        self.step("decided")
        if examination.verdict == "sealed":
            self.seal()

    def seal(self) -> None:
        """Encrypt every mail that was judged sealed and is not encrypted yet: now, after a crash, after trouble.
        Trouble (a full disk, a key that is away) is told to staff and stops nothing else."""
        try:
            self.keeper.settle()
        except (Transient, ConfigError) as error:
            self.tell("sealing", str(error))
        else:
            self.tell("sealing", None)

    def _raw(self, row: MailRow, size: int) -> bytes:
        """The mail's bytes from the spool; when the disk has lost or damaged them, from the inbox once more."""
        try:
            return self.spool.get(row.raw_sha256)
        except (Poison, Transient) as error:
            fetched = self._from_mailbox(row.uid, size)
            if fetched is None or sha256(fetched.raw).hexdigest() != row.raw_sha256:
                if isinstance(error, Poison):
                    raise
                raise _SpoolMisses(str(error)) from error
            self.spool.put(fetched.raw)
            return fetched.raw

    def _from_mailbox(self, uid: str, size: int) -> Fetched | None:
        """The whole mail, or the header of one that is over-large."""
        return self.mailbox.fetch_header(uid) if size > self.max_bytes else self.mailbox.fetch(uid)

    def _examination(self, row: MailRow, raw: bytes, size: int, scans: ScanReading) -> Examination:
        if size > self.max_bytes:
            parameters = {"size": f"{size / 1e6:.1f} MB", "limit": f"{self.max_bytes / 1e6:g} MB"}
            return self._unexaminable(row, raw, "mail.too_large", parameters)
        if self.gate.infected(row.id, raw):
            return self._unexaminable(row, raw, "file.infected", {})
        return self.examiner.examine(raw, self._hints(row, scans))

    def _with_case(self, row: MailRow, raw: bytes, alone: Examination, scans: ScanReading) -> Examination:
        """Judged once more, together with other mails of its case, when there are any. The last try does without:
        these may be what ended the tries before."""
        if 0 < self.max_tries - 1 <= row.tries or self.ledger.is_repetition(row.id, alone.content_key):
            return alone
        hints = self.casework.hints(row.id, alone, self._hints(row, scans))
        return alone if hints is None else self.examiner.examine(raw, hints)

    def _unexaminable(self, row: MailRow, raw: bytes, code: str, parameters: dict[str, str]) -> Examination:
        return unexaminable(raw, code, parameters, self.answering.bench, self._hints(row, "never"))

    def _hints(self, row: MailRow, scans: ScanReading) -> Hints:
        """The last try leaves scanned pages unread: they may be what ended the tries before, and then a person reads
        them, which is better than calling the whole mail unreadable."""
        last = 0 < self.max_tries - 1 <= row.tries
        return Hints(received_at=row.received_at, learned=self.ledger.learned(), scans="never" if last else scans)


class _SpoolMisses(Transient):
    """The bytes of one mail are neither in the spool nor, any more, in the inbox."""


def _storable(text: str) -> str:
    """Without lone surrogates, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
