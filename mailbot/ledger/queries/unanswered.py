"""Answers that were withheld, by reason: every one is shown to staff (list them with MailFilter.unanswered)."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Reason:
    """Why mails got no answer: the rule's name, how many mails, when the newest of them came (ISO 8601, UTC)."""

    reason: str
    mails: int
    newest: str


def unanswered(db: Database) -> list[Reason]:
    """Every reason with its mails, most frequent first; repetitions, whose first mail was answered, left out."""
    rows = db.execute(
        "SELECT no_reply_reason, count(*) AS mails, max(received_at) FROM mail "
        "WHERE no_reply_reason IS NOT NULL AND duplicate_of IS NULL GROUP BY no_reply_reason "
        "ORDER BY mails DESC, no_reply_reason"
    )
    return [Reason(*row) for row in rows]
