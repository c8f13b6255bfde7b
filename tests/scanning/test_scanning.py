"""What clamd says is believed word for word; whatever it does not say is not clean."""

import io
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from pydantic import ValidationError

from mailbot import doctor
from mailbot.scanning.clamd import CLEAN, NotScanned, Scanner
from mailbot.settings import ScanSection
from mailbot.workplace import Workplace
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace
from tests.servers.clamd import MARKER, NAME, STREAM_MAX, Clamd, running_clamd


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    """One for all tests that do not end it."""
    with running_clamd() as made:
        yield made


def _mail(content: bytes, name: str = "แผนลับของไวรัส.docx") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "officer@dopa.go.th", "opdcbcm@opdc.go.th"
    mail["Subject"], mail["Message-ID"] = "ส่งแผน", "<virus.1@dopa.go.th>"
    mail.set_content("ขอส่งแผน")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def _zipped(content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plan.docx", content)
    return data.getvalue()


@pytest.mark.parametrize("over", ["socket", "port"])
def test_clean_infected_and_infected_within_a_mail_and_a_zip(clamd: Clamd, over: str) -> None:
    scanner = Scanner(clamd.section() if over == "socket" else clamd.section(socket=""))
    assert scanner.scan(_mail(b"hello")) == CLEAN
    assert scanner.scan(MARKER) == NAME
    assert scanner.scan(_mail(MARKER)) == NAME
    assert scanner.scan(_mail(_zipped(MARKER * 10))) == NAME
    assert scanner.scan(b"") == CLEAN


def test_what_was_not_looked_at_is_never_clean(clamd: Clamd, tmp_path: Path) -> None:
    with pytest.raises(NotScanned, match="clamd"):
        Scanner(clamd.section()).scan(b"x" * (STREAM_MAX + 1_000_000))
    with pytest.raises(NotScanned, match="limit_mb"):
        Scanner(clamd.section(limit_mb=1)).scan(b"x" * 1_000_001)
    with pytest.raises(NotScanned, match="No such file"):
        Scanner(clamd.section(socket=str(tmp_path / "none"))).scan(b"x")


@pytest.mark.parametrize(
    "answer", [b"", b"stream: ERROR\0", b"stream: OKAY\0", b"OK", b"stream: OK (limits)\0", b" FOUND\0"]
)
def test_every_other_answer_is_not_clean(answer: bytes) -> None:
    with Answering(answer) as port, pytest.raises(NotScanned):
        Scanner(ScanSection(kind="clamd", socket="", port=port, seconds=5)).scan(b"x")


def test_silence_ends_with_its_time() -> None:
    begun = time.monotonic()
    with Answering(None) as port, pytest.raises(NotScanned):
        Scanner(ScanSection(kind="clamd", socket="", port=port, seconds=0.5)).scan(b"x")
    assert time.monotonic() - begun < 5


def test_only_this_machine_is_asked() -> None:
    with pytest.raises(ValidationError, match="this machine"):
        ScanSection(kind="clamd", socket="", host="192.0.2.1")


def _place(folder: Path, clamd: Clamd, more: str = "") -> Workplace:
    (folder / "config.toml").write_text(
        "[data]\nmin_free_mb = 0\n[staff]\nalert_address = 'staff@opdc.example.go.th'\n"
        f"[scan]\nkind = 'clamd'\nsocket = '{clamd.socket}'\nseconds = 20\n{more}",
        "utf-8",
    )
    place = workplace(folder / "config.toml", Clock())
    place.mailbox.open()
    return place


def test_an_infected_mail_goes_to_quarantine_and_is_told_without_its_file(clamd: Clamd, tmp_path: Path) -> None:
    place = _place(tmp_path, clamd)
    place.mailbox.append("INBOX", _mail(MARKER), datetime(2020, 6, 15, tzinfo=UTC))
    place.daemon.run_once()
    assert [tuple(row) for row in place.ledger.rows("SELECT folder, scan, verdict FROM mail")] == [
        ("Quarantine", NAME, "review")
    ]
    (letter,) = place.ledger.rows("SELECT raw, kind FROM outbox")
    assert letter["kind"] == "unreadable"
    assert "แผนลับของไวรัส" not in str(letter["raw"])
    told = place.ledger.rows("SELECT detail FROM event WHERE for_staff = 1")
    assert any("file.infected" in row[0] for row in told)
    assert any(NAME in row[0] for row in told)
    assert [one.state for one in doctor.run(place) if one.name == "virus scanner"] == ["ok"]
    place.close()


def test_without_a_scanner_mails_wait_and_staff_are_told_once(tmp_path: Path) -> None:
    with running_clamd() as mine:
        place = _place(tmp_path, mine)
        mine.stop()
        place.mailbox.append("INBOX", _mail(b"hello"), datetime(2020, 6, 15, tzinfo=UTC))
        for _ in range(3):
            assert place.daemon.run_once().waiting == 1
            clock = place.clock
            assert isinstance(clock, Clock)
            clock.ahead += timedelta(minutes=2)
        assert place.ledger.rows("SELECT count(*) FROM outbox WHERE kind = 'alert'")[0][0] == 1
        assert place.ledger.rows("SELECT state, scan FROM mail")[0][:] == ("fetched", None)
        assert [one.state for one in doctor.run(place) if one.name == "virus scanner"] == ["broken"]
        place.close()
    with running_clamd() as back:
        place = _place(tmp_path, back)
        clock = place.clock
        assert isinstance(clock, Clock)
        clock.ahead = timedelta(minutes=20)
        assert place.daemon.run_once().troubles == []
        assert place.ledger.rows("SELECT scan FROM mail")[0][0] == CLEAN
        place.close()


def test_where_scanning_is_not_required_staff_see_what_was_not_scanned(clamd: Clamd, tmp_path: Path) -> None:
    place = _place(tmp_path, clamd, "limit_mb = 0.0001\nrequired = false\n")
    place.mailbox.append("INBOX", _mail(b"hello"), datetime(2020, 6, 15, tzinfo=UTC))
    assert place.daemon.run_once().waiting == 0
    assert place.ledger.rows("SELECT scan FROM mail")[0][0] == "unscanned"
    assert place.ledger.rows("SELECT count(*) FROM event WHERE action = 'scanned' AND for_staff = 1")[0][0] == 1
    place.close()


class Answering:
    """A server that gives one answer to whatever it is asked, or (None) none at all."""

    def __init__(self, answer: bytes | None) -> None:
        self.answer = answer
        self.server = socket.create_server(("127.0.0.1", 0))
        self.over = threading.Event()

    def __enter__(self) -> int:
        threading.Thread(target=self._serve, daemon=True).start()
        return int(self.server.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.server.close()

    def _serve(self) -> None:
        connection, _ = self.server.accept()
        with connection:
            connection.recv(1000)
            if self.answer is None:
                self.over.wait(20)
            else:
                connection.sendall(self.answer)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(2)
                while connection.recv(1000):
                    pass
