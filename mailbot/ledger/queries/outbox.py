"""Our own mails: what waits, what left, what came back, what nobody took; newest first, in pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from mailbot.ledger.queries.paging import FIRST, Asked, Page
from mailbot.ledger.queries.where import Where

Fate = Literal["waiting", "sent", "failed", "bounced"]
_FATES: dict[str, str] = {
    "waiting": "outbox.state IN ('pending', 'sending', 'uncertain')",
    "sent": "outbox.state = 'sent' AND outbox.bounced IS NULL",
    "failed": "outbox.state IN ('refused', 'dead')",
    "bounced": "outbox.bounced IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of ours. fate: waiting, sent, failed (refused, or tried for too long) or bounced; moments are ISO 8601
    in UTC; receipt: of the mail that it answers. Of an answer to a sealed mail neither address nor subject is told."""

    id: int
    kind: str
    fate: Fate
    state: str
    recipient: str | None
    subject: str | None
    agency_id: str | None
    stage: str | None
    receipt: str | None
    created_at: str
    ended_at: str | None
    next_try_at: str
    tries: int
    bounced: str | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """How many mails have which fate; oldest_waiting: since when the oldest one waits (None: none waits)."""

    waiting: int
    uncertain: int
    sent: int
    failed: int
    bounced: int
    oldest_waiting: str | None


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which of our mails; None = all. kind: acknowledgment, deficiency, reminder, alert and so on;
    ids: only these rows."""

    fate: Fate | None = None
    kind: str | None = None
    agency_id: str | None = None
    recipient: str | None = None
    ids: Sequence[int] | None = None


_LETTERS = """
SELECT outbox.id, outbox.kind, outbox.state, outbox.recipient, outbox.subject, outbox.agency_id, outbox.stage,
mail.receipt, outbox.created_at, outbox.ended_at, outbox.next_try_at, outbox.tries, outbox.bounced, outbox.last_error,
mail.verdict = 'sealed' AS sealed
FROM (SELECT id FROM outbox {where} ORDER BY id DESC LIMIT :size OFFSET :offset) AS found
JOIN outbox ON outbox.id = found.id LEFT JOIN mail ON mail.id = outbox.mail_id ORDER BY outbox.id DESC
"""


# Each figure from the part of an index that it is about: most letters have left, and are only counted.
_FIGURES = """
SELECT (SELECT count(*) FROM outbox WHERE {waiting}),
(SELECT count(*) FROM outbox WHERE state = 'uncertain'),
(SELECT count(*) FROM outbox WHERE state = 'sent') - (SELECT count(*) FROM outbox WHERE {bounced} AND state = 'sent'),
(SELECT count(*) FROM outbox WHERE {failed}),
(SELECT count(*) FROM outbox WHERE {bounced}),
(SELECT min(created_at) FROM outbox WHERE {waiting})
""".format(**_FATES)  # noqa: S608 - our own texts


def outbox_figures(db: Database) -> OutboxFigures:
    """The whole outbox in six figures."""
    return OutboxFigures(*db.execute(_FIGURES).fetchone())


def letters(db: Database, wanted: LetterFilter | None = None, asked: Asked = FIRST) -> Page[Letter]:
    """Our mails, newest first."""
    where = _conditions(wanted or LetterFilter())
    total = int(db.execute(where.within("SELECT count(*) FROM outbox {where}"), where.values).fetchone()[0])
    asked = asked.within(total)
    rows = db.execute(where.within(_LETTERS), {**where.values, "size": asked.size, "offset": asked.offset})
    return Page.of(tuple(_letter(row) for row in rows), total, asked)


def _conditions(wanted: LetterFilter) -> Where:
    where = Where()
    if wanted.fate:
        where.add(_FATES[wanted.fate])
    for column, value in (("kind", wanted.kind), ("agency_id", wanted.agency_id)):
        if value is not None:
            where.add(f"outbox.{column} = :{column}", **{column: value})
    if wanted.ids is not None:
        where.add("outbox.id IN (SELECT value FROM json_each(:ids))", ids=json.dumps(list(wanted.ids)))
    if wanted.recipient:
        where.add(
            "outbox.recipient = :recipient AND outbox.mail_id NOT IN (SELECT id FROM mail WHERE verdict = 'sealed')",
            recipient=wanted.recipient,
        )
    return where


def _letter(row: Any) -> Letter:
    sealed = bool(row["sealed"])
    return Letter(
        id=row["id"],
        kind=row["kind"],
        fate=_fate(row["state"], row["bounced"]),
        state=row["state"],
        recipient=None if sealed else row["recipient"],
        subject=None if sealed else row["subject"],
        agency_id=None if sealed else row["agency_id"],
        stage=row["stage"],
        receipt=row["receipt"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
        next_try_at=row["next_try_at"],
        tries=row["tries"],
        bounced=row["bounced"],
        last_error=None if sealed else row["last_error"],
    )


def _fate(state: str, bounced: str | None) -> Fate:
    if bounced:
        return "bounced"
    if state in ("refused", "dead"):
        return "failed"
    return "sent" if state == "sent" else "waiting"
