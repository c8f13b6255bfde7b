"""The command digest: today's letter to staff, or the week's to the chief, printed or stored in the outbox."""

import json
from datetime import timedelta
from typing import Annotated

import typer

from mailbot.cli.options import AsJson, Config, workplace
from mailbot.digest.when import Edition, digest_due, report_due
from mailbot.workplace import Workplace

_DAY = timedelta(days=1)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(digest)


def digest(
    context: typer.Context,
    config: Config = None,
    weekly: Annotated[bool, typer.Option("--weekly", help="The week's report instead of today's digest.")] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Store it in the outbox for staff.digest_address (report_address).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print today's digest: what came, what waits, what bounced, what trouble, who of the vital is missing."""
    place = workplace(context, config)
    try:
        edition = _edition(place, weekly)
        now = place.clock()
        if not send:
            letter = place.digesting.letter(edition, now)
            typer.echo(
                _json(letter.subject, letter.text) if as_json else f"{letter.subject}\n\n{letter.text}", nl=as_json
            )
            return
        address = place.digesting.address(edition.kind)
        if not address:
            raise typer.BadParameter(f"staff.{edition.kind}_address is not set")
        new = place.ledger.enqueue(place.digesting.outgoing(edition, address, now), now, action=edition.kind)
        typer.echo(f"{edition.kind} {edition.key}: {'stored in the outbox' if new else 'was stored before'}", err=True)
        if not new:
            raise typer.Exit(1)
    finally:
        place.close()


def _edition(place: Workplace, weekly: bool) -> Edition:
    """The edition of now, whatever the hour: on a day off that of the last working morning until now."""
    rules, now, hour = place.bench.rules, place.clock(), place.settings.staff.digest_hour
    local = now.astimezone(rules.round.zone)
    for ahead in range(8):
        moment = local.replace(hour=12) + ahead * _DAY
        edition = (report_due if weekly else digest_due)(moment, min(hour, 12), rules)
        if edition is not None:
            return edition
    raise typer.BadParameter("no working day within a week")


def _json(subject: str, text: str) -> str:
    return json.dumps({"subject": subject, "text": text}, ensure_ascii=False)
