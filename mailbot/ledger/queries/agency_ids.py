"""All ids under which one agency's mails and plans may stand in the ledger."""

import json

from sqlite_utils import Database


def agency_ids(db: Database, agency_id: str) -> str:
    """The agency's id, the one that stands for it now, and those that it gave up, as JSON for json_each."""
    rows = db.execute(
        "SELECT id, recoded_to FROM agency WHERE recoded_to IS NOT NULL AND ? IN (id, recoded_to)", (agency_id,)
    )
    return json.dumps(sorted({agency_id}.union(*(tuple(row) for row in rows))))
