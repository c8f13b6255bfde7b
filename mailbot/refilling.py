"""After a restore: the bytes of mails that came after the backup are fetched from the mailbox once more.

The ledger knows such mails from its journal; the spool, which the backup brought, does not hold them.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from mailbot.ledger.store import Ledger
from mailbot.mailbox.protocol import Mailbox
from mailbot.mailbox.spool import Spool
from mailbot.sealing.keeper import Keeper

logger = logging.getLogger(__name__)


@dataclass
class Refilling:
    """open_folder: the mailbox as if this folder were its inbox, opened. max_bytes: of larger mails the header alone is
    kept."""

    ledger: Ledger
    spool: Spool
    keeper: Keeper
    open_folder: Callable[[str], Mailbox]
    max_bytes: int

    def run(self, folders: tuple[str, ...]) -> int:
        """Fetch what is missing and lies in one of these folders; what was sealed is encrypted at once. Returns how
        many mails came back. Raises Transient."""
        missing = self._missing()
        found = 0
        for folder in folders:
            if not missing:
                break
            box = self.open_folder(folder)
            try:
                found += self._from(box, missing)
            finally:
                box.close()
        if missing:
            logger.warning("the bytes of %d mails are neither in the backup nor in the mailbox", len(missing))
        return found

    def _missing(self) -> dict[int, set[str]]:
        """Size (as the server tells it) to the SHA-256 of mails whose bytes the spool should hold and does not."""
        missing: dict[int, set[str]] = defaultdict(set)
        for row in self.ledger.rows("SELECT DISTINCT raw_sha256, size, sealed_at IS NOT NULL AS sealed FROM mail"):
            if not self.spool.holds(row["raw_sha256"], sealed=bool(row["sealed"])):
                missing[row["size"]].add(row["raw_sha256"])
        return missing

    def _from(self, box: Mailbox, missing: dict[int, set[str]]) -> int:
        found = 0
        for uid in box.waiting():
            waiting = box.describe(uid)
            if waiting is None or waiting.size not in missing:
                continue
            fetched = box.fetch(uid) if waiting.size <= self.max_bytes else box.fetch_header(uid)
            if fetched is None or (digest := sha256(fetched.raw).hexdigest()) not in missing[waiting.size]:
                continue
            self.spool.put(fetched.raw)
            if self.ledger.rows("SELECT 1 FROM mail WHERE raw_sha256 = ? AND sealed_at IS NOT NULL", (digest,)):
                self.keeper.close_again(digest)
            missing[waiting.size].remove(digest)
            if not missing[waiting.size]:
                del missing[waiting.size]
            found += 1
        return found
