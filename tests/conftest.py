"""Fixtures that more than one room of the tests uses."""

pytest_plugins = ["tests.servers.fixtures"]
