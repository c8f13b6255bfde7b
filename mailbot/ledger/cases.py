"""Cases in the ledger: which plans a later one takes over, and which mails a new one may go on from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row
from typing import Any

from sqlite_utils import Database

from mailbot.ledger import outgoing
from mailbot.ledger.book import Book
from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.records import Outgoing

_LOOSE_DAYS, _PART_DAYS = 60, 14
_OF_AGENCY = """
SELECT plan.id, plan.mail_id, plan.agency_id, plan.verdict, plan.files, plan.receipts, mail.receipt
FROM plan JOIN mail ON mail.id = plan.mail_id
WHERE plan.round = ?1 AND plan.agency_id = ?2 AND (plan.superseded_at IS NULL OR plan.superseded_by IN (
  SELECT taker.id FROM plan AS taker WHERE taker.mail_id = ?3 AND taker.superseded_at IS NULL)) AND plan.mail_id <> ?3
AND plan.verdict IN ('deficient', 'review', 'accepted') AND plan.files <> '[]' AND mail.parts_wait = 0
ORDER BY plan.newest DESC, plan.id DESC LIMIT 6
"""
_OF_NOBODY = """
SELECT plan.id, plan.mail_id, plan.agency_id, plan.verdict, plan.files, plan.receipts, mail.receipt
FROM plan JOIN mail ON mail.id = plan.mail_id
WHERE plan.round = ?1 AND plan.agency_id IS NULL AND mail.sender = ?2 COLLATE NOCASE
AND (plan.superseded_at IS NULL OR plan.superseded_by IN (
  SELECT taker.id FROM plan AS taker WHERE taker.mail_id = ?3 AND taker.superseded_at IS NULL))
AND plan.mail_id <> ?3 AND plan.verdict IN ('deficient', 'review') AND plan.files <> '[]' AND mail.parts_wait = 0
ORDER BY plan.newest DESC, plan.id DESC LIMIT 6
"""
"""What mail ?3 took over itself stands for it, too: the mail may be judged once more."""
_OF_MAIL = """
SELECT plan.id, plan.mail_id, plan.agency_id, plan.verdict, plan.files, plan.receipts, mail.receipt
FROM plan JOIN mail ON mail.id = plan.mail_id
WHERE plan.round = ? AND plan.mail_id = ? AND plan.superseded_at IS NULL AND plan.verdict <> 'sealed'
"""
_LOOSE = """
SELECT id, receipt, examination FROM mail WHERE sender_agency = ? AND id <> ? AND duplicate_of IS NULL
AND verdict IN ('no_plan', 'review') AND kind IN ('other', 'submission', 'inquiry') AND parts_wait = 0
AND received_at BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.mail_id = mail.id)
ORDER BY id DESC LIMIT 4
"""
_PARTS = """
SELECT id, receipt, part, parts, verdict = 'accepted' AND NOT EXISTS (
  SELECT 1 FROM plan WHERE plan.mail_id = mail.id AND plan.superseded_at IS NULL AND plan.receipts <> '[]'
) AS complete_alone
FROM mail WHERE sender = ? COLLATE NOCASE AND parts = ? AND id <> ?
AND duplicate_of IS NULL AND verdict <> 'sealed' AND received_at BETWEEN ? AND ? ORDER BY received_at DESC, id DESC
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A plan that was just written: its row, SHA-256 of its files, receipts of the other mails that it is of."""

    plan_id: int
    files: frozenset[str]
    receipts: tuple[str, ...]


def take_over(db: Database, mail_id: int, made: Sequence[Held], now: str) -> None:
    """Plans of earlier mails whose Word file and PDF are in a plan of this mail are superseded by it; those that an
    earlier judgment of this mail had taken over and this one has not stand again. Call inside the transaction."""
    for row in db.execute(
        "SELECT plan.* FROM plan JOIN plan AS taker ON taker.id = plan.superseded_by WHERE taker.mail_id = ?",
        (mail_id,),
    ).fetchall():
        holder = next((one for one in made if _halves(row) and _halves(row) <= one.files), None)
        again = None if holder is None else row["superseded_at"]
        db.execute(
            "UPDATE plan SET superseded_by = ?, superseded_at = ? WHERE id = ?",
            (holder.plan_id if holder else None, again, row["id"]),
        )
    for held in made:
        for row in db.execute(
            "SELECT plan.* FROM plan JOIN mail ON mail.id = plan.mail_id WHERE plan.superseded_at IS NULL "
            "AND plan.mail_id <> ? AND mail.receipt IN (SELECT value FROM json_each(?))",
            (mail_id, json.dumps(held.receipts)),
        ).fetchall():
            if _halves(row) and _halves(row) <= held.files:
                db.execute(
                    "UPDATE plan SET superseded_at = ?, superseded_by = ? WHERE id = ?", (now, held.plan_id, row["id"])
                )
        db.execute(
            "UPDATE mail SET parts_wait = 0 WHERE receipt IN (SELECT value FROM json_each(?))",
            (json.dumps(held.receipts),),
        )


def end_waiting(db: Database, mail_id: int) -> None:
    """All parts of the mailing of which this mail is one have come and are judged: none of them waits any more, not
    even one that brought no plan. Call inside the transaction."""
    mail = db.execute("SELECT sender, parts, received_at FROM mail WHERE id = ?", (mail_id,)).fetchone()
    around, span = from_text(mail["received_at"]), timedelta(days=_PART_DAYS)
    db.execute(
        "UPDATE mail SET parts_wait = 0 WHERE parts_wait = 1 AND sender = ? COLLATE NOCASE AND parts = ? "
        "AND received_at BETWEEN ? AND ?",
        (mail["sender"], mail["parts"], to_text(around - span), to_text(around + span)),
    )


def _halves(row: Row) -> frozenset[str]:
    """SHA-256 of a stored plan's Word file and PDF."""
    count = sum(row[name] is not None for name in ("word", "pdf"))
    return frozenset(json.loads(row["files"])[:count])


class Cases(Book):
    """What a new mail may go on from, and mailings of which parts are missing."""

    def waiting_parts(self) -> list[Row]:
        """Parts whose fellows have not come and whose sender was not told of it yet, newest first."""
        return self.rows(
            "SELECT id, receipt, sender, part, parts, received_at, examination FROM mail WHERE parts IS NOT NULL "
            "AND parts_wait = 1 AND parts_told_at IS NULL AND receipt IS NOT NULL ORDER BY received_at DESC, id DESC"
        )

    def tell_parts(self, mail_ids: Sequence[int], letter: Outgoing | None, now: datetime) -> bool:
        """Store the letter that tells which parts have come (None: no letter may go there), once for these mails; staff
        see it. True when there is a letter."""
        with self.writing() as db:
            db.execute(
                "UPDATE mail SET parts_told_at = ? WHERE id IN (SELECT value FROM json_each(?))",
                (to_text(now), json.dumps(list(mail_ids))),
            )
            outbox_id = outgoing.insert(db, letter, self.round_id, now) if letter else None
            self.event(now, "parts_missing", mail_id=mail_ids[0], outbox_id=outbox_id, for_staff=True)
        return letter is not None

    def plans_of_agency(self, agency_id: str, mail_id: int) -> list[Row]:
        """Living plans of an agency that came in other mails than this one, newest first."""
        return self.rows(_OF_AGENCY, (self.round_id, agency_id, mail_id))

    def plans_of_nobody(self, sender: str, mail_id: int) -> list[Row]:
        """Living plans of which nobody knows whose they are, that this sender sent in other mails."""
        return self.rows(_OF_NOBODY, (self.round_id, sender, mail_id))

    def plans_of_mail(self, mail_id: int) -> list[Row]:
        """Living plans of one mail."""
        return self.rows(_OF_MAIL, (self.round_id, mail_id))

    def loose_mails(self, agency_id: str, mail_id: int, around: datetime) -> list[Row]:
        """Mails of an agency in which no plan was found and which may have brought an annex of one."""
        span = timedelta(days=_LOOSE_DAYS)
        return self.rows(_LOOSE, (agency_id, mail_id, to_text(around - span), to_text(around + span)))

    def other_parts(self, sender: str, total: int, mail_id: int, around: datetime) -> list[Row]:
        """Mails of this sender that are parts of a mailing of so many, newest first."""
        span = timedelta(days=_PART_DAYS)
        return self.rows(_PARTS, (sender, total, mail_id, to_text(around - span), to_text(around + span)))

    def mails_named(self, receipts: Iterable[str], message_ids: Iterable[str], tokens: Iterable[str]) -> list[int]:
        """Mails that a later one names: by their receipt, or by the Message-ID or the token of our answer to them."""
        asked = tuple(json.dumps(list(one)) for one in (receipts, message_ids, tokens))
        rows = self.rows(
            "SELECT id FROM mail WHERE receipt IN (SELECT value FROM json_each(?)) AND duplicate_of IS NULL "
            "UNION SELECT mail_id FROM outbox WHERE mail_id IS NOT NULL "
            "AND message_id IN (SELECT value FROM json_each(?)) "
            "UNION SELECT mail_id FROM outbox WHERE mail_id IS NOT NULL AND token IN (SELECT value FROM json_each(?))",
            asked,
        )
        return [int(row[0]) for row in rows]

    def mails_of(self, mail_ids: Iterable[int]) -> dict[int, Row]:
        """Receipt, arrival, bytes, size and verdict of these mails."""
        rows = self.rows(
            "SELECT id, receipt, received_at, raw_sha256, size, verdict FROM mail "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(mail_ids)),),
        )
        return {int(row["id"]): row for row in rows}

    def ids_of(self, receipts: Iterable[str]) -> dict[str, int]:
        """Receipt to mail."""
        rows = self.rows(
            "SELECT id, receipt FROM mail WHERE receipt IN (SELECT value FROM json_each(?)) AND duplicate_of IS NULL",
            (json.dumps(list(receipts)),),
        )
        return {row["receipt"]: int(row["id"]) for row in rows}

    def assigned(self, mail_ids: Iterable[int]) -> dict[str, str]:
        """SHA-256 of halves that staff assigned in these mails, to the agency."""
        rows: list[Any] = self.rows(
            "SELECT halves, agency_id FROM ruling WHERE act = 'assign' AND undone_at IS NULL AND agency_id IS NOT NULL "
            "AND mail_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(sorted(mail_ids)),),
        )
        return {half: row["agency_id"] for row in rows for half in json.loads(row["halves"])}
