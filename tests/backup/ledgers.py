"""Ledgers with a journal for the tests of restoring: worked with at random, compared row by row."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mailbot.backup.journal import JournalFolder
from mailbot.cases.rulings import Ruling
from mailbot.ledger.accounts import Accounts
from mailbot.ledger.records import Counts, ReplyChoice
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, examination, outgoing, plan

SECRET = "0123456789abcdef"
NOT_COMPARED = ("restoration", "sqlite_sequence", "search_index_data", "search_index_idx", "search_index_docsize")
"""A restore adds to the first; the others are how SQLite numbers and searches."""


@dataclass
class Worked:
    """One ledger in `folder`/data with its journal in `folder`/elsewhere, and officers and mails at random."""

    folder: Path
    seed: int
    now: datetime = NOW
    mails: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / "secret").write_text(SECRET)
        self.journal = JournalFolder(self.folder / "elsewhere", lambda: SECRET)
        self.ledger = self.open()

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self.data / "ledger.sqlite3"

    def open(self) -> Ledger:
        """The ledger, as a process that writes to it has it."""
        return Ledger(self.path, "bcp-2563", "BCP2563", self.journal)

    def work(self, acts: int) -> None:
        """So many acts of mailbot and of staff, whatever the dice say."""
        doing: tuple[Callable[[], object], ...] = (
            self.mail,
            self.mail,
            self.rule,
            self.contact,
            self.pause,
            self.account,
        )
        for _ in range(acts):
            self.now += timedelta(seconds=self.dice.randint(1, 9000))
            self.dice.choice(doing)()

    def mail(self) -> None:
        """A mail comes, is judged and answered."""
        number = len(self.mails) + 1
        box = self.ledger.mailbox_id("bot", "INBOX", "1")
        mail_id = self.ledger.record_fetched(box, str(number), f"{number:064x}", 6, self.now, self.now)
        verdict = self.dice.choice(["accepted", "deficient", "review"])

        def reply(receipt: str, judgment: int, _counts: Counts) -> ReplyChoice:
            return ReplyChoice(outgoing(f"{receipt}.{judgment}"), "Processed")

        self.ledger.decide(mail_id, examination(f"k{number}", plan("d.dlt", verdict)), reply, self.now)
        self.mails.append(mail_id)

    def rule(self) -> None:
        """An officer returns or accepts a plan, with a remark in Thai."""
        if not self.mails:
            return
        mail_id = self.dice.choice(self.mails)
        seen = int(self.ledger.rows("SELECT judgment FROM mail WHERE id = ?", (mail_id,))[0][0])
        act = self.dice.choice(["return", "accept"])
        ruling = Ruling(mail_id, seen, act, "สมศรี", "ขาดหน้า ๓", 1, ("a", "b"), None)
        judged = examination(f"k{mail_id}", plan("d.dlt", "deficient" if act == "return" else "accepted"))

        def reply(receipt: str, judgment: int, _counts: Counts) -> ReplyChoice:
            return ReplyChoice(outgoing(f"{receipt}.{judgment}"), "Processed")

        self.ledger.rule(ruling, judged, reply, self.now)

    def contact(self) -> None:
        """An address is confirmed, or taken back."""
        address = f"bcp{self.dice.randint(1, 5)}@dlt.go.th"
        if self.dice.random() < 0.3:
            self.ledger.take_back(address, None, "สมศรี", self.now)
        else:
            self.ledger.add_contact(self.dice.choice(["d.dlt", "d.dol"]), address, "ผู้ประสานงาน", "สมศรี", self.now)

    def pause(self) -> None:
        """Reminders are stopped, or go on."""
        change = self.dice.choice([self.ledger.pause_reminders, self.ledger.resume_reminders])
        change(self.dice.choice(["all", "tier:direct", "d.dlt"]), "ขอเลื่อน", "สมศรี", self.now)

    def account(self) -> None:
        """Another process, the desk's, writes too."""
        accounts = Accounts(self.path, "bcp-2563", "BCP2563", self.journal)
        accounts.add(f"officer{self.dice.randint(1, 9)}", "officer", "hash", "สมศรี", self.now)
        accounts.close()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as ledger:
        tables = [row[0] for row in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            name: sorted(ledger.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in tables
            if name not in NOT_COMPARED
        }
