"""The reader of what waits for a person, with all that is known of it: plans, mails without one, sealed mails."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.queries.queue import Place, queue

_MAILS = """
SELECT mail.id, mail.judgment, mail.sender, mail.subject, mail.examination, claim.actor AS claimed_by,
claim.until AS claimed_until FROM mail LEFT JOIN claim ON claim.mail_id = mail.id
WHERE mail.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a person decides. plan: its place in the mail (1, 2, ...), None: the mail itself.

    seen: number of the judgment, to be given back with the decision. candidates: agencies that it may be. why: finding
    codes. since: when our server took the mail. sender, subject: '' of a sealed mail. claimed_by, claimed_until: who
    works on it just now.
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


def waiting(db: Database, now: datetime, most: int | None = None) -> list[Waiting]:
    """All that waits for a person (or so many of it), oldest mail first, plans in the order of their mail."""
    return in_full(db, queue(db)[:most], now)


def in_full(db: Database, places: Iterable[Place], now: datetime) -> list[Waiting]:
    """Some places of the queue with what is known of their mails, in their order."""
    places = list(places)
    ids = json.dumps([place.mail_id for place in places])
    mails = {row["id"]: row for row in db.execute(_MAILS, (ids,))}
    examinations = {mail_id: json.loads(row["examination"]) for mail_id, row in mails.items()}
    found: list[Waiting] = []
    for place in places:
        row, examination = mails[place.mail_id], examinations[place.mail_id]
        plans = examination.get("plans") or []
        plan = plans[place.position - 1] if 0 < place.position <= len(plans) else {}
        identity = plan.get("identity") or examination.get("identity") or {}
        sealed = place.verdict == "sealed"
        claimed = row["claimed_until"] is not None and row["claimed_until"] > to_text(now)
        found.append(
            Waiting(
                receipt=place.receipt,
                plan=place.position or None,
                seen=int(row["judgment"]),
                agency_id=place.agency_id,
                candidates=tuple(identity.get("candidates") or ()),
                why=place.why,
                since=from_text(place.since),
                sender="" if sealed else row["sender"] or "",
                subject="" if sealed else row["subject"] or "",
                verdict=place.verdict,
                claimed_by=row["claimed_by"] if claimed else None,
                claimed_until=from_text(row["claimed_until"]) if claimed else None,
            )
        )
    return found
