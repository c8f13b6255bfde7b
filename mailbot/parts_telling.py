"""A mailing in several mails whose other parts do not come: after a while its sender is told which parts are here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row

from mailbot.answering import Answering
from mailbot.examination import Examination, FindingPart
from mailbot.judging.parts import CODE
from mailbot.ledger.moments import from_text
from mailbot.ledger.records import Outgoing
from mailbot.ledger.store import Ledger
from mailbot.replies.findings import message


@dataclass(frozen=True)
class PartsTelling:
    """Tells each waiting mailing once. hours: how long the other parts are waited for."""

    ledger: Ledger
    answering: Answering
    hours: int

    def send_due(self, now: datetime) -> int:
        """Store the letters that are due now; a part that comes later is judged with the others all the same. Returns
        how many are new."""
        return sum(
            self.ledger.tell_parts([int(row["id"]) for row in group], self._letter(group, now), now)
            for group in self._due(now)
        )

    def _due(self, now: datetime) -> Iterator[list[Row]]:
        """The waiting mails of each mailing of which nothing came for a while, newest first."""
        mailings: dict[tuple[str, int], list[Row]] = {}
        for row in self.ledger.waiting_parts():
            mailings.setdefault(((row["sender"] or "").lower(), row["parts"]), []).append(row)
        for group in mailings.values():
            if now - from_text(group[0]["received_at"]) >= timedelta(hours=self.hours):
                yield group

    def _letter(self, group: list[Row], now: datetime) -> Outgoing | None:
        newest = group[0]
        come = sorted({int(row["part"]) for row in group})
        examination = _as_lacking(Examination.model_validate_json(newest["examination"]), come, self.answering)
        receipt, received_at = newest["receipt"], from_text(newest["received_at"])
        choice = self.answering.by_staff(examination, receipt, 0, received_at, now)
        return choice.outgoing


def _as_lacking(examination: Examination, come: list[int], answering: Answering) -> Examination:
    """The judgment with the other parts as what is to be sent."""
    rules = answering.bench.rules
    total = examination.parts.total if examination.parts else len(come)
    parameters = {"here": ", ".join(map(str, come)), "total": str(total)}
    finding = FindingPart(
        code=CODE,
        severity="error",
        clause=rules.text(CODE).clause,
        message=message(CODE, parameters, rules),
        parameters=parameters,
    )
    plans = [plan.model_copy(update={"findings": [finding], "verdict": "deficient"}) for plan in examination.plans[:1]]
    verdict = "deficient" if plans else "review"
    findings = [] if plans else [finding]
    return examination.model_copy(update={"plans": plans, "findings": findings, "verdict": verdict})
