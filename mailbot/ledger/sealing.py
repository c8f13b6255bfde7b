"""Sealed mails in the ledger: which are still to be encrypted or stored as they came, and the end of their words.

Events are never changed, so they must never hold words of a mail: they hold codes, receipts, addresses and hashes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

_TO_BE_SEALED = """
SELECT id, raw_sha256, judgment > 1 AS worded FROM mail WHERE verdict = 'sealed' AND sealed_at IS NULL ORDER BY id
"""
_TO_BE_UNSEALED = "SELECT id, raw_sha256 FROM mail WHERE sealed_at IS NOT NULL AND verdict <> 'sealed' ORDER BY id"
_KNOWN = """
SELECT id, receipt, raw_sha256, sealed_at, received_at, sender FROM mail
WHERE duplicate_of IS NULL AND (verdict = 'sealed' OR sealed_at IS NOT NULL)
"""
_SCRUBBED_LETTER = b"Subject: sealed\r\n\r\nThis letter was blanked when the mail that it answers was sealed.\r\n"
_SCRUB = (
    "UPDATE mail SET last_error = NULL WHERE id = :mail OR duplicate_of = :mail",
    "UPDATE mail SET verdict = 'sealed', subject = '', examination = NULL WHERE duplicate_of = :mail",
    "UPDATE plan SET word = NULL, pdf = NULL WHERE mail_id = :mail",
    "UPDATE finding SET place = NULL, parameters = '{}' WHERE mail_id = :mail",
    "UPDATE ruling SET before = NULL, reason = CASE act WHEN 'return' THEN '' ELSE reason END WHERE mail_id = :mail",
    "UPDATE outbox SET state = 'dead', ended_at = :now, last_error = 'its mail was sealed' "
    "WHERE mail_id = :mail AND kind <> 'sealed' AND state IN ('pending', 'sending', 'uncertain')",
    "UPDATE outbox SET raw = :letter, subject = '' WHERE mail_id = :mail AND kind <> 'sealed'",
)


@dataclass(frozen=True, slots=True)
class SealedMail:
    """One mail as far as it may be told: no word of it. sealed_at: since when it is encrypted, None when not yet."""

    id: int
    receipt: str
    raw_sha256: str
    sealed_at: str | None
    received_at: str
    sender: str


class SealedMails(Book):
    """What is written of sealed mails."""

    def to_be_sealed(self) -> list[tuple[int, str, bool]]:
        """(mail, sha256, whether the ledger may hold words of it) of all that were judged sealed and are not encrypted
        yet."""
        return [(int(row["id"]), str(row["raw_sha256"]), bool(row["worded"])) for row in self.rows(_TO_BE_SEALED)]

    def to_be_unsealed(self) -> list[tuple[int, str]]:
        """(mail, sha256) of all that are encrypted, but sealed no longer."""
        return [(int(row["id"]), str(row["raw_sha256"])) for row in self.rows(_TO_BE_UNSEALED)]

    def record_sealed(self, mail_id: int, now: datetime, *, there: bool) -> None:
        """The spool holds this mail encrypted only; there = False: it holds no bytes of it at all, which staff see."""
        with self.writing() as db:
            db.execute("UPDATE mail SET sealed_at = ? WHERE id = ?", (to_text(now), mail_id))
            detail = {"spool": "encrypted" if there else "missing"}
            self.event(now, "sealed", mail_id=mail_id, for_staff=not there, detail=detail)

    def record_unsealed(self, mail_id: int, now: datetime) -> None:
        """The spool holds this mail as it came again; its repetitions follow it."""
        with self.writing() as db:
            db.execute("UPDATE mail SET sealed_at = NULL WHERE id = ?", (mail_id,))
            db.execute(
                "UPDATE mail SET verdict = (SELECT verdict FROM mail AS first WHERE first.id = mail.duplicate_of) "
                "WHERE duplicate_of = ?",
                (mail_id,),
            )
            self.event(now, "unsealed", mail_id=mail_id)

    def sealed_mails(self) -> list[SealedMail]:
        """All that are sealed now, or still encrypted, oldest first."""
        return [_told(row) for row in self.rows(_KNOWN + "ORDER BY id")]

    def sealed_mail(self, receipt: str) -> SealedMail | None:
        """The sealed mail with this receipt; None when there is none."""
        found = self.rows(_KNOWN + "AND receipt = ?", (receipt,))
        return _told(found[0]) if found else None

    def record_reading(self, mail_id: int, actor: str, reason: str, now: datetime) -> None:
        """Somebody with the key read a sealed mail."""
        with self.writing():
            self.event(now, "sealed_read", actor=actor, mail_id=mail_id, for_staff=True, detail={"reason": reason})

    def record_scan(self, mail_id: int, said: str, now: datetime) -> None:
        """What the virus scanner said: 'clean', 'unscanned', or the name of what it found; staff see all but clean."""
        with self.writing() as db:
            before = db.execute("SELECT scan FROM mail WHERE id = ?", (mail_id,)).fetchone()[0]
            if before != said:
                db.execute("UPDATE mail SET scan = ? WHERE id = ?", (said, mail_id))
                self.event(now, "scanned", mail_id=mail_id, for_staff=said != "clean", detail={"said": said})

    def scrub(self, mail_id: int, now: datetime) -> None:
        """Blank every word of a mail that was judged before it was sealed: names of files, places and parameters of
        findings, letters (one not sent yet is never sent; that it is sealed is told), judgments kept for taking staff's
        decisions back, its repetitions; then the write-ahead log is emptied, so that no older page is left. Which codes
        were found, what was sent when and to whom, stays."""
        with self.writing() as db:
            values: dict[str, Any] = {"mail": mail_id, "now": to_text(now), "letter": _SCRUBBED_LETTER}
            for statement in _SCRUB:
                db.execute(statement, values)
            self.event(now, "scrubbed", mail_id=mail_id)
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _told(row: Any) -> SealedMail:
    return SealedMail(
        id=int(row["id"]),
        receipt=str(row["receipt"]),
        raw_sha256=str(row["raw_sha256"]),
        sealed_at=row["sealed_at"],
        received_at=str(row["received_at"]),
        sender=str(row["sender"] or ""),
    )
