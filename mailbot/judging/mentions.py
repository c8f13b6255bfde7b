"""What a mail names of our earlier correspondence: receipts in its subject and text, tokens in its addresses."""

import re

from mailbot.mail.model import Mail
from mailbot.rules import Rules

_TOKEN = re.compile(r"\+([0-9a-f]{20})$")
_LONGEST = 50_000
"""Characters of a mail's text, quotations among them, in which receipts are looked for."""
_MOST = 20


def receipts_in(mail: Mail, rules: Rules) -> list[str]:
    """Receipts of this round that the mail names, in the order in which they stand; also in a quoted letter of ours."""
    receipt = re.compile(rf"{re.escape(rules.round.receipt_prefix)}-\d{{6}}(?!\d)")
    found = receipt.findall(f"{mail.subject}\n{mail.text[:_LONGEST]}")
    return list(dict.fromkeys(found))[:_MOST]


def tokens_in(mail: Mail) -> list[str]:
    """Tokens of our mails in the addresses that it was sent to (`bounces+TOKEN@…`)."""
    locals_ = (address.address.lower().rpartition("@")[0] for address in (*mail.to, *mail.cc))
    return list(dict.fromkeys(found[1] for local in locals_ if (found := _TOKEN.search(local))))[:_MOST]
