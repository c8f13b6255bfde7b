"""What staff decide by hand: whose plan it is, accepted, returned, sealed; each act one transaction with its letter."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from mailbot.answering import destination
from mailbot.cases import by_staff
from mailbot.cases.rulings import Ruling, StoredRuling
from mailbot.cases.versions import accepted_versions, halves_of
from mailbot.errors import MailbotError, Outdated
from mailbot.examination import Examination
from mailbot.ledger import questions
from mailbot.ledger.records import Counts, Decided, ReplyChoice
from mailbot.ledger.store import Ledger
from mailbot.ledger.waiting import Waiting, waiting
from mailbot.rehearing import JudgedMail, Rehearing, told
from mailbot.replies.letter import Letter

__all__ = ["Act", "Claim", "Done", "Impossible", "Outdated", "Reviewing", "Waiting"]

Act = Literal["assign", "accept", "return", "seal", "release", "not_ours", "split", "join", "undo"]
TELLS: frozenset[str] = frozenset({"accepted", "deficient", "sealed"})
"""Verdicts that are told to the sender; that a plan still waits for a person he knows."""


class Impossible(MailbotError):
    """There is no such receipt, plan or agency, or this cannot be done with it; told in English and in Thai."""

    def __init__(self, english: str, thai: str) -> None:
        super().__init__(english)
        self.thai = thai


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to. seen: number of the judgment that it made. letter: its kind, None when none is sent; then
    no_letter says why ('' when there is nothing new to tell)."""

    receipt: str
    seen: int
    verdict: str
    letter: str | None
    no_letter: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who works on a mail, and until when."""

    actor: str
    until: datetime
    mine: bool


@dataclass
class Reviewing:
    """Staff's decisions on one workplace. `plan` is a plan's place in its mail (1, 2, ...); `seen` the number of the
    judgment that the person looked at (Waiting.seen, Done.seen). settle_sealed: encrypts what is sealed now, and stores
    what was released as it came.

    Every act raises Impossible where it makes no sense, and Outdated when the mail was judged since `seen`; then
    nothing is changed.
    """

    ledger: Ledger
    rehearing: Rehearing
    settle_sealed: Callable[[], None]
    clock: Callable[[], datetime]

    def waiting(self, most: int | None = None) -> list[Waiting]:
        """All that waits for a person (or so many of it), oldest first."""
        return waiting(self.ledger.db, self.clock(), most)

    def seen(self, receipt: str) -> int:
        """Number of the newest judgment of a mail, for whoever looks at it now."""
        return self._mail(receipt).judgment

    def claim(self, receipt: str, *, actor: str) -> Claim:
        """Show others for fifteen minutes that this person works on it; `mine` is False when somebody was first."""
        mail = self._mail(receipt)
        who, until = self.ledger.claim(mail.id, actor, self.clock())
        return Claim(who, until, who == actor)

    def assign(self, receipt: str, plan: int, agency_id: str, *, actor: str, seen: int, reason: str = "") -> Done:
        """The plan is this agency's: judged anew as such, from the stored bytes."""
        mail, ruling = self._begin(receipt, plan, "assign", actor, seen, reason, agency_id)
        return self._write(mail, ruling, self._assigned(mail, ruling))

    def accept(self, receipt: str, plan: int, reason: str, *, actor: str, seen: int) -> Done:
        """The plan is accepted in spite of what was found or doubted."""
        mail, ruling = self._begin(receipt, plan, "accept", actor, seen, reason)
        return self._write(mail, ruling, self._accepted(mail, plan))

    def give_back(self, receipt: str, plan: int, remark: str, *, actor: str, seen: int) -> Done:
        """The plan goes back to its sender with what was found and with the officer's remark."""
        mail, ruling = self._begin(receipt, plan, "return", actor, seen, remark)
        return self._write(mail, ruling, self._returned(mail, plan, remark))

    def not_ours(self, receipt: str, plan: int | None, reason: str, *, actor: str, seen: int) -> Done:
        """What came is no plan of this round (plan None: nothing of the mail is); nobody is written to."""
        mail, ruling = self._begin(receipt, plan, "not_ours", actor, seen, reason)
        return self._write(mail, ruling, by_staff.not_ours(mail.examination, plan), letter=False)

    def seal(self, receipt: str, reason: str, *, actor: str, seen: int) -> Done:
        """The mail is classified: nothing of its content stays in the ledger, and its sender is told."""
        mail, ruling = self._begin(receipt, None, "seal", actor, seen, reason)
        sealed = by_staff.sealed(mail.examination, self.rehearing.rules)
        return self._write(mail, replace(ruling, before=None), sealed)

    def release(self, receipt: str, reason: str, *, actor: str, seen: int) -> Done:
        """The mail is not classified: judged from the stored bytes as if it bore no mark."""
        mail, ruling = self._begin(receipt, None, "release", actor, seen, reason)
        if mail.examination.verdict != "sealed":
            raise Impossible(f"{receipt} is not sealed", f"{receipt} ไม่ได้แยกเก็บไว้เป็นเอกสารลับ")
        standing = [one for one in self.ledger.rulings(mail.id) if one.ruling.act != "seal"]
        examination, _ = self.rehearing.again(mail, [*standing, _as_stored(ruling)])
        return self._write(mail, ruling, examination)

    def split(self, receipt: str, reason: str, *, actor: str, seen: int) -> Done:
        """What this mail brought is no part of an earlier case: judged by itself, the earlier plans stand again."""
        mail, ruling = self._begin(receipt, None, "split", actor, seen, reason)
        return self._write(mail, ruling, self._with(mail, ruling))

    def join(self, receipt: str, other: str, reason: str, *, actor: str, seen: int) -> Done:
        """What this mail brought belongs to the plan that the mail of receipt `other` brought: judged together."""
        mail, ruling = self._begin(receipt, None, "join", actor, seen, reason)
        with_mail = self._mail(other)
        if with_mail.id == mail.id:
            raise Impossible(f"{receipt} cannot be joined with itself", f"{receipt} รวมกับตัวเองไม่ได้")
        ruling = replace(ruling, other_mail_id=with_mail.id)
        return self._write(mail, ruling, self._with(mail, ruling))

    def answered(self, receipt: str, reason: str, *, actor: str, again: bool = False) -> None:
        """A person has answered this mail, or it needs no answer; again: it is to be answered after all. Raises
        Impossible for a mail that is not to be answered (again: that nobody called answered)."""
        folder, mail = self.rehearing.answering.folders.review, self._mail(receipt)
        if questions.note(self.ledger, mail.id, folder, actor, reason.strip(), self.clock(), again=again):
            return
        if again:
            raise Impossible(f"nobody noted that {receipt} is answered", f"ยังไม่มีผู้บันทึกว่าตอบอีเมลเลขรับ {receipt} แล้ว")
        raise Impossible(
            f"{receipt} is not among the mails to be answered", f"เลขรับ {receipt} ไม่อยู่ในรายการอีเมลที่รอเจ้าหน้าที่ตอบ"
        )

    def undo(self, receipt: str, reason: str, *, actor: str, seen: int) -> Done:
        """Take back the last decision of staff about this mail. Letters that were sent stay sent."""
        mail, ruling = self._begin(receipt, None, "undo", actor, seen, reason)
        standing = self.ledger.rulings(mail.id)
        if not standing:
            raise Impossible(f"staff decided nothing about {receipt}", f"ยังไม่มีคำวินิจฉัยของเจ้าหน้าที่เรื่อง {receipt}")
        last = standing[-1]
        if last.ruling.before is not None and last.judgment == mail.judgment:
            examination = Examination.model_validate_json(last.ruling.before)
        else:
            examination, _ = self.rehearing.again(mail, standing[:-1])
        ruling = replace(ruling, act=f"undo {last.ruling.act}")
        quiet = ReplyChoice(None, mail.folder)
        decided = self.ledger.take_back_ruling(last, ruling, examination, lambda *_: quiet, self.clock())
        self.settle_sealed()
        return Done(receipt, decided.judgment, examination.verdict, None)

    def preview(
        self, act: Act, receipt: str, plan: int, *, agency_id: str | None = None, text: str = ""
    ) -> Letter | None:
        """The letter that assign, accept or return would send, None when none would go; nothing is written."""
        mail = self._mail(receipt)
        ruling = Ruling(mail.id, mail.judgment, act, "", text, plan, self._halves(mail, plan), agency_id)
        if act == "assign":
            self._check_agency(agency_id)
            after = self._assigned(mail, ruling)
        else:
            after = self._accepted(mail, plan) if act == "accept" else self._returned(mail, plan, text)
        at = by_staff.place_of(after, ruling)
        part = by_staff.about(after, at) if at else after
        if part.verdict not in TELLS or not part.may_reply or part.mail.sender is None:
            return None
        return self.rehearing.answering.letter(part, receipt, mail.received_at, self.clock())

    def rejudge(self, receipt: str, dry_run: bool, *, actor: str = "mailbot") -> dict[str, Any]:
        """What today's rules say of a stored mail: 'before', 'after', 'changed', and 'lost', the decisions of staff
        for whose plans the new judgment has no place. Without dry_run it is written down (told again only when it
        changed); a judgment that would lose staff's decisions is refused with Impossible."""
        mail = self._mail(receipt)
        after, lost = self.rehearing.again(mail, self.ledger.rulings(mail.id))
        before = told(mail.examination)
        result: dict[str, Any] = {"receipt": receipt, "before": before, "after": told(after)}
        result["changed"] = result["before"] != result["after"]
        result["lost"] = [f"{one.ruling.act} {one.ruling.actor} {one.at:%Y-%m-%d}" for one in lost]
        if not dry_run:
            if lost:
                undone = "; ".join(result["lost"])
                raise Impossible(
                    f"{receipt}: the new judgment would undo {undone}",
                    f"{receipt}: ผลการตรวจใหม่จะยกเลิกคำวินิจฉัยของเจ้าหน้าที่: {undone}",
                )
            self.rehearing.write(mail, after, changed=bool(result["changed"]), now=self.clock())
            self.settle_sealed()
        return {**result, "written": not dry_run, "by": actor}

    def _mail(self, receipt: str) -> JudgedMail:
        mail = self.rehearing.mail(receipt)
        if mail is None:
            raise Impossible(f"no judged mail with receipt {receipt!r}", f"ไม่พบอีเมลเลขรับ {receipt} ที่ตรวจแล้ว")
        return mail

    def _begin(
        self, receipt: str, plan: int | None, act: Act, actor: str, seen: int, reason: str, agency_id: str | None = None
    ) -> tuple[JudgedMail, Ruling]:
        mail = self._mail(receipt)
        self.ledger.check_seen(mail.id, seen)
        if act == "assign":
            self._check_agency(agency_id)
        halves = self._halves(mail, plan) if plan is not None else ()
        before = mail.examination.model_dump_json(by_alias=True)
        return mail, Ruling(mail.id, seen, act, actor, reason.strip(), plan, halves, agency_id, before=before)

    def _halves(self, mail: JudgedMail, plan: int) -> tuple[str, ...]:
        plans = mail.examination.plans
        if mail.examination.verdict == "sealed":
            raise Impossible(
                f"{mail.receipt} is sealed: release it first",
                f"{mail.receipt} แยกเก็บไว้เป็นเอกสารลับ ต้องปลดก่อน (mailbot review release)",
            )
        if not 1 <= plan <= len(plans):
            raise Impossible(f"{mail.receipt} has no plan {plan}", f"{mail.receipt} ไม่มีแผนลำดับที่ {plan}")
        return tuple(halves_of(plans[plan - 1], mail.examination))

    def _check_agency(self, agency_id: str | None) -> None:
        if agency_id is None or self.rehearing.registry.get(agency_id) is None:
            raise Impossible(f"no agency {agency_id!r} in the registry", f"ไม่พบหน่วยงานรหัส {agency_id} ในทะเบียน")

    def _accepted(self, mail: JudgedMail, plan: int) -> Examination:
        if mail.examination.plans[plan - 1].agency_id is None:
            raise Impossible(
                f"nobody knows yet whose plan {plan} of {mail.receipt} is: assign it first",
                f"ยังไม่ทราบว่าแผนลำดับที่ {plan} ของ {mail.receipt} เป็นของหน่วยงานใด ให้ระบุก่อน (mailbot review assign)",
            )
        return by_staff.accepted(mail.examination, plan, self.rehearing.rules)

    def _returned(self, mail: JudgedMail, plan: int, remark: str) -> Examination:
        if not remark.strip():
            raise Impossible(
                "a plan is returned with a remark that tells its sender what to mend",
                "การส่งแผนคืนต้องมีข้อความบอกผู้ส่งว่าต้องแก้ไขสิ่งใด",
            )
        return by_staff.returned(mail.examination, plan, remark.strip(), self.rehearing.rules)

    def _assigned(self, mail: JudgedMail, ruling: Ruling) -> Examination:
        """Judged anew with this owner; what staff decided about other plans of the mail stays."""
        others = [one for one in self.ledger.rulings(mail.id) if one.ruling.halves != ruling.halves]
        examination, lost = self.rehearing.again(mail, [*others, _as_stored(ruling)])
        if lost:
            raise Impossible(
                f"{mail.receipt} is judged otherwise under today's rules: judge it anew first",
                f"ตามกฎปัจจุบัน ผลการตรวจ {mail.receipt} ต่างไปจากเดิม ต้องตรวจใหม่ก่อน (mailbot review rejudge)",
            )
        return examination

    def _with(self, mail: JudgedMail, ruling: Ruling) -> Examination:
        standing = [one for one in self.ledger.rulings(mail.id) if one.ruling.act not in ("split", "join")]
        examination, _ = self.rehearing.again(mail, [*standing, _as_stored(ruling)])
        return examination

    def _write(self, mail: JudgedMail, ruling: Ruling, examination: Examination, *, letter: bool = True) -> Done:
        now = self.clock()
        made: list[ReplyChoice] = []

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            made.append(self._choice(mail, ruling, examination, receipt, judgment, counts, now, letter))
            return made[-1]

        decided: Decided = self.ledger.rule(ruling, examination, make, now)
        self.settle_sealed()
        sent = made[-1].outgoing
        return Done(
            mail.receipt, decided.judgment, examination.verdict, sent.kind if sent else None, made[-1].withheld or ""
        )

    def _choice(
        self,
        mail: JudgedMail,
        ruling: Ruling,
        examination: Examination,
        receipt: str,
        judgment: int,
        counts: Counts,
        now: datetime,
        letter: bool,
    ) -> ReplyChoice:
        """A letter about the plan that was decided on, when there is something to tell that was not told before."""
        at = by_staff.place_of(examination, ruling) if ruling.position is not None else None
        part = by_staff.about(examination, at) if at else examination
        known = [one for one in accepted_versions(part) if one not in counts.acknowledged]
        news = part.verdict in TELLS and (part.verdict != "accepted" or bool(known))
        answering = self.rehearing.answering
        folder = destination(examination, answering.folders)
        if not letter or not news:
            return ReplyChoice(None, folder)
        return replace(answering.by_staff(part, receipt, judgment, mail.received_at, now), folder=folder)


def _as_stored(ruling: Ruling) -> StoredRuling:
    """The decision that is just being made, as one that stands."""
    return StoredRuling(0, ruling.seen + 1, ruling, datetime.min)
