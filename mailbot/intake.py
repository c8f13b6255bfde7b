"""One mail from the inbox into the ledger: fetched, spooled, examined, decided. Nothing is sent or moved here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot.answering import Answering
from mailbot.bench import Hints
from mailbot.errors import Poison
from mailbot.examination import Examination
from mailbot.examiner import Examiner
from mailbot.ledger.records import Counts, MailRow, ReplyChoice
from mailbot.ledger.store import Ledger
from mailbot.mailbox.protocol import Mailbox
from mailbot.mailbox.spool import Spool
from mailbot.pipeline import unexaminable

StepHook = Callable[[str], None]
Clock = Callable[[], datetime]


@dataclass
class Intake:
    """The first half of a mail's way. `step` is told each named point; tests end the program there."""

    mailbox: Mailbox
    ledger: Ledger
    spool: Spool
    examiner: Examiner
    answering: Answering
    clock: Clock
    step: StepHook
    max_tries: int
    max_bytes: int

    def fetch(self, mailbox_id: int, uid: str) -> MailRow | None:
        """Bytes into the spool (fsync), then the ledger's first word of them. None when the mail is gone already."""
        waiting = self.mailbox.describe(uid)
        if waiting is None:
            return None
        too_large = waiting.size > self.max_bytes
        fetched = self.mailbox.fetch_header(uid) if too_large else self.mailbox.fetch(uid)
        if fetched is None:
            return None
        self.step("fetched")
        reference = self.spool.put(fetched.raw)
        self.step("spooled")
        mail_id = self.ledger.record_fetched(
            mailbox_id, uid, reference.sha256, waiting.size, fetched.received_at, self.clock()
        )
        self.step("recorded")
        return self.ledger.mail(mail_id)

    def judge(self, row: MailRow, size: int) -> bool:
        """Examine and decide. False when this mail broke its examiner and is to be tried again after the others.

        A mail that breaks it max_tries times is decided as unreadable: Quarantine, staff, and a letter to the sender.
        """
        raw = f"the spool lost {row.raw_sha256}\n\n".encode()
        try:
            raw = self._raw(row)
            examination = self._examination(row, raw, size)
        except Poison as error:
            tries = self.ledger.record_failure(row.id, str(error), None, self.clock())
            if tries < self.max_tries:
                return False
            reason = {"reason": str(error)}
            examination = unexaminable(raw, "mail.unreadable", reason, self.answering.bench, self._hints(row))
        self.step("examined")
        now = self.clock()
        make_reply = self.answering.maker(examination, row.received_at, now)

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            self.step("deciding")
            return make_reply(receipt, judgment, counts)

        self.ledger.decide(row.id, examination, make, now)
        self.step("decided")
        self._note_bounce(row, examination)
        return True

    def _raw(self, row: MailRow) -> bytes:
        """The mail's bytes from the spool; when the disk has damaged them, from the inbox once more."""
        try:
            return self.spool.get(row.raw_sha256)
        except Poison:
            fetched = self.mailbox.fetch(row.uid)
            if fetched is None or self.spool.put(fetched.raw).sha256 != row.raw_sha256:
                raise
            return fetched.raw

    def _examination(self, row: MailRow, raw: bytes, size: int) -> Examination:
        if size > self.max_bytes:
            parameters = {"size": f"{size / 1e6:.1f} MB", "limit": f"{self.max_bytes / 1e6:g} MB"}
            return unexaminable(raw, "mail.too_large", parameters, self.answering.bench, self._hints(row))
        return self.examiner.examine(raw, self._hints(row))

    def _hints(self, row: MailRow) -> Hints:
        return Hints(received_at=row.received_at)

    def _note_bounce(self, row: MailRow, examination: Examination) -> None:
        bounce = examination.bounce
        if bounce:
            self.ledger.record_bounce(row.id, bounce.get("token"), bounce.get("message_id"), bounce, self.clock())
