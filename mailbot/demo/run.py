"""`mailbot demo`: sample mails into an embedded Maildir, the real daemon over it until it is quiet, the ledger."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailbot import config_file
from mailbot.demo.mails import sample_mails
from mailbot.ledger import queries
from mailbot.mailbox.maildir import MaildirMailbox
from mailbot.settings import Settings
from mailbot.workplace import SENT, Workplace

FIRST_ARRIVAL = datetime(2020, 6, 15, 2, 0, tzinfo=UTC)
MARK = "made-by-mailbot-demo"


@dataclass
class DemoClock:
    """The demo plays in June 2563, before the deadline: each look is one second later."""

    now: datetime = FIRST_ARRIVAL + timedelta(hours=6)

    def __call__(self) -> datetime:
        """The next moment."""
        self.now += timedelta(seconds=1)
        return self.now


def run_demo(folder: Path, console: Console) -> None:
    """Lay the samples, run once, print. `folder` is emptied first when an earlier demo made it; else it must be new."""
    _prepare(folder)
    settings = _settings(folder)
    place = Workplace(settings, clock=DemoClock())
    try:
        count = _deliver(place)
        console.print(f"{count} sample mails lie in the inbox {escape(str(settings.mailbox.maildir))}")
        with place.lock():
            done = place.daemon.run_once()
        console.print(f"{done.taken_in} judged, {done.sent} answered, {done.filed} filed\n")
        _show_ledger(place, console)
        _show_replies(folder / "data" / SENT / "new", console)
    finally:
        place.close()
    console.print(f"\nLook further: mailbot --config {escape(str(folder / 'config.toml'))} explain BCP2563-000001")


def _prepare(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise FileExistsError(f"{folder} holds other things; name a new folder with --keep")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def _settings(folder: Path) -> Settings:
    (folder / "config.toml").write_text(
        '# Settings of the demo: everything stays in this folder.\n[data]\nfolder = "data"\nmin_free_mb = 50\n'
        "# The scanned plan waits for a person, so that the demo takes seconds and says the same on every machine.\n"
        '# With "auto" and `mailbot replay RECEIPT` it is read.\n[examine]\nocr = "off"\n',
        "utf-8",
    )
    return config_file.load(folder / "config.toml")


def _deliver(place: Workplace) -> int:
    mailbox = place.mailbox
    if not isinstance(mailbox, MaildirMailbox):
        raise TypeError("the demo needs the embedded mailbox")
    mailbox.open()
    samples = sample_mails()
    for number, sample in enumerate(samples):
        arrival = FIRST_ARRIVAL + timedelta(minutes=10 * number)
        mailbox.append(place.settings.mailbox.inbox, sample.raw, arrival)
    return len(samples)


def _show_ledger(place: Workplace, console: Console) -> None:
    table = Table(title="ทะเบียน · ledger", box=None, title_justify="left")
    for name, width in (
        ("receipt", 14),
        ("from", 24),
        ("verdict", 10),
        ("reply", 14),
        ("folder", 10),
        ("agencies", 20),
    ):
        table.add_column(name, max_width=width, no_wrap=True, overflow="ellipsis")
    for row in reversed(queries.mails(place.ledger.db)):
        reply = row["reply"] or f"– {row['no_reply_reason'] or ''}"
        cells = (row["receipt"], row["sender"], row["verdict"], reply, row["folder"], row["agencies"])
        table.add_row(*(escape(str(cell or "")) for cell in cells))
    console.print(table)


def _show_replies(folder: Path, console: Console) -> None:
    console.print(f"\n[bold]จดหมายตอบ · replies[/] in {escape(str(folder))}", highlight=False, soft_wrap=True)
    for path in sorted(folder.iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name)):
        mail = message_from_bytes(path.read_bytes())
        subject = str(make_header(decode_header(mail["Subject"].replace("\r\n", ""))))
        console.print(f"  {escape(path.name)}  {escape(subject)}", highlight=False, soft_wrap=True)
