"""What is there before anything works: settings, rules, registry, the ledger's file. Commands that only read the ledger
need no more, and what examines, answers and sends takes them a second to load."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from mailbot.bench import Bench, BenchParts
from mailbot.ledger import listed
from mailbot.mail.robots import OwnMail
from mailbot.settings import Settings

LEDGER = "ledger.sqlite3"


def utc_now() -> datetime:
    """The clock of everyday."""
    return datetime.now(UTC)


@dataclass
class Premises:
    """One mailbot as far as its settings and data folder tell of it; each part is read when it is first asked for."""

    settings: Settings
    clock: Callable[[], datetime] = utc_now

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.settings.data.folder

    @property
    def ledger_path(self) -> Path:
        """The ledger's file."""
        return self.folder / LEDGER

    @cached_property
    def listed(self) -> listed.Listed:
        """Agencies of the lists that staff imported into this data folder's ledger, if there is one."""
        return listed.of_file(self.ledger_path)

    @cached_property
    def learned(self) -> dict[str, str]:
        """Addresses that this data folder's ledger has confirmed, for judging outside of the daemon."""
        return listed.learned_of_file(self.ledger_path)

    @cached_property
    def parts(self) -> BenchParts:
        """What the bench (here or in a worker) is made of."""
        replies = self.settings.replies
        own = {replies.address, replies.reply_to, replies.bounce_address, *replies.own_addresses}
        return BenchParts(
            round_id=self.settings.round.id,
            rules_folder=self.settings.round.rules_folder,
            limits=self.settings.limits,
            examine=self.settings.examine,
            own=OwnMail(addresses=frozenset(address for address in own if address), loop_value=replies.address),
            agencies=self.listed.agencies,
            recoded=self.listed.recoded,
            authserv_ids=tuple(self.settings.mailbox.authserv_ids),
        )

    @cached_property
    def bench(self) -> Bench:
        """Rules and registry of the round."""
        return Bench.load(self.parts)
