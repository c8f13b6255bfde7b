"""Fixtures that more than one room of the tests uses, and which rooms may try a test a second time."""

import pytest

pytest_plugins = ["tests.servers.fixtures"]

# Real servers, browsers and killed processes on a shared machine with two processors: a port that somebody else was
# given, a look that came late. Such a test is tried once more and both tries are told at the end of the run (R in
# the summary). Whatever is a function of its input is not among these and fails at once.
_ROOMS_WITH_REAL_SERVERS = (
    "backup",
    "daemon",
    "mailbox",
    "outbox",
    "engine",
    "scanning",
    "sealing",
    "desk",
    "reporting",
    "servers",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of the rooms with real servers: one failure is tried again (pytest-rerunfailures)."""
    for item in items:
        parts = item.path.parts
        if parts[parts.index("tests") + 1] in _ROOMS_WITH_REAL_SERVERS or item.get_closest_marker("dovecot"):
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=2))
