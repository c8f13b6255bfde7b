"""The case of an agency: which mails made which version of its plan, and which version counts."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from mailbot.ledger.queries.judged import best_plans

_VERSIONS = """
SELECT plan.id, plan.agency_id, plan.verdict, plan.version, plan.receipts, plan.superseded_at, plan.ruled_by,
plan.decided_at, mail.receipt, taker_mail.receipt AS taken_over_by FROM plan JOIN mail ON mail.id = plan.mail_id
LEFT JOIN plan AS taker ON taker.id = plan.superseded_by LEFT JOIN mail AS taker_mail ON taker_mail.id = taker.mail_id
WHERE plan.round = ? AND plan.agency_id = ? AND (plan.superseded_at IS NULL OR plan.superseded_by IS NOT NULL)
ORDER BY plan.newest, plan.id
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an agency's plan, oldest files first. receipt: of the mail that completed it; with_receipts: of the
    other mails whose files are in it; counts: the agency stands by it; taken_over_by: receipt of the later mail that
    holds its files (None: none does); ruled_by: who of staff decided it."""

    agency_id: str
    receipt: str
    with_receipts: tuple[str, ...]
    verdict: str
    counts: bool
    taken_over_by: str | None
    ruled_by: str | None


def case_of(db: Database, round_id: str, agency_id: str) -> list[Version]:
    """Every version of an agency's plan that is not merely an older judgment of the same mail."""
    best = best_plans(db, round_id, None).get(agency_id)
    return [
        Version(
            agency_id=row["agency_id"],
            receipt=row["receipt"],
            with_receipts=tuple(json.loads(row["receipts"])),
            verdict=row["verdict"],
            counts=best is not None and best.plan_id == row["id"],
            taken_over_by=row["taken_over_by"],
            ruled_by=row["ruled_by"],
        )
        for row in db.execute(_VERSIONS, (round_id, agency_id)).fetchall()
    ]
