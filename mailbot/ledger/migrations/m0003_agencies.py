"""Agencies that staff imported, who owes a plan by staff's word, confirmed addresses."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# Lists in a cell are separated by ; as in the registry's files. closed_at: no longer in its list. recoded_to: goes on
# under another id, under which all that came for the old one is counted (always the last id, never a chain).
_TABLES = """
CREATE TABLE agency (
  id TEXT PRIMARY KEY,
  name_th TEXT NOT NULL,
  tier TEXT NOT NULL,
  kind TEXT NOT NULL,
  short_names TEXT NOT NULL DEFAULT '',
  name_en TEXT NOT NULL DEFAULT '',
  parent_id TEXT,
  collector_id TEXT,
  province_code TEXT NOT NULL DEFAULT '',
  amphoe_code TEXT NOT NULL DEFAULT '',
  amphoe TEXT NOT NULL DEFAULT '',
  domains TEXT NOT NULL DEFAULT '',
  vital INTEGER NOT NULL DEFAULT 0,
  expects_plan TEXT NOT NULL CHECK (expects_plan IN ('yes', 'maybe', 'no')),
  letter_code TEXT NOT NULL DEFAULT '',
  former_names TEXT NOT NULL DEFAULT '',
  name_shared INTEGER NOT NULL DEFAULT 0,
  source TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  closed_at TEXT,
  recoded_to TEXT
);
CREATE INDEX agency_recoded ON agency (recoded_to) WHERE recoded_to IS NOT NULL;
CREATE TABLE agency_list (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
);
CREATE TABLE expectation (
  id INTEGER PRIMARY KEY,
  round TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  expects_plan TEXT NOT NULL CHECK (expects_plan IN ('yes', 'maybe', 'no')),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  since TEXT NOT NULL
);
CREATE INDEX expectation_agency ON expectation (round, agency_id);
ALTER TABLE contact ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN confirmed_by TEXT CHECK (confirmed_by IN ('staff', 'list', 'mail'));
ALTER TABLE contact ADD COLUMN confirmed_at TEXT;
ALTER TABLE contact ADD COLUMN receipt TEXT;
ALTER TABLE contact ADD COLUMN taken_back_at TEXT;
CREATE INDEX contact_address ON contact (address COLLATE NOCASE);
CREATE INDEX contact_receipt ON contact (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX mail_sender ON mail (sender COLLATE NOCASE);
CREATE INDEX plan_mail ON plan (mail_id);
"""


@migrations()
def m0003_agencies(db: Database) -> None:
    """Agencies from lists that staff gave, who owes by staff's word, and which addresses are confirmed."""
    for statement in statements(_TABLES):
        db.execute(statement)
