"""`mailbot agencies import`: what a list changes is shown before it is written."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from mailbot.agencies.importing.columns import KINDS
from mailbot.agencies.importing.comparing import Change
from mailbot.agencies.importing.faults import BrokenList
from mailbot.agencies.registry import Registry
from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.words import either, word
from mailbot.importing import AddressImport, AgencyImport, Importing

_SHOWN = 20


def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV or .xlsx file.")],
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    kind: Annotated[
        str | None,
        typer.Option("--as", help="What it is, if not its heading decides: local|mailing-list|contacts."),
    ] = None,
    mapping: Annotated[str | None, typer.Option(help="Columns by this mapping of the round's import.toml.")] = None,
    as_json: AsJson = False,
) -> None:
    """Take over a list of local government, a mailing list, or contacts; a file with a fault is refused whole."""
    from mailbot.cli.agencies import actor

    place = workplace(context, config)
    known = place.bench.rules.lists.mappings
    if kind is not None and kind not in KINDS:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(KINDS)}", param_hint="--as")
    if mapping is not None and mapping not in known:
        raise typer.BadParameter(f"{mapping!r} is none of {', '.join(known) or 'none'}", param_hint="--mapping")
    importing = Importing(place, actor())
    try:
        plan = importing.read(file, next((one for one in KINDS if one == kind), None), mapping)
        report = _agencies(plan) if isinstance(plan, AgencyImport) else _addresses(plan)
        written = not dry_run and importing.write(plan)
    except BrokenList as error:
        _show_faults(error, as_json)
        raise typer.Exit(1) from None
    finally:
        place.close()
    if as_json:
        for row in report:
            typer.echo(json_line(row))
        typer.echo(json_line({"what": "end", "written": written, "dry_run": dry_run, **_counts(report)}))
    else:
        _show(report, place.bench.registry)
        _end(report, written=written, dry_run=dry_run)


def _agencies(plan: AgencyImport) -> list[dict[str, Any]]:
    """One row for each agency that the list changes, then the counts of what it leaves as it is."""
    changes = plan.changes
    rows: list[dict[str, Any]] = []
    groups: Sequence[tuple[str, Iterable[Change]]] = (
        ("recoded", changes.recoded),
        ("renamed", changes.renamed),
        ("reopened", changes.reopened),
        ("added", changes.added),
        ("changed", changes.changed),
    )
    closed = [{"what": "closed", "agency_id": agency.id, "name": agency.name_th} for agency in changes.closed]
    for what, group in groups:
        for change in group:
            row = {"what": what, "agency_id": change.new.id, "name": change.new.name_th}
            if change.old:
                row |= {"old_id": change.old.id, "old_name": change.old.name_th}
            rows.append(row)
    counts = {"unchanged": changes.unchanged, "not_in_file": changes.absent}
    return [*closed, *rows, *({"what": what, "count": count} for what, count in counts.items() if count)]


def _addresses(plan: AddressImport) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"what": "address", "line": entry.line, "agency_id": entry.agency_id, "address": entry.address}
        | ({} if entry.alone else {"shared": True})
        for entry in plan.fresh
    ]
    rows += [
        {"what": "taken_back", "line": entry.line, "agency_id": entry.agency_id, "address": entry.address}
        for entry in plan.refused
    ]
    rows += [
        {"what": "not_understood", "line": row.line, "name": row.name, "candidates": list(row.candidates)}
        for row in plan.found.not_understood
    ]
    unchanged = len(plan.found.entries) - len(plan.fresh) - len(plan.refused)
    return [*rows, *([{"what": "unchanged", "count": unchanged}] if unchanged else [])]


def _counts(report: Iterable[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in report:
        counts[row["what"]] = counts.get(row["what"], 0) + int(row.get("count", 1))
    return counts


def _show(report: Sequence[dict[str, Any]], registry: Registry) -> None:
    """Counts of everything; of each sort the first rows, but every row that staff must act upon."""
    screen = console()
    for what, count in _counts(report).items():
        screen.print(f"[bold]{word(what.replace('_', ' '))}[/]: {count:,}", highlight=False)
        rows = [row for row in report if row["what"] == what and "count" not in row]
        shown = rows if what in ("not_understood", "taken_back", "closed", "recoded") else rows[:_SHOWN]
        table = Table(box=None, show_header=False, padding=(0, 2))
        for row in shown:
            table.add_row(*(marked_safe(cell) for cell in _cells(row, registry)))
        if shown:
            screen.print(table)
        if len(rows) > len(shown):
            screen.print(f"  … {len(rows) - len(shown):,}", highlight=False)


def _cells(row: dict[str, Any], registry: Registry) -> tuple[str, ...]:
    if row["what"] == "not_understood":
        line = either(f"บรรทัดที่ {row['line']}", f"line {row['line']}")
        names = [known.name_th for known in map(registry.get, row["candidates"][:5]) if known]
        told = ", ".join(f"{name} ({one})" for name, one in zip(names, row["candidates"], strict=False))
        return line, row["name"], told or either("ไม่พบในบัญชี", "not in the registry")
    if "address" in row:
        known = registry.get(row["agency_id"])
        shared = either("ใช้ร่วมกันหลายหน่วยงาน", "shared") if row.get("shared") else ""
        return row["agency_id"], known.name_th if known else "", row["address"], shared
    before = ""
    if row.get("old_id", row["agency_id"]) != row["agency_id"]:
        before = f"← {row['old_id']} {row['old_name']}"
    elif row.get("old_name", row["name"]) != row["name"]:
        before = f"← {row['old_name']}"
    return row["agency_id"], row["name"], before


def _end(report: Sequence[dict[str, Any]], *, written: bool, dry_run: bool) -> None:
    todo = any(row["what"] not in ("unchanged", "not_in_file", "not_understood", "taken_back") for row in report)
    if not todo:
        told = either("ไม่มีอะไรต้องเปลี่ยน", "nothing to do")
    elif written:
        told = word("written")
    else:
        told = word("dry run: nothing was written") if dry_run else either("ไม่มีอะไรต้องเปลี่ยน", "nothing to do")
    console().print(f"[dim]{told}[/]")


def _show_faults(error: BrokenList, as_json: bool) -> None:
    if as_json:
        for fault in error.faults:
            typer.echo(json_line({"what": "fault", "line": fault.line, "th": fault.th, "en": fault.en}))
        return
    screen = console(error=True)
    screen.print(either("ไม่รับไฟล์นี้ ยังไม่ได้บันทึกสิ่งใด:", "this file was refused whole, nothing was written:"))
    for fault in error.faults:
        place = either(f"บรรทัดที่ {fault.line}: ", f"line {fault.line}: ") if fault.line else ""
        screen.print(f"  {place}{either(fault.th, fault.en)}", markup=False, highlight=False)
