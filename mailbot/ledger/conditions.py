"""What is wrong now: each trouble is noted, and told, once until it is well again."""

from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger import outgoing
from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text
from mailbot.ledger.records import Outgoing

MakeAlert = Callable[[], Outgoing | None]


def no_alert() -> Outgoing | None:
    """For conditions that no mail tells of."""
    return None


class Conditions(Book):
    """The table of troubles."""

    def raise_condition(self, name: str, detail: str, now: datetime, alert: MakeAlert = no_alert) -> bool:
        """Note that something is wrong; True only the first time, until clear_condition. alert: makes the mail that
        tells staff, stored in the same transaction, so that no crash parts the two."""
        if self.rows("SELECT 1 FROM condition WHERE name = ?", (name,)):
            return False
        with self.writing() as db:
            db.execute("INSERT INTO condition (name, since, detail) VALUES (?, ?, ?)", (name, to_text(now), detail))
            self.event(now, "trouble", for_staff=True, detail={"name": name, "detail": detail})
            self._store_alert(db, alert(), now)
            return True

    def clear_condition(self, name: str, now: datetime, alert: MakeAlert = no_alert) -> bool:
        """Note that it is well again; True only when it was wrong. alert: as in raise_condition."""
        if not self.rows("SELECT 1 FROM condition WHERE name = ?", (name,)):
            return False
        with self.writing() as db:
            db.execute("DELETE FROM condition WHERE name = ?", (name,))
            self.event(now, "well_again", for_staff=True, detail={"name": name})
            self._store_alert(db, alert(), now)
            return True

    def conditions(self) -> dict[str, str]:
        """What is wrong now: name to detail."""
        return {row["name"]: row["detail"] for row in self.rows("SELECT name, detail FROM condition ORDER BY since")}

    def _store_alert(self, db: Database, alert: Outgoing | None, now: datetime) -> None:
        if alert is not None:
            outbox_id = outgoing.insert(db, alert, self.round_id, now)
            self.event(now, "alert", outbox_id=outbox_id, detail={"to": alert.recipient, "subject": alert.subject})
