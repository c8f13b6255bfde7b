"""The writer of sessions: who is logged in at the desk, until when, and how often a login failed lately."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.ledger.accounts import Account, Role, sha256
from mailbot.ledger.book import Book
from mailbot.ledger.moments import from_text, to_text

_SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last click is known: not every page is worth a write."""
FAILURES_COUNT = timedelta(minutes=15)
"""How long a failed login slows down the next ones."""
_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Session:
    """One person logged in on one browser. token_sha256 names it; form_token must stand in each form that acts."""

    token_sha256: str
    account_id: int
    name: str
    role: Role
    form_token: str
    started_at: str
    seen_at: str
    address: str
    agent: str


class Sessions(Book):
    """Sessions and failed logins in the ledger."""

    def start(self, account: Account, address: str, agent: str, now: datetime) -> str:
        """A new session under a new token, which is told this once."""
        token = secrets.token_urlsafe(32)
        with self.writing() as db:
            db.execute(
                "INSERT INTO session (token_sha256, account_id, form_token, started_at, seen_at, address, agent) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    sha256(token),
                    account.id,
                    secrets.token_urlsafe(32),
                    to_text(now),
                    to_text(now),
                    address,
                    agent[:_LONGEST_AGENT],
                ),
            )
            db.execute("DELETE FROM failed_login WHERE name = ? AND address = ?", (account.name, address))
            self.event(now, "logged_in", actor=account.name, detail={"address": address})
        return token

    def current(self, token: str, now: datetime, idle: timedelta, whole: timedelta) -> Session | None:
        """The living session of this token; None when there is none, or it ended, or the account was shut. idle: time
        without a click, whole: time since the login, after which it ends by itself."""
        rows = self.rows(f"{_SESSION} WHERE session.token_sha256 = ? AND ended_at IS NULL", (sha256(token),))
        if not rows or rows[0]["disabled_at"] is not None:
            return None
        row = rows[0]
        seen = from_text(row["seen_at"])
        if now - seen > idle or now - from_text(row["started_at"]) > whole:
            return None
        if now - seen > _SEEN_EVERY:
            with self.writing() as db:
                db.execute("UPDATE session SET seen_at = ? WHERE token_sha256 = ?", (to_text(now), row["token_sha256"]))
        return _session(row)

    def living(self, account_id: int, now: datetime, idle: timedelta, whole: timedelta) -> list[Session]:
        """Where an account is logged in now, newest first."""
        rows = self.rows(
            f"{_SESSION} WHERE account_id = ? AND ended_at IS NULL AND seen_at > ? AND started_at > ? "
            "ORDER BY seen_at DESC",
            (account_id, to_text(now - idle), to_text(now - whole)),
        )
        return [_session(row) for row in rows]

    def end(self, session: Session, now: datetime, *, everywhere: bool = False) -> None:
        """Log out here, or on every browser of the account."""
        with self.writing() as db:
            db.execute(
                "UPDATE session SET ended_at = :at WHERE ended_at IS NULL AND account_id = :account "
                "AND (:everywhere OR token_sha256 = :token)",
                {
                    "at": to_text(now),
                    "account": session.account_id,
                    "everywhere": everywhere,
                    "token": session.token_sha256,
                },
            )
            action = "logged_out_everywhere" if everywhere else "logged_out"
            self.event(now, action, actor=session.name)

    def failures(self, name: str, address: str, now: datetime) -> int:
        """Failed logins of late, for this name or from this address, whichever are more."""
        since = to_text(now - FAILURES_COUNT)
        row = self.rows(
            "SELECT (SELECT count(*) FROM failed_login WHERE name = ? AND at > ?) AS of_name, "
            "(SELECT count(*) FROM failed_login WHERE address = ? AND at > ?) AS of_address",
            (name, since, address, since),
        )[0]
        return max(int(row["of_name"]), int(row["of_address"]))

    def note_failure(self, name: str, address: str, now: datetime) -> None:
        """A login failed. What is too old to count is forgotten."""
        with self.writing() as db:
            db.execute("DELETE FROM failed_login WHERE at < ?", (to_text(now - FAILURES_COUNT),))
            db.execute("INSERT INTO failed_login (name, address, at) VALUES (?, ?, ?)", (name, address, to_text(now)))
            self.event(now, "login_failed", actor="desk", detail={"account": name, "address": address})


_SESSION = (
    "SELECT session.*, account.name, account.role, account.disabled_at FROM session "
    "JOIN account ON account.id = session.account_id"
)


def _session(row: object) -> Session:
    return Session(*(row[key] for key in Session.__slots__))  # type: ignore[index]
