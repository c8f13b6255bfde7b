"""Cases: which files make a plan's version, which mail goes on from which, and what staff decided by hand."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# files: SHA-256 of each file of the plan, as JSON. version: the same files, the same version. receipts: of the other
# mails whose files are in it, as JSON. newest: when the newest of its files came, in seconds
# since 1970. superseded_by: the plan of a later
# mail that holds this one's files. ruled_by: who of staff decided. ruling: what staff said of a mail or of one plan of
# it (position; NULL: the whole mail), with the judgment as it was before (NULL: sealed since) for taking it back.
# acknowledged: an agency is told once of each version that it is accepted; the key makes that true.
_TABLES = """
ALTER TABLE plan ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
ALTER TABLE plan ADD COLUMN version TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN receipts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE plan ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plan ADD COLUMN superseded_by INTEGER REFERENCES plan (id);
ALTER TABLE plan ADD COLUMN ruled_by TEXT;
ALTER TABLE mail ADD COLUMN sender_agency TEXT;
ALTER TABLE mail ADD COLUMN part INTEGER;
ALTER TABLE mail ADD COLUMN parts INTEGER;
ALTER TABLE mail ADD COLUMN parts_wait INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail ADD COLUMN parts_told_at TEXT;
CREATE TABLE ruling (
  id INTEGER PRIMARY KEY,
  mail_id INTEGER NOT NULL REFERENCES mail (id),
  judgment INTEGER NOT NULL,
  position INTEGER,
  act TEXT NOT NULL,
  halves TEXT NOT NULL DEFAULT '[]',
  agency_id TEXT,
  other_mail_id INTEGER REFERENCES mail (id),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  before TEXT,
  undone_at TEXT
);
CREATE INDEX ruling_mail ON ruling (mail_id);
CREATE TABLE acknowledged (
  agency_id TEXT NOT NULL,
  version TEXT NOT NULL,
  receipt TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (agency_id, version)
);
CREATE TABLE claim (
  mail_id INTEGER PRIMARY KEY REFERENCES mail (id),
  actor TEXT NOT NULL,
  until TEXT NOT NULL
);
CREATE INDEX plan_living ON plan (round, agency_id) WHERE superseded_at IS NULL;
CREATE INDEX plan_version ON plan (version) WHERE version <> '';
CREATE INDEX mail_sender_agency ON mail (sender_agency) WHERE sender_agency IS NOT NULL;
CREATE INDEX mail_parts ON mail (sender COLLATE NOCASE, parts) WHERE parts IS NOT NULL;
"""


@migrations()
def m0004_cases(db: Database) -> None:
    """Versions of plans, the mails that make one, and staff's decisions."""
    for statement in statements(_TABLES):
        db.execute(statement)
    db.execute("UPDATE plan SET newest = coalesce(CAST(strftime('%s', received_at) AS INTEGER), 0)")
    # What was asked of agencies before is known from the stored judgments; later ones write it down themselves.
    db.execute("UPDATE mail SET sender_agency = json_extract(examination, '$.identity.sender_id')")
