"""Commands over the ledger: status, missing, show, mails."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlite_utils import Database

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.options import AsCsv, AsJson, AsOf, Config, Ministry, Province, Tier, workplace
from mailbot.cli.tables import plain
from mailbot.cli.tables import show as show_table
from mailbot.cli.words import language, word
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from mailbot.workplace import Workplace

app = typer.Typer(help="Who has sent a plan, who is missing, what came.", no_args_is_help=True)

_STATES = {
    "complete": "green",
    "deficient": "yellow",
    "review": "cyan",
    "sealed": "magenta",
    "withheld": "magenta",
    "missing": "red",
}


@app.command()
def status(
    context: typer.Context,
    config: Config = None,
    tier: Tier = None,
    province: Province = None,
    ministry: Ministry = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """How many plans are expected, complete, deficient, in review and missing, by tier."""
    place, db = _open(context, config)
    _known(place, tier, province, ministry)
    counts = queries.overview(_standings(place, db, queries.Selection(tier, province, ministry), as_of))
    rows = [{"tier": count.group, **{name: getattr(count, name) for name in queries.COLUMNS}} for count in counts]
    if plain(rows, as_json, as_csv):
        return
    table = Table(word("Tier"), *(_right(word(name)) for name in list(rows[0])[1:])) if rows else Table(word("Tier"))
    for row in rows:
        tier_ = place.bench.rules.tiers[row["tier"]]
        title = tier_.title_en if language() == "en" else tier_.title_th
        table.add_row(title, *(f"{value:,}" for value in list(row.values())[1:]))
    totals = [sum(int(row[key]) for row in rows) for key in list(rows[0])[1:]] if rows else []
    table.add_section()
    table.add_row(word("All"), *(f"{value:,}" for value in totals))
    console().print(table)


@app.command()
def missing(
    context: typer.Context,
    config: Config = None,
    tier: Tier = None,
    province: Province = None,
    ministry: Ministry = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Every agency whose plan is not complete, vital ones first, and how it stands."""
    place, db = _open(context, config)
    _known(place, tier, province, ministry)
    found = [
        standing
        for standing in _standings(place, db, queries.Selection(tier, province, ministry), as_of)
        if standing.state != "complete"
    ]
    found.sort(key=lambda standing: not standing.agency.vital)
    rows = [
        {
            "agency_id": standing.agency.id,
            "name": standing.agency.name_th,
            "tier": standing.agency.tier,
            "province": standing.agency.province_code,
            "vital": standing.agency.vital,
            "state": standing.state,
            "receipt": standing.receipt,
            "since": standing.since,
        }
        for standing in found
    ]
    if not plain(rows, as_json, as_csv):
        show_table(rows, ("agency_id", "name", "tier", "state", "receipt"), shown=_shown, style=_style)


@app.command()
def show(
    context: typer.Context,
    agency: Annotated[str, typer.Argument(help="Agency id, as d.rd or r.pvo.21.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Everything that came for one agency."""
    place, db = _open(context, config)
    known = place.bench.registry.get(agency)
    history = queries.agency_history(db, place.settings.round.id, agency)
    if known is None and not history:
        console(error=True).print(f"no agency {agency!r} in the registry", markup=False)
        raise typer.Exit(1)
    if as_json:
        name = known.name_th if known else None
        typer.echo(json_line({"agency_id": agency, "name": name, "plans": history}))
        return
    screen = console()
    screen.print(f"[bold]{marked_safe(known.name_th if known else agency)}[/] ({marked_safe(agency)})")
    if not history:
        screen.print(word("nothing has come yet"))
    for plan in history:
        screen.print(
            f"{plan['received_at'][:16]}  {plan['receipt']}  [{_colour(plan['verdict'])}]{word(plan['verdict'])}[/]  "
            f"{marked_safe(plan['word'] or '-')} · {marked_safe(plan['pdf'] or '-')}",
            highlight=False,
        )
        for finding in plan["findings"]:
            where = marked_safe(finding["place"] or "")
            screen.print(f"    {finding['severity']:8} {finding['code']}  {where}", highlight=False)


@app.command()
def mails(
    context: typer.Context,
    config: Config = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    limit: Annotated[int, typer.Option(min=1, help="Most mails shown.")] = 1000,
) -> None:
    """The mails that came, newest first, and what became of each."""
    place, db = _open(context, config)
    rows = queries.mails(db, as_of=_moment(place, as_of), limit=limit)
    if not plain(rows, as_json, as_csv):
        show_table(
            rows,
            ("receipt", "received_at", "sender", "subject", "kind", "verdict", "agencies", "reply", "folder"),
            shown=_shown,
            style=_style,
        )


def _open(context: typer.Context, config: Config) -> tuple[Workplace, Database]:
    place = workplace(context, config)
    return place, open_database(place.ledger_path, read_only=True)


def _known(place: Workplace, tier: str | None, province: str | None, ministry: str | None) -> None:
    """An empty list must not be mistaken for "nobody is missing": names that nothing has are wrong usage."""
    registry = place.bench.registry
    tiers = [one.name for one in place.bench.rules.tiers.values() if one.owes]
    if tier is not None and tier not in tiers:
        raise typer.BadParameter(f"{tier!r} is none of {', '.join(tiers)}", param_hint="--tier")
    if province is not None and province not in registry.provinces:
        raise typer.BadParameter(f"{province!r} is no province code, such as 21 for ระยอง", param_hint="--province")
    if ministry is not None and registry.get(ministry) is None:
        raise typer.BadParameter(f"{ministry!r} is in no list of agencies, as m.moi is", param_hint="--ministry")


def _standings(
    place: Workplace, db: Database, selection: queries.Selection, as_of: str | None
) -> list[queries.Standing]:
    rules = place.bench.rules
    tiers = [tier.name for tier in rules.tiers.values() if tier.owes]
    return queries.standings(db, place.bench.registry, rules.round.id, tiers, selection, _moment(place, as_of))


def _moment(place: Workplace, text: str | None) -> datetime | None:
    """A day means its end, in the round's zone."""
    if text is None:
        return None
    zone = place.bench.rules.round.zone
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no moment such as 2020-06-15 or 2020-06-15T12:00+07:00") from None
    if len(text) == len("2020-06-15"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _shown(column: str, value: object) -> object:
    """A value as a reader wants it: words of ours in the reader's language, moments without fractions."""
    if column in ("state", "verdict", "kind") and isinstance(value, str):
        return word(value)
    if column == "received_at" and isinstance(value, str):
        return value[:16].replace("T", " ")
    return value


def _style(row: Mapping[str, Any]) -> str | None:
    colour = _colour(str(row.get("state") or row.get("verdict")))
    return colour if colour != "white" else None


def _colour(word: str) -> str:
    return {**_STATES, "accepted": "green"}.get(word, "white")


def _right(name: str) -> Any:
    from rich.table import Column

    return Column(name, justify="right")
