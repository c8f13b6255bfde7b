"""Where agencies may be reached, and which of our mails came back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.best_contact import BEST_FIRST
from mailbot.ledger.queries.agency_ids import agency_ids


def contacts(db: Database) -> dict[str, list[str]]:
    """Agency to its living addresses, the one that is written to first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, address FROM contact "
        "LEFT JOIN agency ON agency.id = contact.agency_id WHERE dead_at IS NULL AND taken_back_at IS NULL "
        "ORDER BY agency_id, {best_first}".replace("{best_first}", BEST_FIRST)
    ):
        found[row["agency_id"]].append(row["address"])
    return dict(found)


def contact_rows(db: Database, agency_id: str | None = None) -> list[dict[str, Any]]:
    """Addresses with what they are, of one agency or of all: who confirmed them, and whether they live. written_to: the
    one of its agency that letters go to (1 or 0); instead: for an address that is dead or was taken back, the one that
    takes its place (None: none is left)."""
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, address, role, contact.source, learned_at, "
        "confirmed_by, confirmed_at, receipt, dead_at, taken_back_at FROM contact "
        "LEFT JOIN agency ON agency.id = contact.agency_id "
        "WHERE ? IS NULL OR contact.agency_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY agency_id, learned_at, address",
        (agency_id, agency_ids(db, agency_id or "")),
    )
    best = {owner: addresses[0] for owner, addresses in contacts(db).items()}
    return [
        {
            **dict(row),
            "written_to": int(row["address"] == best.get(row["agency_id"])),
            "instead": best.get(row["agency_id"]) if row["dead_at"] or row["taken_back_at"] else None,
        }
        for row in rows
    ]


def sent_bounced(db: Database) -> Mapping[str, str]:
    """Addresses from which our mails came back, with the severity."""
    return {
        row["recipient"]: row["bounced"]
        for row in db.execute("SELECT recipient, bounced FROM outbox WHERE bounced IS NOT NULL")
    }
