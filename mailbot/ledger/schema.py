"""Tables of the ledger as migrations, and the one way to open its file."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from mailbot.errors import ConfigError, Transient

BUSY_MILLISECONDS = 5_000

migrations = Migrations("mailbot")

_TABLES_1 = """
CREATE TABLE mailbox (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  folder TEXT NOT NULL,
  uidvalidity TEXT NOT NULL,
  UNIQUE (account, folder, uidvalidity)
);
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
  uid TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('fetched', 'decided', 'settled', 'done')),
  receipt TEXT,
  duplicate_of INTEGER REFERENCES mail (id),
  raw_sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  decided_at TEXT,
  done_at TEXT,
  content_key TEXT,
  kind TEXT,
  verdict TEXT,
  sender TEXT,
  subject TEXT,
  may_reply INTEGER,
  no_reply_reason TEXT,
  folder TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT,
  last_error TEXT,
  judgment INTEGER NOT NULL DEFAULT 0,
  examination TEXT,
  UNIQUE (mailbox_id, uid)
);
CREATE INDEX mail_state ON mail (state) WHERE state <> 'done';
CREATE INDEX mail_raw ON mail (raw_sha256);
CREATE UNIQUE INDEX mail_receipt ON mail (receipt) WHERE duplicate_of IS NULL;
CREATE TABLE content (
  content_key TEXT PRIMARY KEY,
  mail_id INTEGER NOT NULL REFERENCES mail (id)
);
CREATE TABLE receipt_counter (
  prefix TEXT PRIMARY KEY,
  last INTEGER NOT NULL
);
CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  mail_id INTEGER NOT NULL REFERENCES mail (id),
  judgment INTEGER NOT NULL,
  position INTEGER NOT NULL,
  round TEXT NOT NULL,
  agency_id TEXT,
  tier TEXT,
  route TEXT,
  route_finding TEXT,
  credited INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  late INTEGER NOT NULL,
  word TEXT,
  pdf TEXT,
  received_at TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  superseded_at TEXT,
  UNIQUE (mail_id, judgment, position)
);
CREATE INDEX plan_agency ON plan (round, agency_id, verdict);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  mail_id INTEGER NOT NULL REFERENCES mail (id),
  judgment INTEGER NOT NULL,
  plan_id INTEGER REFERENCES plan (id),
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  clause TEXT NOT NULL,
  element TEXT,
  place TEXT,
  parameters TEXT NOT NULL
);
CREATE INDEX finding_mail ON finding (mail_id);
CREATE INDEX finding_code ON finding (code);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  mail_id INTEGER REFERENCES mail (id),
  judgment INTEGER,
  round TEXT NOT NULL,
  agency_id TEXT,
  stage TEXT,
  message_id TEXT NOT NULL UNIQUE,
  token TEXT NOT NULL,
  recipient TEXT NOT NULL,
  envelope_from TEXT NOT NULL,
  subject TEXT NOT NULL,
  raw BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'uncertain', 'sent', 'refused', 'dead')),
  tries INTEGER NOT NULL DEFAULT 0,
  resends INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  next_try_at TEXT NOT NULL,
  ended_at TEXT,
  copied_at TEXT,
  bounced TEXT,
  last_error TEXT
);
CREATE UNIQUE INDEX outbox_reply ON outbox (mail_id, judgment) WHERE mail_id IS NOT NULL;
CREATE UNIQUE INDEX outbox_reminder ON outbox (round, agency_id, stage) WHERE stage IS NOT NULL;
CREATE INDEX outbox_open ON outbox (next_try_at) WHERE state IN ('pending', 'sending', 'uncertain');
CREATE INDEX outbox_recipient ON outbox (recipient, created_at);
CREATE INDEX outbox_token ON outbox (token);
CREATE TABLE contact (
  agency_id TEXT NOT NULL,
  address TEXT NOT NULL,
  source TEXT NOT NULL,
  learned_at TEXT NOT NULL,
  dead_at TEXT,
  PRIMARY KEY (agency_id, address)
);
CREATE TABLE condition (
  name TEXT PRIMARY KEY,
  since TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  mail_id INTEGER REFERENCES mail (id),
  outbox_id INTEGER REFERENCES outbox (id),
  agency_id TEXT,
  for_staff INTEGER NOT NULL DEFAULT 0,
  detail TEXT NOT NULL
);
CREATE INDEX event_mail ON event (mail_id);
CREATE INDEX event_staff ON event (at) WHERE for_staff = 1;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;
CREATE TRIGGER mail_is_never_deleted BEFORE DELETE ON mail
BEGIN SELECT RAISE (ABORT, 'mails are never deleted'); END;
"""

# Lists in a cell are separated by ; as in the registry's files. closed_at: no longer in its list. recoded_to: goes on
# under another id, under which all that came for the old one is counted (always the last id, never a chain).
_TABLES_3 = """
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
def m0001_first_tables(db: Database) -> None:
    """Mails, plans, findings, outbox, contacts, events."""
    for statement in _statements(_TABLES_1):
        db.execute(statement)


@migrations()
def m0002_indexes_of_the_outbox(db: Database) -> None:
    """The rows of the outbox hold whole mails: asked for by time or fate, they must not all be read."""
    db.execute("CREATE INDEX outbox_created ON outbox (created_at, recipient, kind, stage)")
    db.execute("CREATE INDEX outbox_uncopied ON outbox (id) WHERE state = 'sent' AND copied_at IS NULL")


@migrations()
def m0003_agencies(db: Database) -> None:
    """Agencies from lists that staff gave, who owes by staff's word, and which addresses are confirmed."""
    for statement in _statements(_TABLES_3):
        db.execute(statement)


class OlderLedger(ConfigError):
    """A ledger of an older mailbot, which a reader cannot read whole."""


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """Open (and, unless read_only, create and migrate) the ledger.

    WAL, synchronous=FULL (a power cut loses no acknowledged transaction), foreign keys on. Raises ConfigError when the
    file is missing (read_only) or is no ledger, Transient when it is locked.
    """
    try:
        if read_only:
            if not path.exists():
                raise ConfigError(f"no ledger at {path}; run `mailbot run` or `mailbot demo` first")
            connection = _reader(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None)
            path.chmod(0o600)
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        if read_only:
            _refuse_older(db, path)
        else:
            if db.journal_mode != "wal":
                db.enable_wal()
            connection.execute("PRAGMA synchronous = FULL")
            if migrations.pending(db):
                migrations.apply(db)
        return db
    except OSError as error:
        raise ConfigError(f"ledger {path} cannot be opened: {error.strerror}") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and ("locked" in str(error) or "busy" in str(error)):
            raise Transient(f"ledger {path} is locked by another program") from error
        raise ConfigError(f"ledger {path} cannot be opened: {error}") from error


def _refuse_older(db: Database, path: Path) -> None:
    """A reader changes nothing, so it cannot bring an older ledger up to date. Raises OlderLedger."""
    if migrations.pending(db):
        raise OlderLedger(
            f"the ledger {path} is from an older mailbot; `mailbot doctor` or `mailbot run` bring it up to date"
        )


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing. Where even the WAL's index cannot be made (a read-only disk, another's folder)
    a ledger that was closed well is read as a file that does not change."""
    address = path.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        unwritten = path.with_name(f"{path.name}-wal")
        if unwritten.exists() and unwritten.stat().st_size:
            raise
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection


def _statements(script: str) -> list[str]:
    """Single statements of a script; triggers hold semicolons, so ask SQLite where each one ends."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found
