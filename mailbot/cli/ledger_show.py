"""`mailbot ledger show`: one agency's story, found by its id or by part of its name."""

from typing import Annotated

import typer
from rich.console import Console

from mailbot.agencies.model import Agency
from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.ledger_place import COLOURS, Ask, ask
from mailbot.cli.options import AsJson, Config
from mailbot.cli.words import coded, either, word
from mailbot.ledger import queries

_MOST_SHOWN = 20
_KINDS = {"letter": "story letter"}


def show(
    context: typer.Context,
    agency: Annotated[str, typer.Argument(help="Agency id, as d.rd or r.pvo.21, or any part of its name.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Everything of one agency: plans and why they were returned, letters, reminders, acts of staff."""
    asked = ask(context, config)
    registry, round_id = asked.place.bench.registry, asked.place.settings.round.id
    known = registry.get(agency) or _named(asked, agency)
    agency_id = known.id if known else agency
    history = queries.agency_history(asked.db, round_id, agency_id)
    if known is None and not history:
        told = either(f"ไม่พบหน่วยงาน {agency!r} ในบัญชี", f"no agency {agency!r} in the registry")
        console(error=True).print(told, markup=False)
        raise typer.Exit(1)
    name = known.name_th if known else None
    if as_json:
        typer.echo(json_line({"agency_id": agency_id, "name": name, "plans": history}))
        return
    screen = console()
    screen.print(f"[bold]{marked_safe(name or agency_id)}[/] ({marked_safe(agency_id)})")
    story = queries.timeline(asked.db, round_id, agency_id)
    if not history:
        screen.print(word("nothing has come yet"))
    for moment in story:
        _show_moment(screen, asked, moment)


def _named(asked: Ask, words: str) -> Agency | None:
    """The one agency that is called so. Several: they are listed and the caller must choose (exit code 1)."""
    found = queries.roster(asked.place.bench.registry).named(words)
    exact = [one for one in found if words.strip() in (one.name_th, one.name_en, *one.short_names)]
    if len(exact or found) <= 1:
        return next(iter(exact or found), None)
    screen = console(error=True)
    screen.print(either("มีหลายหน่วยงาน โปรดระบุรหัส:", "several agencies; give an id:"))
    for one in (exact or found)[:_MOST_SHOWN]:
        screen.print(f"  {one.id}  {one.name_th}", markup=False, highlight=False)
    if len(exact or found) > _MOST_SHOWN:
        screen.print(f"  … {len(exact or found):,}")
    raise typer.Exit(1)


def _show_moment(screen: Console, asked: Ask, moment: queries.Moment) -> None:
    colour = COLOURS.get(moment.state, "white")
    state = f"[{colour}]{word(moment.state)}[/]  " if moment.state else ""
    past = f"  ({word('replaced')})" if moment.superseded else ""
    who = f"  {marked_safe(moment.actor)}" if moment.actor else ""
    when, kind = asked.local(moment.at), word(_KINDS.get(moment.kind, moment.kind))
    title = coded("action", moment.title) if moment.kind == "act" else moment.title
    what = f"{moment.receipt or ''}  {state}{marked_safe(title or '-')}{who}{past}"
    screen.print(f"{when}  {kind}  {what}", highlight=False)
    for severity, code, place in moment.findings:
        said = asked.title(code)
        screen.print(
            f"    {coded('severity', severity)}  {marked_safe(said)} ({code})  {marked_safe(place or '')}",
            highlight=False,
        )
