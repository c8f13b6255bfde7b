"""Rules of the round, read once."""

import pytest

from mailbot import rules as rules_room
from mailbot.rules import Rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The round of 2563 as shipped."""
    return rules_room.load("bcp-2563")
