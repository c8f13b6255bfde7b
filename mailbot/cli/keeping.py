"""Commands that keep what must not be lost and let go of what must not be kept; figures for Prometheus."""

import json
from contextlib import closing, nullcontext
from dataclasses import asdict
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Annotated

import typer

from mailbot.backup.archive import read_manifest
from mailbot.backup.catching_up import CaughtUp, catch_up
from mailbot.backup.restoring import restore as put_back
from mailbot.backup.taking import take
from mailbot.cli.agencies import actor
from mailbot.cli.console import console
from mailbot.cli.moments import local
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.words import either, word
from mailbot.errors import ConfigError
from mailbot.ledger.schema import open_database
from mailbot.ledger.store import Ledger
from mailbot.metrics import metrics as figures
from mailbot.retention import Retaining
from mailbot.workplace import Workplace


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (backup, restore, retention, metrics):
        app.command()(command)


def backup(context: typer.Context, file: Path, config: Config = None) -> None:
    """Write ledger, mails, secret and keys into one new file while mailbot runs, and read it back."""
    place = workplace(context, config)
    begun = place.clock()
    manifest = take(place.folder, file, place.bench.rules.round.id, begun)
    _turn_over(place, begun)
    size = file.stat().st_size / 1e6
    files, missing = len(manifest.files), len(manifest.missing)
    told = either(
        f"{file}: อีเมล {manifest.mails} ฉบับ {files} ไฟล์ {size:.1f} MB อ่านทวนแล้ว ครบถ้วน",
        f"{file}: {manifest.mails} mails, {files} files, {size:.1f} MB, read back and whole",
    )
    console().print(told, markup=False)
    if missing:
        lost = either(f"อีเมล {missing} ฉบับไม่มีใน spool มาก่อนแล้ว", f"{missing} mails were missing from the spool already")
        console(error=True).print(lost, markup=False)


def restore(context: typer.Context, file: Path, config: Config = None) -> None:
    """Put a backup into an empty data folder; the next run reads from the mailbox what came since, and answers nobody
    twice."""
    place = workplace(context, config)
    this, manifest = place.bench.rules.round, read_manifest(file)
    if manifest.round_id != this.id:
        raise ConfigError(f"the backup is of round {manifest.round_id}, the settings name {this.id}")
    told_of: list[CaughtUp] = []

    def complete(path: Path) -> None:
        caught_up = catch_up(path, place.journal)
        told_of.append(caught_up)
        with closing(Ledger(path, this.id, this.receipt_prefix, place.journal)) as ledger:
            ledger.record_restored(manifest.taken_at, place.clock(), asdict(caught_up))

    with place.lock() if place.folder.exists() else nullcontext():
        put_back(file, place.folder, complete)
    moment = local(manifest.taken_at, this.zone)
    told = either(
        f"คืนอีเมล {manifest.mails} ฉบับ ณ {moment} ไว้ที่ {place.folder} แล้ว เริ่มทำงานต่อด้วย `mailbot run`",
        f"{manifest.mails} mails as of {moment} are back in {place.folder}; start `mailbot run`",
    )
    console().print(told, markup=False)
    _tell_caught_up(told_of[0], this.zone)


def _turn_over(place: Workplace, begun: datetime) -> None:
    """The journal goes on in a new file, and old ones go. A journal that is away does not undo a backup."""
    try:
        place.journal.begin_file(begun)
        place.journal.drop_older(begun - timedelta(days=place.settings.backup.journal_days))
    except OSError as error:
        console(error=True).print(f"{place.journal.folder}: {error.strerror or error}", markup=False)


def _tell_caught_up(done: CaughtUp, zone: tzinfo) -> None:
    if done.transactions:
        moment = local(done.until, zone)
        told = either(
            f"นำรายการหลังการสำรองข้อมูลกลับมาจากสมุดรายวัน {done.transactions} รายการ ถึง {moment}",
            f"{done.transactions} transactions after the backup are back from the journal, until {moment}",
        )
    else:
        told = either("สมุดรายวันไม่มีรายการหลังการสำรองข้อมูล", "the journal has nothing after the backup")
    console().print(told, markup=False)
    if done.left:
        left = either(
            f"อีก {done.left} รายการนำกลับมาไม่ได้ ({done.why})",
            f"{done.left} later transactions cannot be brought back: {done.why}",
        )
        console(error=True).print(left, markup=False)


def retention(
    context: typer.Context,
    config: Config = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go; change nothing (as without --yes).")
    ] = (False),
    yes: Annotated[bool, typer.Option("--yes", help="Really take it out; this cannot be taken back.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take mails, addresses and letters of a closed round out of ledger and spool; receipts and verdicts stay.

    Without --yes it only shows what would go.
    """
    dry_run |= not yes
    place = workplace(context, config)
    try:
        this = Retaining(place.ledger, place.spool.folder, place.bench.rules.round, place.settings.retention.keep_days)
        if dry_run:
            gone, allowed = this.what_goes(), this.allowed_from()
        else:
            with place.lock():
                gone, allowed = this.purge(actor(), place.clock()), this.allowed_from()
    finally:
        place.close()
    told = {
        "until": f"{gone.until:%Y-%m-%d}",
        "allowed_from": f"{allowed:%Y-%m-%d}" if allowed else None,
        "mails": gone.mails,
        "letters": gone.letters,
        "files": len(gone.spooled),
        "gone": not dry_run,
    }
    if as_json:
        typer.echo(json.dumps(told))
        return
    for name, value in told.items():
        shown = word("yes" if value else "no") if isinstance(value, bool) else value if value is not None else "–"
        console().print(f"{word(f'retention {name}')}: {shown}", markup=False, highlight=False)
    if dry_run:
        console().print(either("ยังไม่ได้ลบ: ลบจริงด้วย --yes", "nothing is gone yet: --yes really takes it out"))


def metrics(context: typer.Context, config: Config = None) -> None:
    """Print figures for Prometheus: for node_exporter's textfile collector, or to look at."""
    place = workplace(context, config)
    typer.echo(_figures(place), nl=False)


def _figures(place: Workplace) -> str:
    db = open_database(place.ledger_path, read_only=True)
    try:
        return figures(db, place.bench.registry, place.bench.rules, place.settings.mailbox.review, place.clock())
    finally:
        db.close()
