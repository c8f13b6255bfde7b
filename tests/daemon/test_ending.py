"""SIGTERM and SIGINT end the real program within seconds, whatever it waits for, and the next start goes on."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.daemon.mails import question
from tests.daemon.office import PROJECT, Office
from tests.daemon.running import until
from tests.servers.dovecot import message_id
from tests.servers.proxy import FaultProxy

pytestmark = pytest.mark.dovecot


@contextmanager
def _program(office: Office, *arguments: str, notify: str = "") -> Iterator["subprocess.Popen[str]"]:
    program = subprocess.Popen(
        [sys.executable, "-m", "mailbot", "--config", str(office.config), "run", *arguments],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "NOTIFY_SOCKET": notify},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        if program.stderr is not None:
            program.stderr.close()


def _patient(config: Path) -> None:
    """Time-outs as real ones are."""
    text = config.read_text("utf-8")
    config.write_text(text.replace("_seconds = 3\n", "_seconds = 300\n"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_while_the_smtp_server_is_silent(office: Office, number: int) -> None:
    proxy = FaultProxy(office.sink.port)
    proxy.freeze()
    office.configure(smtp_port=proxy.port)
    _patient(office.config)
    office.dovecot.deliver(question(1))
    with _program(office) as program:
        until(lambda: proxy.connections > 0, 60)
        started = time.monotonic()
        program.send_signal(number)
        program.send_signal(number)
        assert program.wait(20) == 0
        assert time.monotonic() - started < 6.5
    proxy.stop()
    office.configure()
    office.run_until_quiet()
    office.assert_settled([message_id(question(1))])


def test_while_the_imap_server_is_silent(office: Office) -> None:
    proxy = FaultProxy(office.dovecot.port_tls)
    office.configure(imap_port=proxy.port)
    _patient(office.config)
    with _program(office) as program:
        until(lambda: proxy.connections > 0, 60)
        proxy.freeze()
        time.sleep(1)
        started = time.monotonic()
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == 0
        assert time.monotonic() - started < 6.5
    proxy.stop()


def test_while_all_is_quiet(office: Office) -> None:
    office.dovecot.deliver(question(1))
    with _program(office) as program:
        until(lambda: len(office.sink.messages) == 1 and "INBOX" not in office.dovecot.whereabouts(), 60)
        started = time.monotonic()
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == 0
        assert time.monotonic() - started < 6.5
        assert program.stderr is not None
        assert "Traceback" not in program.stderr.read()
    office.assert_settled([message_id(question(1))])


def test_run_once_tells_what_is_wrong_and_loses_nothing(office: Office) -> None:
    office.sink.password = "changed"
    office.dovecot.deliver(question(1))
    with _program(office, "--once") as program:
        assert program.wait(60) == 1
        assert program.stderr is not None
        assert "smtp_login: outgoing mail: " in program.stderr.read()
    office.sink.password = "secret"
    office.ahead = timedelta(minutes=2)
    office.run_until_quiet()
    office.assert_settled([message_id(question(1))])


def test_systemd_is_told_when_it_is_ready_alive_and_ending(office: Office, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        with _program(office, notify=str(tmp_path / "notify")) as program:
            heard = {systemd.recv(100), systemd.recv(100)}
            assert heard == {b"READY=1", b"WATCHDOG=1"}
            program.send_signal(signal.SIGTERM)
            while (word := systemd.recv(100)) != b"STOPPING=1":
                assert word == b"WATCHDOG=1"
            assert program.wait(20) == 0
