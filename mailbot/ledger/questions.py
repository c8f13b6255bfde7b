"""Mails that a person has to answer: they lie in the folder for staff, and no plan of them is to be decided."""

from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.book import Book

ANSWERED, OPEN_AGAIN = "answered_by_hand", "to_be_answered_again"
TO_ANSWER = """mail.folder = :to_answer_in AND mail.duplicate_of IS NULL AND mail.verdict NOT IN ('review', 'sealed')
AND NOT EXISTS (SELECT 1 FROM ruling WHERE ruling.mail_id = mail.id AND ruling.undone_at IS NULL)
AND coalesce((SELECT event.action FROM event WHERE event.mail_id = mail.id
AND event.action IN ('answered_by_hand', 'to_be_answered_again') ORDER BY event.id DESC LIMIT 1), '')
<> 'answered_by_hand'"""
"""Condition on a row of `mail`, with the folder's name as :to_answer_in. What staff decided on they have seen."""


def note(book: Book, mail_id: int, actor: str, reason: str, now: datetime, *, again: bool = False) -> None:
    """A person has answered this mail, or it needs no answer; again: it is to be answered after all."""
    with book.writing():
        action = OPEN_AGAIN if again else ANSWERED
        book.event(now, action, actor=actor, mail_id=mail_id, detail={"reason": reason} if reason else {})


def is_open(db: Database, mail_id: int, folder: str) -> bool:
    """Whether this mail is still to be answered."""
    sql = f"SELECT 1 FROM mail WHERE mail.id = :mail_id AND {TO_ANSWER}"  # noqa: S608 - our own text
    return db.execute(sql, {"mail_id": mail_id, "to_answer_in": folder}).fetchone() is not None
