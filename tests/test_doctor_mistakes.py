"""Ten mistakes that whoever sets mailbot up makes, on real servers: doctor calls each broken and says what to do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mailbot import config_file, doctor
from mailbot.errors import ConfigError
from mailbot.workplace import Workplace
from tests.daemon.running import bench
from tests.servers.dovecot import DovecotServer
from tests.servers.smtp_sink import SmtpSink

RULES = Path(__file__).resolve().parents[1] / "rules"
Look = Callable[..., dict[str, str]]


@pytest.fixture
def look(tmp_path: Path, dovecot: DovecotServer, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch) -> Look:
    """What doctor finds broken (name to words) with these settings instead of the right ones."""
    for step in ("_tools", "_confinement"):  # they start programs, and are looked at elsewhere
        monkeypatch.setattr(doctor, step, lambda _place: iter(()))

    def found(imap: dict[str, object], smtp: dict[str, object] | None = None, more: str = "") -> dict[str, str]:
        right = {"host": "127.0.0.1", "user": "bot", "password": "secret", "connect_seconds": 3}
        monkeypatch.setattr(doctor, "_GREETING_SECONDS", 3.0)
        inbox = right | {"port": dovecot.port_tls, "ca_file": str(dovecot.ca_file)} | imap
        out = right | {"port": smtp_sink.port, "security": "starttls", "ca_file": str(smtp_sink.ca_file)}
        text = '[mailbox]\nkind = "imap"\n'
        text += f'[mailbox.imap]\n{_lines(inbox)}[smtp]\nkind = "smtp"\n{_lines(out | (smtp or {}))}{more}\n'
        (tmp_path / "config.toml").write_text(text, "utf-8")
        place = Workplace(config_file.load(tmp_path / "config.toml"))
        if "rules_folder" not in more:
            place.__dict__["bench"] = bench(place.parts)
        try:
            return {check.name: check.detail for check in doctor.run(place) if check.state == "broken"}
        finally:
            place.close()

    return found


def _lines(keys: dict[str, object]) -> str:
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items() if value is not None)


@pytest.mark.dovecot
def test_the_right_settings_are_not_broken(look: Look) -> None:
    assert look({}) == {}


@pytest.mark.dovecot
@pytest.mark.parametrize(
    ("wrong", "to_do"),
    [
        ({"password": "x"}, ("user and the password in MAILBOT_", "oauth2_command")),
        ({"port": 1}, ("nobody listens", "host and port")),
        ({"host": "localhost"}, ("host as the certificate names the server",)),
        ({"ca_file": None}, ("ca_file",)),
        ({"host": "mail.nowhere.invalid"}, ("spelling",)),
        ({"oauth2_command": ["/bin/false"], "password": None}, ("by hand", "refresh token")),
        ({"oauth2_command": ["/no/such"], "password": None}, ("whole path", "executable")),
    ],
)
def test_a_server_that_cannot_be_used(look: Look, wrong: dict[str, object], to_do: tuple[str, ...]) -> None:
    broken = look(wrong, wrong)
    for name in ("mailbox", "outgoing mail"):
        assert [words for words in to_do if words.lower() not in broken[name].lower()] == [], broken[name]


@pytest.mark.dovecot
def test_a_port_of_the_other_kind(look: Look, dovecot: DovecotServer, smtp_sink: SmtpSink) -> None:
    broken = look({"port": smtp_sink.port}, {"port": dovecot.port_tls})
    assert '993 goes with security = "tls"' in broken["mailbox"]
    assert '587 with "starttls"' in broken["outgoing mail"]


@pytest.mark.dovecot
def test_a_full_disk_and_a_scanner_that_is_away(look: Look) -> None:
    broken = look({}, more='[data]\nmin_free_mb = 99999999\n[scan]\nkind = "clamd"\nsocket = "/no/clamd"\n')
    assert "make room" in broken["disk"].lower()
    assert "systemctl start clamav-daemon" in broken["virus scanner"]


@pytest.mark.dovecot
def test_a_fault_in_the_rules_is_told_once_with_its_place(look: Look, tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    file = tmp_path / "rules" / "bcp-2563" / "round.toml"
    file.write_text(file.read_text("utf-8").replace("deadline = ", "deadlin = "), "utf-8")
    broken = look({}, more=f'[round]\nrules_folder = "{tmp_path / "rules"}"\n')
    assert "deadline" in broken.pop("rules")
    assert set(broken.values()) == {"as rules, see above"}


def test_a_password_that_is_not_set_names_its_variable(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[mailbox]\nkind = "imap"\n[mailbox.imap]\nhost = "x"\nuser = "y"\n', "utf-8")
    place = Workplace(config_file.load(tmp_path / "config.toml"))
    with pytest.raises(ConfigError, match="MAILBOT_MAILBOX__IMAP__PASSWORD"):
        place.mailbox.open()


@pytest.mark.parametrize(
    "folders", ['processed = "INBOX"', 'sealed = "Processed"', 'quarantine = "Review"', 'sent = "Sealed"']
)
def test_folders_that_must_lie_apart(tmp_path: Path, folders: str) -> None:
    (tmp_path / "config.toml").write_text(f"[mailbox]\n{folders}\n", "utf-8")
    with pytest.raises(ConfigError, match="folder"):
        config_file.load(tmp_path / "config.toml")


def test_credentials_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "away"))
    with pytest.raises(ConfigError, match="folder of credentials cannot be read"):
        config_file.load(None)
