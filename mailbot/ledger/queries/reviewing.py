"""What waits for a person: how many mails, since when, and what made mailbot doubt."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that sends mails to a person, with the number of waiting mails that have it."""

    code: str
    mails: int


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """Mails whose verdict is `review`. oldest: when the oldest of them came (ISO 8601, UTC; None: none waits);
    unknown: those of them with a plan of which nobody knows whose it is."""

    waiting: int
    oldest: str | None
    unknown: int
    doubts: tuple[Doubt, ...]


def review_figures(db: Database) -> ReviewFigures:
    """The review queue in figures; a mail is counted once, whatever number of plans it carries."""
    waiting, oldest = db.execute(
        "SELECT count(*), min(received_at) FROM mail WHERE verdict = 'review' AND duplicate_of IS NULL"
    ).fetchone()
    unknown = db.execute(
        "SELECT count(DISTINCT plan.mail_id) FROM mail JOIN plan ON plan.mail_id = mail.id "
        "WHERE mail.verdict = 'review' AND plan.superseded_at IS NULL AND plan.agency_id IS NULL"
    ).fetchone()[0]
    doubts = db.execute(
        "SELECT finding.code, count(DISTINCT mail.id) AS mails FROM mail "
        "JOIN finding ON finding.mail_id = mail.id AND finding.judgment = mail.judgment "
        "WHERE mail.verdict = 'review' AND mail.duplicate_of IS NULL AND finding.severity = 'warning' "
        "GROUP BY finding.code ORDER BY mails DESC, finding.code"
    )
    return ReviewFigures(waiting, oldest, unknown, tuple(Doubt(*row) for row in doubts))
