"""Mails that are filed and belong elsewhere since a person decided, until the mailbox has them there."""

from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.book import Book
from mailbot.ledger.records import Filed

_WANTED = """
SELECT mail.id, mail.folder, mail.wanted_folder, mail.raw_sha256, mail.size,
coalesce(json_extract(mail.examination, '$.mail.message_id'), '') AS message_id
FROM mail JOIN mailbox ON mailbox.id = mail.mailbox_id
WHERE mail.wanted_folder IS NOT NULL AND mail.state = 'done' AND mailbox.account = ? ORDER BY mail.id
"""
# A repetition lies where its first mail lies: it carries the same words.
_WANT = """
UPDATE mail SET wanted_folder = CASE WHEN state = 'done' AND folder IS NOT :folder THEN :folder END,
folder = CASE WHEN state = 'done' THEN folder ELSE :folder END
WHERE id = :mail_id OR duplicate_of = :mail_id
"""


def want(db: Database, mail_id: int, folder: str) -> None:
    """Within a transaction: where this mail and its repetitions belong now."""
    db.execute(_WANT, {"mail_id": mail_id, "folder": folder})


class FiledMails(Book):
    """The part of the ledger that knows where filed mails are to be carried."""

    def to_be_carried(self, account: str) -> list[Filed]:
        """Filed mails of this account that lie in one folder and belong in another, oldest first."""
        return [Filed(*row) for row in self.rows(_WANTED, (account,))]

    def record_carried(self, mail: Filed, now: datetime, *, found: bool) -> None:
        """The mail lies where it belongs; not found: a person took it away, and is told when it was to be sealed."""
        with self.writing() as db:
            db.execute("UPDATE mail SET folder = ?, wanted_folder = NULL WHERE id = ?", (mail.target, mail.id))
            detail = {"from": mail.folder, "to": mail.target}
            self.event(now, "carried" if found else "not_carried", mail_id=mail.id, for_staff=not found, detail=detail)
