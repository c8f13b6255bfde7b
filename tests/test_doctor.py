"""What doctor says of tools, backups, permissions and clocks, and where secrets come from."""

import os
import socket
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot import config_file, doctor, machine
from mailbot.documents import ocr_engine
from mailbot.workplace import Workplace
from tests.real_parts import need


def told(folder: Path, config: str = "") -> doctor.Check:
    """The line on Tesseract."""
    (folder / "config.toml").write_text(f"[data]\nmin_free_mb = 0\n{config}", "utf-8")
    place = Workplace(config_file.load(folder / "config.toml"))
    try:
        return next(check for check in doctor.run(place) if check.name == "tesseract")
    finally:
        place.close()


def test_with_thai(tmp_path: Path) -> None:
    need("tesseract")
    check = told(tmp_path)
    assert check.state == "ok"
    assert "60 scanned pages" in check.detail


def test_switched_off(tmp_path: Path) -> None:
    need("tesseract")
    check = told(tmp_path, '[examine]\nocr = "off"\n')
    assert (check.state, "switched off" in check.detail) == ("warning", True)


def test_without_thai_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bin" / "tesseract"
    bare.parent.mkdir()
    monkeypatch.setenv("PATH", str(bare.parent))
    ocr_engine.tesseract.cache_clear()
    assert "not installed" in told(tmp_path).detail
    bare.write_text('#!/bin/sh\necho "List of available languages (1):"\necho eng\n', "ascii")
    bare.chmod(0o755)
    ocr_engine.tesseract.cache_clear()
    check = told(tmp_path)
    ocr_engine.tesseract.cache_clear()
    assert (check.state, "no Thai" in check.detail) == ("warning", True)
    assert "wait for a person" in check.detail


def checks(folder: Path, config: str = "") -> dict[str, doctor.Check]:
    """Every line, by its name."""
    (folder / "config.toml").write_text(f"[data]\nmin_free_mb = 0\n{config}", "utf-8")
    place = Workplace(config_file.load(folder / "config.toml"))
    try:
        return {check.name: check for check in doctor.run(place)}
    finally:
        place.close()


def test_the_age_of_backups(tmp_path: Path) -> None:
    assert checks(tmp_path)["backup"].state == "warning"
    folder = tmp_path / "backups"
    folder.mkdir()
    setting = f'[backup]\nfolder = "{folder}"\nhours = 26\n'
    assert checks(tmp_path, setting)["backup"].state == "warning", "nothing is there that could be lost"
    place = Workplace(config_file.load(tmp_path / "config.toml"))
    now = datetime.now(UTC)
    place.ledger.record_fetched(place.ledger.mailbox_id("bot", "INBOX", "1"), "1", "sha", 1, now, now)
    place.close()
    check = checks(tmp_path, setting)["backup"]
    assert (check.state, check.detail[:9]) == ("broken", "no backup")
    newest = folder / "monday.tar"
    newest.write_bytes(b"x")
    assert checks(tmp_path, setting)["backup"].state == "ok"
    old = newest.stat().st_mtime - 30 * 3600
    os.utime(newest, (old, old))
    assert "30 hours old" in checks(tmp_path, setting)["backup"].detail
    assert checks(tmp_path, setting)["backup"].state == "broken"


def test_files_that_others_may_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    assert checks(tmp_path)["permissions"].state == "ok"
    (tmp_path / "data" / "secret").write_text("x")
    (tmp_path / "data" / "secret").chmod(0o644)
    check = checks(tmp_path)["permissions"]
    assert (check.state, "secret" in check.detail) == ("warning", True)


def test_a_mail_from_the_future_tells_of_a_wrong_clock(tmp_path: Path) -> None:
    assert checks(tmp_path)["clock"].state == "ok"
    place = Workplace(config_file.load(tmp_path / "config.toml"))
    place.mailbox.append("INBOX", b"Subject: x\n\n", datetime.now(UTC) + timedelta(hours=2))
    place.close()
    assert checks(tmp_path)["mail server's clock"].state == "broken"


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [
        (
            b"220 mx MAIL Service ready at Mon, 15 Jun 2020 03:00:00 +0000\r\n",
            "2020-06-15T03:00:00+00:00",
        ),
        (b"220 mx ESMTP Postfix\r\n", None),
        (b"", None),
    ],
)
def test_the_time_in_a_greeting(greeting: bytes, expected: str | None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            connection.sendall(greeting)
            connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        found = machine.moment_of_greeting("127.0.0.1", server.getsockname()[1])
        thread.join()
    assert (found.isoformat() if found else None) == expected


def test_secrets_come_from_credentials_of_systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "MAILBOT_SMTP__PASSWORD").write_text("from systemd\n")
    (tmp_path / "MAILBOT_MAILBOX__IMAP__PASSWORD").write_text("also")
    (tmp_path / "other").write_text("not ours")
    (tmp_path / "config.toml").write_text('[smtp]\nuser = "bot"\npassword = "in the file"\n')
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    settings = config_file.load(tmp_path / "config.toml")
    assert (settings.smtp.user, settings.smtp.password.get_secret_value()) == ("bot", "from systemd")
    assert settings.mailbox.imap.password.get_secret_value() == "also"
    monkeypatch.setenv("MAILBOT_SMTP__PASSWORD", "from the environment")
    assert config_file.load(tmp_path / "config.toml").smtp.password.get_secret_value() == "from the environment"


def test_it_tells_what_a_reader_of_files_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = checks(tmp_path)["confinement"]
    assert (check.state, "without network" in check.detail) in {("ok", True), ("warning", False)}
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho privileges\n", "ascii")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    check = checks(tmp_path)["confinement"]
    assert check.state == "warning"
    assert "no network namespace" in check.detail


def test_a_browser_that_is_not_there_costs_the_report_as_pdf(tmp_path: Path) -> None:
    check = checks(tmp_path, '[report]\nchromium = "no-such-browser"\n')["chromium"]
    assert check.state == "warning"
    assert "report" in check.detail


def test_where_mails_are_examined(tmp_path: Path) -> None:
    assert checks(tmp_path, "[engine]\nworkers = 3\n")["engine"].detail.startswith("3 workers")
    with socket.create_server(("127.0.0.1", 0)) as scheduler:
        dask = f'[engine]\nkind = "dask"\nconnect_seconds = 2\nscheduler = "tls://127.0.0.1:{scheduler.getsockname()[1]}"\n'
        assert checks(tmp_path, dask)["engine"].state == "ok"
    away = checks(tmp_path, dask)["engine"]
    assert (away.state, "no mail is examined" in away.detail) == ("broken", True)


def test_without_any_font_libreoffice_converts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("soffice")
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        "utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    check = checks(tmp_path)["soffice"]
    assert (check.state, "fonts-thai-tlwg" in check.detail) == ("warning", True)
    monkeypatch.delenv("FONTCONFIG_FILE")
    assert checks(tmp_path)["soffice"].state == "ok"
