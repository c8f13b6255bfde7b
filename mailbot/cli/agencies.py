"""Commands over the agencies: list, show, contacts, expect; `import` has a file of its own."""

import getpass
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer
from sqlite_utils import Database

from mailbot.agencies.duties import duty, gathered
from mailbot.agencies.importing.addresses import is_address
from mailbot.agencies.importing.resolving import Resolver
from mailbot.agencies.model import Agency, Expects
from mailbot.agencies.squeezed import squeeze
from mailbot.cli import agencies_import
from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.ledger_place import province_code
from mailbot.cli.moments import local
from mailbot.cli.options import AsCsv, AsJson, Config, Ministry, Province, workplace
from mailbot.cli.tables import plain
from mailbot.cli.tables import show as show_table
from mailbot.cli.words import coded, either, word
from mailbot.ledger import queries
from mailbot.ledger.listed import expectations, with_expectation
from mailbot.ledger.schema import open_database
from mailbot.workplace import Workplace

app = typer.Typer(help="Who owes a plan, where they are reached, and lists of them.", no_args_is_help=True)
app.command(name="import")(agencies_import.import_list)

_TABLE = ("agency_id", "name", "tier", "province", "expects_plan", "vital")


@app.command(name="list")
def list_agencies(
    context: typer.Context,
    config: Config = None,
    tier: Annotated[
        str | None,
        typer.Option(help="Only this tier: direct, central_in_region, regional, local_upper, local_lower."),
    ] = None,
    province: Province = None,
    ministry: Ministry = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind, as sao, department or r.doae.")] = None,
    search: Annotated[str | None, typer.Option(help="Only agencies with this in a name or abbreviation.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows of a table; JSON and CSV hold all.")] = 500,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """The agencies of the round: the built-in ones and those of imported lists."""
    place = workplace(context, config)
    registry, rules = place.bench.registry, place.bench.rules
    if tier is not None and tier not in rules.tiers:
        raise typer.BadParameter(f"{tier!r} is none of {', '.join(rules.tiers)}", param_hint="--tier")
    province = province and province_code(registry, province)
    if ministry is not None and registry.get(ministry) is None:
        raise typer.BadParameter(f"{ministry!r} is in no list of agencies, as m.moi is", param_hint="--ministry")
    chosen = queries.Selection(tier, province, ministry)
    said = _said(place)
    rows = [
        _row(with_expectation(agency, said))
        for agency in registry
        if chosen.holds(agency, registry)
        and (kind is None or agency.kind == kind)
        and (search is None or _bears(agency, squeeze(search)))
    ]
    if not plain(rows, as_json, as_csv):
        show_table(rows[:limit], _TABLE, shown=_shown(place))
        if len(rows) > limit:
            more = len(rows) - limit
            console().print(either(f"ยังมีอีก {more:,} แถว (--limit)", f"{more:,} rows more (--limit)"))


@app.command()
def show(
    context: typer.Context,
    agency: Annotated[str, typer.Argument(help="Agency id, as d.rd or c.rd_area:21, or its whole name.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """One agency: names, tier, parent, collector, what it owes to whom, where it is reached, what came from it."""
    place = workplace(context, config)
    found = _one(place, agency)
    told = _told(place, with_expectation(found, _said(place)))
    if as_json:
        typer.echo(json_line(told))
        return
    screen, shown = console(), _shown(place)
    screen.print(f"[bold]{marked_safe(found.name_th)}[/] ({marked_safe(found.id)})")
    for key, value in told.items():
        if key in ("agency_id", "name", "contacts", "plans", "came_past", "events") or not value:
            continue
        values = value if isinstance(value, list) else [value]
        text = ", ".join(_called(place, key, one) or str(shown(key, one)) for one in values)
        screen.print(f"  {word(key.replace('_', ' '))}: {marked_safe(text)}", highlight=False)
    for title, columns in (
        ("contacts", ("address", "written_to", "role", "confirmed_by", "dead_at", "taken_back_at", "instead")),
        ("plans", ("received_at", "receipt", "verdict", "credited")),
        ("came_past", ("received_at", "receipt", "name", "route", "verdict")),
        ("events", ("at", "actor", "action")),
    ):
        if told[title]:
            screen.print(f"[bold]{word(title.replace('_', ' '))}[/]")
            show_table(told[title], columns, shown=shown)


@app.command()
def contacts(
    context: typer.Context,
    agency: Annotated[str | None, typer.Argument(help="Only this agency's: id or whole name.")] = None,
    config: Config = None,
    add: Annotated[str | None, typer.Option(help="This address is the agency's: staff's word.")] = None,
    owner: Annotated[str | None, typer.Option("--agency", help="The agency that --add or --take-back means.")] = None,
    role: Annotated[str, typer.Option(help="What the address of --add is there for.")] = "",
    take_back: Annotated[str | None, typer.Option(help="This address is not the agency's (nobody's, if none).")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Addresses of the agencies; staff confirm one (it then proves who sends from it) or take one back."""
    place = workplace(context, config)
    named = owner or agency
    meant = _one(place, named) if named else None
    try:
        if add is not None:
            _add(place, add, meant, role)
        elif take_back is not None:
            _take_back(place, take_back, meant)
        else:
            db = _ledger(place)
            rows = queries.contact_rows(db, meant.id if meant else None) if db else []
            rows = [{"agency_id": row["agency_id"], "name": _name(place, row["agency_id"]), **row} for row in rows]
            if not plain(rows, as_json, as_csv):
                show_table(
                    rows,
                    (
                        "agency_id",
                        "name",
                        "address",
                        "written_to",
                        "role",
                        "confirmed_by",
                        "dead_at",
                        "taken_back_at",
                        "instead",
                    ),
                    shown=_shown(place),
                )
    finally:
        place.close()


@app.command()
def expect(
    context: typer.Context,
    agency: Annotated[str, typer.Argument(help="Agency id, as u.cu or r.amphoe:2105, or its whole name.")],
    expects: Annotated[str, typer.Argument(help="yes, no or maybe.", metavar="yes|no|maybe")],
    reason: Annotated[str, typer.Option(help="Why; kept in the ledger.")],
    config: Config = None,
) -> None:
    """Say whether this agency's plan is awaited in this round; status, missing and reminders follow."""
    values: dict[str, Expects] = {"yes": "yes", "no": "no", "maybe": "maybe"}
    if expects not in values or not reason.strip():
        raise typer.BadParameter("yes, no or maybe, and a --reason" if expects in values else f"{expects!r} is not yes")
    place = workplace(context, config)
    found = _one(place, agency)
    tier = place.bench.rules.tiers[found.tier]
    if expects == "yes" and not tier.owes:
        way = duty(found, place.bench.registry, place.bench.rules)
        raise _refusal(
            f"หน่วยงานกลุ่มนี้ไม่ต้องส่งแผนถึงสำนักงาน ก.พ.ร. โดยตรง แต่ส่งไปยัง {_name(place, way.to)}",
            f"agencies of this tier owe OPDC nothing one by one; they send to {_name(place, way.to)}",
        )
    try:
        changed = place.ledger.expect(found, values[expects], reason.strip(), actor(), place.clock())
    finally:
        place.close()
    told = either("บันทึกแล้ว", "written") if changed else either("เป็นเช่นนี้อยู่แล้ว", "it is so already")
    console().print(f"{marked_safe(found.name_th)} ({found.id}): {word(expects)} – {told}")


def actor() -> str:
    """Who gives the word, for the events: staff, by the name of this login."""
    try:
        return f"staff:{getpass.getuser()}"
    except (KeyError, OSError):
        return "staff"


def _add(place: Workplace, address: str, meant: Agency | None, role: str) -> None:
    address = address.strip().lower()
    if meant is None or not is_address(address):
        raise typer.BadParameter("--add needs one e-mail address, and --agency whose it is")
    if meant.kind == "ministry":
        raise _refusal(
            "กระทรวงไม่ได้ส่งแผนเอง โปรดระบุสำนักงานปลัดกระทรวงหรือกรม",
            "a ministry sends no plan itself; name one of its departments",
        )
    if address in place.bench.own_addresses:
        raise _refusal("ที่อยู่นี้เป็นของระบบเอง", "this address is ours")
    others = place.ledger.add_contact(meant.id, address, role.strip(), actor(), place.clock())
    console().print(f"{marked_safe(address)} → {marked_safe(meant.name_th)} ({meant.id})", highlight=False)
    if others:
        names = ", ".join(f"{_name(place, one)} ({one})" for one in others)
        console().print(
            either(f"ที่อยู่นี้ยังเป็นของ {names} ด้วย (--take-back)", f"it stands for {names} too (--take-back)"), markup=False
        )


def _take_back(place: Workplace, address: str, meant: Agency | None) -> None:
    had = place.ledger.take_back(address.strip().lower(), meant.id if meant else None, actor(), place.clock())
    if not had:
        raise _refusal(f"ไม่พบที่อยู่ {address}", f"no such address: {address}")
    names = ", ".join(f"{_name(place, one)} ({one})" for one in had)
    console().print(either(f"ถอน {address} จาก {names} แล้ว", f"{address} is no longer that of {names}"), markup=False)


def _one(place: Workplace, named: str) -> Agency:
    """The agency of an id or a whole name; ends with exit 1 when there is none, or several."""
    registry = place.bench.registry
    found = registry.get(named.strip())
    if found is not None:
        return found
    resolved = Resolver(registry).by_name(named)
    if resolved.agency is not None:
        return resolved.agency
    for one in resolved.candidates[:20]:
        known = registry.get(one)
        area = (
            f"{known.amphoe} {registry.provinces[known.province_code].name_th}" if known and known.province_code else ""
        )
        console(error=True).print(f"{one}  {_name(place, one)} {area}", markup=False, highlight=False)
    raise _refusal(f"ไม่พบหน่วยงาน {named!r} เพียงแห่งเดียว", f"{named!r} is no one agency of the registry")


def _refusal(th: str, en: str) -> typer.Exit:
    """Say why not; what is to be raised then."""
    console(error=True).print(either(th, en), markup=False, highlight=False)
    return typer.Exit(1)


def _told(place: Workplace, agency: Agency) -> dict[str, Any]:
    registry, rules = place.bench.registry, place.bench.rules
    way = duty(agency, registry, rules)
    collected, kinds = gathered(agency, registry)
    db = _ledger(place)
    plans = queries.agency_history(db, rules.round.id, agency.id) if db else []
    return {
        **_row(agency),
        "short_names": list(agency.short_names),
        "former_names": list(agency.former_names),
        "name_en": agency.name_en,
        "domains": list(agency.domains),
        "parent_name": _name(place, agency.parent_id),
        "collector": agency.collector_id,
        "collector_name": _name(place, agency.collector_id),
        "sends_to": way.to,
        "copies_to": list(way.copies),
        "one_by_one": way.one_by_one,
        "collects": len(collected),
        "field_offices": [kind.id for kind in kinds],
        "contacts": queries.contact_rows(db, agency.id) if db else [],
        "plans": plans,
        "came_past": _came_past(place, agency, db) if db else [],
        "events": queries.agency_events(db, agency.id) if db else [],
    }


def _came_past(place: Workplace, agency: Agency, db: Database) -> list[dict[str, Any]]:
    """Plans that this agency should have collected, but that reached us without it."""
    registry = place.bench.registry
    rows = queries.astray(db, place.bench.rules.round.id)
    own = {
        row["agency_id"]
        for row in rows
        if row["agency_id"]
        and (one := registry.get(row["agency_id"])) is not None
        and one.id != agency.id
        and (one.collector_id or one.parent_id) == agency.id
    }
    return [{**row, "name": _name(place, row["agency_id"])} for row in rows if row["agency_id"] in own]


def _row(agency: Agency) -> dict[str, Any]:
    return {
        "agency_id": agency.id,
        "name": agency.name_th,
        "tier": agency.tier,
        "kind": agency.kind,
        "province": agency.province_code,
        "amphoe": agency.amphoe,
        "parent": agency.parent_id,
        "expects_plan": agency.expects_plan,
        "vital": agency.vital,
    }


def _called(place: Workplace, key: str, value: object) -> str:
    """What a tier or an agency is called in the reader's language; '' for what is neither."""
    if key in ("sends_to", "copies_to"):
        return _name(place, str(value))
    tier = place.bench.rules.tiers.get(str(value)) if key == "tier" else None
    return either(tier.title_th, tier.title_en) if tier else ""


def _shown(place: Workplace) -> Callable[[str, object], object]:
    """A value as a reader wants it: yes, no and codes in words, moments in the round's time zone."""
    zone = place.bench.rules.round.zone

    def shown(column: str, value: object) -> object:
        if isinstance(value, bool):
            return word("yes" if value else "no")
        if column in ("expects_plan", "verdict") and isinstance(value, str):
            return word(value)
        if column in ("credited", "written_to"):
            return word("yes" if value else "no")
        if column == "action":
            return coded("action", str(value))
        return local(value, zone) if isinstance(value, str) else value

    return shown


def _bears(agency: Agency, letters: str) -> bool:
    names: Iterable[str] = (agency.name_th, *agency.short_names, *agency.former_names, agency.name_en, agency.id)
    return any(letters in squeeze(name) for name in names)


def _name(place: Workplace, agency_id: str | None) -> str:
    if agency_id == "opdc":
        return either("สำนักงาน ก.พ.ร.", "OPDC")
    known = place.bench.registry.get(agency_id) if agency_id else None
    return known.name_th if known else agency_id or ""


def _ledger(place: Workplace) -> Database | None:
    """The ledger to be read, None when there is none yet."""
    return open_database(place.ledger_path, read_only=True) if place.ledger_path.exists() else None


def _said(place: Workplace) -> dict[str, Expects]:
    db = _ledger(place)
    return expectations(db, place.bench.rules.round.id) if db else {}
