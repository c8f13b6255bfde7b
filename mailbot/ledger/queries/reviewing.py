"""The review queue in figures: how much waits, since when, and what made mailbot doubt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from mailbot.ledger.queries.queue import Place, queue


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that sends plans to a person, with the number of waiting cases that have it."""

    code: str
    cases: int


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """The queue, as `review list` has it. waiting: cases in it; oldest: when the mail of the first came (ISO 8601, UTC;
    None: none waits); unknown: cases of which nobody knows whose they are; sealed: sealed mails to be confirmed;
    doubts: most frequent first."""

    waiting: int
    oldest: str | None
    unknown: int
    sealed: int
    doubts: tuple[Doubt, ...]


def review_figures(db: Database) -> ReviewFigures:
    """The review queue in figures; a mail is counted once for each of its plans that a person decides."""
    return figures_of(queue(db))


def figures_of(places: Sequence[Place]) -> ReviewFigures:
    """A queue in figures."""
    counts = Counter(code for place in places for code in place.why)
    sealed = sum(place.verdict == "sealed" for place in places)
    return ReviewFigures(
        waiting=len(places),
        oldest=places[0].since if places else None,
        unknown=sum(place.agency_id is None for place in places) - sealed,
        sealed=sealed,
        doubts=tuple(Doubt(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
