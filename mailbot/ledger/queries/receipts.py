"""A receipt as people say it: without its zeros, without its dash, in Thai digits, the number alone."""

import re

from sqlite_utils import Database

from mailbot.ledger.folded import fold

_DIGITS = 6
_SAID = re.compile(r"(?:เลขรับ)?(?:ที่)?({prefix})?0*([1-9][0-9]*)")


def receipt_said(db: Database, prefix: str, said: str) -> str | None:
    """The receipt that is meant, when there is one: BCP2563-000123 for 'bcp2563 123', 'เลขรับ ๑๒๓' and '000123'."""
    found = re.fullmatch(_SAID.pattern.replace("{prefix}", re.escape(fold(prefix))), fold(said))
    if found is None or len(found[2]) > _DIGITS:
        return None
    receipt = f"{prefix}-{int(found[2]):0{_DIGITS}d}"
    row = db.execute("SELECT 1 FROM mail WHERE receipt = ? AND duplicate_of IS NULL", (receipt,)).fetchone()
    return receipt if row else None
