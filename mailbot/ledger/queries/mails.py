"""The mails that came: in pages with filters, as they stood at a moment; what `explain` tells of one."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.folded import terms
from mailbot.ledger.moments import to_text
from mailbot.ledger.queries.events import events
from mailbot.ledger.queries.found_text import add_terms
from mailbot.ledger.queries.paging import FIRST, Asked, Page
from mailbot.ledger.queries.where import Where


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


@dataclass(frozen=True, slots=True)
class MailFilter:
    """Which mails; None (or '') = all. text: words in receipt, subject, sender, file names and findings;
    finding: a code; agency_ids: mails with a plan of one of these; unanswered: those that got no answer, for
    `reason` (None = any); repetitions: also show those; from `since` until before `until`; how it stood `as_of`."""

    verdict: str | None = None
    kind: str | None = None
    folder: str | None = None
    sender: str | None = None
    text: str = ""
    finding: str | None = None
    agency_ids: Sequence[str] | None = None
    unanswered: bool = False
    reason: str | None = None
    repetitions: bool = True
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None


# As of a moment: a mail that was judged again since then had the verdict that its last event until then tells.
_VERDICT_THEN = """CASE WHEN coalesce(mail.decided_at, '9999z') <= :moment THEN mail.verdict ELSE (
SELECT json_extract(detail, '$.verdict') FROM event WHERE event.mail_id = mail.id AND event.action = 'decided'
AND event.at <= :moment ORDER BY event.id DESC LIMIT 1) END"""
_LINES = """
SELECT mail.id, mail.receipt, mail.received_at, mail.sender, mail.subject, mail.kind, {verdict} AS verdict,
mail.state, mail.folder, mail.no_reply_reason, mail.duplicate_of IS NOT NULL AS repetition, outbox.kind AS reply,
CASE WHEN outbox.ended_at > :moment THEN 'pending' ELSE outbox.state END AS reply_state, (
  SELECT group_concat(coalesce(agency_id, '?'), ' ') FROM plan WHERE plan.mail_id = mail.id
  AND plan.decided_at <= :moment AND coalesce(plan.superseded_at, '9999z') > :moment
) AS agencies, mail.verdict = 'sealed' AS sealed
FROM (SELECT id, received_at FROM mail {where} ORDER BY received_at DESC, id DESC LIMIT :size OFFSET :offset) AS found
JOIN mail ON mail.id = found.id LEFT JOIN outbox ON outbox.mail_id = mail.id AND outbox.judgment = mail.judgment
AND outbox.created_at <= :moment ORDER BY found.received_at DESC, found.id DESC
""".replace("{verdict}", _VERDICT_THEN)


def mail_page(db: Database, wanted: MailFilter | None = None, asked: Asked = FIRST) -> Page[MailLine]:
    """Mails, newest first."""
    wanted = wanted or MailFilter()
    where = _conditions(wanted)
    total = int(db.execute(where.within("SELECT count(*) FROM mail {where}"), where.values).fetchone()[0])
    asked = asked.within(total)
    rows = db.execute(where.within(_LINES), {**where.values, "size": asked.size, "offset": asked.offset})
    return Page.of(tuple(_line(row) for row in rows), total, asked)


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


def _conditions(wanted: MailFilter) -> Where:
    where = Where()
    where.add("mail.received_at <= :moment", moment=to_text(wanted.as_of) if wanted.as_of else "9999")
    if wanted.verdict is not None:
        then = _VERDICT_THEN if wanted.as_of else "mail.verdict"
        where.add(f"{then} = :verdict", verdict=wanted.verdict)
    for column, value in (("kind", wanted.kind), ("folder", wanted.folder), ("no_reply_reason", wanted.reason)):
        if value is not None:
            where.add(f"mail.{column} = :{column}", **{column: value})
    if wanted.sender:
        where.add("mail.sender = :sender COLLATE NOCASE AND mail.verdict <> 'sealed'", sender=wanted.sender)
    if wanted.unanswered:
        where.add("mail.no_reply_reason IS NOT NULL AND mail.duplicate_of IS NULL")
    if not wanted.repetitions:
        where.add("mail.duplicate_of IS NULL")
    if wanted.since:
        where.add("mail.received_at >= :since", since=to_text(wanted.since))
    if wanted.until:
        where.add("mail.received_at < :until", until=to_text(wanted.until))
    if wanted.agency_ids is not None:
        where.add(
            "mail.id IN (SELECT mail_id FROM plan WHERE plan.agency_id IN (SELECT value FROM json_each(:agencies)) "
            "AND plan.superseded_at IS NULL AND plan.verdict <> 'sealed')",
            agencies=json.dumps(list(wanted.agency_ids)),
        )
    if wanted.finding:
        where.add(
            "mail.id IN (SELECT mail_id FROM finding WHERE code = :code) AND mail.verdict <> 'sealed'",
            code=wanted.finding,
        )
    if wanted.text:
        add_terms(where, terms(wanted.text))
    return where


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
