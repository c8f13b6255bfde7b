"""The first ledger: mails, plans, findings, outbox, contacts, conditions, events that nobody can change."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

_TABLES = """
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


@migrations()
def m0001_first_tables(db: Database) -> None:
    """Mails, plans, findings, outbox, contacts, events."""
    for statement in statements(_TABLES):
        db.execute(statement)
