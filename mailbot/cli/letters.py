"""The group of commands letters: every kind of letter with made-up data, to be read before it is sent to anybody."""

from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.options import Config, settings
from mailbot.preview.letters import Shown, letters, write_pages
from mailbot.replies.thai_form import Language
from mailbot.rules import load

app = typer.Typer(help="Letters to agencies.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Letters to agencies."""


@app.command()
def preview(
    context: typer.Context,
    config: Config = None,
    kind: Annotated[
        str | None, typer.Option(help="Only this kind or letter, as deficiency or status-province.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="th or en; without it both.", metavar="th|en", show_default=False)
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write them as pages into this folder instead.", show_default=False)
    ] = None,
) -> None:
    """Show every kind of letter with made-up data."""
    round_ = settings(context, config).round
    rules = load(round_.id, round_.rules_folder)
    found = [one for spoken in _languages(language) for one in letters(rules, spoken, kind)]
    if not found:
        known = ", ".join(dict.fromkeys(name for one in letters(rules, "th") for name in (one.letter.kind, one.name)))
        raise typer.BadParameter(f"no letter {kind!r}; there are {known}", param_hint="--kind")
    if html is not None:
        typer.echo(write_pages(html, found)[0])
        return
    for one in found:
        _show(one)


def _languages(chosen: str | None) -> tuple[Language, ...]:
    if chosen not in (None, "th", "en"):
        raise typer.BadParameter("th or en", param_hint="--language")
    return ("th", "en") if chosen is None else ("en",) if chosen == "en" else ("th",)


def _show(one: Shown) -> None:
    console().rule(f"{one.name} ({one.language})")
    typer.echo(f"Subject: {one.letter.subject}\n\n{one.letter.text}")
