"""A fresh ledger for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger on disk."""
    made = Ledger(tmp_path / "ledger.sqlite3", "bcp-2563", "BCP2563")
    yield made
    made.close()
