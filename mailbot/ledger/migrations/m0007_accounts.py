"""People at the desk: accounts, their sessions, failed logins, and tokens of programs that read the ledger."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# Of tokens only SHA-256 is kept: whoever reads a backup of this file cannot log in with it.
_TABLES = """
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'chief')),
  password TEXT NOT NULL,
  created_at TEXT NOT NULL,
  password_at TEXT NOT NULL,
  disabled_at TEXT
);
CREATE TABLE session (
  token_sha256 TEXT PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  form_token TEXT NOT NULL,
  started_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ended_at TEXT,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;
CREATE TABLE failed_login (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  address TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX failed_login_name ON failed_login (name, at);
CREATE INDEX failed_login_address ON failed_login (address, at);
CREATE TABLE api_token (
  id INTEGER PRIMARY KEY,
  client TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'officer')),
  token_sha256 TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  revoked_at TEXT
);
"""


@migrations()
def m0007_accounts(db: Database) -> None:
    """Accounts, sessions, failed logins and tokens."""
    for statement in statements(_TABLES):
        db.execute(statement)
