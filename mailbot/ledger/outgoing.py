"""Rows of the outbox: stored before they are sent; afterwards only their fate changes, each time with an event."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from mailbot.ledger.moments import to_text
from mailbot.ledger.records import Counts, OutboxState, Outgoing

_GOOGLE = ("gmail.com", "googlemail.com")


def insert(
    db: Database,
    outgoing: Outgoing,
    round_id: str,
    now: datetime,
    *,
    mail_id: int | None = None,
    judgment: int | None = None,
) -> int:
    """Store one mail of ours as pending; returns its row. Call inside a transaction."""
    row = {
        "kind": outgoing.kind,
        "mail_id": mail_id,
        "judgment": judgment,
        "round": round_id,
        "agency_id": outgoing.agency_id,
        "stage": outgoing.stage,
        "message_id": outgoing.message_id,
        "token": outgoing.token,
        "recipient": outgoing.recipient,
        "envelope_from": outgoing.envelope_from,
        "subject": outgoing.subject,
        "raw": outgoing.raw,
        "state": OutboxState.PENDING,
        "created_at": to_text(now),
        "next_try_at": to_text(now),
    }
    return int(str(db.table("outbox").insert(row).last_pk))


def counts(db: Database, address: str, now: datetime) -> Counts:
    """Automatic answers stored so far for this mailbox, by whatever name it was called, and for its domain (reminders
    are not answers)."""
    hour, day = to_text(now - timedelta(hours=1)), to_text(now - timedelta(days=1))
    domain = address.rpartition("@")[2]
    first, second = _GOOGLE if domain in _GOOGLE else (domain, domain)
    db.conn.create_function("mailbox_of", 1, mailbox_of, deterministic=True)
    row = db.execute(
        "SELECT coalesce(sum(mailbox_of(recipient) = :mailbox AND created_at > :hour), 0), "
        "coalesce(sum(mailbox_of(recipient) = :mailbox), 0), count(*), "
        "coalesce(sum(mailbox_of(recipient) = :mailbox AND kind = 'last_notice'), 0) FROM outbox "
        "WHERE created_at > :day AND stage IS NULL "
        "AND (recipient LIKE :first ESCAPE '\\' OR recipient LIKE :second ESCAPE '\\')",
        {
            "mailbox": mailbox_of(address),
            "hour": hour,
            "day": day,
            "first": f"%@{_literal(first)}",
            "second": f"%@{_literal(second)}",
        },
    ).fetchone()
    hour_count, day_count, domain_count, last_notices = (int(number) for number in row)
    return Counts(hour_count, day_count, domain_count, last_notices)


def mailbox_of(address: str) -> str:
    """The mailbox behind an address: no tag after +, and at Google no dots. Whoever forges senders would else have a
    budget of his own for each spelling of one victim."""
    local, _, domain = address.lower().rpartition("@")
    plain = local.partition("+")[0]
    if domain in _GOOGLE:
        return f"{plain.replace('.', '')}@{_GOOGLE[0]}"
    return f"{plain}@{domain}"


def _literal(domain: str) -> str:
    """Without wildcards of LIKE."""
    return domain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def is_stored(db: Database, mail: Outgoing, round_id: str) -> bool:
    """Whether this very mail is here, or its agency had this stage of this round."""
    found = db.execute(
        "SELECT 1 FROM outbox WHERE message_id = ? "
        "OR (stage IS NOT NULL AND round = ? AND agency_id = ? AND stage = ?)",
        (mail.message_id, round_id, mail.agency_id, mail.stage),
    )
    return found.fetchone() is not None
