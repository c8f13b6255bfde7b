"""The commands of reminders: who is due a letter and why, sending them, reading them before, and asking for silence."""

import csv
import json
import sys
from collections import Counter
from datetime import datetime, time
from email import message_from_bytes, policy
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from mailbot.cli.agencies import actor
from mailbot.cli.console import console
from mailbot.cli.foreign_text import marked_safe
from mailbot.cli.moments import local
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.tables import put
from mailbot.cli.words import either, word
from mailbot.ledger.pauses import ALL, TIER, pauses
from mailbot.reminders.model import DueReminder, Look, MissingAgency
from mailbot.workplace import Workplace

app = typer.Typer(invoke_without_command=True, help="Letters to those whose plan is awaited.")

Day = Annotated[
    datetime | None,
    typer.Option(
        "--day", formats=["%Y-%m-%d"], help="As on this day at ten in the morning, for --dry-run and --preview."
    ),
]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays in the history.")]


@app.callback()
def remind(
    context: typer.Context,
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who gets what and why; store nothing.")] = False,
    silent: Annotated[
        bool, typer.Option("--silent", help="With --dry-run: everybody who gets nothing, with the reason.")
    ] = False,
    preview: Annotated[
        Path | None, typer.Option("--preview", help="Write all letters of the day into this folder; store nothing.")
    ] = None,
    day: Day = None,
    as_json: AsJson = False,
) -> None:
    """Store the reminders that are due now in the outbox; the daemon sends them."""
    if context.invoked_subcommand is not None:
        return
    if day is not None and not (dry_run or preview):
        raise typer.BadParameter("--day is for --dry-run and --preview")
    place = workplace(context, config)
    try:
        zone = place.bench.rules.round.zone
        now = datetime.combine(day.date(), time(10), zone) if day else place.clock()
        if dry_run or preview:
            # Without a ledger nobody has written yet, so nobody's address is known; a dry run must not make one.
            seen = place.reminding.look(now) if place.ledger_path.exists() else Look((), ())
            if preview:
                _write(place, seen, now, preview)
            else:
                _show(seen, as_json, silent)
            return
        stored = place.reminding.send_due(now)
        console(error=True).print(f"{stored} reminders stored in the outbox")
    finally:
        place.close()


def _show(seen: Look, as_json: bool, silent: bool) -> None:
    due = () if seen.closed else seen.due
    if as_json:
        for one in due:
            typer.echo(json.dumps(_told(one), ensure_ascii=False))
        for agency, reason in seen.silent if silent else ():
            entry = {"agency_id": agency.agency_id, "name": agency.name, "state": agency.state, "why_not": reason}
            typer.echo(json.dumps(entry, ensure_ascii=False))
        return
    screen = console()
    if seen.closed and seen.due:
        screen.print(
            either(
                f"ขณะนี้อยู่นอกวันและเวลาราชการ จะส่ง {len(seen.due)} ฉบับในเวลาราชการถัดไป",
                f"outside working days and hours; {len(seen.due)} letters leave when the office opens",
            )
        )
    elif not due:
        screen.print(word("nobody is due a reminder now"))
    if due:
        table = Table(*map(word, ("agency", "name", "state", "listed", "stage", "due on", "to")))
        for one in due:
            agency = one.agency
            table.add_row(
                agency.agency_id,
                marked_safe(agency.name),
                word(agency.state),
                str(len(one.addressee.listed) or ""),
                one.stage.rule.name,
                f"{one.stage.due_on}",
                marked_safe(agency.address or ""),
            )
        screen.print(table)
    _show_silent(seen.silent, silent)


def _show_silent(silent: tuple[tuple[MissingAgency, str], ...], one_by_one: bool) -> None:
    if one_by_one:
        table = Table(*map(word, ("agency", "name", "state", "why no letter")))
        for agency, reason in silent:
            table.add_row(agency.agency_id, marked_safe(agency.name), word(agency.state), word(f"silent {reason}"))
        put(console(), table)
    elif silent:
        table = Table(word("why no letter"), word("agencies"), box=None)
        for reason, count in Counter(reason for _, reason in silent).most_common():
            table.add_row(word(f"silent {reason}"), str(count))
        put(console(), table)


def _told(one: DueReminder) -> dict[str, object]:
    return {
        "agency_id": one.agency.agency_id,
        "name": one.agency.name,
        "state": one.agency.state,
        "stage": one.stage.rule.name,
        "due_on": one.stage.due_on.isoformat(),
        "to": one.agency.address,
        "listed": [listed.agency_id for listed in one.addressee.listed],
    }


def _write(place: Workplace, seen: Look, now: datetime, folder: Path) -> None:
    """The letters as .eml files that a mail program opens, and index.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "index.csv").open("w", encoding="utf-8-sig", newline="") as file:
        index = csv.writer(file)
        index.writerow(["file", "agency_id", "name", "to", "stage", "subject"])
        for order, one in enumerate(seen.due, 1):
            mail = place.reminding.outgoing(one, now)
            name = f"{order:04d}-{one.agency.agency_id.replace(':', '_').replace('/', '_')}.eml"
            (folder / name).write_bytes(mail.raw)
            subject = str(message_from_bytes(mail.raw, policy=policy.default)["Subject"])
            index.writerow([name, one.agency.agency_id, one.agency.name, mail.recipient, one.stage.rule.name, subject])
    console(error=True).print(f"{len(seen.due)} letters written to {folder}", markup=False)


@app.command()
def pause(context: typer.Context, target: str, config: Config = None, reason: Reason = "") -> None:
    """No reminders to an agency (its id), a tier (its name) or `all`, until `remind resume`."""
    _change(context, config, target, reason, False)


@app.command()
def resume(context: typer.Context, target: str, config: Config = None, reason: Reason = "") -> None:
    """End a pause. Of what fell due meanwhile only the latest letter goes out."""
    _change(context, config, target, reason, True)


def _change(context: typer.Context, config: Path | None, target: str, reason: str, ending: bool) -> None:
    place = workplace(context, config)
    try:
        meant = _target(place, target)
        change = place.ledger.resume_reminders if ending else place.ledger.pause_reminders
        if not change(meant, reason.strip(), actor(), place.clock()):
            told = "is not paused" if ending else "is paused already"
            console(error=True).print(f"{target} {told}", markup=False)
            raise typer.Exit(1)
    finally:
        place.close()


def _target(place: Workplace, text: str) -> str:
    if text == ALL:
        return ALL
    if text.removeprefix(TIER) in place.bench.rules.tiers:
        return TIER + text.removeprefix(TIER)
    agency = place.bench.registry.get(text)
    if agency is None:
        raise typer.BadParameter(f"{text}: neither an agency's id, a tier, nor `all`")
    return agency.id


@app.command(name="pauses")
def list_pauses(context: typer.Context, config: Config = None, as_json: AsJson = False) -> None:
    """Who gets no reminders by staff's word."""
    place = workplace(context, config)
    try:
        found = pauses(place.ledger.db, place.bench.rules.round.id)
    finally:
        place.close()
    if as_json:
        for one in found:
            typer.echo(json.dumps(dict(one), ensure_ascii=False))
        return
    table, zone = Table(*map(word, ("agency", "at", "actor", "reason"))), place.bench.rules.round.zone
    for one in found:
        table.add_row(one["target"], local(one["since"], zone), marked_safe(one["actor"]), marked_safe(one["reason"]))
    put(console(), table)


@app.command()
def summary(
    context: typer.Context,
    ministry: str,
    to: Annotated[str, typer.Option("--to", help="The coordinator's address.")],
    config: Config = None,
    preview: Annotated[bool, typer.Option("--preview", help="Print the letter; store nothing.")] = False,
) -> None:
    """Store a letter to a ministry's coordinator: whose plans of the ministry are still awaited."""
    place = workplace(context, config)
    try:
        now = place.clock()
        try:
            mail, count = place.reminding.summary(ministry, to, now)
        except (LookupError, ValueError) as error:
            raise typer.BadParameter(str(error)) from error
        if preview:
            body = message_from_bytes(mail.raw, policy=policy.default).get_body(("plain",))
            sys.stdout.write(body.get_content() if body else "")
            return
        place.ledger.enqueue(mail, now, action="summary")
        console(error=True).print(f"stored in the outbox: {count} agencies, to {mail.recipient}", markup=False)
    finally:
        place.close()
