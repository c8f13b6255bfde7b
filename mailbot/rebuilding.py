"""After a restore: what came and was answered between backup and crash is read back from the mailbox.

The mailbox is the witness. A copy in Sent proves that an answer left, and bears the receipt; a mail that lies in
Processed, Review, Sealed or Quarantine is settled. Such mails are taken into the ledger as they stand, under their old
receipts, and nobody is answered a second time. Until that is done no mail is sent.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha256

from mailbot.answering import Answering
from mailbot.examination import Examination
from mailbot.intake import Intake
from mailbot.ledger.records import Counts, MailRow, MailState, ReplyChoice
from mailbot.ledger.store import Ledger, ReplyMaker
from mailbot.mailbox.protocol import Mailbox
from mailbot.outbox import message
from mailbot.outbox.message import RECEIPT_HEADER
from mailbot.refilling import Refilling
from mailbot.settings import MailboxSection

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SentCopy:
    """One of our mails in the Sent folder. answers: Message-ID of the mail that it answers, '' for a notice."""

    message_id: str
    answers: str
    receipt: str
    uid: str


@dataclass(frozen=True, slots=True)
class Found:
    """A mail in the mailbox that the ledger has forgotten. copy: our answer to it, None when there is none in Sent.
    folder: where it lies, '' for the inbox."""

    box: Mailbox
    uid: str
    size: int
    received_at: datetime
    copy: SentCopy | None
    folder: str


@dataclass(frozen=True)
class AsItWas(Answering):
    """Answers nothing: tells the ledger what was answered. copy: our answer with its bytes, None when there is none in
    Sent. folder: where the mail lies; '' = still in the inbox, so that it goes where its judgment says."""

    copy: SentCopy | None = None
    raw: bytes = b""
    folder: str = ""

    def maker(self, examination: Examination, received_at: datetime, now: datetime) -> ReplyMaker:
        """See Answering."""

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            choice = self.choose(examination, receipt, judgment, counts, received_at, now)
            folder = self.folder or choice.folder
            if self.copy is None:
                return ReplyChoice(None, folder, choice.withheld)
            if choice.outgoing is None:
                return ReplyChoice(None, folder)
            key = self.letterhead.secret().encode()
            sent = replace(
                choice.outgoing,
                message_id=self.copy.message_id,
                token=message.token(key, self.copy.message_id),
                raw=self.raw,
            )
            return replace(choice, outgoing=sent, folder=folder, withheld=None)

        return make


@dataclass
class Rebuilding:
    """reader: gives the mailbox as if this folder were its inbox. intake: as the daemon has it."""

    ledger: Ledger
    intake: Intake
    folders: MailboxSection
    reader: Callable[[str], Mailbox]
    clock: Callable[[], datetime]
    own_address: str
    counts: dict[str, int] = field(default_factory=lambda: {"notices": 0, "refilled": 0, "mails": 0})

    def run(self) -> None:
        """Do it all; raises Transient when the mailbox cannot be read, and then begins anew at the next start: what is
        done already is known by its bytes."""
        copies = self._sent_copies()
        prefix = f"{self.ledger.receipt_prefix}-"
        numbers = [one.receipt.removeprefix(prefix) for one in copies if one.receipt.startswith(prefix)]
        self.ledger.advance_receipts(max((int(one) for one in numbers if one.isdigit()), default=0), self.clock())
        now = self.clock()
        self.counts["notices"] = self.ledger.record_sent_before((one.message_id for one in copies), now)
        names = self.folders
        wanted = (names.processed, names.review, names.sealed, names.quarantine, names.inbox)
        refilling = Refilling(
            self.ledger, self.intake.spool, self.intake.keeper, self._opened_folder, self.intake.max_bytes
        )
        self.counts["refilled"] = refilling.run(tuple(dict.fromkeys(wanted)))
        answers = {one.answers: one for one in copies if one.answers}
        with ExitStack() as stack:
            for found in sorted(self._forgotten(answers, stack), key=lambda one: one.received_at):
                self._take_in(found)
        self.ledger.record_rebuilt(self.counts, self.clock())
        logger.warning("rebuilt after a restore: %(mails)d mails, %(notices)d of our own", self.counts)

    def _opened_folder(self, folder: str) -> Mailbox:
        box = self.reader(folder)
        box.open()
        return box

    def _sent_copies(self) -> list[SentCopy]:
        if not self.folders.sent:
            logger.error("no Sent folder is kept: whom we answered after the backup is known only by moved mails")
            return []
        copies = []
        with _open(self.reader(self.folders.sent)) as box:
            for uid in box.waiting():
                head = _header(box, uid)
                if head is not None and _from_us(head, self.own_address):
                    copies.append(
                        SentCopy(_id(head, "Message-ID"), _id(head, "In-Reply-To"), _text(head, RECEIPT_HEADER), uid)
                    )
        return [one for one in copies if one.message_id]

    def _forgotten(self, answers: dict[str, SentCopy], stack: ExitStack) -> Iterator[Found]:
        """Mails of all folders that the ledger has not brought to its end; of the inbox only answered ones."""
        names, known = self.folders, self._known()
        for folder in dict.fromkeys((names.processed, names.review, names.sealed, names.quarantine, names.inbox)):
            inbox = folder == names.inbox
            box = stack.enter_context(_open(self.reader(folder)))
            for uid in box.waiting():
                head, waiting = _header(box, uid), box.describe(uid)
                if head is None or waiting is None:
                    continue
                theirs = _id(head, "Message-ID")
                copy = answers.get(theirs) if theirs else None
                if (copy is not None or not inbox) and not (theirs and (theirs, waiting.size) in known):
                    yield Found(box, uid, waiting.size, waiting.received_at, copy, "" if inbox else folder)

    def _known(self) -> set[tuple[str, int]]:
        """(Message-ID, bytes) of every mail that the ledger has brought to its end."""
        rows = self.ledger.rows(
            "SELECT json_extract(examination, '$.mail.message_id'), size FROM mail "
            "WHERE state = 'done' AND examination IS NOT NULL"
        )
        return {(row[0], row[1]) for row in rows if row[0]}

    def _row(self, found: Found) -> MailRow | None:
        """The mail's row: one that the backup caught halfway, or a new one; None when it was done, or is gone."""
        box, uid = found.box, found.uid
        fetched = box.fetch(uid) if found.size <= self.intake.max_bytes else box.fetch_header(uid)
        if fetched is None:
            return None
        rows = self.ledger.rows(
            "SELECT id, state FROM mail WHERE raw_sha256 = ? ORDER BY state = 'done' DESC",
            (sha256(fetched.raw).hexdigest(),),
        )
        if not rows:
            box_id = self.ledger.mailbox_id(box.account, box.folder, box.open())
            return replace(self.intake, mailbox=box).fetch(box_id, uid)
        return None if rows[0]["state"] == MailState.DONE else self.ledger.mail(int(rows[0]["id"]))

    def _take_in(self, found: Found) -> None:
        row, now = self._row(found), self.clock()
        if row is None:
            return
        if row.state is MailState.FETCHED:
            if found.copy is not None and found.copy.receipt.startswith(f"{self.ledger.receipt_prefix}-"):
                self.ledger.take_over_receipt(row.id, found.copy.receipt)
            self._judge(found, row)
        self.ledger.settle_as_sent(row.id, now)
        if found.folder and self.ledger.mail(row.id).state is MailState.SETTLED:
            self.ledger.record_done(row.id, now, how="rebuilt")
        self.counts["mails"] += 1

    def _judge(self, found: Found, row: MailRow) -> None:
        ours = self.intake.answering
        as_it_was = AsItWas(
            ours.bench,
            ours.replies,
            ours.folders,
            ours.letterhead,
            copy=found.copy,
            raw=self._bytes(found.copy) if found.copy else b"",
            folder=found.folder,
        )
        intake = replace(self.intake, mailbox=found.box, answering=as_it_was, scans={})
        for _ in range(self.intake.max_tries):
            if intake.judge(self.ledger.mail(row.id), found.size, "read"):
                return

    def _bytes(self, copy: SentCopy) -> bytes:
        with _open(self.reader(self.folders.sent)) as box:
            fetched = box.fetch(copy.uid)
        return fetched.raw if fetched else b""


@contextmanager
def _open(box: Mailbox) -> Iterator[Mailbox]:
    """A mailbox that is open within a block."""
    box.open()
    try:
        yield box
    finally:
        box.close()


def _header(box: Mailbox, uid: str) -> Message | None:
    fetched = box.fetch_header(uid)
    return None if fetched is None else BytesHeaderParser().parsebytes(fetched.raw)


def _from_us(head: Message, address: str) -> bool:
    """Only what we wrote proves anything: staff may file their own mails in Sent."""
    return address.lower() in str(head.get("X-Loop", "")).lower()


def _id(head: Message, name: str) -> str:
    return _text(head, name).split(" ")[0]


def _text(head: Message, name: str) -> str:
    return " ".join(str(head.get(name, "")).split())
