"""A stored mail judged again, from its bytes, under today's rules, with all that staff decided about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.agencies.registry import Registry
from mailbot.answering import Answering
from mailbot.bench import Hints
from mailbot.cases import by_staff
from mailbot.cases.rulings import StoredRuling
from mailbot.casework import Casework
from mailbot.examination import Examination
from mailbot.examiner import Examiner
from mailbot.ledger import listed
from mailbot.ledger.moments import from_text
from mailbot.ledger.records import Counts, ReplyChoice
from mailbot.ledger.store import Ledger
from mailbot.rules import Rules


@dataclass(frozen=True, slots=True)
class JudgedMail:
    """A judged mail as the ledger has it; `judgment` counts its judgments, folder: where it lies or will lie."""

    id: int
    receipt: str
    judgment: int
    examination: Examination
    raw_sha256: str
    received_at: datetime
    folder: str


@dataclass(frozen=True)
class Rehearing:
    """Judges stored mails again. `bytes_of` gives a mail's bytes by their SHA-256, those of sealed ones too."""

    ledger: Ledger
    bytes_of: Callable[[str], bytes]
    examiner: Examiner
    answering: Answering

    @property
    def casework(self) -> Casework:
        """Which mails are judged together."""
        return Casework(self.ledger, self.bytes_of)

    @property
    def rules(self) -> Rules:
        """The round's rules."""
        return self.answering.bench.rules

    @property
    def registry(self) -> Registry:
        """The agencies."""
        return self.answering.bench.registry

    def mail(self, receipt: str) -> JudgedMail | None:
        """The judged mail of this receipt; None when there is none."""
        rows = self.ledger.rows("SELECT * FROM mail WHERE receipt = ? AND duplicate_of IS NULL", (receipt,))
        if not rows or rows[0]["examination"] is None:
            return None
        row = rows[0]
        return JudgedMail(
            id=row["id"],
            receipt=receipt,
            judgment=row["judgment"],
            examination=Examination.model_validate_json(row["examination"]),
            raw_sha256=row["raw_sha256"],
            received_at=from_text(row["received_at"]),
            folder=row["folder"] or "",
        )

    def again(self, mail: JudgedMail, rulings: Sequence[StoredRuling]) -> tuple[Examination, list[StoredRuling]]:
        """The mail's new judgment with these decisions of staff in it, and those of them that found no plan in it.

        A mail is never judged by what it taught itself, but by all that was learned since. Raises Poison and Transient
        as examining does.
        """
        learned = listed.learned(self.ledger.rows(listed.LEARNED, (mail.receipt,)))
        said = [stored.ruling for stored in rulings]
        assigned = {half: one.agency_id for one in said for half in one.halves if one.agency_id and one.act == "assign"}
        released = any(one.act == "release" for one in said)
        hints = Hints(received_at=mail.received_at, learned=learned, assigned=assigned, released=released)
        raw = self.bytes_of(mail.raw_sha256)
        after = self.examiner.examine(raw, hints)
        together = self.casework.hints(mail.id, after, hints, said)
        if together is not None:
            after = self.examiner.examine(raw, together)
        return by_staff.kept(after, rulings, self.rules)

    def write(self, mail: JudgedMail, after: Examination, *, changed: bool, now: datetime) -> None:
        """Write the new judgment down; its sender is answered again only when it changed."""

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            choice = self.answering.choose(after, receipt, judgment, counts, mail.received_at, now)
            return choice if changed else ReplyChoice(None, choice.folder)

        self.ledger.decide(mail.id, after, make, now)


def told(examination: Examination) -> dict[str, Any]:
    """The part of a judgment that a person would call changed."""
    return {
        "verdict": examination.verdict,
        "kind": examination.kind,
        "plans": [
            {
                "agency_id": plan.agency_id,
                "verdict": plan.verdict,
                "credited": plan.credited,
                "findings": sorted(finding.code for finding in plan.findings),
            }
            for plan in examination.plans
        ],
        "findings": sorted(finding.code for finding in examination.findings),
    }
