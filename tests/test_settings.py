"""Settings: the example is the model, every key is explained, and a bad config says each fault in one line."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from mailbot import config_file
from mailbot.errors import ConfigError
from mailbot.settings import Settings
from mailbot.workplace import Workplace

PROJECT = Path(__file__).resolve().parents[1]


def test_the_example_is_made_from_the_model() -> None:
    assert (PROJECT / "config.example.toml").read_text("utf-8") == config_file.example()


def test_the_example_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(config_file.example(), "utf-8")
    from_example = config_file.load(tmp_path / "config.toml")
    (tmp_path / "config.toml").unlink()
    assert from_example == config_file.load(None)


def test_a_file_that_notepad_saved_is_read(tmp_path: Path) -> None:
    """With a mark of the byte order and line ends of Windows."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[data]\r\nmin_free_mb = 7\r\n")
    assert config_file.load(path).data.min_free_mb == 7


def _keys(model: type[BaseModel], path: str = "") -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += _keys(inner, f"{path}{name}.")
        else:
            found.append((f"{path}{name}", field.description))
    return found


def test_every_key_is_explained() -> None:
    keys = _keys(Settings)
    assert len(keys) > 60
    assert [key for key, description in keys if not description] == []


def _faults(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        config_file.load(path)
    return error.value.faults


def test_each_fault_is_one_line(tmp_path: Path) -> None:
    faults = _faults(tmp_path, '[smtp]\nprot = 1\nport = "x"\n[replies]\naddress = "nobody"\n[limits]\nparts = 0\n')
    assert sorted(faults) == [
        "config: limits.parts: must be 1 or more",
        "config: replies.address: is not an e-mail address",
        "config: smtp.port: must be a whole number, without quotes",
        "config: smtp.prot: there is no such setting",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("smtp = 3", "smtp: is a section with keys of its own, not a value"),
        ("[limits]\nmail_mb = 0", "limits.mail_mb: must be more than 0"),
        ("[limits]\ndepth = 1000", "limits.depth: must be 100 or less"),
        ("[log]\nlevel = 'loud'", "log.level: must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("[reminders]\nenabled = 'maybe'", "reminders.enabled: must be true or false, without quotes"),
        ("[smtp]\npassword = 123", 'smtp.password: must be text in "quotes"'),
        ("[smtp]\noauth2_command = 'x'", 'smtp.oauth2_command: must be a list of texts, as ["first", "second"]'),
        ("[data]\nfolder = 1", 'data.folder: must be text in "quotes"'),
        ("[smtp]\nconnect_seconds = 'long'", "smtp.connect_seconds: must be a number, without quotes"),
    ],
)
def test_a_fault_is_told_in_words_of_the_file(tmp_path: Path, text: str, told: str) -> None:
    assert _faults(tmp_path, text) == [f"config: {told}"]


def test_a_secret_on_the_wrong_line_is_not_told(tmp_path: Path) -> None:
    text = "[smtp]\nport = 'very-secret'\nsecurity = 'very-secret'\n[replies]\naddress = 'very-secret'\n"
    assert "very-secret" not in " ".join(_faults(tmp_path, text))


def test_an_imap_mailbox_needs_its_host_and_user(tmp_path: Path) -> None:
    faults = _faults(tmp_path, '[mailbox]\nkind = "imap"\n[smtp]\nkind = "smtp"\n')
    assert [fault.split(":")[1].strip() for fault in faults] == [
        "mailbox.imap.host",
        "mailbox.imap.user",
        "smtp.host",
    ]


def test_only_who_reads_the_inbox_needs_its_password(tmp_path: Path) -> None:
    """Under systemd the service alone has the secrets: who looks at the ledger at a terminal has none."""
    path = tmp_path / "config.toml"
    imap = '[mailbox]\nkind = "imap"\n[mailbox.imap]\nhost = "127.0.0.1"\nuser = "bot"\n'
    path.write_text(f'{imap}[smtp]\nkind = "smtp"\nhost = "127.0.0.1"\n', "utf-8")
    place = Workplace(config_file.load(path))
    with pytest.raises(ConfigError, match=r"mailbox\.imap\.password"):
        _ = place.mailbox


@pytest.mark.parametrize("text", ["[smtp\n", "\xff\xfe"], ids=["no TOML", "no UTF-8"])
def test_a_file_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"config\.toml"):
        config_file.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no file"):
        config_file.load(tmp_path / "none.toml")


def test_secrets_come_from_the_environment_and_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[mailbox]\nkind = "imap"\n[mailbox.imap]\nhost = "mail.example"\nuser = "bot"\n', "utf-8")
    monkeypatch.setenv("MAILBOT_MAILBOX__IMAP__PASSWORD", "very-secret")
    settings = config_file.load(path)
    assert settings.mailbox.imap.password.get_secret_value() == "very-secret"
    assert settings.mailbox.imap.host == "mail.example"
    assert "very-secret" not in repr(settings) + str(config_file.shown(settings))


def test_relative_folders_lie_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "etc" / "config.toml"
    path.parent.mkdir()
    path.write_text('[data]\nfolder = "state"\n', "utf-8")
    settings = config_file.load(path)
    assert settings.data.folder == tmp_path / "etc" / "state"
    assert settings.mailbox.maildir == tmp_path / "etc" / "state" / "mailbox"
