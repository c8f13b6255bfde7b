"""What a letter is before it becomes a mail, and what the writer must be told besides the examination."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from mailbot.examination import FindingPart
from mailbot.replies.thai_form import Language

LetterKind = Literal[
    "acknowledgment",
    "deficiency",
    "draft",
    "review",
    "identity",
    "unreadable",
    "inquiry",
    "status",
    "status_unknown",
    "withheld",
    "no_duty",
    "answer",
    "sealed",
    "duplicate",
    "no_plan",
    "only_links",
    "last_notice",
    "reminder",
]
REPLY_KINDS: tuple[LetterKind, ...] = tuple(kind for kind in get_args(LetterKind) if kind != "reminder")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be built into a mail. text: plain text, lines of at most 76 columns. html: a whole page."""

    kind: LetterKind
    subject: str
    text: str
    html: str


StatusState = Literal["complete", "deficient", "review", "sealed", "withheld", "missing", "elsewhere"]
"""elsewhere: nothing came, and its plan is not awaited one by one but through the agency that collects it."""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """How one agency stands. name: in the letter's language; receipt and received_at (aware): of the mail that decides
    it; lacking: what is still to be mended; through: who collects its plan, '' when it is sent straight."""

    name: str
    state: StatusState
    receipt: str = ""
    received_at: datetime | None = None
    late: bool = False
    lacking: tuple[FindingPart, ...] = ()
    through: str = ""


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """The answer to a question about status: the asking agency first, then those whose plans it collects, awaited ones
    before the others."""

    lines: tuple[StatusLine, ...]


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the ledger and the registry know and the examination does not.

    receipt: our number for this mail. received_at: aware, when our server took it; None when nobody knows.
    agency_names, salutations: agency id -> name, and office to address (without เรียน), in the letter's language.
    language: None = that of the examination. late: came after the deadline.
    kind: None = follows from the examination; 'duplicate' and 'last_notice' are always told from outside.
    last_today: the address has used up its automatic answers of today, and the letter says so.
    other_receipts: of the other mails whose files are judged together with this one's, oldest first.
    first_receipt: for a duplicate, the receipt of the first. written_at: aware, the day from which days are
    counted; None = received_at. status: for a question about status, how the agencies of the asking address stand;
    None when the address is not known to be an agency's. standing: agencies that have a complete plan by an older mail,
    with the receipt of that mail.
    """

    receipt: str
    received_at: datetime | None
    agency_names: Mapping[str, str] = field(default_factory=dict)
    salutations: Mapping[str, str] = field(default_factory=dict)
    language: Language | None = None
    late: bool = False
    kind: LetterKind | None = None
    last_today: bool = False
    first_receipt: str = ""
    other_receipts: tuple[str, ...] = ()
    written_at: datetime | None = None
    status: StatusFacts | None = None
    standing: Mapping[str, str] = field(default_factory=dict)
