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

INTERRUPTIONS = 5
"""How often a mail may be cut short by the end of the program; a mail that kills us while it is sent is given up."""

_BACKOFF = (1, 5, 15, 30, 60)
"""Minutes between tries; the last one repeats."""

_LEAST_TRIES = 4
"""Tries before a mail is given up, however old it is: a clock that jumps or a long sleep makes old in a moment."""

_CLOCK_WAS_AHEAD = timedelta(minutes=2 * _BACKOFF[-1])
"""A next try further away than any pause was noted by a clock that has been put back since."""


class OutboxQueue:
    """The open rows of the outbox. Every change of a row's fate is one transaction with its event."""

    def __init__(self, ledger: Ledger, max_age: timedelta) -> None:
        self.ledger = ledger
        self.max_age = max_age

    def recover(self, now: datetime) -> int:
        """Rows that were being sent when the program died: the server may have them. Due at once, as uncertain."""
        rows = self.ledger.rows("SELECT * FROM outbox WHERE state = 'sending'")
        for row in rows:
            if row["resends"] >= INTERRUPTIONS:
                reason = f"interrupted {row['resends'] + 1} times; the server may have it"
                self._end(_outbox_row(row), OutboxState.DEAD, "gave_up", reason, now)
                continue
            with self.ledger.writing() as db:
                db.execute(
                    "UPDATE outbox SET state = 'uncertain', next_try_at = ? WHERE id = ?", (to_text(now), row["id"])
                )
                self.ledger.event(now, "sending_was_interrupted", mail_id=row["mail_id"], outbox_id=int(row["id"]))
        return len(rows)

    def due(self, now: datetime, limit: int = 50) -> list[OutboxRow]:
        """Mails to send now: answers and alerts first, since a thousand reminders may wait before them; then oldest
        first."""
        rows = self.ledger.rows(
            # Without the index, for which the first two terms stand, SQLite reads every mail that was ever sent.
            "SELECT * FROM outbox WHERE id IN (SELECT id FROM outbox INDEXED BY outbox_open "
            "WHERE state IN ('pending', 'sending', 'uncertain') AND next_try_at > '' AND state <> 'sending' "
            "AND (next_try_at <= ? OR next_try_at > ?) ORDER BY kind = 'reminder', id LIMIT ?) "
            "ORDER BY kind = 'reminder', id",
            (to_text(now), to_text(now + _CLOCK_WAS_AHEAD), limit),
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

    def retry(self, row: OutboxRow, reason: str, now: datetime, *, about_this_mail: bool = True) -> None:
        """Put off: tried again with growing pauses. What the server says about this mail (4xx) is believed after
        max_age, then it is given up as dead; a server that is away or refuses our login is waited for without end."""
        if about_this_mail and now - row.created_at > self.max_age and row.tries + 1 >= _LEAST_TRIES:
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

    def try_again(self, outbox_id: int | None, actor: str, now: datetime) -> list[int]:
        """Staff's wish: this mail (None: all that wait, were refused or given up) is due now, with the same bytes.
        What was sent stays sent. Returns the rows that are tried again."""
        with self.ledger.writing() as db:
            found = db.execute(
                "SELECT id, mail_id, state FROM outbox WHERE state IN ('pending', 'uncertain', 'refused', 'dead') "
                "AND (? IS NULL OR id = ?) ORDER BY id",
                (outbox_id, outbox_id),
            ).fetchall()
            for row in found:
                # A mail given up starts anew; one whose fate is unknown stays so, or it might be sent a third time.
                state = "uncertain" if row["state"] == "uncertain" else "pending"
                anew = row["state"] in ("refused", "dead")
                db.execute(
                    "UPDATE outbox SET state = ?, next_try_at = ?, tries = CASE WHEN ? THEN 0 ELSE tries END, "
                    "created_at = CASE WHEN ? THEN ? ELSE created_at END, ended_at = NULL WHERE id = ?",
                    (state, to_text(now), anew, anew, to_text(now), row["id"]),
                )
                self.ledger.event(
                    now, "retried_by_staff", actor=actor, mail_id=row["mail_id"], outbox_id=row["id"], detail={}
                )
            return [int(row["id"]) for row in found]

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
