"""Delivery reports: which of our mails came back, and which contact is dead."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

MOST_UNMATCHED_BOUNCES = 20
"""Delivery reports about nothing of ours that staff are shown in 24 hours; the rest is in the ledger only."""


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
            "SELECT id, recipient, bounced FROM outbox WHERE token = ? OR message_id = ?", (token, message_id)
        ).fetchone()
        if row is None:
            few = self._unmatched_today(db, now) < MOST_UNMATCHED_BOUNCES
            self.event(now, "bounce_unmatched", mail_id=mail_id, for_staff=few, detail=detail)
            return False
        severity = str(detail.get("severity", "hard"))
        db.execute("UPDATE outbox SET bounced = ? WHERE id = ?", (severity, row["id"]))
        if severity == "hard":
            db.execute("UPDATE contact SET dead_at = ? WHERE address = ?", (to_text(now), row["recipient"]))
        news = row["bounced"] != severity
        self.event(now, "bounced", mail_id=mail_id, outbox_id=int(row["id"]), for_staff=news, detail=detail)
        return True

    def _unmatched_today(self, db: Database, now: datetime) -> int:
        """How many reports about nothing of ours staff were shown in 24 hours: anybody can write such reports."""
        found = db.execute(
            "SELECT count(*) FROM event WHERE for_staff = 1 AND action = 'bounce_unmatched' AND at > ?",
            (to_text(now - timedelta(days=1)),),
        )
        return int(found.fetchone()[0])
