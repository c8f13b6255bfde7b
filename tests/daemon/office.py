"""One mailbot of the tests: its config against Dovecot and the SMTP sink, its runs, and what is true after them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.daemon.prefork import run_forked
from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink

FOLDERS = ("INBOX", "Processed", "Review", "Sealed", "Quarantine")
PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Office:
    """A config file, a data folder, and the servers that they name."""

    folder: Path
    dovecot: DovecotServer
    sink: SmtpSink
    ahead: timedelta = timedelta()
    """How much later the runs believe that it is; put forward where something waits for its next try."""
    worker: bool = False
    """Whether runs start anew and examine in a worker process, as users' do; else they are forked, which is quick."""

    @property
    def config(self) -> Path:
        """The config file; written by `configure`."""
        return self.folder / "config.toml"

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.folder / "data" / "ledger.sqlite3"

    def configure(self, extra: str = "", imap_port: int = 0, smtp_port: int = 0) -> "Office":
        """Write the config; `extra` is further TOML."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(
            f"""
[data]
min_free_mb = 0
[mailbox]
kind = "imap"
poll_seconds = 1
[mailbox.imap]
host = "127.0.0.1"
port = {imap_port or self.dovecot.port_tls}
ca_file = {json.dumps(str(self.dovecot.ca_file))}
user = "bot"
password = "secret"
connect_seconds = 3
read_seconds = 3
idle_seconds = 1
[smtp]
kind = "smtp"
host = "127.0.0.1"
port = {smtp_port or self.sink.port}
security = "starttls"
ca_file = {json.dumps(str(self.sink.ca_file))}
user = "bot"
password = "secret"
connect_seconds = 3
command_seconds = 3
final_seconds = 3
per_minute = 6000
{extra}
""",
            "utf-8",
        )
        return self

    def run(self, die_at: str = "", count: int = 0) -> subprocess.CompletedProcess[str]:
        """One run of the real daemon in its own process; with die_at, it kills itself at that step ('*': at any)."""
        if not self.worker:
            return run_forked(self.config, die_at, count, self.ahead)
        arguments = [sys.executable, "-W", "error", "-m", "tests.daemon.driver", str(self.config)]
        if die_at:
            arguments += [die_at, str(count)]
        return subprocess.run(
            arguments,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def run_until_quiet(self, runs: int = 4) -> None:
        """Run again until nothing waits, as systemd would; AssertionError when it never becomes quiet."""
        for _ in range(runs):
            done = self.run()
            assert done.returncode == 0, done.stderr[-3000:]
            if done.stdout.split() == ["0", "0"]:
                return
        raise AssertionError(f"never quiet: {done.stdout} {done.stderr[-3000:]}")

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of the ledger."""
        with sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True) as ledger:
            return ledger.execute(sql).fetchall()

    def assert_settled(self, message_ids: list[str], twice: bool = False) -> None:
        """Every mail in exactly one folder and with exactly one receipt; every answer sent once (twice: the same
        Message-ID may have come twice); nothing in a middle state."""
        places = self.dovecot.whereabouts()
        found = Counter(one for folder, ids in places.items() if folder in FOLDERS for one in ids)
        assert found == Counter(message_ids), places
        assert "INBOX" not in places
        assert self.rows("SELECT DISTINCT state FROM mail") == [("done",)]
        receipts = self.rows("SELECT receipt FROM mail WHERE duplicate_of IS NULL")
        assert len(receipts) == len(set(receipts)) == len(message_ids)
        assert self.rows("SELECT count(*) FROM mail WHERE duplicate_of IS NOT NULL") == [(0,)]
        answers = {str(row[0]): row[1] for row in self.rows("SELECT message_id, state FROM outbox")}
        assert set(answers.values()) <= {"sent"}
        sent = Counter(self.sink.message_ids())
        assert set(sent) == set(answers)
        assert max(sent.values()) <= (2 if twice else 1), sent
        assert sum(sent.values()) <= len(answers) + (1 if twice else 0)
        copies = Counter(places.get("Sent", []))
        assert copies == Counter(dict.fromkeys(answers, 1))
        assert self.rows("PRAGMA integrity_check") == [("ok",)]


def killed(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether the run died at its step."""
    return done.returncode == -signal.SIGKILL
