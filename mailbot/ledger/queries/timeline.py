"""One agency's story in order: its plans, its other mails, our letters and reminders, what staff and lists said."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlite_utils import Database

from mailbot.ledger.queries.agency_ids import agency_ids
from mailbot.ledger.queries.plans import agency_history


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. at: ISO 8601 in UTC. kind: plan, mail (one without a plan, that we answered), letter,
    reminder, act (of staff or of a list).

    title: file names, subject or action; state: verdict, fate of a letter, or the mail's kind; detail: findings of a
    plan as (severity, code, place), or what an act says. Of what is sealed only that it is, when, and its receipt.
    """

    at: str
    kind: Literal["plan", "mail", "letter", "reminder", "act"]
    title: str
    state: str = ""
    receipt: str | None = None
    actor: str = ""
    outbox_id: int | None = None
    findings: tuple[tuple[str, str, str | None], ...] = ()
    superseded: bool = False
    detail: dict[str, Any] = field(default_factory=dict)


_LETTERS = """
SELECT outbox.id, outbox.kind, outbox.stage, outbox.subject, outbox.state, outbox.bounced, outbox.created_at,
mail.id AS mail_id, mail.receipt, mail.received_at, mail.subject AS mail_subject, mail.kind AS mail_kind,
mail.verdict = 'sealed' AS sealed,
mail.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.mail_id = mail.id) AS talk
FROM outbox LEFT JOIN mail ON mail.id = outbox.mail_id
WHERE outbox.agency_id IN (SELECT value FROM json_each(?)) ORDER BY outbox.id
"""


def timeline(db: Database, round_id: str, agency_id: str) -> list[Moment]:
    """Everything of one agency, oldest first; also what came under an id that it gave up."""
    ids = agency_ids(db, agency_id)
    found = [_plan(plan) for plan in agency_history(db, round_id, agency_id)]
    told = set()
    for row in db.execute(_LETTERS, (ids,)).fetchall():
        if row["talk"] and row["mail_id"] not in told:
            told.add(row["mail_id"])
            subject = "" if row["sealed"] else row["mail_subject"] or ""
            found.append(Moment(row["received_at"], "mail", subject, row["mail_kind"] or "", row["receipt"]))
        found.append(_letter(row))
    acts = db.execute(
        "SELECT at, actor, action, detail FROM event WHERE agency_id IN (SELECT value FROM json_each(?)) "
        "AND outbox_id IS NULL ORDER BY id",
        (ids,),
    )
    for row in acts:
        found.append(
            Moment(row["at"], "act", row["action"], actor=row["actor"], detail=dict(json.loads(row["detail"])))
        )
    return sorted(found, key=lambda moment: moment.at)


def _plan(plan: dict[str, Any]) -> Moment:
    return Moment(
        plan["received_at"],
        "plan",
        " · ".join(name for name in (plan["word"], plan["pdf"]) if name),
        plan["verdict"],
        plan["receipt"],
        findings=tuple((one["severity"], one["code"], one["place"]) for one in plan["findings"]),
        superseded=plan["superseded_at"] is not None,
        detail={"late": bool(plan["late"]), "credited": bool(plan["credited"]), "route": plan["route"]},
    )


def _letter(row: Any) -> Moment:
    return Moment(
        row["created_at"],
        "reminder" if row["stage"] else "letter",
        "" if row["sealed"] else row["subject"],
        "bounced" if row["bounced"] else row["state"],
        row["receipt"],
        outbox_id=row["id"],
        detail={"kind": row["kind"], **({"stage": row["stage"]} if row["stage"] else {})},
    )
