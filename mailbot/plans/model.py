"""A plan as the validators see it, and what they say of it: Plan, Element, Finding. Codes, never prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mailbot.documents.model import Document
from mailbot.mail.model import Attachment

Severity = Literal["error", "warning", "advice"]
State = Literal["present", "weak", "absent", "review"]
Verdict = Literal["accepted", "deficient", "review", "sealed"]
Role = Literal["plan", "annex", "letter", "circular", "blank_form", "signature", "unreadable", "other"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a validator says. severity error: the plan is deficient; warning: doubt, a person looks;
    advice: told, but does not hold the plan up. place: where we looked or found it ('แผน.pdf หน้า 12' as
    file name and page number, filled by code, never a sentence). parameters fill the texts of findings.toml.
    """

    code: str
    severity: Severity
    clause: str
    element: str | None = None
    place: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What likeness to example passages said where known headings left a doubt. what: the element, or the part of 2.1.

    chapter: the one of the plan that is likeliest to hold it; alike: chance that it does, 0..1; rival: the element that
    this chapter is else likeliest to be ('other' for none), rival_alike its chance. absent: chance that the element is
    nowhere in the plan, by all that was weighed.
    """

    what: str
    chapter: str
    alike: float
    rival: str
    rival_alike: float
    absent: float


@dataclass(frozen=True, slots=True)
class ElementResult:
    """What was found of one element (clause 2.1 to 2.8).

    state: present; weak = a heading with nothing (or nothing fitting) under it; absent = the whole text was read
    well and it is not there; review = we cannot tell. reason: machine word why ('empty', 'no_names', ...).
    parts: for 2.1 the parts found, for 2.4/2.6 the resource areas found. looked_for: what was looked for and not found.
    weighed: what likeness said of it, where it was asked.
    """

    state: State
    page: int | None = None
    heading: str | None = None
    quote: str | None = None
    source: str | None = None
    reason: str = ""
    parts: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that only one half of a pair has: a name, a telephone number or a paragraph."""

    kind: Literal["name", "number", "paragraph"]
    only_in: Literal["word", "pdf"]
    text: str


@dataclass(frozen=True, slots=True)
class SameDocument:
    """Is the PDF a print of the Word file? similarity 0..1, None when it could not be measured.

    changes: of a pair that is the same document, what was changed in one half after printing; () when nothing was or
    when it cannot be told (a scan).
    """

    verdict: Literal["same", "differs", "unsure"]
    similarity: float | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One attachment with its role and, when it could be read, its text."""

    attachment: Attachment
    role: Role
    document: Document | None = None

    @property
    def problem(self) -> str | None:
        """Finding code of the attachment or of its reading, None when both are well."""
        return self.attachment.problem or (self.document.problem if self.document else None)


@dataclass(frozen=True, slots=True)
class Plan:
    """One Word+PDF pair (or half of it) with its annexes, its elements and whose it is: all a validator may know.

    recipients: addresses in To and Cc of the mail, lower case. received_at: aware, when our server took the mail.
    """

    word: PlanFile | None
    pdf: PlanFile | None
    annexes: tuple[PlanFile, ...] = ()
    elements: Mapping[str, ElementResult] = field(default_factory=dict)
    same_document: SameDocument = SameDocument("unsure")
    agency_id: str | None = None
    tier: str | None = None
    recipients: frozenset[str] = frozenset()
    received_at: datetime | None = None

    @property
    def files(self) -> tuple[PlanFile, ...]:
        """Word, PDF and annexes that are there, in this order."""
        return tuple(f for f in (self.word, self.pdf, *self.annexes) if f is not None)
