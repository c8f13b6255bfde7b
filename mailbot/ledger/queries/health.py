"""Is everything well: what is wrong now, when the last mail was fetched, what is not finished."""

from dataclasses import dataclass

from sqlite_utils import Database

from mailbot.ledger.queries.outbox import OutboxFigures, outbox_figures


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong now, and since when (ISO 8601, UTC)."""

    name: str
    since: str
    detail: str


@dataclass(frozen=True, slots=True)
class Health:
    """The ledger's view of the daemon. last_fetched_at: when the newest mail was taken in; last_event_at: when anything
    was written at all; mails, bytes: taken in so far (each once in the spool); unfinished: mails on their way, by
    state; oldest_unfinished: when the oldest of them came. Moments are ISO 8601 in UTC."""

    troubles: tuple[Trouble, ...]
    last_fetched_at: str | None
    last_event_at: str | None
    mails: int
    bytes: int
    unfinished: dict[str, int]
    oldest_unfinished: str | None
    outbox: OutboxFigures


def health(db: Database) -> Health:
    """How it is now."""
    troubles = db.execute("SELECT name, since, detail FROM condition ORDER BY since, name")
    fetched = db.execute("SELECT fetched_at FROM mail ORDER BY id DESC LIMIT 1").fetchone()
    event = db.execute("SELECT at FROM event ORDER BY id DESC LIMIT 1").fetchone()
    mails, size = db.execute("SELECT count(*), coalesce(sum(size), 0) FROM mail").fetchone()
    unfinished = db.execute(
        "SELECT state, count(*) AS mails, min(received_at) AS oldest FROM mail WHERE state <> 'done' GROUP BY state"
    ).fetchall()
    return Health(
        troubles=tuple(Trouble(*row) for row in troubles),
        last_fetched_at=fetched[0] if fetched else None,
        last_event_at=event[0] if event else None,
        mails=mails,
        bytes=size,
        unfinished={row["state"]: row["mails"] for row in unfinished},
        oldest_unfinished=min((row["oldest"] for row in unfinished), default=None),
        outbox=outbox_figures(db),
    )
