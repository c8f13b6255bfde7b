"""What examining one mail gives: the object that `check --json` prints, the ledger stores and the desk shows.

The field names are a contract that users script against: additions are welcome, renames are not.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MailKind = Literal[
    "submission",
    "inquiry",
    "status_request",
    "withheld_notice",
    "bounce",
    "auto_reply",
    "list",
    "report",
    "other",
    "unreadable",
]
Purpose = Literal[
    "plan",
    "draft",
    "circular",
    "blank_form",
    "question",
    "status",
    "withheld",
    "no_duty",
    "thanks",
    "answer",
    "links",
    "other_form",
    "letter_only",
    "empty",
    "nothing",
    "too_large",
    "unreadable",
    "robot",
]
"""What a mail is for, more finely than its kind. nothing: a person wrote, but brought no plan and asked nothing that we
know; robot: also our own mail come back."""
QUESTION_BESIDE = "mail.question_beside"
"""Code of the finding that the sender of a plan also asks something, so that a person answers."""
IdentityStatus = Literal["identified", "ambiguous", "unknown", "not_agency", "spoof_suspect"]
MailVerdict = Literal["accepted", "deficient", "review", "sealed", "no_plan"]


class Part(BaseModel):
    """Base of all parts: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class AddressPart(Part):
    name: str
    address: str


class AttachmentPart(Part):
    name: str
    kind: str
    role: str
    size: int
    sha256: str
    problem: str | None = None
    container: str | None = None
    pages: int | None = None
    reader: str | None = None
    ocr_pages: list[int] = []
    unread_pages: list[int] = []


class MailPart(Part):
    message_id: str | None
    subject: str
    sender: AddressPart | None = Field(alias="from")
    received_at: datetime | None
    attachments: list[AttachmentPart]


class Evidence(Part):
    """One piece of evidence for (or against, negative weight) an agency. source: where it stood
    (domain, letter_number, letter, cover, subject, display_name, file_name, signature, body, learned; place = told
    only where it lies; type_mismatch, spelling = named otherwise than in the registry; authentication)."""

    source: str
    text: str
    agency_id: str | None
    weight: float


class Identity(Part):
    status: IdentityStatus
    sender_id: str | None = None
    agency_ids: list[str] = []
    candidates: list[str] = []
    evidence: list[Evidence] = []


class ChangePart(Part):
    """What only one half of a pair has."""

    kind: Literal["name", "number", "paragraph"]
    only_in: Literal["word", "pdf"]
    text: str


class SameDocumentPart(Part):
    verdict: Literal["same", "differs", "unsure"]
    similarity: float | None = None
    changes: list[ChangePart] = []


class WeighedPart(Part):
    """What likeness said of an element or a part of 2.1; chances 0..1 (see plans.model.Weighed)."""

    what: str
    chapter: str
    alike: float
    rival: str
    rival_alike: float
    absent: float


class ElementPart(Part):
    state: Literal["present", "weak", "absent", "review"]
    page: int | None = None
    heading: str | None = None
    quote: str | None = None
    source: str | None = None
    reason: str = ""
    parts: list[str] = []
    looked_for: list[str] = []
    weighed: list[WeighedPart] = []


class FindingPart(Part):
    """message is the Thai text of findings.toml rendered late; parameters allow rendering it in English again."""

    code: str
    severity: Literal["error", "warning", "advice"]
    clause: str
    element: str | None = None
    place: str | None = None
    message: str
    parameters: dict[str, str] = {}


class PlanPart(Part):
    """One plan. files: SHA-256 of its Word file, its PDF and its annexes, as far as they are there. receipts: of the
    other mails of its case whose files are in it, oldest first."""

    agency_id: str | None
    tier: str | None
    route: str | None
    route_finding: str | None
    credited: bool
    word: str | None
    pdf: str | None
    annexes: list[str] = []
    same_document: SameDocumentPart
    elements: dict[str, ElementPart]
    findings: list[FindingPart]
    verdict: Literal["accepted", "deficient", "review", "sealed"]
    late: bool = False
    identity: Identity | None = None
    key: str = ""
    files: list[str] = []
    receipts: list[str] = []


class ReplyPart(Part):
    kind: str
    to: str
    subject: str
    text: str
    html: str | None = None


class RulePart(Part):
    """One line of a decision table: hits and misses are both told, so that a decision explains itself."""

    name: str
    hit: bool
    detail: str = ""


class PartsPart(Part):
    """A mailing in several mails: this is part `number` of `total`, and `here` have come. waits: nothing is concluded
    of it before the others have come."""

    number: int
    total: int
    here: list[int]
    waits: bool = False


class Examination(Part):
    """Everything mailbot concluded from the bytes of one mail.

    quarantine: None or the finding code for which the mail goes to Quarantine (hostile or unreadable input).
    content_key: what decides whether the mail is a duplicate. bounce: what a delivery report said, None otherwise.
    mentions, tokens: receipts and tokens of our mails that it names. parts: when it is one of several parts.
    scans_wait: there are scanned pages that were to be read another time, so that nothing here is final.
    purpose: finer than kind. topics: known questions that it asks (questions.toml). withheld_plans: names of secret
    plans that it tells of (clause C25), never of a sealed mail.
    """

    mail: MailPart
    kind: MailKind
    may_reply: bool
    no_reply_reason: str | None
    identity: Identity
    plans: list[PlanPart]
    findings: list[FindingPart]
    verdict: MailVerdict
    reply: ReplyPart | None = None
    content_key: str
    quarantine: str | None = None
    reply_rules: list[RulePart] = []
    bounce: dict[str, Any] | None = None
    in_reply_to: list[str] = []
    references: list[str] = []
    language: Literal["th", "en"] = "th"
    rules_version: str = ""
    scans_wait: bool = False
    mentions: list[str] = []
    tokens: list[str] = []
    parts: PartsPart | None = None
    purpose: Purpose = "nothing"
    topics: list[str] = []
    withheld_plans: list[str] = []
