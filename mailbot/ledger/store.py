"""The writer of the ledger: each public method is one step of a mail's way, in one transaction, with its event."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from mailbot.ledger import outgoing
from mailbot.ledger.agency_list import AgencyList
from mailbot.ledger.cases import Cases
from mailbot.ledger.conditions import Conditions
from mailbot.ledger.contacts import Contacts
from mailbot.ledger.deciding import ReplyMaker
from mailbot.ledger.filed import FiledMails
from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.pauses import Pauses
from mailbot.ledger.records import MailRow, MailState, Outgoing
from mailbot.ledger.restorations import Restorations
from mailbot.ledger.retention import Retention
from mailbot.ledger.rulings import Rulings
from mailbot.ledger.sealing import SealedMails

__all__ = ["Ledger", "ReplyMaker"]

_MAIL_COLUMNS = """
SELECT mail.id, mail.uid, mail.state, mail.receipt, mail.raw_sha256, mail.received_at, mail.tries, mail.next_try_at,
mail.folder, mailbox.uidvalidity FROM mail JOIN mailbox ON mailbox.id = mail.mailbox_id
"""
"""What the daemon must know of a mail; its examination, which may be large, is left where it is."""

_OLDER_SELF = """
SELECT mail.id FROM mail
JOIN mailbox old ON old.id = mail.mailbox_id
JOIN mailbox new ON new.id = ? AND new.account = old.account AND new.folder = old.folder
WHERE mail.raw_sha256 = ? AND mail.state <> 'done' AND old.id <> new.id
ORDER BY mail.id LIMIT 1
"""


class Ledger(
    Rulings, Cases, Conditions, AgencyList, Contacts, FiledMails, Pauses, Restorations, Retention, SealedMails
):
    """The ledger of one inbox, opened for writing. One per process; not thread-safe."""

    def mailbox_id(self, account: str, folder: str, uidvalidity: str) -> int:
        """Row of a mailbox under one UIDVALIDITY; made when it is new."""
        key = (account, folder, uidvalidity)
        find = "SELECT id FROM mailbox WHERE account = ? AND folder = ? AND uidvalidity = ?"
        if not self.rows(find, key):
            with self.writing() as db:
                db.execute("INSERT INTO mailbox (account, folder, uidvalidity) VALUES (?, ?, ?)", key)
        return int(self.rows(find, key)[0]["id"])

    def known(self, mailbox_id: int, uids: Iterable[str]) -> dict[str, MailState]:
        """UID to state of those of these mails that the ledger has seen."""
        rows = self.rows(
            "SELECT mail.uid, mail.state FROM json_each(?) AS asked "
            "CROSS JOIN mail ON mail.mailbox_id = ? AND mail.uid = asked.value",
            (json.dumps(list(uids)), mailbox_id),
        )
        return {row["uid"]: MailState(row["state"]) for row in rows}

    def mail_of(self, mailbox_id: int, uid: str) -> MailRow:
        """The mail that this UID is known as; raises LookupError when there is none."""
        found = self.rows(_MAIL_COLUMNS + "WHERE mail.mailbox_id = ? AND mail.uid = ?", (mailbox_id, uid))
        if not found:
            raise LookupError(f"no mail {uid} in the ledger")
        return _mail_row(found[0])

    def free_uid(self, row: MailRow, now: datetime) -> None:
        """The server gave the UID of a settled mail to another one: the settled one gives it up."""
        with self.writing() as db:
            db.execute("UPDATE mail SET uid = ? WHERE id = ?", (f"{row.uid}#{row.id}", row.id))
            self.event(now, "uid_reused", mail_id=row.id, for_staff=True, detail={"uid": row.uid})

    def unfinished(self, account: str, folder: str) -> list[tuple[str, MailRow]]:
        """(UIDVALIDITY, mail) of every mail of this inbox that is not done: untried ones first, then oldest first."""
        rows = self.rows(
            _MAIL_COLUMNS
            + "WHERE mail.state <> 'done' AND account = ? AND mailbox.folder = ? ORDER BY mail.tries, mail.id",
            (account, folder),
        )
        return [(row["uidvalidity"], _mail_row(row)) for row in rows]

    def mail(self, mail_id: int) -> MailRow:
        """One mail's row; raises LookupError when there is none."""
        found = self.rows(_MAIL_COLUMNS + "WHERE mail.id = ?", (mail_id,))
        if not found:
            raise LookupError(f"no mail {mail_id} in the ledger")
        return _mail_row(found[0])

    def size(self, mail_id: int) -> int:
        """Bytes of the whole mail as the server told (the spool may hold only the header of an over-large one)."""
        return int(self.rows("SELECT size FROM mail WHERE id = ?", (mail_id,))[0]["size"])

    def record_fetched(
        self, mailbox_id: int, uid: str, raw_sha256: str, size: int, received_at: datetime, now: datetime
    ) -> int:
        """A mail's bytes are safe in the spool. Returns its row.

        When the same bytes of the same inbox are known under an older UIDVALIDITY and are not done, that row takes over
        the new UID: the server renumbered the folder, it is no second mail.
        """
        with self.writing() as db:
            older = db.execute(_OLDER_SELF, (mailbox_id, raw_sha256)).fetchone()
            if older:
                mail_id = int(older[0])
                db.execute("UPDATE mail SET mailbox_id = ?, uid = ? WHERE id = ?", (mailbox_id, uid, mail_id))
                self.event(now, "renumbered", mail_id=mail_id, detail={"uid": uid})
                return mail_id
            row = {
                "mailbox_id": mailbox_id,
                "uid": uid,
                "state": MailState.FETCHED,
                "raw_sha256": raw_sha256,
                "size": size,
                "received_at": to_text(received_at),
                "fetched_at": to_text(now),
            }
            mail_id = int(str(db.table("mail").insert(row).last_pk))
            self.event(now, "fetched", mail_id=mail_id, detail={"uid": uid, "sha256": raw_sha256, "size": size})
            return mail_id

    def record_failure(self, mail_id: int, error: str, next_try_at: datetime | None, now: datetime) -> int:
        """Examining this mail failed. Returns how often it has failed so far."""
        with self.writing() as db:
            db.execute(
                "UPDATE mail SET tries = tries + 1, last_error = ?, next_try_at = ? WHERE id = ?",
                (error[:2000], to_text(next_try_at) if next_try_at else None, mail_id),
            )
            tries = int(db.execute("SELECT tries FROM mail WHERE id = ?", (mail_id,)).fetchone()[0])
            self.event(now, "failed", mail_id=mail_id, detail={"error": error[:2000], "try": tries})
        return tries

    def put_off(self, mail_id: int, reason: str, next_try_at: datetime, now: datetime) -> None:
        """Examining this mail must wait, without any fault of its own that would be counted."""
        with self.writing() as db:
            db.execute(
                "UPDATE mail SET last_error = ?, next_try_at = ? WHERE id = ?",
                (reason[:2000], to_text(next_try_at), mail_id),
            )
            self.event(now, "examining_put_off", mail_id=mail_id, detail={"reason": reason[:2000]})

    def stored(self, message_id: str) -> bool:
        """Whether a mail of ours with this Message-ID is here, or left before a restore."""
        sql = "SELECT 1 FROM outbox WHERE message_id = ? UNION ALL SELECT 1 FROM sent_before WHERE message_id = ?"
        return bool(self.rows(sql, (message_id, message_id)))

    def enqueue(self, mail: Outgoing, now: datetime, *, action: str) -> bool:
        """Store a mail that answers nothing (reminder, digest, alert); False when this very one is stored already, or
        when this agency had this stage. One that had left before a restore is written down as sent."""
        with self.writing() as db:
            if outgoing.is_stored(db, mail, self.round_id):
                return False
            outbox_id = outgoing.insert(db, mail, self.round_id, now)
            detail = {"to": mail.recipient, "subject": mail.subject, "stage": mail.stage}
            self.event(now, action, outbox_id=outbox_id, agency_id=mail.agency_id, detail=detail)
            if db.execute("SELECT 1 FROM sent_before WHERE message_id = ?", (mail.message_id,)).fetchone():
                self._end_as_sent(outbox_id, None, now)
                return False
            return True

    def record_done(self, mail_id: int, now: datetime, *, how: str) -> None:
        """The mail has left the inbox (how: 'moved', or 'gone' when somebody else took it out)."""
        with self.writing() as db:
            db.execute("UPDATE mail SET state = 'done', done_at = ? WHERE id = ?", (to_text(now), mail_id))
            self.event(now, how, mail_id=mail_id)


def _mail_row(row: sqlite3.Row) -> MailRow:
    return MailRow(
        id=row["id"],
        uid=row["uid"],
        state=MailState(row["state"]),
        receipt=row["receipt"],
        raw_sha256=row["raw_sha256"],
        received_at=from_text(row["received_at"]),
        tries=row["tries"],
        next_try_at=from_text(row["next_try_at"]) if row["next_try_at"] else None,
        folder=row["folder"],
    )
