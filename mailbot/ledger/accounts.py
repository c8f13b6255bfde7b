"""The writer of accounts and of programs' tokens: who may look at the ledger, and who may act on it."""

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

Role = Literal["viewer", "officer", "chief"]
ROLES: tuple[Role, ...] = ("viewer", "officer", "chief")
"""From the least to the most: each may do all that those before it may."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person at the desk. password: its argon2 hash. disabled: cannot log in; what it did stays."""

    id: int
    name: str
    role: Role
    password: str
    created_at: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class Client:
    """One program that reads the ledger by a token."""

    client: str
    role: Role
    created_at: str
    created_by: str
    revoked: bool


class Accounts(Book):
    """Accounts in the ledger; each change is one transaction with its event."""

    def account(self, name: str) -> Account | None:
        """The account of this name (capitals do not count), disabled or not."""
        rows = self.rows("SELECT * FROM account WHERE name = ?", (name,))
        return _account(rows[0]) if rows else None

    def accounts(self) -> list[Account]:
        """All accounts, in the order of their names."""
        return [_account(row) for row in self.rows("SELECT * FROM account ORDER BY name")]

    def add(self, name: str, role: Role, password: str, actor: str, now: datetime) -> bool:
        """A new account with this password hash; False when the name is taken."""
        with self.writing() as db:
            made = db.execute(
                "INSERT OR IGNORE INTO account (name, role, password, created_at, password_at) VALUES (?, ?, ?, ?, ?)",
                (name, role, password, to_text(now), to_text(now)),
            )
            if made.rowcount != 1:
                return False
            self.event(now, "account_added", actor=actor, detail={"account": name, "role": role})
        return True

    def set_password(self, account: Account, password: str, actor: str, now: datetime, keep: str | None = None) -> None:
        """A new password hash. Every session of the account ends, but `keep` (the hash of one's own token)."""
        with self.writing() as db:
            db.execute(
                "UPDATE account SET password = ?, password_at = ? WHERE id = ?", (password, to_text(now), account.id)
            )
            self._end_sessions(account.id, now, keep)
            self.event(now, "password_changed", actor=actor, detail={"account": account.name})

    def rehash(self, account: Account, password: str) -> None:
        """The same password under newer parameters: no event, nothing ends."""
        with self.writing() as db:
            db.execute("UPDATE account SET password = ? WHERE id = ?", (password, account.id))

    def set_role(self, account: Account, role: Role, actor: str, now: datetime) -> bool:
        """Another role; its sessions end, so that the next one begins under a new token. False when this would leave
        nobody who may manage accounts."""
        with self.writing() as db:
            if account.role == "chief" and role != "chief" and self._last_chief(account):
                return False
            db.execute("UPDATE account SET role = ? WHERE id = ?", (role, account.id))
            self._end_sessions(account.id, now, None)
            detail = {"account": account.name, "before": account.role, "after": role}
            self.event(now, "role_changed", actor=actor, detail=detail)
        return True

    def set_disabled(self, account: Account, disabled: bool, actor: str, now: datetime) -> bool:
        """Shut an account, or open it again. False when this would shut out the last chief."""
        with self.writing() as db:
            if disabled and account.role == "chief" and self._last_chief(account):
                return False
            at = to_text(now) if disabled else None
            db.execute("UPDATE account SET disabled_at = ? WHERE id = ?", (at, account.id))
            self._end_sessions(account.id, now, None)
            action = "account_disabled" if disabled else "account_enabled"
            self.event(now, action, actor=actor, detail={"account": account.name})
        return True

    def clients(self) -> list[Client]:
        """All programs that were given a token."""
        return [_client(row) for row in self.rows("SELECT * FROM api_token ORDER BY client")]

    def give_token(self, client: str, role: Role, actor: str, now: datetime) -> str:
        """A new token for a program, told this once; the one that it had before is worthless."""
        token = secrets.token_urlsafe(32)
        with self.writing() as db:
            db.execute(
                "INSERT INTO api_token (client, role, token_sha256, created_at, created_by) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (client) DO UPDATE SET role = excluded.role, token_sha256 = excluded.token_sha256, "
                "created_at = excluded.created_at, created_by = excluded.created_by, revoked_at = NULL",
                (client, role, sha256(token), to_text(now), actor),
            )
            self.event(now, "token_given", actor=actor, detail={"client": client, "role": role})
        return token

    def revoke_token(self, client: str, actor: str, now: datetime) -> bool:
        """Make a program's token worthless; False when it has none."""
        with self.writing() as db:
            done = db.execute(
                "UPDATE api_token SET revoked_at = ? WHERE client = ? AND revoked_at IS NULL", (to_text(now), client)
            )
            if done.rowcount != 1:
                return False
            self.event(now, "token_revoked", actor=actor, detail={"client": client})
        return True

    def client_of(self, token: str) -> Client | None:
        """The program that shows this token; None for a token that is unknown or worthless."""
        rows = self.rows("SELECT * FROM api_token WHERE token_sha256 = ? AND revoked_at IS NULL", (sha256(token),))
        return _client(rows[0]) if rows else None

    def _last_chief(self, account: Account) -> bool:
        others = self.rows(
            "SELECT 1 FROM account WHERE role = 'chief' AND disabled_at IS NULL AND id <> ?", (account.id,)
        )
        return not others

    def _end_sessions(self, account_id: int, now: datetime, keep: str | None) -> None:
        self.db.execute(
            "UPDATE session SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL AND token_sha256 IS NOT ?",
            (to_text(now), account_id, keep),
        )


def sha256(token: str) -> str:
    """What is kept of a token: it is random and long, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _account(row: sqlite3.Row) -> Account:
    return Account(
        row["id"], row["name"], row["role"], row["password"], row["created_at"], row["disabled_at"] is not None
    )


def _client(row: sqlite3.Row) -> Client:
    return Client(row["client"], row["role"], row["created_at"], row["created_by"], row["revoked_at"] is not None)
