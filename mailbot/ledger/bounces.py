"""Delivery reports: which of our mails came back, and which contact is dead."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.best_contact import BEST_FIRST
from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

MOST_UNMATCHED_BOUNCES = 20
"""Delivery reports about nothing of ours that staff are shown in 24 hours; the rest is in the ledger only."""

_WORSE: tuple[str | None, ...] = (None, "soft", "full", "hard")
"""A warning of delay that comes after the report of a dead address makes it no better."""
_NEXT_CONTACTS = """
SELECT dead.agency_id, (
  SELECT address FROM contact AS other WHERE other.agency_id = dead.agency_id AND dead_at IS NULL
  AND taken_back_at IS NULL
  ORDER BY {best_first}
) AS instead FROM contact AS dead WHERE dead.address = ? COLLATE NOCASE ORDER BY dead.agency_id
""".replace("{best_first}", BEST_FIRST)


class Bounces(Book):
    """What delivery reports change in the ledger."""

    def record_bounce(
        self, mail_id: int, token: str | None, message_id: str | None, detail: Mapping[str, Any], now: datetime
    ) -> bool:
        """A delivery report names one of our mails. True when it was found; a hard bounce marks the contact dead."""
        with self.writing() as db:
            return self._record_bounce(db, mail_id, token, message_id, detail, now)

    def _record_bounce(
        self,
        db: Database,
        mail_id: int,
        token: str | None,
        message_id: str | None,
        detail: Mapping[str, Any],
        now: datetime,
    ) -> bool:
        row = db.execute(
            "SELECT id, kind, mail_id, agency_id, recipient, bounced FROM outbox WHERE token = ? OR message_id = ?",
            (token, message_id),
        ).fetchone()
        if row is None:
            few = self._unmatched_today(db, now) < MOST_UNMATCHED_BOUNCES
            self.event(now, "bounce_unmatched", mail_id=mail_id, for_staff=few, detail=detail)
            return False
        severity = str(detail.get("severity", "hard"))
        news = _WORSE.index(severity) > _WORSE.index(row["bounced"])
        if news:
            db.execute("UPDATE outbox SET bounced = ? WHERE id = ?", (severity, row["id"]))
        told = {**detail, "recipient": row["recipient"], "kind": row["kind"]}
        if severity == "hard":
            db.execute("UPDATE contact SET dead_at = ? WHERE address = ?", (to_text(now), row["recipient"]))
            told["instead"] = _next_contacts(db, row["recipient"])
        if severity != "soft":
            # Whoever wrote to us has not learned what we answered: a person has to tell him another way.
            told["not_informed"] = row["mail_id"] is not None
        self.event(
            now,
            "bounced",
            mail_id=mail_id,
            outbox_id=int(row["id"]),
            agency_id=row["agency_id"],
            for_staff=news,
            detail=told,
        )
        return True

    def _unmatched_today(self, db: Database, now: datetime) -> int:
        """How many reports about nothing of ours staff were shown in 24 hours: anybody can write such reports."""
        found = db.execute(
            "SELECT count(*) FROM event WHERE for_staff = 1 AND action = 'bounce_unmatched' AND at > ?",
            (to_text(now - timedelta(days=1)),),
        )
        return int(found.fetchone()[0])


def _next_contacts(db: Database, address: str) -> dict[str, str]:
    """Agencies that were reached at this address, each with the best living address that is left, '' when none is."""
    return {row["agency_id"]: row["instead"] or "" for row in db.execute(_NEXT_CONTACTS, (address,)).fetchall()}
