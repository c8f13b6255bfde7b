"""What `mailbot doctor` looks at: is everything there that the daemon needs, and what does a missing tool cost?"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Literal
from urllib.parse import urlsplit

from mailbot import machine
from mailbot.advice import advice
from mailbot.documents import ocr_engine
from mailbot.engine.local import worker_count
from mailbot.errors import LoginRefused, MailbotError
from mailbot.ledger.moments import from_text
from mailbot.ledger.position import position
from mailbot.outbox.smtp import SmtpSender
from mailbot.reporting.chromium import find as find_browser
from mailbot.scanning.clamd import NotScanned, Scanner
from mailbot.workplace import Workplace

State = Literal["ok", "warning", "broken"]

TOOLS = {
    "pdftotext": "PDF files are read by the built-in reader alone; damaged text layers are met less well",
    "soffice": "old Word files (.doc, .rtf) are read without their structure",
    "tesseract": "scanned pages are not read; such plans wait for a person (tesseract-ocr, tesseract-ocr-tha)",
}

_GREETING_SECONDS = 20.0
_GIVEN_UP = {"privileges": "no new privileges", "processes": "a limited number of processes"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    detail: str

    def json(self) -> str:
        """One JSON line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def run(place: Workplace) -> list[Check]:
    """Every check, in order; one that cannot be made is told as broken, never raised."""
    steps: tuple[tuple[str, Callable[[Workplace], Iterator[Check]]], ...] = (
        ("rules", _rules),
        ("data folder", _data),
        ("ledger", _ledger),
        ("mailbox", _mailbox),
        ("outgoing mail", _smtp),
        ("staff", _staff),
        ("tools", _tools),
        ("engine", _engine),
        ("confinement", _confinement),
        ("virus scanner", _scanner),
        ("sealed mails", _sealed),
        ("clock", _clock),
        ("mail server's clock", _their_clock),
        ("permissions", _permissions),
        ("backup", _backup),
        ("journal", _journal),
    )
    found: list[Check] = []
    first: dict[str, str] = {}
    for name, step in steps:
        try:
            found += step(place)
        except (MailbotError, OSError) as error:
            cause = first.setdefault(str(error), name)
            found.append(Check(name, "broken", str(error) if cause == name else f"as {cause}, see above"))
    return [_with_advice(check) for check in found]


def _with_advice(check: Check) -> Check:
    """A broken thing is told with what to do about it."""
    more = advice(check.name, check.detail) if check.state == "broken" and ", see above" not in check.detail else ""
    return replace(check, detail=f"{check.detail.rstrip('.')}. {more[0].upper()}{more[1:]}") if more else check


def _rules(place: Workplace) -> Iterator[Check]:
    rules = place.bench.rules
    yield Check("rules", "ok", f"round {rules.round.id}, version {rules.version}, {len(place.bench.registry)} agencies")
    if not place.bench.registry.whole("sao"):
        yield Check(
            "agencies",
            "warning",
            "the list of municipalities and อบต. is not imported (mailbot agencies import FILE); "
            "their plans wait for a person",
        )


def _data(place: Workplace) -> Iterator[Check]:
    place.folder.mkdir(parents=True, exist_ok=True)
    writable = os.access(place.folder, os.W_OK)
    yield Check(
        "data folder", "ok" if writable else "broken", f"{place.folder}{'' if writable else ' is not writable'}"
    )
    free = shutil.disk_usage(place.folder).free // 1_000_000
    enough = free >= place.settings.data.min_free_mb
    yield Check("disk", "ok" if enough else "broken", f"{free} MB free, {place.settings.data.min_free_mb} MB needed")


def _ledger(place: Workplace) -> Iterator[Check]:
    result = place.ledger.rows("PRAGMA quick_check")[0][0]
    count = place.ledger.rows("SELECT count(*) FROM mail")[0][0]
    yield Check("ledger", "ok" if result == "ok" else "broken", f"{count} mails; integrity: {result}")


def _mailbox(place: Workplace) -> Iterator[Check]:
    try:
        place.mailbox.open()
        waiting = len(place.mailbox.waiting())
    except LoginRefused as error:
        yield Check("mailbox", "broken", f"login refused: {error}")
        return
    yield Check(
        "mailbox", "ok", f"{place.settings.mailbox.kind}: {place.mailbox.account}, {waiting} mails in the inbox"
    )
    names = place.settings.mailbox
    folders = (names.processed, names.review, names.sealed, names.quarantine, *([names.sent] if names.sent else []))
    yield Check("folders", "ok", ", ".join(folders))


def _smtp(place: Workplace) -> Iterator[Check]:
    if place.settings.smtp.kind == "maildir":
        yield Check("outgoing mail", "warning", f"our mails are only laid into {place.folder / 'sent'}")
        return
    section = place.settings.smtp
    # A port of the other kind never greets: the five minutes of RFC 5321 4.5.3.2 are not what doctor waits for.
    hurried = section.model_copy(update={"command_seconds": min(section.command_seconds, _GREETING_SECONDS)})
    result = SmtpSender(hurried).check()
    yield Check("outgoing mail", "ok" if result.outcome == "sent" else "broken", result.reason)


def _staff(place: Workplace) -> Iterator[Check]:
    address = place.settings.staff.alert_address
    yield Check(
        "staff",
        "ok" if address else "warning",
        address or "no staff.alert_address: trouble is told only in log and ledger",
    )


def _tools(place: Workplace) -> Iterator[Check]:
    for name, cost in TOOLS.items():
        path = shutil.which(name)
        if name == "tesseract" and path:
            yield _recognition(place, path)
        elif name == "soffice" and path and not machine.has_fonts():
            yield Check(name, "warning", f"{path} finds no font and converts nothing (fonts-thai-tlwg): {cost}")
        else:
            yield Check(name, "ok" if path else "warning", path or f"not installed: {cost}")
    wanted = place.settings.report.chromium
    browser = find_browser(wanted)
    lost = "no report as PDF (mailbot report -o FILE.pdf, and at the desk); .docx and .html do not need it"
    yield Check(
        "chromium", "ok" if browser else "warning", browser or f"{wanted or 'chromium'} is not installed: {lost}"
    )


def _engine(place: Workplace) -> Iterator[Check]:
    """Where mails are examined: a cluster that is away stops all examining."""
    section = place.settings.engine
    if section.kind == "local":
        yield Check("engine", "ok", f"{worker_count(section.workers)} workers of this machine, and one for scans")
        return
    if find_spec("distributed") is None:
        yield Check(
            "engine", "broken", "engine.kind is dask, and dask.distributed is missing: pip install 'mailbot[cluster]'"
        )
        return
    at = urlsplit(section.scheduler)
    try:
        with socket.create_connection((at.hostname or "", at.port or 8786), section.connect_seconds):
            yield Check("engine", "ok", f"the scheduler at {section.scheduler} listens")
    except OSError as error:
        told = (
            f"the scheduler at {section.scheduler} cannot be reached ({error.strerror or error}): no mail is examined"
        )
        yield Check("engine", "broken", told)


def _confinement(place: Workplace) -> Iterator[Check]:
    """What a worker of this machine gives up before it reads a mail, tried by a process of its own."""
    trial = [sys.executable, "-m", "mailbot.documents.confinement"]
    done = subprocess.run(trial, capture_output=True, text=True, timeout=60, check=False)
    held = set(done.stdout.split())
    if "network" not in held:
        yield Check(
            "confinement",
            "warning",
            "the kernel gives no network namespace: a reader that a file took over could use the network",
        )
        return
    more = [told for name, told in _GIVEN_UP.items() if name in held]
    yield Check("confinement", "ok", "; ".join(["files are read without network", *more]))


def _recognition(place: Workplace, path: str) -> Check:
    """Tesseract without Thai reads nothing of ours; with it, what a mail may have of it."""
    limits = place.settings.examine
    if ocr_engine.tesseract() is None:
        return Check("tesseract", "warning", f"{path} has no Thai (tesseract-ocr-tha): {TOOLS['tesseract']}")
    if limits.ocr == "off" or not limits.ocr_pages:
        return Check("tesseract", "warning", f"{path}, switched off by examine.ocr: such plans wait for a person")
    return Check("tesseract", "ok", f"{path} with Thai; up to {limits.ocr_pages} scanned pages of a mail are read")


def _their_clock(place: Workplace) -> Iterator[Check]:
    """On time is what the mail server's clock says: one that goes wrong judges plans late, or reminds too early."""
    now = datetime.now(UTC)
    for whose, theirs in (("inbox", machine.newest_arrival(place.mailbox)), ("greeting", _greeting(place))):
        if theirs is None:
            continue
        off = round((theirs - now).total_seconds())
        wrong = off > machine.SECONDS_OFF or (whose == "greeting" and off < -machine.SECONDS_OFF)
        told = f"{whose}: {theirs:%Y-%m-%d %H:%M:%S} UTC, {off:+d} s of ours" if wrong else f"{whose}: no disagreement"
        yield Check("mail server's clock", "broken" if wrong else "ok", told)


def _greeting(place: Workplace) -> datetime | None:
    smtp = place.settings.smtp
    return machine.moment_of_greeting(smtp.host, smtp.port) if smtp.kind == "smtp" and smtp.security != "tls" else None


def _permissions(place: Workplace) -> Iterator[Check]:
    open_to_others = machine.open_to_others(place.folder)
    yield Check(
        "permissions",
        "warning" if open_to_others else "ok",
        f"others may read {', '.join(open_to_others)}: chmod go=" if open_to_others else "only we read the data folder",
    )


def _backup(place: Workplace) -> Iterator[Check]:
    section = place.settings.backup
    if section.folder is None:
        yield Check("backup", "warning", "backup.folder is not set: nobody looks whether backups are made")
        return
    newest = machine.newest_backup(section.folder)
    if newest is None:
        holds_mails = bool(place.ledger.rows("SELECT 1 FROM mail LIMIT 1"))
        yield Check("backup", "broken" if holds_mails else "warning", f"no backup in {section.folder}")
        return
    hours = (datetime.now(UTC) - newest).total_seconds() / 3600
    state: State = "ok" if hours <= section.hours else "broken"
    yield Check("backup", state, f"the newest is {hours:.0f} hours old (at most {section.hours})")


def _journal(place: Workplace) -> Iterator[Check]:
    journal = place.journal
    ours = position(place.ledger.db)  # asked first: an entry is in the journal before the ledger has it
    kept = journal.last_number(ours.ledger)
    newest, begun = ours.newest_event.partition(" ")[2], journal.begun_at()
    backed_up = begun is not None and newest != "" and from_text(newest) <= begun
    if kept < ours.number and not backed_up:
        told = (
            f"{journal.folder} ends at transaction {kept}, the ledger at {ours.number}: make a backup (mailbot backup)"
        )
        yield Check("journal", "broken", told)
    elif machine.same_disk(journal.folder, place.folder):
        told = "lies on the disk of the ledger, and staff's work since the backup dies with it"
        yield Check("journal", "warning", f"{journal.folder} {told}: set backup.journal_folder to one on another disk")
    else:
        yield Check("journal", "ok", f"{journal.folder}: {kept} transactions")


def _scanner(place: Workplace) -> Iterator[Check]:
    section = place.settings.scan
    if section.kind == "off":
        yield Check("virus scanner", "warning", "scan.kind is off: mails are not scanned for viruses (clamav-daemon)")
        return
    scanner = Scanner(section)
    try:
        said = scanner.scan(b"From: doctor@localhost\r\n\r\nhello\r\n")
        yield Check("virus scanner", "ok", f"{scanner.version()} at {scanner.where}: {said}")
    except NotScanned as error:
        waits = "mails wait" if section.required else "mails are judged unscanned"
        yield Check("virus scanner", "broken" if section.required else "warning", f"{error}; {waits}")


def _sealed(place: Workplace) -> Iterator[Check]:
    keys = place.keys
    if keys.left_passphrase.exists():
        yield Check("sealed mails", "warning", f"take {keys.left_passphrase} away: whoever has it opens sealed mails")
    elif keys.own and not keys.public.exists():
        yield Check("sealed mails", "ok", "a pair of keys is made when the first sealed mail comes")
    else:
        keys.public_key()
        yield Check("sealed mails", "ok", f"encrypted for {keys.public}")


def _clock(place: Workplace) -> Iterator[Check]:
    now = datetime.now(UTC)
    newest = place.ledger.rows("SELECT max(at) FROM event")[0][0]
    if newest and datetime.fromisoformat(newest) > now:
        yield Check("clock", "broken", f"it is {now:%Y-%m-%d %H:%M} UTC here, but the ledger has an event of {newest}")
    else:
        zone = place.bench.rules.round.zone
        yield Check("clock", "ok", f"{now.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}")
