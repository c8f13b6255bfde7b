"""What is kept how long after a round is closed."""

from pydantic import Field

from mailbot.settings.section import Section


class RetentionSection(Section):
    """What is kept after a round is closed; nothing goes by itself, only by `mailbot retention`."""

    keep_days: int = Field(
        365,
        ge=0,
        description="Days after the round's closing day for which mails, addresses and our letters are kept; receipts, "
        "verdicts and days stay for ever.",
    )
