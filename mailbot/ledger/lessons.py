"""What judged mails teach of their senders' addresses, and what later ones make forgotten again."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.agencies.learning import Lesson
from mailbot.ledger.book import Book
from mailbot.ledger.contacts import CONFIRM, OF_ADDRESS
from mailbot.ledger.moments import to_text

_OWNERS = """
SELECT DISTINCT coalesce(agency.recoded_to, plan.agency_id) FROM mail
JOIN plan ON plan.mail_id = mail.id AND plan.superseded_at IS NULL AND plan.agency_id IS NOT NULL
LEFT JOIN agency ON agency.id = plan.agency_id
WHERE mail.sender = ? COLLATE NOCASE
"""


def learn(
    book: Book, db: Database, mail_id: int, receipt: str, sender: str, taught: Lesson | None, now: datetime
) -> None:
    """What one judged mail changes of what is known of its sender's address. Call inside the transaction.

    What this mail taught before and teaches no longer is forgotten, and so is what any mail taught of an address from
    which plans of several agencies came. Nothing is learned of such an address, of one that staff took back, or of one
    that stands for another agency already: then staff see both.
    """
    owners = {row[0] for row in db.execute(_OWNERS, (sender,))}
    rows = {row["agency_id"]: row for row in db.execute(OF_ADDRESS, (sender,)).fetchall()}
    mine = {row["agency_id"] for row in db.execute("SELECT agency_id FROM contact WHERE receipt = ?", (receipt,))}
    for agency_id, row in rows.items():
        by_mail = row["confirmed_by"] == "mail"
        outgrown = agency_id in mine and (taught is None or taught.agency_id != agency_id)
        if by_mail and (outgrown or len(owners) > 1):
            _forget(book, db, mail_id, row, owners, now)
    if taught is None or len(owners) > 1:
        return
    rows = {row["agency_id"]: row for row in db.execute(OF_ADDRESS, (sender,)).fetchall()}
    own = rows.get(taught.agency_id)
    if own is not None and (own["taken_back_at"] is not None or own["confirmed_at"] is not None):
        return
    others = [one for one, row in rows.items() if one != taught.agency_id and row["taken_back_at"] is None]
    if others:
        conflict = {"address": sender, "stands_for": others, "named": taught.agency_id}
        book.event(
            now, "address_conflict", mail_id=mail_id, agency_id=taught.agency_id, for_staff=True, detail=conflict
        )
        return
    known = {"agency_id": taught.agency_id, "address": own["address"] if own else taught.address}
    more = {"source": "mail", "role": "", "by": "mail", "at": to_text(now), "receipt": receipt}
    db.execute(CONFIRM, known | more)
    detail = {"address": taught.address, "because": list(taught.because), "receipt": receipt}
    book.event(now, "address_learned", mail_id=mail_id, agency_id=taught.agency_id, detail=detail)


def _forget(book: Book, db: Database, mail_id: int, row: Any, owners: set[str], now: datetime) -> None:
    """No longer confirmed; when no plan of the agency came from there any more, it is not reached there either."""
    if row["source"] == "mail" and row["agency_id"] not in owners:
        db.execute("DELETE FROM contact WHERE agency_id = ? AND address = ?", (row["agency_id"], row["address"]))
    db.execute(
        "UPDATE contact SET confirmed_at = NULL, confirmed_by = NULL, receipt = NULL "
        "WHERE agency_id = ? AND address = ?",
        (row["agency_id"], row["address"]),
    )
    detail = {"address": row["address"], "plans_of": sorted(owners)}
    book.event(now, "address_unlearned", mail_id=mail_id, agency_id=row["agency_id"], detail=detail)
