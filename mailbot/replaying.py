"""Judging a stored mail again under today's rules, or giving a saved mail back to the inbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailbot import checking
from mailbot.bench import Hints
from mailbot.errors import MailbotError
from mailbot.examination import Examination, Secrecy
from mailbot.ledger import queries
from mailbot.ledger.listed import LEARNED, learned
from mailbot.ledger.records import Counts, ReplyChoice
from mailbot.ledger.schema import open_database
from mailbot.workplace import Workplace


class UnknownReceipt(MailbotError):
    """Nothing to be judged again."""


@dataclass
class Replaying:
    """Replays on one workplace. A replayed mail keeps its receipt, is never moved again, and is answered again only
    when its verdict or its findings have changed."""

    place: Workplace

    def receipt(self, receipt: str, dry_run: bool) -> dict[str, Any]:
        """What the mail of this receipt was and is now; without dry_run the new judgment is written down.

        Raises UnknownReceipt when there is none such.
        """
        db = open_database(self.place.ledger_path, read_only=True)
        stored = queries.mail_by_receipt(db, receipt)
        if stored is None or stored["examination"] is None:
            raise UnknownReceipt(f"no judged mail with receipt {receipt!r}, and no file of this name")
        before = Examination.model_validate(stored["examination"])
        raw = self.place.spool.get(stored["raw_sha256"])
        received_at = datetime.fromisoformat(stored["received_at"])
        # A mail is never judged by what it taught itself, but by all that was learned since.
        secrecy: Secrecy = stored["secrecy"] or "look"
        hints = Hints(received_at=received_at, learned=learned(db.execute(LEARNED, (receipt,))), secrecy=secrecy)
        after = self.place.examiner.examine(raw, hints)
        changed = _told(before) != _told(after)
        result = {"receipt": receipt, "before": _told(before), "after": _told(after), "changed": changed}
        if not dry_run:
            self._write(int(stored["id"]), after, changed, received_at)
        return {**result, "written": not dry_run}

    def file(self, path: Path, dry_run: bool) -> dict[str, Any]:
        """Lay a saved mail into the inbox, where the next run finds it; its content key tells if it is a repetition."""
        raw = path.read_bytes()
        subject, known = checking.Subject((path,), raw), self.place.learned
        examination = checking.judge(subject, self.place.examiner, self.place.answering, known)
        if not dry_run:
            self.place.mailbox.open()
            self.place.mailbox.append(self.place.settings.mailbox.inbox, raw, datetime.now(UTC))
        return {"path": str(path), "after": _told(examination), "written": not dry_run}

    def _write(self, mail_id: int, examination: Examination, changed: bool, received_at: datetime) -> None:
        now = self.place.clock()

        def make(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
            choice = self.place.answering.choose(examination, receipt, judgment, counts, received_at, now)
            return choice if changed else ReplyChoice(None, choice.folder)

        self.place.ledger.decide(mail_id, examination, make, now)
        if examination.verdict == "sealed":
            self.place.keeper.seal_waiting()


def _told(examination: Examination) -> dict[str, Any]:
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
