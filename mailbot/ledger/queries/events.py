"""What happened, and who did it: of one mail, of one agency, for staff, and the whole audit trail in pages."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.moments import to_text
from mailbot.ledger.queries.paging import FIRST, Asked, Page
from mailbot.ledger.queries.where import Where

_SHOWN_OF_SEALED = ("receipt", "verdict", "kind")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. at: ISO 8601 in UTC; actor: 'mailbot' or a person; detail: of a sealed mail only its verdict."""

    id: int
    at: str
    actor: str
    action: str
    receipt: str | None
    agency_id: str | None
    outbox_id: int | None
    for_staff: bool
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events: by whom ('people': anybody but mailbot), what, about which agency, for staff only, from `since`
    until before `until` (aware)."""

    actor: str = ""
    action: str = ""
    agency_id: str = ""
    for_staff: bool = False
    since: datetime | None = None
    until: datetime | None = None


_EVENTS = """
SELECT event.id, event.at, event.actor, event.action, mail.receipt, event.agency_id, event.outbox_id, event.for_staff,
event.detail, mail.verdict = 'sealed' AS sealed
FROM (SELECT id FROM event {where} ORDER BY id DESC LIMIT :size OFFSET :offset) AS found
JOIN event ON event.id = found.id LEFT JOIN mail ON mail.id = event.mail_id ORDER BY event.id DESC
"""


def events(db: Database, mail_id: int) -> list[dict[str, Any]]:
    """What happened to one mail, in order."""
    rows = db.execute(
        "SELECT at, actor, action, for_staff, detail FROM event WHERE mail_id = ? ORDER BY id", (mail_id,)
    )
    return [{**dict(row), "detail": json.loads(row["detail"])} for row in rows]


def staff_events(db: Database, since: datetime) -> list[dict[str, Any]]:
    """Events that a person must see, oldest first."""
    rows = db.execute(
        "SELECT event.at, event.action, event.detail, mail.receipt FROM event "
        "LEFT JOIN mail ON mail.id = event.mail_id "
        "WHERE for_staff = 1 AND at >= ? ORDER BY event.id",
        (to_text(since),),
    )
    return [{**dict(row), "detail": json.loads(row["detail"])} for row in rows]


def agency_events(db: Database, agency_id: str) -> list[dict[str, Any]]:
    """What staff and lists said of one agency, in order."""
    rows = db.execute("SELECT at, actor, action, detail FROM event WHERE agency_id = ? ORDER BY id", (agency_id,))
    return [{**dict(row), "detail": json.loads(row["detail"])} for row in rows]


def audit(db: Database, wanted: EventFilter | None = None, asked: Asked = FIRST) -> Page[Event]:
    """The audit trail, newest first."""
    where = _conditions(wanted or EventFilter())
    total = int(db.execute(where.within("SELECT count(*) FROM event {where}"), where.values).fetchone()[0])
    asked = asked.within(total)
    rows = db.execute(where.within(_EVENTS), {**where.values, "size": asked.size, "offset": asked.offset})
    return Page.of(tuple(_event(row) for row in rows), total, asked)


def actions(db: Database) -> list[str]:
    """Every kind of event that there is, for a list to choose from."""
    return [row[0] for row in db.execute("SELECT DISTINCT action FROM event ORDER BY action")]


def _conditions(wanted: EventFilter) -> Where:
    where = Where()
    if wanted.actor == "people":
        where.add("event.actor <> 'mailbot'")
    elif wanted.actor:
        where.add("event.actor = :actor", actor=wanted.actor)
    if wanted.action:
        where.add("event.action = :action", action=wanted.action)
    if wanted.agency_id:
        where.add("event.agency_id = :agency_id", agency_id=wanted.agency_id)
    if wanted.for_staff:
        where.add("event.for_staff = 1")
    if wanted.since:
        where.add("event.at >= :since", since=to_text(wanted.since))
    if wanted.until:
        where.add("event.at < :until", until=to_text(wanted.until))
    return where


def _event(row: Any) -> Event:
    detail = json.loads(row["detail"])
    if row["sealed"]:
        detail = {key: detail[key] for key in _SHOWN_OF_SEALED if key in detail}
    return Event(
        row["id"],
        row["at"],
        row["actor"],
        row["action"],
        row["receipt"],
        row["agency_id"],
        row["outbox_id"],
        bool(row["for_staff"]),
        detail,
    )
