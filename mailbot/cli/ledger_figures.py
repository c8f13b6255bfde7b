"""`mailbot ledger status` and `missing`: the figures of the round, and who is behind them."""

from typing import Annotated, Literal

import typer
from rich.table import Column, Table

from mailbot.cli.console import console
from mailbot.cli.foreign_text import marked_safe
from mailbot.cli.ledger_place import Ask, State, Vital, ask, group_name, known_states, style
from mailbot.cli.options import AsCsv, AsJson, AsOf, Config, Ministry, Province, Tier
from mailbot.cli.tables import plain, put
from mailbot.cli.tables import show as show_table
from mailbot.cli.words import word
from mailbot.ledger import queries

By = Annotated[Literal["tier", "ministry", "province", "vital"], typer.Option(help="How the figures are sorted.")]
Text = Annotated[str, typer.Option("--text", help="Only agencies in whose names these words stand.")]


def status(
    context: typer.Context,
    config: Config = None,
    tier: Tier = None,
    province: Province = None,
    ministry: Ministry = None,
    vital: Vital = None,
    by: By = "tier",
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """How many plans are expected, received, complete, deficient, in review and missing, by tier (or --by)."""
    asked = ask(context, config, as_of, tier, province, ministry, vital)
    found = asked.standings()
    groups = queries.figures(found, asked.place.bench.registry, by)
    rows = [
        {by: one.group, **({} if by == "tier" else {"name": group_name(asked.place, by, one.group)}), **_counts(one)}
        for one in groups
    ]
    if plain(rows, as_json, as_csv):
        return
    table = Table(
        word("Tier" if by == "tier" else by), *(Column(word(name), justify="right") for name in queries.COLUMNS)
    )
    for one in groups:
        table.add_row(marked_safe(group_name(asked.place, by, one.group)), *_told(one))
    table.add_section()
    table.add_row(word("All"), *_told(queries.total(found)))
    put(console(), table)


def missing(
    context: typer.Context,
    config: Config = None,
    tier: Tier = None,
    province: Province = None,
    ministry: Ministry = None,
    vital: Vital = None,
    state: State = None,
    text: Text = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Every agency whose plan is not complete, vital ones first, and how it stands."""
    asked = ask(context, config, as_of, tier, province, ministry, vital, text)
    found = queries.missing(asked.standings(), asked.place.bench.registry, known_states(state))
    rows = [_row(asked, standing) for standing in found]
    if not plain(rows, as_json, as_csv):
        show_table(rows, ("agency_id", "name", "tier", "state", "receipt", "since"), shown=asked.shown, style=style)


def _row(asked: Ask, standing: queries.Standing) -> dict[str, object]:
    agency = standing.agency
    province = asked.place.bench.registry.provinces.get(agency.province_code)
    return {
        "agency_id": agency.id,
        "name": agency.name_th,
        "tier": agency.tier,
        "province": agency.province_code,
        "vital": agency.vital,
        "state": standing.state,
        "receipt": standing.receipt,
        "since": standing.since,
        "received_at": standing.received_at,
        "late": standing.late,
        "province_name": province.name_th if province else "",
    }


def _counts(one: queries.Figures) -> dict[str, int]:
    return {name: getattr(one, name) for name in queries.COLUMNS}


def _told(one: queries.Figures) -> list[str]:
    return [f"{count:,}" for count in _counts(one).values()]
