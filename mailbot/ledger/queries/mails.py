"""The mails that came: in pages with filters, as they stood at a moment; what `explain` tells of one."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.moments import to_text
from mailbot.ledger.queries.events import events
from mailbot.ledger.queries.mail_filter import VERDICT_THEN, MailFilter, mail_ids
from mailbot.ledger.queries.paging import FIRST, Asked, Page


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail in a list. Moments are ISO 8601 in UTC. repetition: it is here already under this receipt; reply: the
    kind of our answer, reply_state its fate; agencies: ids of its plans, '?' where nobody was found.

    Of a sealed mail neither sender nor subject nor agencies are told.
    """

    id: int
    receipt: str | None
    received_at: str
    sender: str | None
    subject: str | None
    kind: str | None
    verdict: str | None
    state: str
    folder: str | None
    no_reply_reason: str | None
    repetition: bool
    reply: str | None
    reply_state: str | None
    agencies: tuple[str, ...]


_LINES = """
SELECT mail.id, mail.receipt, mail.received_at, mail.sender, mail.subject, mail.kind, {verdict} AS verdict,
mail.state, mail.folder, mail.no_reply_reason, mail.duplicate_of IS NOT NULL AS repetition, outbox.kind AS reply,
CASE WHEN outbox.ended_at > :moment THEN 'pending' ELSE outbox.state END AS reply_state, (
  SELECT group_concat(coalesce(agency_id, '?'), ' ') FROM plan WHERE plan.mail_id = mail.id
  AND plan.decided_at <= :moment AND coalesce(plan.superseded_at, '9999z') > :moment
) AS agencies, mail.verdict = 'sealed' AS sealed
FROM mail LEFT JOIN outbox ON outbox.mail_id = mail.id AND outbox.judgment = mail.judgment
AND outbox.created_at <= :moment WHERE mail.id IN (SELECT value FROM json_each(:ids))
""".replace("{verdict}", VERDICT_THEN)


def mail_page(db: Database, wanted: MailFilter | None = None, asked: Asked = FIRST) -> Page[MailLine]:
    """Mails, newest first (oldest first those that are to be answered)."""
    wanted = wanted or MailFilter()
    ids, total, asked = mail_ids(db, wanted, asked)
    moment = to_text(wanted.as_of) if wanted.as_of else "9999"
    rows = {row["id"]: row for row in db.execute(_LINES, {"ids": json.dumps(ids), "moment": moment})}
    return Page.of(tuple(_line(rows[mail_id]) for mail_id in ids), total, asked)


def mails(db: Database, *, as_of: datetime | None = None, limit: int = 1000) -> list[dict[str, Any]]:
    """The newest mails first, as rows with the fields of MailLine; agencies as one text."""
    page = mail_page(db, MailFilter(as_of=as_of), Asked(size=limit))
    return [{**asdict(line), "agencies": " ".join(line.agencies) or None} for line in page.lines]


def mail_by_receipt(db: Database, receipt: str) -> dict[str, Any] | None:
    """Everything of one mail: its row, examination, reply and events; None when there is no such receipt."""
    row = db.execute("SELECT * FROM mail WHERE receipt = ? AND duplicate_of IS NULL", (receipt,)).fetchone()
    if row is None:
        return None
    found = dict(row)
    found["examination"] = json.loads(found["examination"]) if found["examination"] else None
    reply = db.execute("SELECT * FROM outbox WHERE mail_id = ? ORDER BY id DESC", (row["id"],)).fetchone()
    found["outbox"] = dict(reply) if reply else None
    found["events"] = events(db, int(row["id"]))
    return found


def _line(row: Any) -> MailLine:
    sealed = bool(row["sealed"])
    return MailLine(
        id=row["id"],
        receipt=row["receipt"],
        received_at=row["received_at"],
        sender=None if sealed else row["sender"],
        subject=None if sealed else row["subject"],
        kind=row["kind"],
        verdict=row["verdict"],
        state=row["state"],
        folder=row["folder"],
        no_reply_reason=row["no_reply_reason"],
        repetition=bool(row["repetition"]),
        reply=row["reply"],
        reply_state=row["reply_state"],
        agencies=() if sealed else tuple((row["agencies"] or "").split()),
    )
