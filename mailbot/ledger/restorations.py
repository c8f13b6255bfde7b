"""The ledger after a restore: what it does not know any more is found in the mailbox before anybody is answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text


class Restorations(Book):
    """The writer of restorations."""

    def record_restored(self, backup_of: str, now: datetime, journal: Mapping[str, Any] | None = None) -> None:
        """This ledger is a copy of `backup_of` (ISO 8601): from now on nothing is answered until rebuilding is done.
        journal: what was brought back from it."""
        with self.writing() as db:
            db.table("restoration").insert({"backup_of": backup_of, "restored_at": to_text(now)})
            self.event(
                now, "restored", actor="staff", for_staff=True, detail={"backup_of": backup_of, **(journal or {})}
            )

    def must_rebuild(self) -> bool:
        """Whether a restore was not followed up yet."""
        return bool(self.rows("SELECT 1 FROM restoration WHERE rebuilt_at IS NULL"))

    def record_rebuilt(self, detail: dict[str, int], now: datetime) -> None:
        """The mailbox has told what was forgotten."""
        with self.writing() as db:
            db.execute("UPDATE restoration SET rebuilt_at = ? WHERE rebuilt_at IS NULL", (to_text(now),))
            self.event(now, "rebuilding_ended", for_staff=True, detail=detail)

    def record_sent_before(self, message_ids: Iterable[str], now: datetime) -> int:
        """Mails of ours that lie in the Sent folder. Those that the ledger holds as waiting have left: they count as
        sent. Those that it does not hold are remembered. Returns how many these are."""
        ids = set(message_ids)
        with self.writing() as db:
            rows = db.execute("SELECT id, mail_id, message_id, state FROM outbox").fetchall()
            for row in rows:
                if row["message_id"] in ids and row["state"] in ("pending", "sending", "uncertain"):
                    self._end_as_sent(int(row["id"]), row["mail_id"], now)
            unknown = ids - {row["message_id"] for row in rows}
            db.table("sent_before").insert_all(
                ({"message_id": one, "found_at": to_text(now)} for one in sorted(unknown)), ignore=True
            )
        return len(unknown)

    def advance_receipts(self, last: int, now: datetime) -> None:
        """Receipts up to this number were given before the restore: none of them is given twice."""
        with self.writing() as db:
            db.execute("INSERT OR IGNORE INTO receipt_counter (prefix, last) VALUES (?, 0)", (self.receipt_prefix,))
            db.execute("UPDATE receipt_counter SET last = max(last, ?) WHERE prefix = ?", (last, self.receipt_prefix))

    def take_over_receipt(self, mail_id: int, receipt: str) -> None:
        """The receipt under which this mail was answered before the restore; left out when another mail has it."""
        with self.writing() as db:
            db.execute(
                "UPDATE mail SET receipt = ? WHERE id = ? AND receipt IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM mail AS other WHERE other.receipt = ?)",
                (receipt, mail_id, receipt),
            )

    def settle_as_sent(self, mail_id: int, now: datetime) -> None:
        """The answer to this mail left before the restore, whatever the ledger still holds of it."""
        with self.writing() as db:
            rows = db.execute(
                "SELECT id FROM outbox WHERE mail_id = ? AND state IN ('pending', 'sending', 'uncertain')", (mail_id,)
            ).fetchall()
            for row in rows:
                self._end_as_sent(int(row["id"]), mail_id, now)

    def _end_as_sent(self, outbox_id: int, mail_id: int | None, now: datetime) -> None:
        self.db.execute(
            "UPDATE outbox SET state = 'sent', ended_at = ?, copied_at = ? WHERE id = ?",
            (to_text(now), to_text(now), outbox_id),
        )
        if mail_id is not None:
            self.db.execute("UPDATE mail SET state = 'settled' WHERE id = ? AND state = 'decided'", (mail_id,))
        self.event(now, "sent_before_restore", mail_id=mail_id, outbox_id=outbox_id)
