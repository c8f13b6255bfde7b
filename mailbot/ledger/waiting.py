"""The reader of what waits for a person: plans in doubt, mails that no plan was found in, sealed mails."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.examination import Examination
from mailbot.ledger.moments import from_text, to_text

_WAITING = """
SELECT mail.id, mail.receipt, mail.judgment, mail.received_at, mail.sender, mail.subject, mail.verdict,
mail.examination, mail.parts_wait, claim.actor AS claimed_by, claim.until AS claimed_until
FROM mail LEFT JOIN claim ON claim.mail_id = mail.id
WHERE mail.duplicate_of IS NULL AND mail.receipt IS NOT NULL AND (
  mail.verdict = 'review'
  OR EXISTS (SELECT 1 FROM plan WHERE plan.mail_id = mail.id AND plan.superseded_at IS NULL AND plan.verdict = 'review')
  OR (mail.verdict = 'sealed' AND NOT EXISTS (
    SELECT 1 FROM ruling WHERE ruling.mail_id = mail.id AND ruling.act = 'seal' AND ruling.undone_at IS NULL)))
ORDER BY mail.received_at, mail.id
"""
_LIVING = """
SELECT position FROM plan WHERE mail_id = ? AND superseded_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM plan AS newer WHERE newer.round = plan.round AND newer.agency_id = plan.agency_id
  AND newer.superseded_at IS NULL AND newer.credited = 1 AND newer.verdict = 'accepted' AND newer.newest > plan.newest)
"""
"""Plans that still matter: not taken over by a later mail, and not overtaken by a newer accepted version."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a person decides. plan: its place in the mail (1, 2, ...), None: the mail itself.

    seen: number of the judgment, to be given back with the decision. candidates: agencies that it may be. why: finding
    codes. since: when our server took the mail. claimed_by, claimed_until: who works on it just now.
    """

    receipt: str
    plan: int | None
    seen: int
    agency_id: str | None
    candidates: tuple[str, ...]
    why: tuple[str, ...]
    since: datetime
    sender: str
    subject: str
    verdict: str
    claimed_by: str | None = None
    claimed_until: datetime | None = None


def waiting(db: Database, now: datetime) -> list[Waiting]:
    """All that waits for a person, oldest mail first, plans in the order of their mail."""
    found: list[Waiting] = []
    for row in db.execute(_WAITING).fetchall():
        examination = Examination.model_validate_json(row["examination"])
        living = {int(one["position"]) for one in db.execute(_LIVING, (row["id"],))}
        claimed = row["claimed_until"] is not None and row["claimed_until"] > to_text(now)
        plans: list[int | None] = [
            at
            for at, plan in enumerate(examination.plans, 1)
            if plan.verdict == "review" and at in living and examination.verdict != "sealed"
        ]
        if examination.plans and not living:
            continue  # a later mail of the case holds these files
        if not examination.plans and examination.parts and examination.parts.waits and not row["parts_wait"]:
            continue  # a covering letter, say, of a mailing that has come whole and is judged
        for at in plans or [None]:
            plan = examination.plans[at - 1] if at else None
            identity = plan.identity if plan and plan.identity else examination.identity
            told = plan.findings if plan else examination.findings
            codes = [finding.code for finding in told if finding.severity != "advice"]
            found.append(
                Waiting(
                    receipt=row["receipt"],
                    plan=at,
                    seen=int(row["judgment"]),
                    agency_id=plan.agency_id if plan else None,
                    candidates=tuple(identity.candidates),
                    why=tuple(dict.fromkeys(codes or [finding.code for finding in examination.findings])),
                    since=from_text(row["received_at"]),
                    sender=row["sender"] or "",
                    subject=row["subject"] or "",
                    verdict=row["verdict"] if plan is None else plan.verdict,
                    claimed_by=row["claimed_by"] if claimed else None,
                    claimed_until=from_text(row["claimed_until"]) if claimed else None,
                )
            )
    return found
