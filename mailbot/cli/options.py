"""Options that every command shares, and the workplace made from them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot import config_file, logs
from mailbot.cli import words
from mailbot.premises import Premises
from mailbot.settings import Settings

if TYPE_CHECKING:
    from mailbot.workplace import Workplace

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; without one ./config.toml, else defaults.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines instead of tables.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV (UTF-8 with BOM, as Excel reads it) instead of tables.")]
Tier = Annotated[str | None, typer.Option(help="Only this tier: direct, regional, local_upper, local_lower.")]
Province = Annotated[str | None, typer.Option(help="Only this province: its name or code, as ระยอง, Rayong or 21.")]
Ministry = Annotated[str | None, typer.Option(help="Only agencies below this ministry or department, as m.moi.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="How it stood at this moment: 2020-06-15 or 2020-06-15T12:00+07:00.")
]


def _speak(chosen: str | None) -> str | None:
    if chosen not in (None, "th", "en"):
        raise typer.BadParameter("th or en")
    words.speak("en" if chosen == "en" else "th" if chosen == "th" else None)
    return chosen


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="th or en; without it English where LANG asks for it, else Thai.",
        callback=_speak,
        show_default=False,
    ),
]


def settings(context: typer.Context, config: Path | None) -> Settings:
    """Settings of the file named before or after the command's name. Raises ConfigError, and BadParameter
    (wrong usage: exit code 2) when there is no such file."""
    root = context.find_root()
    named = config or (root.obj or {}).get("config")
    if named is not None and not named.exists():
        raise typer.BadParameter(words.either(f"ไม่มีไฟล์ {named}", f"there is no file {named}"), param_hint="--config")
    found = config_file.load(named)
    logs.configure(found.log)
    return found


def premises(context: typer.Context, config: Path | None) -> Premises:
    """Rules, registry and ledger of these settings, for a command that only reads."""
    return Premises(settings(context, config))


def workplace(context: typer.Context, config: Path | None) -> "Workplace":
    """The workplace of these settings. What works there is loaded only here: a second that readers need not wait."""
    from mailbot.workplace import Workplace

    return Workplace(settings(context, config))
