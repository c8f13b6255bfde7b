"""An office of its own for each test."""

from pathlib import Path

import pytest

from tests.daemon.office import Office
from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def office(tmp_path: Path, dovecot: DovecotServer, smtp_sink: SmtpSink) -> Office:
    """Configured against a fresh Dovecot and a fresh SMTP sink."""
    return Office(tmp_path / "office", dovecot, smtp_sink).configure()
