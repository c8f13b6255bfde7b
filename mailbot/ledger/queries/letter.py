"""One of our own mails with its bytes, for whoever reads it again."""

from dataclasses import dataclass, field

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter as it was or will be sent. sealed: it answers a sealed mail, so that nothing of it is shown. Moments are
    ISO 8601 in UTC."""

    id: int
    kind: str
    state: str
    recipient: str
    subject: str
    agency_id: str | None
    receipt: str | None
    created_at: str
    ended_at: str | None
    next_try_at: str
    tries: int
    bounced: str | None
    last_error: str | None
    sealed: bool
    raw: bytes = field(repr=False)


def stored_letter(db: Database, outbox_id: int) -> StoredLetter | None:
    """The letter of this number in the outbox; None when there is none."""
    row = db.execute(
        "SELECT outbox.id, outbox.kind, outbox.state, outbox.recipient, outbox.subject, outbox.agency_id, "
        "mail.receipt, outbox.created_at, outbox.ended_at, outbox.next_try_at, outbox.tries, outbox.bounced, "
        "outbox.last_error, coalesce(mail.verdict = 'sealed', 0) AS sealed, outbox.raw FROM outbox "
        "LEFT JOIN mail ON mail.id = outbox.mail_id WHERE outbox.id = ?",
        (outbox_id,),
    ).fetchone()
    if row is None:
        return None
    return StoredLetter(**{**dict(row), "sealed": bool(row["sealed"]), "raw": bytes(row["raw"])})
