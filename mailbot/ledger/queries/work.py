"""What waits for staff, in figures: one answer for desk, `ledger work`, API, digest, metrics and report."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.queries.mail_filter import to_answer
from mailbot.ledger.queries.queue import queue
from mailbot.ledger.queries.queue_then import queue_then
from mailbot.ledger.queries.reviewing import ReviewFigures, figures_of


@dataclass(frozen=True, slots=True)
class Work:
    """review: the cases that a person decides. to_answer: mails that a person answers though none of their plans is to
    be decided."""

    review: ReviewFigures
    to_answer: int


def work(db: Database, folder: str, as_of: datetime | None = None) -> Work:
    """What waits now, or waited as of a moment (aware). folder: the mailbox's folder for staff."""
    places = queue_then(db, as_of) if as_of else queue(db)
    return Work(figures_of(places), to_answer(db, folder, as_of))
