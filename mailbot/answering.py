"""From an Examination to the mail that answers it: budget, letter, stored bytes, and the folder for the mail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from mailbot.agencies.salutation import salutation
from mailbot.agencies.told_apart import told_apart
from mailbot.bench import Bench
from mailbot.cases.versions import accepted_versions, files_of, version_of
from mailbot.examination import QUESTION_BESIDE, Examination, ReplyPart
from mailbot.ledger.records import Counts, Outgoing, ReplyChoice
from mailbot.ledger.store import ReplyMaker
from mailbot.outbox.letterhead import Letterhead
from mailbot.outbox.wire import is_address
from mailbot.replies.compose import compose
from mailbot.replies.letter import Letter, LetterFacts, LetterKind, StatusFacts
from mailbot.replies.policy import budget
from mailbot.settings import MailboxSection, RepliesSection

LONGEST_TO_STRANGERS = 256_000
"""Bytes of the longest answer to an address that is no agency's: whoever forges a sender shall not have us flood him
(RFC 3834 section 3.2). It holds the results of some eighty plans."""
DRAFT_RECEIPT = "-000000"
"""Stands after the round's prefix where `check` shows the letter that would be sent: no receipt exists yet."""


def _tells_nobody(_examination: Examination) -> StatusFacts | None:
    return None


@dataclass(frozen=True)
class Answering:
    """Who we are and how often we answer. Pure: same examination, receipt, counts and moment, same bytes."""

    bench: Bench
    replies: RepliesSection
    folders: MailboxSection
    letterhead: Letterhead
    status: Callable[[Examination], StatusFacts | None] = _tells_nobody
    """How the agencies of a mail stand that asks for it; None when its address may not be told."""

    def maker(self, examination: Examination, received_at: datetime, now: datetime) -> ReplyMaker:
        """The function that the ledger calls inside its transaction, once the receipt is known."""

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            return self.choose(examination, receipt, judgment, counts, received_at, now)

        return make

    def choose(
        self,
        examination: Examination,
        receipt: str,
        judgment: int,
        counts: Counts,
        received_at: datetime,
        now: datetime,
    ) -> ReplyChoice:
        """Answer or not, with what, and where the mail goes. A withheld answer is told to staff when it matters."""
        folder = destination(examination, self.folders)
        # What is sealed or hostile stays shut away whether or not it is answered.
        unanswered = folder if folder in (self.folders.sealed, self.folders.quarantine) else self.folders.review
        for_staff = tuple(_for_staff(examination))
        sender = examination.mail.sender
        if sender is not None and not (is_address(sender.address) and sender.address.isascii()):
            return ReplyChoice(None, unanswered, "no_usable_address", for_staff)
        if not examination.may_reply or sender is None:
            withheld = examination.no_reply_reason if _deserves_answer(examination) else None
            return ReplyChoice(None, unanswered if withheld else folder, withheld, for_staff)
        if examination.parts is not None and examination.parts.waits:
            return ReplyChoice(None, folder, "waits_for_other_parts", for_staff)
        known = counts.acknowledged
        versions = accepted_versions(examination)
        told_before = [known[one] for one in versions if one in known]
        repeated = bool(told_before) and len(told_before) == len(examination.plans)
        if told_before and not repeated:
            examination = _without(examination, known)
        allowed = budget(
            counts,
            carries_plan=bool(examination.plans),
            shared_domain=sender.address.rpartition("@")[2] in self.bench.registry.free_domains,
            limits=self.replies,
        )
        if allowed.decision == "withhold":
            return ReplyChoice(None, unanswered, allowed.reason, for_staff)
        last = allowed.decision == "last"
        first = told_before[0] if repeated else ""
        letter = self.letter(
            examination, receipt, received_at, now, last=last, first_receipt=first, standing=counts.standing
        )
        if letter.kind == "status":  # answered from the ledger: nothing is left for a person
            folder, for_staff = self.folders.processed, ()
        if last:
            for_staff += ("answers_today_used_up",)
        try:
            outgoing = self._outgoing(examination, letter, receipt, judgment, now)
        except ValueError:  # an address of an odd but lawful shape, as "a b"@example.org, cannot stand in our header
            return ReplyChoice(None, unanswered, "no_usable_address", for_staff)
        if len(outgoing.raw) > LONGEST_TO_STRANGERS and examination.identity.sender_id is None:
            return ReplyChoice(None, unanswered, "answer_too_long_for_a_stranger", for_staff)
        told = tuple(accepted_versions(examination))
        return ReplyChoice(outgoing, unanswered if last else folder, None, for_staff, told)

    def by_staff(
        self, examination: Examination, receipt: str, judgment: int, received_at: datetime, now: datetime
    ) -> ReplyChoice:
        """The letter that tells of staff's decision: no budget holds back what a person wants told. Only where no
        letter may go at all (a robot, no usable address) none does, with the reason."""
        folder = destination(examination, self.folders)
        sender = examination.mail.sender
        if sender is None or not (is_address(sender.address) and sender.address.isascii()):
            return ReplyChoice(None, folder, "no_usable_address")
        if not examination.may_reply:
            return ReplyChoice(None, folder, examination.no_reply_reason or "may_not_reply")
        letter = self.letter(examination, receipt, received_at, now)
        try:
            outgoing = self._outgoing(examination, letter, receipt, judgment, now)
        except ValueError:
            return ReplyChoice(None, folder, "no_usable_address")
        return ReplyChoice(outgoing, folder, acknowledges=tuple(accepted_versions(examination)))

    def letter(
        self,
        examination: Examination,
        receipt: str,
        received_at: datetime | None,
        now: datetime | None = None,
        *,
        last: bool = False,
        first_receipt: str = "",
        standing: Mapping[str, str] = MappingProxyType({}),
    ) -> Letter:
        """The letter that answers this mail. last: it also says that no more automatic answers follow today; talk gets
        that notice alone, a plan its result with the notice. first_receipt: of the mail that brought the same files
        before. standing: agencies that have a complete plan by an older mail, with its receipt."""
        agencies = [agency for agency in map(self.bench.registry.get, _agency_ids(examination)) if agency is not None]
        names = told_apart(agencies, self.bench.registry)
        salutations = {agency.id: salutation(agency) for agency in agencies}
        if examination.language == "en":
            english = {agency.id: agency.name_en for agency in agencies if agency.name_en}
            names, salutations = names | english, salutations | english
        kind: LetterKind | None = "last_notice" if last and not examination.plans else None
        if first_receipt:
            kind = "duplicate"
        facts = LetterFacts(
            receipt=receipt,
            received_at=received_at,
            agency_names=names,
            salutations=salutations,
            kind=kind,
            first_receipt=first_receipt,
            other_receipts=_other_receipts(examination, receipt),
            last_today=last,
            written_at=now,
            status=self.status(examination),
            standing=standing,
        )
        return compose(examination, facts, self.bench.rules)

    def shown(self, examination: Examination) -> Examination:
        """The examination with the letter that would be sent, for `check`: no ledger, so no budget and no receipt."""
        sender = examination.mail.sender
        if not examination.may_reply or sender is None:
            return examination
        receipt = self.bench.rules.round.receipt_prefix + DRAFT_RECEIPT
        letter = self.letter(examination, receipt, examination.mail.received_at)
        reply = ReplyPart(
            kind=letter.kind, to=sender.address, subject=letter.subject, text=letter.text, html=letter.html
        )
        return examination.model_copy(update={"reply": reply})

    def _outgoing(
        self, examination: Examination, letter: Letter, receipt: str, judgment: int, now: datetime
    ) -> Outgoing:
        sender = examination.mail.sender
        if sender is None:
            raise ValueError("a mail without a sender cannot be answered")
        return self.letterhead.answer(
            letter,
            sender.address,
            now,
            version=(examination.content_key, f"{receipt}.{judgment}"),
            receipt=receipt,
            reply_to=self.replies.reply_to or self.bench.rules.round.inbox,
            in_reply_to=examination.mail.message_id,
            references=examination.references,
            agency_id=examination.identity.sender_id,
        )


def _without(examination: Examination, known: Mapping[tuple[str, str], str]) -> Examination:
    """The judgment without plans of which their agency was told before that they are accepted."""
    kept = [
        plan
        for plan in examination.plans
        if plan.verdict != "accepted" or (plan.agency_id or "", version_of(files_of(plan, examination))) not in known
    ]
    return examination.model_copy(update={"plans": kept})


def _other_receipts(examination: Examination, receipt: str) -> tuple[str, ...]:
    """Receipts of the other mails whose files are in what this letter tells of."""
    return tuple(dict.fromkeys(one for plan in examination.plans for one in plan.receipts if one != receipt))


def destination(examination: Examination, folders: MailboxSection) -> str:
    """The folder for a judged mail: what waits for a person lies apart from what is settled."""
    if examination.verdict == "sealed":
        return folders.sealed
    if examination.quarantine:
        return folders.quarantine
    robot = examination.kind in ("bounce", "auto_reply", "list", "report")
    asks = any(finding.code == QUESTION_BESIDE for finding in examination.findings)
    if (
        examination.verdict == "review"
        or asks
        or (examination.verdict == "no_plan" and not robot and _talk(examination))
    ):
        return folders.review
    return folders.processed


def _talk(examination: Examination) -> bool:
    """A mail without a plan that a person of the office may have to answer; thanks are recorded and that is all."""
    if examination.purpose == "thanks":
        return False
    return examination.kind in ("inquiry", "status_request", "withheld_notice", "other", "unreadable", "submission")


def _deserves_answer(examination: Examination) -> bool:
    """A mail that carries files and is not answered must not end in silence: staff see it with the reason."""
    return bool(examination.plans) or examination.verdict in ("review", "sealed")


def _for_staff(examination: Examination) -> Iterable[str]:
    if examination.quarantine:
        yield f"quarantine:{examination.quarantine}"
    if examination.verdict == "sealed":
        yield "sealed"
    if examination.verdict == "review":
        codes = [f.code for plan in examination.plans for f in plan.findings if f.severity == "warning"]
        yield "review:" + ",".join(sorted({*codes, *(finding.code for finding in examination.findings)}))
    if examination.kind in ("inquiry", "status_request", "withheld_notice"):
        yield examination.kind
    elif examination.purpose in ("no_duty", "answer"):
        yield examination.purpose
    if any(finding.code == QUESTION_BESIDE for finding in examination.findings):
        yield "question_beside"


def _agency_ids(examination: Examination) -> list[str]:
    identity = examination.identity
    ids = [identity.sender_id, *identity.agency_ids, *identity.candidates]
    for plan in examination.plans:
        ids.append(plan.agency_id)
        if plan.identity:
            ids += plan.identity.candidates
    return list(dict.fromkeys(agency_id for agency_id in ids if agency_id))
