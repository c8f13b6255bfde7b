"""The writer of addresses: where an agency may be reached, and which address is confirmed to be its own."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from mailbot.agencies.importing.addresses import Entry
from mailbot.ledger.book import Book
from mailbot.ledger.listed import LEARNED, learned
from mailbot.ledger.moments import to_text

OF_ADDRESS = """
SELECT agency_id, address, source, confirmed_by, confirmed_at, taken_back_at FROM contact
WHERE address = ? COLLATE NOCASE
"""
CONFIRM = """
INSERT INTO contact (agency_id, address, source, learned_at, role, confirmed_by, confirmed_at, receipt)
VALUES (:agency_id, :address, :source, :at, :role, :by, :at, :receipt)
ON CONFLICT (agency_id, address) DO UPDATE SET confirmed_by = excluded.confirmed_by, receipt = excluded.receipt,
confirmed_at = excluded.confirmed_at, taken_back_at = NULL, dead_at = NULL,
role = CASE WHEN excluded.role = '' THEN contact.role ELSE excluded.role END
"""
_REACH = """
INSERT INTO contact (agency_id, address, source, learned_at, role) VALUES (:agency_id, :address, :source, :at, :role)
ON CONFLICT (agency_id, address) DO UPDATE SET
role = CASE WHEN excluded.role = '' THEN contact.role ELSE excluded.role END
"""


class Contacts(Book):
    """Addresses of agencies in the ledger."""

    def learned(self) -> dict[str, str]:
        """Confirmed address to agency id."""
        return learned(self.rows(LEARNED, (None,)))

    def add_contact(self, agency_id: str, address: str, role: str, actor: str, now: datetime) -> list[str]:
        """Staff's word: this address is this agency's. Returns other agencies that it stands for as well; with one of
        these confirmed by staff too, it proves nothing of either."""
        with self.writing() as db:
            row = {"agency_id": agency_id, "address": address.lower(), "role": role, "at": to_text(now)}
            db.execute(CONFIRM, {**row, "source": "staff", "by": "staff", "receipt": None})
            others = [one for one in _standing(db, address) if one != agency_id]
            detail = {"address": address, "role": role, "also": others}
            self.event(now, "contact_confirmed", actor=actor, agency_id=agency_id, detail=detail)
        return others

    def take_back(self, address: str, agency_id: str | None, actor: str, now: datetime) -> list[str]:
        """Staff's word: this address is not this agency's (None: nobody's). It is neither written to nor learned again,
        until staff confirm it. Returns the agencies that had it."""
        with self.writing() as db:
            rows = [
                row
                for row in db.execute(OF_ADDRESS, (address,)).fetchall()
                if row["taken_back_at"] is None and agency_id in (None, row["agency_id"])
            ]
            for row in rows:
                db.execute(
                    "UPDATE contact SET taken_back_at = ?, confirmed_at = NULL, confirmed_by = NULL "
                    "WHERE agency_id = ? AND address = ?",
                    (to_text(now), row["agency_id"], row["address"]),
                )
                detail = {"address": row["address"]}
                self.event(now, "contact_taken_back", actor=actor, agency_id=row["agency_id"], detail=detail)
        return [row["agency_id"] for row in rows]

    def import_contacts(self, entries: Iterable[Entry], source: str, actor: str, now: datetime) -> None:
        """Addresses of a list, in one transaction. An address of one agency alone is confirmed, an address of several
        is only one where they may be reached. Those that `news` leaves out must not be given."""
        with self.writing() as db:
            count = 0
            for entry in entries:
                row = {"agency_id": entry.agency_id, "address": entry.address, "role": entry.role, "at": to_text(now)}
                row |= {"source": "list"}
                if entry.alone:
                    db.execute(CONFIRM, {**row, "by": "list", "receipt": None})
                else:
                    db.execute(_REACH, row)
                count += 1
            self.event(now, "contacts_imported", actor=actor, detail={"file": source, "addresses": count})


def news(db: Database, entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """(entries that change something, entries that staff took back and no list may bring again)."""
    known = {
        (row["agency_id"], row["address"].lower()): row
        for row in db.execute("SELECT agency_id, address, role, confirmed_by, confirmed_at, taken_back_at FROM contact")
    }
    fresh, refused = [], []
    for entry in entries:
        row = known.get((entry.agency_id, entry.address))
        if row is not None and row["taken_back_at"] is not None:
            refused.append(entry)
        elif (
            row is None
            or (entry.alone and row["confirmed_by"] not in ("staff", "list"))
            or (entry.role and entry.role != row["role"])
        ):
            fresh.append(entry)
    return fresh, refused


def _standing(db: Database, address: str) -> list[str]:
    """Agencies that an address stands for, taken back ones left out."""
    return [row["agency_id"] for row in db.execute(OF_ADDRESS, (address,)) if row["taken_back_at"] is None]
