"""Reads config.toml into Settings, says every fault in one line, and writes the commented example."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from mailbot.errors import ConfigError
from mailbot.settings import Settings

DEFAULT_NAME = "config.toml"
WHOLE, NUMBER, TEXT = (
    "must be a whole number, without quotes",
    "must be a number, without quotes",
    'must be text in "quotes"',
)
IN_WORDS = {
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "bool_type": "must be true or false, without quotes",
    "bool_parsing": "must be true or false, without quotes",
    "string_type": TEXT,
    "path_type": TEXT,
    "list_type": 'must be a list of texts, as ["first", "second"]',
    "model_type": "is a section with keys of its own, not a value",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be {le:g} or less",
    "literal_error": "must be {expected}",
    "extra_forbidden": "there is no such setting",
}
"""Kind of fault, as pydantic names it -> what is told to whoever wrote the file. The value is never repeated: it may be
a secret on the wrong line."""


def load(path: Path | None) -> Settings:
    """Settings from a TOML file and the environment; without a file, config.toml in this folder, else defaults.

    A relative data.folder, mailbox.maildir or key file is meant beside the file. Raises ConfigError with one line per
    fault.
    """
    if path is None:
        default = Path(DEFAULT_NAME)
        path = default if default.is_file() else None
    table = _read(path) if path else {}
    base = path.resolve().parent if path else Path.cwd()

    class FromFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return env_settings, InitSettingsSource(settings_cls, credentials()), init_settings

    try:
        settings = FromFile(**table)
    except ValidationError as error:
        raise ConfigError([_fault(path, fault) for fault in error.errors()]) from error
    faults = _cross_faults(settings)
    if faults:
        raise ConfigError(faults)
    return _anchored(settings, base)


def credentials() -> dict[str, Any]:
    """Secrets that systemd hands to the service (LoadCredential=): files named as the environment's variables, as
    MAILBOT_SMTP__PASSWORD. Raises ConfigError for one that cannot be read."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    found: dict[str, Any] = {}
    for path in _credential_files(Path(folder)) if folder else []:
        *sections, key = path.name.removeprefix("MAILBOT_").lower().split("__")
        table = found
        for section in sections:
            table = table.setdefault(section, {})
        try:
            table[key] = path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"config: the credential {path.name} cannot be read: {error}") from None
    return found


def _credential_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith("MAILBOT_"))
    except OSError as error:
        raise ConfigError(f"config: the folder of credentials cannot be read: {error}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"config: there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"config: {path} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"config: {path} is not TOML: {error}") from None


def _fault(path: Path | None, fault: Any) -> str:
    place = ".".join(str(step) for step in fault["loc"]) or "settings"
    if fault["type"] in IN_WORDS:
        return f"config: {place}: {IN_WORDS[fault['type']].format_map(fault.get('ctx', {}))}"
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"config: {place}: {message[:1].lower()}{message[1:]}"


def _cross_faults(settings: Settings) -> list[str]:
    """Faults that only several settings together show."""
    faults = []
    imap, smtp = settings.mailbox.imap, settings.smtp
    if settings.mailbox.kind == "imap":
        faults += [
            f"config: mailbox.imap.{key}: must be set for an IMAP mailbox" for key in _empty(imap, "host", "user")
        ]
    if smtp.kind == "smtp":
        faults += [f"config: smtp.{key}: must be set for an SMTP server" for key in _empty(smtp, "host")]
    if settings.reminders.from_hour >= settings.reminders.until_hour:
        faults.append("config: reminders.until_hour: must be later than from_hour")
    faults += _shared_folders(settings)
    ours = {*_own(settings)}
    faults += [
        f"config: staff.{key}: must not be the watched mailbox, or nobody reads the alert"
        for key in ("alert_address", "digest_address", "report_address")
        if getattr(settings.staff, key) in ours
    ]
    return faults


def _shared_folders(settings: Settings) -> list[str]:
    """A mail is taken out of the inbox by being moved; what is sealed, hostile or ours lies apart from all else."""
    names = settings.mailbox
    folders = {key: getattr(names, key) for key in ("processed", "review", "sealed", "quarantine", "sent")}
    faults = [
        f"config: mailbox.{key}: must be another folder than the inbox"
        for key, folder in folders.items()
        if folder == names.inbox
    ]
    for key in ("sealed", "quarantine", "sent"):
        same = [other for other, folder in folders.items() if other != key and folder and folder == folders[key]]
        faults += [f"config: mailbox.{key}: must be a folder of its own, not that of {other}" for other in same]
    return faults


def _own(settings: Settings) -> list[str]:
    """Addresses that end in the watched inbox, as far as the settings tell."""
    replies, imap = settings.replies, settings.mailbox.imap
    found = [replies.address, replies.reply_to, replies.bounce_address, *replies.own_addresses]
    return [one for one in (*found, imap.user.lower() if settings.mailbox.kind == "imap" else "") if one]


def _empty(section: BaseModel, *keys: str) -> list[str]:
    return [key for key in keys if not getattr(section, key)]


def _anchored(settings: Settings, base: Path) -> Settings:
    """Relative folders become absolute, beside the config file."""
    folder = base / settings.data.folder
    maildir = base / settings.mailbox.maildir if settings.mailbox.maildir else folder / "mailbox"
    rules = base / settings.round.rules_folder if settings.round.rules_folder else None
    sections = {name: getattr(settings, name) for name in Settings.model_fields}
    sections["data"] = settings.data.model_copy(update={"folder": folder})
    sections["mailbox"] = settings.mailbox.model_copy(update={"maildir": maildir})
    keys = {name: base / path for name, path in settings.sealing if isinstance(path, Path)}
    sections["sealing"] = settings.sealing.model_copy(update=keys)
    kept = {name: base / path for name, path in settings.backup if isinstance(path, Path)}
    sections["backup"] = settings.backup.model_copy(update=kept)
    sections["round"] = settings.round.model_copy(update={"rules_folder": rules})
    return Settings.model_construct(**sections)


def example() -> str:
    """Text of config.example.toml: every key with its meaning and its default, in the order of the model."""
    lines = [
        "# Settings of mailbot. Every key is shown with its default; delete what you do not change.",
        "# Secrets are better in the environment: MAILBOT_ + section + __ + key, for example",
        "# MAILBOT_SMTP__PASSWORD or MAILBOT_MAILBOX__IMAP__PASSWORD; or in credentials of systemd with these names.",
    ]
    for name, field in Settings.model_fields.items():
        lines += _section_lines(name, cast(type[BaseModel], field.annotation))
    return "\n".join(lines) + "\n"


def _section_lines(name: str, section: type[BaseModel]) -> list[str]:
    doc = (section.__doc__ or "").strip().splitlines()[0]
    lines, nested = ["", f"# {doc}", f"[{name}]"], []
    for key, field in section.model_fields.items():
        annotation = field.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            nested += _section_lines(f"{name}.{key}", annotation)
            continue
        lines.append(f"# {field.description}")
        lines.append(f"{'# ' if field.default is None else ''}{key} = {_toml(field.default)}")
    return lines + nested


def _toml(value: object) -> str:
    if value is None:
        return '""'
    if isinstance(value, SecretStr):
        return json.dumps(value.get_secret_value())
    if isinstance(value, Path):
        return json.dumps(value.as_posix())
    return json.dumps(value, ensure_ascii=False)


def shown(settings: Settings) -> dict[str, Any]:
    """Settings as plain data with every secret as '**********'."""
    return cast(dict[str, Any], json.loads(settings.model_dump_json()))
