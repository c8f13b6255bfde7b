"""Weighs the evidence: who sent a mail, and whose plan a plan is. Pure; unsure is an answer."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from mailbot.agencies.claims import Claims
from mailbot.agencies.plan_owner import OwnerJudge
from mailbot.agencies.registry import Registry
from mailbot.agencies.sender import SenderJudge
from mailbot.agencies.sources import Sources
from mailbot.examination import Identity, IdentityStatus

__all__ = ["Claims", "Identifier", "identifier", "identify", "identify_plan", "identify_sender", "mail_identity"]


class Identifier:
    """Identifies against one registry; building it builds the name index, so keep it (`identifier(registry)` does)."""

    def __init__(self, registry: Registry) -> None:
        sources = Sources(registry)
        self._addresses = sources.addresses
        self.sender = SenderJudge(sources)
        self.plan = OwnerJudge(sources)

    def owners(self, address: str) -> tuple[str, ...]:
        """Agencies to which the domain or the mailbox of an address belongs by the registry."""
        return self._addresses.ownership(address).ids


@lru_cache(maxsize=4)
def identifier(registry: Registry) -> Identifier:
    """The Identifier of a registry, built once."""
    return Identifier(registry)


def identify_sender(claims: Claims, registry: Registry, learned: Mapping[str, str] | None = None) -> Identity:
    """Who sent a mail. `sender_id` is set when status is `identified`; `learned` maps addresses to agency ids."""
    return identifier(registry).sender.judge(claims, learned or {})


def identify_plan(
    cover_text: str | Sequence[str],
    file_names: Sequence[str],
    sender_identity: Identity,
    only_plan: bool,
    registry: Registry,
    *,
    subject: str = "",
    letter: str = "",
    running_head: str = "",
    orders: str = "",
    pages: str = "",
) -> Identity:
    """Whose plan one plan is. cover_text: first page of its file, or of each of its files
    (Word, PDF). running_head: what stands at head and foot of its pages, heard where the first page names nobody.
    orders: heads of the orders and announcements that stand anywhere in it, heard where the first page names nobody
    or a department alone. pages: the text of its first pages, the cover among them, heard in the same cases.
    only_plan: the mail holds no other, so
    that its `subject`, its covering `letter` and its sender may speak for it."""
    judge = identifier(registry).plan.judge
    return judge(cover_text, file_names, sender_identity, only_plan, subject, letter, running_head, orders, pages)


def identify(claims: Claims, registry: Registry, learned: Mapping[str, str] | None = None) -> Identity:
    """Sender and plans of a mail at once: each cover of the claims is one plan (none: the mail is one plan's)."""
    sender = identify_sender(claims, registry, learned)
    alone = len(claims.covers) <= 1
    names = claims.file_names if alone else ()
    letter = claims.letters[0] if len(claims.letters) == 1 else ""
    plans = [
        identify_plan(cover, names, sender, alone, registry, subject=claims.subject, letter=letter)
        for cover in claims.covers or ("",)
    ]
    return mail_identity(sender, plans)


def mail_identity(sender: Identity, plans: Sequence[Identity]) -> Identity:
    """The identity of a whole mail from those of its sender and its plans: the plans' agencies, the sender's id.

    The status is the plans' where they agree, else the one that most needs a person.
    """
    if not plans:
        return sender
    order: tuple[IdentityStatus, ...] = ("spoof_suspect", "ambiguous", "unknown", "not_agency", "identified")
    status = next(status for status in order if any(plan.status == status for plan in plans))
    evidence = [*sender.evidence]
    for plan in plans:
        evidence += [piece for piece in plan.evidence if piece not in evidence]
    return Identity(
        status=status,
        sender_id=sender.sender_id,
        agency_ids=list(dict.fromkeys(agency_id for plan in plans for agency_id in plan.agency_ids)),
        candidates=list(dict.fromkeys(candidate for plan in plans for candidate in plan.candidates)),
        evidence=evidence,
    )
