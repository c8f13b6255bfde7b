"""What a digest and a weekly report are made from, before they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mailbot.ledger.queries import Figures, Forecast, OutboxFigures, Work


@dataclass(frozen=True, slots=True)
class Folders:
    """Names of the mailbox's folders that a digest speaks of: what staff look at, what could not be read."""

    review: str
    quarantine: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person. Of a sealed mail only receipt and day are told."""

    receipt: str
    received_at: datetime
    agencies: tuple[str, ...]
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What happened from `since` until `until` (aware), and how it stands at `until`.

    came: mails by verdict, repetitions apart. withheld: mails that were not answered, by reason. bounced: agencies (or
    addresses of nobody's) whose mail came back. failed: letters that no server took. troubles: what is wrong now,
    by name, with since when. told: troubles that began since. work: what waits for staff, in figures.
    waiting: the oldest that wait for a person.
    vital: names of the vital agencies whose plan is still awaited. change: how many plans became complete since.
    """

    since: datetime
    until: datetime
    came: Mapping[str, int]
    withheld: Mapping[str, int]
    bounced: tuple[str, ...]
    failed: int
    reminders: int
    troubles: Mapping[str, datetime]
    told: Mapping[str, int]
    work: Work
    waiting: tuple[Waiting, ...]
    outbox: OutboxFigures
    quarantined: int
    whole: Figures
    change: int
    vital: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A week for the chief: the news of seven days, figures by tier, and where most is missing. forecast: None after
    the deadline. provinces, ministries: (name, missing, expected), most missing first."""

    news: News
    tiers: tuple[Figures, ...]
    forecast: Forecast | None
    provinces: tuple[tuple[str, int, int], ...]
    ministries: tuple[tuple[str, int, int], ...]
