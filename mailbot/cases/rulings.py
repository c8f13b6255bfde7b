"""A decision of staff, as it is made and as it is stored."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody of staff decided about a mail, or about plan `position` of it (None: the whole mail).

    seen: the number of the judgment that this person looked at. halves: SHA-256 of the plan's Word file and PDF, by
    which it is known again when the mail is judged anew. agency_id: given to this agency. other_mail_id: joined with
    this mail. before: the judgment as it was, for taking this back; None when nothing of it may be kept.
    """

    mail_id: int
    seen: int
    act: str
    actor: str
    reason: str
    position: int | None = None
    halves: tuple[str, ...] = ()
    agency_id: str | None = None
    other_mail_id: int | None = None
    before: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class StoredRuling:
    """A Ruling in the ledger; `judgment`: the one that it made."""

    id: int
    judgment: int
    ruling: Ruling
    at: datetime
