"""`mailbot ledger export`: the agencies and how they stand, as an Excel, CSV or JSON file."""

from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.ledger_place import Ask, State, Vital, ask, known_states
from mailbot.cli.options import AsOf, Config, Ministry, Province, Tier
from mailbot.cli.words import either
from mailbot.exporting.export import KINDS, export
from mailbot.exporting.rows import About, rows
from mailbot.exporting.state_words import VITAL_TH


def write(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write: .xlsx, .csv or .json.")],
    config: Config = None,
    tier: Tier = None,
    province: Province = None,
    ministry: Ministry = None,
    vital: Vital = None,
    state: State = None,
    as_of: AsOf = None,
) -> None:
    """Every agency that owes a plan and how it stands: Excel with a sheet a tier, CSV for Excel, or JSON Lines."""
    if file.suffix.lower() not in KINDS:
        raise typer.BadParameter(f"{file.name!r} ends in none of {', '.join(KINDS)}", param_hint="FILE")
    asked, states = ask(context, config, as_of, tier, province, ministry, vital), known_states(state)
    found = [one for one in asked.standings() if not states or one.state in states]
    rules = asked.place.bench.rules
    moment = (asked.as_of or asked.place.clock()).astimezone(rules.round.zone)
    about = About(f"ทะเบียนแผน {rules.round.short_title_th}", moment, chosen_in_thai(asked))
    export(file, rows(asked.db, asked.place.bench.registry, rules, found), found, about, rules)
    told = either(f"{file}: {len(found):,} แถว", f"{file}: {len(found):,} rows")
    console().print(told, markup=False, highlight=False)


def chosen_in_thai(asked: Ask) -> str:
    """Which agencies are asked for, as a reader of the file sees it ('' = all)."""
    chosen, registry = asked.selection, asked.place.bench.registry
    parts = []
    if chosen.tier:
        parts.append(asked.place.bench.rules.tiers[chosen.tier].title_th)
    if chosen.ministry and (agency := registry.get(chosen.ministry)):
        parts.append(agency.name_th)
    if chosen.province:
        parts.append(f"จังหวัด{registry.provinces[chosen.province].name_th}")
    if chosen.vital is not None:
        parts.append(VITAL_TH if chosen.vital else f"นอกจาก {VITAL_TH}")
    return " · ".join(parts)
