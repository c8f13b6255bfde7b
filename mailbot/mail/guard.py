"""Guard: what a mail may be before any parser sees its bytes. Linear time, no recursion, nothing decoded.

Refused: more bytes than limits.mail_mb; an over-long Content-Type or Content-Disposition (one of 100 KB stalls a
common parser for 12 s) unless it is plain RFC 2231 pieces; a header block 16 times over its limit; more than
limits.parts parts that hold something (empty ones are skipped); containers deeper than limits.depth (those with a
single part inside do not count) or 1,000 deep as sent.
Not refused, but cut and told as a defect of the mail: over-long headers that only carry text, and header lines beyond
limits.header_block_kb.
"""

from mailbot.errors import Refused
from mailbot.mail.structure import Part, survey
from mailbot.settings import LimitsSection


def check(raw: bytes, limits: LimitsSection) -> None:
    """Raise Refused (mail.too_large, mail.header_too_large, mail.too_many_parts, mail.too_deep) or return."""
    inspect(raw, limits)


def inspect(raw: bytes, limits: LimitsSection) -> list[Part]:
    """The same check; the map of the mail's parts is returned so that nobody measures twice."""
    if len(raw) > limits.mail_mb * 1_000_000:
        raise Refused("mail.too_large", {"size": f"{len(raw) / 1e6:.1f} MB", "limit": f"{limits.mail_mb:g} MB"})
    return survey(raw, limits)
