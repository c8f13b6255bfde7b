"""The last step of a mail's way: out of the inbox into its folder, and only then done."""

from dataclasses import dataclass

from mailbot.intake import Clock, StepHook
from mailbot.ledger.records import MailRow, MailState
from mailbot.ledger.store import Ledger
from mailbot.mailbox.protocol import Mailbox


@dataclass
class Filing:
    """Moves settled mails. A mail that is no longer in the inbox was moved just before a crash, or by a person."""

    ledger: Ledger
    mailbox: Mailbox
    clock: Clock
    step: StepHook
    default_folder: str

    def file(self, row: MailRow, in_inbox: bool) -> bool:
        """Move one settled mail and write down that it is done; False when it is not settled yet."""
        if row.state is not MailState.SETTLED:
            return False
        how = "gone"
        if in_inbox:
            self.step("before-move")
            if self.mailbox.move(row.uid, row.folder or self.default_folder):
                how = "moved"
            self.step("moved")
        self.ledger.record_done(row.id, self.clock(), how=how)
        self.step("done")
        return True
