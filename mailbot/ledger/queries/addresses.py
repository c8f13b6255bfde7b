"""Where agencies may be reached, and which of our mails came back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.queries.agency_ids import agency_ids


def contacts(db: Database) -> dict[str, list[str]]:
    """Agency to its living addresses: those that staff gave, then those of their lists, then first learned first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, address FROM contact "
        "LEFT JOIN agency ON agency.id = contact.agency_id WHERE dead_at IS NULL AND taken_back_at IS NULL "
        "ORDER BY agency_id, CASE confirmed_by WHEN 'staff' THEN 0 WHEN 'list' THEN 1 ELSE 2 END, learned_at, address"
    ):
        found[row["agency_id"]].append(row["address"])
    return dict(found)


def contact_rows(db: Database, agency_id: str | None = None) -> list[dict[str, Any]]:
    """Addresses with what they are, of one agency or of all: who confirmed them, and whether they live."""
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, address, role, contact.source, learned_at, "
        "confirmed_by, confirmed_at, receipt, dead_at, taken_back_at FROM contact "
        "LEFT JOIN agency ON agency.id = contact.agency_id "
        "WHERE ? IS NULL OR contact.agency_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY agency_id, learned_at, address",
        (agency_id, agency_ids(db, agency_id or "")),
    )
    return [dict(row) for row in rows]


def sent_bounced(db: Database) -> Mapping[str, str]:
    """Addresses from which our mails came back, with the severity."""
    return {
        row["recipient"]: row["bounced"]
        for row in db.execute("SELECT recipient, bounced FROM outbox WHERE bounced IS NOT NULL")
    }
