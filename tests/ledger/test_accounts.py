"""Accounts in the ledger: brought into an older file, kept apart from what they may do, every change an event."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from mailbot.ledger.accounts import Account, Accounts
from mailbot.ledger.migrations import migrations
from mailbot.ledger.sessions import FAILURES_COUNT, Sessions
from tests.ledger.samples import NOW

IDLE, WHOLE = timedelta(minutes=30), timedelta(hours=12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger as it was before there were accounts."""
    made = tmp_path / "ledger.sqlite3"
    connection = sqlite3.connect(made, isolation_level=None)
    migrations.apply(Database(connection), stop_before="m0007_accounts")
    connection.execute("INSERT INTO condition VALUES ('disk', '2020', 'full')")
    connection.close()
    return made


@pytest.fixture
def accounts(path: Path) -> Iterator[Accounts]:
    """Accounts of that ledger, brought up to date."""
    made = Accounts(path, "bcp-2563", "BCP2563")
    yield made
    made.close()


@pytest.fixture
def sessions(path: Path) -> Iterator[Sessions]:
    """Sessions of that ledger."""
    made = Sessions(path, "bcp-2563", "BCP2563")
    yield made
    made.close()


def _chief(accounts: Accounts) -> Account:
    assert accounts.add("Somchai", "chief", "hash", "test", NOW)
    found = accounts.account("SOMCHAI")
    assert found is not None
    return found


def test_an_older_ledger_keeps_what_it_holds(accounts: Accounts) -> None:
    assert accounts.rows("SELECT name FROM condition")[0][0] == "disk"
    assert accounts.accounts() == []


def test_a_name_is_taken_whatever_its_capitals(accounts: Accounts) -> None:
    _chief(accounts)
    assert not accounts.add("somchai", "viewer", "other", "test", NOW)
    assert [one.role for one in accounts.accounts()] == ["chief"]


def test_somebody_can_always_manage_accounts(accounts: Accounts) -> None:
    chief = _chief(accounts)
    assert not accounts.set_disabled(chief, True, "test", NOW)
    assert not accounts.set_role(chief, "viewer", "test", NOW)
    accounts.add("second", "chief", "hash", "test", NOW)
    assert accounts.set_role(chief, "viewer", "test", NOW)


def test_every_change_is_an_event_without_a_secret(accounts: Accounts) -> None:
    chief = _chief(accounts)
    accounts.set_password(chief, "new-hash", "Somchai", NOW)
    token = accounts.give_token("monitor", "viewer", "Somchai", NOW)
    assert accounts.revoke_token("monitor", "Somchai", NOW)
    rows = accounts.rows("SELECT action, detail FROM event ORDER BY id")
    assert [row["action"] for row in rows] == ["account_added", "password_changed", "token_given", "token_revoked"]
    assert not any(secret in row["detail"] for row in rows for secret in ("hash", token))


def test_a_token_is_worth_something_until_it_is_replaced_or_revoked(accounts: Accounts) -> None:
    first = accounts.give_token("monitor", "viewer", "test", NOW)
    second = accounts.give_token("monitor", "officer", "test", NOW)
    assert accounts.client_of(first) is None
    found = accounts.client_of(second)
    assert found is not None
    assert (found.client, found.role) == ("monitor", "officer")
    accounts.revoke_token("monitor", "test", NOW)
    assert accounts.client_of(second) is None
    assert not accounts.revoke_token("monitor", "test", NOW)


def test_a_session_lives_as_long_as_it_is_used_and_no_longer_than_the_day(
    accounts: Accounts, sessions: Sessions
) -> None:
    token = sessions.start(_chief(accounts), "127.0.0.1", "Firefox", NOW)
    minutes = [29, 58, 87]
    assert all(sessions.current(token, NOW + timedelta(minutes=m), IDLE, WHOLE) for m in minutes)
    assert sessions.current(token, NOW + timedelta(minutes=118), IDLE, WHOLE) is None
    assert sessions.current(token, NOW + timedelta(minutes=118), WHOLE, timedelta(hours=1)) is None
    assert sessions.current("guess", NOW, IDLE, WHOLE) is None


def test_what_makes_an_account_another_ends_its_sessions(accounts: Accounts, sessions: Sessions) -> None:
    account = _chief(accounts)
    accounts.add("second", "chief", "hash", "test", NOW)

    def ended_by(change: object) -> bool:
        token = sessions.start(account, "127.0.0.1", "", NOW)
        assert callable(change)
        change()
        return sessions.current(token, NOW, IDLE, WHOLE) is None

    assert ended_by(lambda: accounts.set_role(account, "officer", "test", NOW))
    assert ended_by(lambda: accounts.set_password(account, "new", "test", NOW))
    assert ended_by(lambda: accounts.set_disabled(account, True, "test", NOW))


def test_failed_logins_count_by_name_and_by_address_for_a_while(accounts: Accounts, sessions: Sessions) -> None:
    for _ in range(3):
        sessions.note_failure("somchai", "192.0.2.1", NOW)
    assert sessions.failures("SOMCHAI", "192.0.2.9", NOW) == 3
    assert sessions.failures("other", "192.0.2.1", NOW) == 3
    assert sessions.failures("other", "192.0.2.9", NOW) == 0
    assert sessions.failures("somchai", "192.0.2.1", NOW + FAILURES_COUNT) == 0
    sessions.start(_chief(accounts), "192.0.2.1", "", NOW)
    assert sessions.failures("somchai", "192.0.2.1", NOW) == 0
