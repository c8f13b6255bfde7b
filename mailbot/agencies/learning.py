"""What a judged mail teaches of its sender's address: which agency writes from it. Pure; the ledger keeps it."""

from dataclasses import dataclass

from mailbot.examination import Examination, Identity, PlanPart

COVER = "cover"
SECOND = ("domain", "letter_number", "letter", "subject")
"""One of these must agree with the cover page. Display name, file name, signature and body are never enough: anybody
may write them, and they travel with a forwarded mail."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """This address is this agency's. because: the sources that agreed."""

    address: str
    agency_id: str
    because: tuple[str, ...]


def lesson(examination: Examination) -> Lesson | None:
    """What the mail teaches, None when it teaches nothing.

    Only an accepted and credited plan teaches, and only when all plans of the mail are one agency's, the sender was
    judged to be that agency itself, and the cover page of each plan and a second source name it and nobody else.
    Robots' mail (no answer may go there) teaches nothing.
    """
    sender = examination.mail.sender
    if sender is None or not examination.may_reply or examination.kind != "submission":
        return None
    owners = {plan.agency_id for plan in examination.plans if plan.verdict == "accepted" and plan.credited}
    if len(owners) != 1 or len({plan.agency_id for plan in examination.plans}) != 1:
        return None
    (owner,) = owners
    if owner is None or examination.identity.sender_id != owner:
        return None
    named = [_named(plan, examination.identity) for plan in examination.plans]
    if not all(plan.identity and COVER in _agreeing(plan.identity, owner) for plan in examination.plans):
        return None
    agreed = sorted(set.intersection(*({source for source, ids in one.items() if ids == {owner}} for one in named)))
    if COVER not in agreed or not any(source in agreed for source in SECOND):
        return None
    return Lesson(sender.address.lower(), owner, tuple(source for source in agreed if source in (COVER, *SECOND)))


def _named(plan: PlanPart, sender: Identity) -> dict[str, set[str | None]]:
    """Source to the agencies that it names, for one plan and the sender of its mail."""
    found: dict[str, set[str | None]] = {}
    # The identity of the sender holds the covers of all plans: only the plan's own one is its cover.
    others = [piece for piece in sender.evidence if piece.source != COVER]
    for piece in [*(plan.identity.evidence if plan.identity else ()), *others]:
        found.setdefault(piece.source, set()).add(piece.agency_id)
    return found


def _agreeing(identity: Identity, agency_id: str) -> set[str]:
    return {piece.source for piece in identity.evidence if piece.agency_id == agency_id}
