"""`mailbot report`: what the office sends upward, as PDF, Word or HTML."""

from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.ledger_export import chosen_in_thai
from mailbot.cli.ledger_place import Vital, ask
from mailbot.cli.options import AsOf, Config, Ministry, Province, Tier
from mailbot.cli.words import either
from mailbot.reporting.contents import LONGEST_LIST, gather
from mailbot.reporting.write import KINDS, write


def report(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write: .pdf, .docx or .html.")],
    config: Config = None,
    as_of: AsOf = None,
    tier: Tier = None,
    province: Province = None,
    ministry: Ministry = None,
    vital: Vital = None,
    longest_list: Annotated[
        int,
        typer.Option(min=0, help="Tiers with more agencies than this are told by province instead of by name."),
    ] = LONGEST_LIST,
) -> None:
    """The report in official Thai layout: figures, charts, forecast, lists by tier. A PDF needs Chromium."""
    if output.suffix.lower() not in KINDS:
        raise typer.BadParameter(f"{output.name!r} ends in none of {', '.join(KINDS)}", param_hint="--output")
    asked = ask(context, config, as_of, tier, province, ministry, vital)
    bench, settings, moment = asked.place.bench, asked.place.settings, asked.as_of or asked.place.clock()
    contents = gather(
        asked.db,
        bench.registry,
        bench.rules,
        moment,
        settings.mailbox.review,
        asked.selection,
        chosen_in_thai(asked),
        longest_list,
    )
    write(output, contents, settings.report)
    told = either(
        f"{output}: {contents.whole.expected:,} หน่วยงาน ครบถ้วน {contents.whole.complete:,}",
        f"{output}: {contents.whole.expected:,} agencies, {contents.whole.complete:,} complete",
    )
    console().print(told, markup=False, highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(report)
