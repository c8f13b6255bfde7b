"""The last step of a mail's way: out of the inbox into its folder, and only then done."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailbot.intake import Clock, StepHook
from mailbot.ledger.records import Filed, MailRow, MailState
from mailbot.ledger.store import Ledger
from mailbot.mailbox.protocol import Known, Mailbox

logger = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)


@dataclass
class Filing:
    """Moves settled mails. A mail that is no longer in the inbox was moved just before a crash, or by a person.

    A mail whose folder refuses it (full, taken away) is put off with growing pauses, in memory: no other waits for it.
    """

    ledger: Ledger
    mailbox: Mailbox
    clock: Clock
    step: StepHook
    default_folder: str
    _refused: dict[int, tuple[datetime, timedelta]] = field(default_factory=dict)

    def file(self, row: MailRow, in_inbox: bool) -> bool:
        """Move one settled mail and write down that it is done; False when it is not settled yet or put off."""
        if row.state is not MailState.SETTLED or (in_inbox and self._waits(row.id)):
            return False
        how = "gone"
        if in_inbox:
            self.step("before-move")
            if self.mailbox.move(row.uid, row.folder or self.default_folder):
                how = "moved"
            self.step("moved")
        self._refused.pop(row.id, None)
        self.ledger.record_done(row.id, self.clock(), how=how)
        logger.info("%s: %s", how, row.folder or self.default_folder)
        self.step("done")
        return True

    def carry(self, mail: Filed) -> bool:
        """Move a mail that is filed to where a person's decision wants it; False while its folder takes no mail."""
        if self._waits(mail.id):
            return False
        self.step("before-carry")
        found = self.mailbox.carry(mail.folder, mail.target, Known(mail.message_id, mail.size, mail.sha256))
        self.step("carried")
        self._refused.pop(mail.id, None)
        self.ledger.record_carried(mail, self.clock(), found=found)
        logger.info("%s: %s", "carried" if found else "no longer there", mail.target)
        return True

    def file_again(self, row: MailRow) -> bool:
        """Move a mail that is done but stands in the inbox again: dragged back, or never really taken out."""
        if self._waits(row.id) or not self.mailbox.move(row.uid, row.folder or self.default_folder):
            return False
        self._refused.pop(row.id, None)
        self.ledger.record_done(row.id, self.clock(), how="moved_again")
        return True

    def put_off(self, row: MailRow | Filed) -> None:
        """This mail could not be moved: the next try comes later each time."""
        _since, pause = self._refused.get(row.id, (None, _FIRST_PAUSE / 2))
        self._refused[row.id] = (self.clock(), min(pause * 2, _LONGEST_PAUSE))

    @property
    def stuck(self) -> int:
        """How many mails could not be moved so far."""
        return len(self._refused)

    def _waits(self, mail_id: int) -> bool:
        if mail_id not in self._refused:
            return False
        since, pause = self._refused[mail_id]
        return timedelta() <= self.clock() - since < pause
