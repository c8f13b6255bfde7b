"""The outbox as a queue: which mail is due, what its sending came to, when it is tried again."""

import sqlite3
from datetime import datetime, timedelta

from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.records import OutboxRow, OutboxState, Outgoing
from mailbot.ledger.store import Ledger

RESENDS = 1
"""How often a mail is sent again when the server's answer was lost (it may have it already)."""

UNCERTAIN_WAIT = timedelta(minutes=5)
"""How long an answer that was lost is waited for (a bounce, a copy) before the same bytes are sent again."""

_BACKOFF = (1, 5, 15, 30, 60)
"""Minutes between tries; the last one repeats."""


class OutboxQueue:
    """The open rows of the outbox. Every change of a row's fate is one transaction with its event."""

    def __init__(self, ledger: Ledger, max_age: timedelta) -> None:
        self.ledger = ledger
        self.max_age = max_age

    def recover(self, now: datetime) -> int:
        """Rows that were being sent when the program died: the server may have them. Due at once, as uncertain."""
        with self.ledger.writing() as db:
            rows = db.execute("SELECT id FROM outbox WHERE state = 'sending'").fetchall()
            for row in rows:
                db.execute(
                    "UPDATE outbox SET state = 'uncertain', next_try_at = ? WHERE id = ?", (to_text(now), row["id"])
                )
                self.ledger.event(now, "sending_was_interrupted", outbox_id=int(row["id"]))
        return len(rows)

    def due(self, now: datetime, limit: int = 50) -> list[OutboxRow]:
        """Mails to send now, oldest first."""
        rows = self.ledger.rows(
            "SELECT * FROM outbox WHERE state IN ('pending', 'uncertain') AND next_try_at <= ? ORDER BY id LIMIT ?",
            (to_text(now), limit),
        )
        return [_outbox_row(row) for row in rows]

    def open_count(self) -> int:
        """How many mails have no end yet."""
        found = self.ledger.rows("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending', 'uncertain')")
        return int(found[0][0])

    def oldest_open(self) -> datetime | None:
        """When the oldest mail without an end was stored."""
        found = self.ledger.rows(
            "SELECT min(created_at) FROM outbox WHERE state IN ('pending', 'sending', 'uncertain')"
        )
        return from_text(found[0][0]) if found[0][0] else None

    def sending(self, row: OutboxRow, now: datetime) -> None:
        """About to send: written down first, so that a crash from here on is known to be uncertain."""
        with self.ledger.writing() as db:
            again = 1 if row.state is OutboxState.UNCERTAIN else 0
            db.execute(
                "UPDATE outbox SET state = 'sending', tries = tries + 1, resends = resends + ? WHERE id = ?",
                (again, row.id),
            )
            self.ledger.event(now, "sending", mail_id=row.mail_id, outbox_id=row.id)

    def sent(self, row: OutboxRow, now: datetime) -> None:
        """The server took it."""
        self._end(row, OutboxState.SENT, "sent", None, now)

    def refused(self, row: OutboxRow, reason: str, now: datetime) -> None:
        """The server will never take it (5xx): staff are shown."""
        self._end(row, OutboxState.REFUSED, "refused", reason, now)

    def uncertain(self, row: OutboxRow, reason: str, now: datetime) -> None:
        """The answer was lost after the last byte: the same bytes once more, later, then it counts as sent."""
        resends = row.resends + (1 if row.state is OutboxState.UNCERTAIN else 0)
        if resends >= RESENDS:
            self._end(row, OutboxState.SENT, "sent_uncertain", reason, now)
            return
        with self.ledger.writing() as db:
            db.execute(
                "UPDATE outbox SET state = 'uncertain', next_try_at = ?, last_error = ? WHERE id = ?",
                (to_text(now + UNCERTAIN_WAIT), reason[:1000], row.id),
            )
            self.ledger.event(
                now, "answer_lost", mail_id=row.mail_id, outbox_id=row.id, detail={"reason": reason[:1000]}
            )

    def retry(self, row: OutboxRow, reason: str, now: datetime) -> None:
        """Put off (4xx, no connection): tried again with growing pauses, given up as dead after max_age."""
        if now - row.created_at > self.max_age:
            self._end(row, OutboxState.DEAD, "gave_up", reason, now)
            return
        pause = timedelta(minutes=_BACKOFF[min(row.tries, len(_BACKOFF) - 1)])
        # An uncertain mail that could not even be tried stays uncertain: its one resend is not used up.
        state = row.state.value
        with self.ledger.writing() as db:
            db.execute(
                "UPDATE outbox SET state = ?, resends = ?, next_try_at = ?, last_error = ? WHERE id = ?",
                (state, row.resends, to_text(now + pause), reason[:1000], row.id),
            )
            self.ledger.event(now, "put_off", mail_id=row.mail_id, outbox_id=row.id, detail={"reason": reason[:1000]})

    def to_copy(self) -> list[OutboxRow]:
        """Sent mails without a copy in the Sent folder yet."""
        rows = self.ledger.rows("SELECT * FROM outbox WHERE state = 'sent' AND copied_at IS NULL ORDER BY id LIMIT 50")
        return [_outbox_row(row) for row in rows]

    def copied(self, row: OutboxRow, now: datetime) -> None:
        """A copy lies in Sent."""
        with self.ledger.writing() as db:
            db.execute("UPDATE outbox SET copied_at = ? WHERE id = ?", (to_text(now), row.id))

    def _end(self, row: OutboxRow, state: OutboxState, action: str, reason: str | None, now: datetime) -> None:
        with self.ledger.writing() as db:
            db.execute(
                "UPDATE outbox SET state = ?, ended_at = ?, last_error = ? WHERE id = ?",
                (state, to_text(now), reason, row.id),
            )
            if row.mail_id is not None:
                db.execute("UPDATE mail SET state = 'settled' WHERE id = ? AND state = 'decided'", (row.mail_id,))
            self.ledger.event(
                now,
                action,
                mail_id=row.mail_id,
                outbox_id=row.id,
                agency_id=row.mail.agency_id,
                for_staff=state is not OutboxState.SENT,
                detail={"to": row.mail.recipient, "reason": reason},
            )


def _outbox_row(row: sqlite3.Row) -> OutboxRow:
    return OutboxRow(
        id=row["id"],
        mail=Outgoing(
            kind=row["kind"],
            message_id=row["message_id"],
            token=row["token"],
            recipient=row["recipient"],
            envelope_from=row["envelope_from"],
            subject=row["subject"],
            raw=bytes(row["raw"]),
            agency_id=row["agency_id"],
            stage=row["stage"],
        ),
        mail_id=row["mail_id"],
        state=OutboxState(row["state"]),
        tries=row["tries"],
        resends=row["resends"],
        created_at=from_text(row["created_at"]),
    )
