"""The subject of a reply: theirs kept, our word before it and the receipt behind it, never piled up."""

import re
from pathlib import Path

from mailbot.replies import templates
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import REPLY_KINDS
from mailbot.replies.lines import shortened
from mailbot.rules import Rules

THEIRS_CELLS = 100
"""Cells of their subject that are kept; a header line has room for a few hundred bytes at most."""

_FOREIGN_PREFIXES = ("re", "fw", "fwd", "aw", "wg", "sv", "ตอบ", "ตอบกลับ", "ส่งต่อ", "ตอบกลับอัตโนมัติ")


def subject(prefix: str, theirs: str, receipt: str, rules: Rules, otherwise: str) -> str:
    """`prefix: theirs [receipt]`; without a subject of theirs `otherwise` stands there.

    Prefixes (Re:, ตอบรับ: …) and receipts that are already there are taken off first.
    """
    words = bare(theirs, rules) or otherwise
    ending = f" [{receipt}]" if receipt else ""
    return f"{prefix}: {shortened(words, THEIRS_CELLS)}{ending}"


def bare(theirs: str, rules: Rules) -> str:
    """Their subject without prefixes and receipts of this round, made harmless."""
    receipts = re.compile(rf"\s*\[{re.escape(rules.round.receipt_prefix)}-\d+\]\s*")
    prefix = _prefix_pattern(rules.folder / "replies")
    words = receipts.sub(" ", harmless(theirs)).strip()
    while match := prefix.match(words):
        words = words[match.end() :]
    return words


def _prefix_pattern(folder: Path) -> re.Pattern[str]:
    ours = [
        word
        for language in ("th", "en")
        for word in templates.prefixes(folder, (*REPLY_KINDS, "reminder", "reminder_summary"), language)
    ]
    known = sorted({*ours, *_FOREIGN_PREFIXES}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, known))})(?:\[\d+\])?\s*[:：]\s*", re.IGNORECASE)
