"""Sealed mails in the ledger: which are still to be encrypted, and what a person decided of a mail's secrecy.

Events are never changed, so they must never hold words of a mail: they hold codes, receipts, addresses and hashes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.examination import Secrecy
from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

_TO_BE_SEALED = """
SELECT id, raw_sha256, judgment > 1 OR secrecy = 'sealed' AS worded FROM mail
WHERE verdict = 'sealed' AND sealed_at IS NULL AND secrecy IS NOT 'released'
ORDER BY id
"""
_KNOWN = """
SELECT id, receipt, raw_sha256, verdict, sealed_at, secrecy, received_at, sender FROM mail
WHERE receipt = ? AND duplicate_of IS NULL
"""
_SCRUBBED_LETTER = b"Subject: sealed\r\n\r\nThis letter was blanked when the mail that it answers was sealed.\r\n"
_RELEASED = ("UPDATE mail SET sealed_at = NULL WHERE id = :mail OR duplicate_of = :mail",)
_SEALED = (
    "UPDATE mail SET verdict = 'sealed', subject = '', examination = NULL WHERE id = :mail OR duplicate_of = :mail",
    "UPDATE plan SET verdict = 'sealed', credited = 0 WHERE mail_id = :mail AND superseded_at IS NULL",
)
_SCRUB = (
    "UPDATE mail SET last_error = NULL WHERE id = :mail OR duplicate_of = :mail",
    "UPDATE mail SET verdict = 'sealed', subject = '', examination = NULL WHERE duplicate_of = :mail",
    "UPDATE plan SET word = NULL, pdf = NULL WHERE mail_id = :mail",
    "UPDATE finding SET place = NULL, parameters = '{}' WHERE mail_id = :mail",
    "UPDATE outbox SET state = 'dead', ended_at = :now, last_error = 'its mail was sealed' "
    "WHERE mail_id = :mail AND kind <> 'sealed' AND state IN ('pending', 'sending', 'uncertain')",
    "UPDATE outbox SET raw = :letter, subject = '' WHERE mail_id = :mail AND kind <> 'sealed'",
)


@dataclass(frozen=True, slots=True)
class SealedMail:
    """One mail as far as it may be told: no word of it. secrecy: 'look' = the marks alone decide."""

    id: int
    receipt: str
    raw_sha256: str
    verdict: str
    sealed_at: str | None
    secrecy: Secrecy
    received_at: str
    sender: str


class SealedMails(Book):
    """What is written of sealed mails."""

    def to_be_sealed(self) -> list[tuple[int, str, bool]]:
        """(mail, sha256, whether the ledger may hold words of it) of all that were judged sealed and are not encrypted
        yet."""
        return [(int(row["id"]), str(row["raw_sha256"]), bool(row["worded"])) for row in self.rows(_TO_BE_SEALED)]

    def record_sealed(self, mail_id: int, now: datetime, *, there: bool) -> None:
        """The spool holds this mail encrypted only; there = False: it holds no bytes of it at all, which staff see."""
        with self.writing() as db:
            db.execute("UPDATE mail SET sealed_at = ? WHERE id = ?", (to_text(now), mail_id))
            detail = {"spool": "encrypted" if there else "missing"}
            self.event(now, "sealed", mail_id=mail_id, for_staff=not there, detail=detail)

    def secrecy(self, mail_id: int) -> Secrecy:
        """What a person said of this mail's secrecy; 'look' when nobody did."""
        found: Secrecy | None = self.rows("SELECT secrecy FROM mail WHERE id = ?", (mail_id,))[0][0]
        return found or "look"

    def sealed_mail(self, receipt: str) -> SealedMail | None:
        """The judged mail with this receipt, sealed or not; None when there is none."""
        found = self.rows(_KNOWN, (receipt,))
        return _told(found[0]) if found else None

    def sealed_mails(self) -> list[SealedMail]:
        """All that are sealed now, oldest first."""
        rows = self.rows(
            "SELECT id, receipt, raw_sha256, verdict, sealed_at, secrecy, received_at, sender FROM mail "
            "WHERE verdict = 'sealed' AND duplicate_of IS NULL ORDER BY id"
        )
        return [_told(row) for row in rows]

    def record_secrecy(self, mail_id: int, secrecy: Secrecy, actor: str, reason: str, now: datetime) -> None:
        """A person's word on a mail's secrecy: from now on it outweighs the marks, also when the mail is judged again.

        A released mail may stand in the spool as it came again. A sealed one, and its repetitions, count as sealed at
        once and lose their words; encrypting them is the next step, also after a crash.
        """
        with self.writing() as db:
            values = {"mail": mail_id, "secrecy": secrecy}
            db.execute("UPDATE mail SET secrecy = :secrecy WHERE id = :mail OR duplicate_of = :mail", values)
            for statement in _RELEASED if secrecy == "released" else _SEALED:
                db.execute(statement, values)
            action = "released" if secrecy == "released" else "sealed_by_hand"
            self.event(now, action, actor=actor, mail_id=mail_id, for_staff=True, detail={"reason": reason})

    def record_reading(self, mail_id: int, actor: str, reason: str, now: datetime) -> None:
        """Somebody with the key read a sealed mail."""
        with self.writing():
            self.event(now, "sealed_read", actor=actor, mail_id=mail_id, for_staff=True, detail={"reason": reason})

    def scrub(self, mail_id: int, now: datetime) -> None:
        """Blank every word of a mail that was judged before it was sealed: names of files, places and parameters of
        findings, letters (one not sent yet is never sent; that it is sealed is told), its repetitions; then the
        write-ahead log is emptied, so that no older page is left. Which codes were found, what was sent when and to
        whom, stays."""
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
        verdict=str(row["verdict"]),
        sealed_at=row["sealed_at"],
        secrecy=row["secrecy"] or "look",
        received_at=str(row["received_at"]),
        sender=str(row["sender"] or ""),
    )
