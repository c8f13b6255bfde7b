"""Judging a stored mail again under today's rules, or giving a saved mail back to the inbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailbot import checking
from mailbot.errors import MailbotError
from mailbot.rehearing import told
from mailbot.workplace import Workplace


class UnknownReceipt(MailbotError):
    """Nothing to be judged again."""

    def __init__(self, receipt: str) -> None:
        super().__init__(f"no judged mail with receipt {receipt!r}, and no file of this name")
        self.thai = f"ไม่พบอีเมลเลขรับ {receipt} ที่ตรวจแล้ว และไม่มีไฟล์ชื่อนี้"


@dataclass
class Replaying:
    """Replays on one workplace. A replayed mail keeps its receipt, is never moved again, and is answered again only
    when its verdict or its findings have changed."""

    place: Workplace

    def receipt(self, receipt: str, dry_run: bool) -> dict[str, Any]:
        """What the mail of this receipt was and is now; without dry_run the new judgment is written down.

        Raises UnknownReceipt when there is none such, Impossible when the new judgment would undo what staff decided.
        """
        if not self.place.ledger_path.exists() or self.place.rehearing.mail(receipt) is None:
            raise UnknownReceipt(receipt)
        return self.place.reviewing.rejudge(receipt, dry_run)

    def file(self, path: Path, dry_run: bool) -> dict[str, Any]:
        """Lay a saved mail into the inbox, where the next run finds it; its content key tells if it is a repetition."""
        raw = path.read_bytes()
        subject, known = checking.Subject((path,), raw), self.place.learned
        examination = checking.judge(subject, self.place.examiner, self.place.answering, known)
        if not dry_run:
            self.place.mailbox.open()
            self.place.mailbox.append(self.place.settings.mailbox.inbox, raw, datetime.now(UTC))
        return {"path": str(path), "after": told(examination), "written": not dry_run}
