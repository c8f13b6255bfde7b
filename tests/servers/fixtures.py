"""Servers as pytest fixtures, for every room of the tests (named by tests/conftest.py)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def dovecot() -> Iterator[DovecotServer]:
    """A fresh Dovecot with an empty inbox of user 'bot', password 'secret'."""
    server = DovecotServer.start()
    yield server
    server.stop()


@pytest.fixture
def smtp_sink(tmp_path: Path) -> Iterator[SmtpSink]:
    """A fresh SMTP server with STARTTLS and AUTH (user 'bot', password 'secret')."""
    sink = SmtpSink.start(tmp_path / "smtp", user="bot", password="secret")
    yield sink
    sink.stop()
