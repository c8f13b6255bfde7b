"""Registries for the tests of this room: the committed one, and the whole country where its list is at hand."""

from pathlib import Path

import pytest

from mailbot import rules
from mailbot.agencies import tables
from mailbot.agencies.registry import Registry, load
from mailbot.rules import Rules

LOCAL_LIST = Path(__file__).parents[3] / "shared" / "registry" / "local_government.csv"


@pytest.fixture(scope="session")
def round_rules() -> Rules:
    return rules.load("bcp-2563")


@pytest.fixture(scope="session")
def registry(round_rules: Rules) -> Registry:
    return load(round_rules)


@pytest.fixture(scope="session")
def whole_registry(round_rules: Rules) -> Registry:
    if not LOCAL_LIST.exists():
        pytest.skip("the list of local government is not at hand beside the project")
    return load(round_rules, tables.agencies(LOCAL_LIST, frozenset(round_rules.tiers), {}))
