"""Mails that a person has to answer: they lie in the folder for staff, and no plan of them is to be decided."""

from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.book import Book

ANSWERED, OPEN_AGAIN = "answered_by_hand", "to_be_answered_again"
_NOTED = """coalesce((SELECT event.action FROM event WHERE event.mail_id = mail.id
AND event.action IN ('answered_by_hand', 'to_be_answered_again'){until} ORDER BY event.id DESC LIMIT 1), '')
<> 'answered_by_hand'"""
TO_ANSWER = f"""mail.folder = :to_answer_in AND mail.duplicate_of IS NULL AND mail.verdict NOT IN ('review', 'sealed')
AND NOT EXISTS (SELECT 1 FROM ruling WHERE ruling.mail_id = mail.id AND ruling.undone_at IS NULL)
AND {_NOTED.replace("{until}", "")}"""  # noqa: S608 - our own texts
"""Condition on a row of `mail`, with the folder's name as :to_answer_in. What staff decided on they have seen."""

TO_ANSWER_THEN = f"""coalesce((SELECT json_extract(event.detail, '$.from') FROM event WHERE event.mail_id = mail.id
AND event.action IN ('carried', 'not_carried') AND event.at > :moment ORDER BY event.id LIMIT 1), mail.folder)
= :to_answer_in AND mail.duplicate_of IS NULL AND {{verdict}} NOT IN ('review', 'sealed')
AND NOT EXISTS (SELECT 1 FROM ruling WHERE ruling.mail_id = mail.id AND ruling.at <= :moment
AND coalesce(ruling.undone_at, '9999z') > :moment)
AND {_NOTED.replace("{until}", " AND event.at <= :moment")}"""  # noqa: S608 - our own texts
"""The same at a past :moment; {verdict} stands for the verdict that the mail had then."""


def note(book: Book, mail_id: int, folder: str, actor: str, reason: str, now: datetime, *, again: bool = False) -> bool:
    """A person has answered this mail, or it needs no answer; again: it is to be answered after all. False, and nothing
    is written, where that is so already (somebody was first) or the mail is none to be answered."""
    with book.writing() as db:
        if not (is_answered(db, mail_id) if again else is_open(db, mail_id, folder)):
            return False
        action = OPEN_AGAIN if again else ANSWERED
        book.event(now, action, actor=actor, mail_id=mail_id, detail={"reason": reason} if reason else {})
        return True


def is_open(db: Database, mail_id: int, folder: str) -> bool:
    """Whether this mail is still to be answered."""
    sql = f"SELECT 1 FROM mail WHERE mail.id = :mail_id AND {TO_ANSWER}"  # noqa: S608 - our own text
    return db.execute(sql, {"mail_id": mail_id, "to_answer_in": folder}).fetchone() is not None


def is_answered(db: Database, mail_id: int) -> bool:
    """Whether a person noted last that this mail is answered."""
    sql = f"SELECT 1 FROM mail WHERE mail.id = ? AND NOT {_NOTED.replace('{until}', '')}"  # noqa: S608 - our own text
    return db.execute(sql, (mail_id,)).fetchone() is not None
