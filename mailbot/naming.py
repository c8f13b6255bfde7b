"""The answer to our question whose plan it is: the sender's word settles it where the plan itself agrees.

A name that the plan does not allow is left to a person, and so is an answer that asks or says more than a name.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mailbot.agencies.registry import Registry
from mailbot.errors import Outdated, Poison
from mailbot.examination import Examination, Identity, PlanPart
from mailbot.ledger.store import Ledger
from mailbot.replies.points import ASKS
from mailbot.reviewing import Impossible, Reviewing

ACTOR = "mailbot"
"""Who decides in the history; the reason names the mail in which the sender said so."""
_LONGEST = 400
"""Characters of an answer that only tells a name, greeting and signature among them."""
_DENIES = re.compile(r"ไม่ใช่|มิใช่|มิได้|ไม่ได้|หรือ|\?|\b(?:not|or)\b", re.IGNORECASE)
_PLACES = (re.compile(r"จังหวัด|(?<![ก-๙])จ\."), re.compile(r"อำเภอ|(?<![ก-๙])อ\."))
_SAID_BY_HAND = frozenset({"body", "signature"})
_SAID_BY_THE_PLAN = frozenset({"cover", "subject", "file_name"})


@dataclass(frozen=True)
class Naming:
    """Takes the sender's word for the one plan of a mail about which we had asked."""

    ledger: Ledger
    reviewing: Reviewing
    registry: Registry
    own_text: Callable[[str], str]
    """What the sender of a stored mail (by its SHA-256) wrote in it with own hand."""

    def takes(self, answer: Examination, sha256: str) -> bool:
        """Whether this mail names the owner of a plan that we asked about, and the plan is judged as that agency's now.

        A crash after the plan was judged and before the answer was is found again by the history: True once more.
        """
        named, sender, said_in = _named(answer), answer.mail.sender, answer.mail.message_id
        if named is None or sender is None or not said_in or not answer.may_reply:
            return False
        row = self.ledger.asked_about([*answer.in_reply_to, *answer.references], sender.address)
        if row is None:
            return False
        mail_id, receipt = row
        reason = f"the sender named it in {said_in}"
        if any(one.ruling.actor == ACTOR and one.ruling.reason == reason for one in self.ledger.rulings(mail_id)):
            return True
        mail = self.reviewing.rehearing.mail(receipt)
        asked = [] if mail is None else list(_asked(mail.examination))
        fits = mail is not None and len(asked) == 1 and self._allows(asked[0][1].identity, named)
        if mail is None or not fits or not _is_plain(self.own_text(sha256)):
            return False
        try:
            self.reviewing.assign(receipt, asked[0][0], named, actor=ACTOR, seen=mail.judgment, reason=reason)
        except (Impossible, Outdated, Poison):
            return False  # a person was quicker, or must look
        return True

    def _allows(self, identity: Identity | None, named: str) -> bool:
        """Whether the plan may be this agency's: one of those that it may be, or it names none that is another's."""
        agency = self.registry.get(named)
        if identity is None or agency is None or identity.status not in ("ambiguous", "unknown"):
            return False
        if identity.candidates:
            return named in identity.candidates
        names = {agency.name_th, agency.name_en, *agency.short_names}
        told = [piece for piece in identity.evidence if piece.source in _SAID_BY_THE_PLAN]
        return all(piece.agency_id == named or piece.text in names for piece in told)


def _is_plain(text: str) -> bool:
    """Whether a text tells one name and no more: "ไม่ใช่ของ … แต่เป็นของ …" and two districts are for a person."""
    return (
        len(text.strip()) <= _LONGEST
        and not _DENIES.search(text)
        and all(len(place.findall(text)) <= 1 for place in _PLACES)
    )


def _named(answer: Examination) -> str | None:
    """The agency that an answer of words alone names in those words, and no other."""
    identity = answer.identity
    if answer.purpose != "answer" or answer.topics or identity.status != "identified":
        return None
    said = {piece.agency_id for piece in identity.evidence if piece.source in _SAID_BY_HAND and piece.agency_id}
    return identity.sender_id if said == {identity.sender_id} else None


def _asked(examination: Examination) -> Iterable[tuple[int, PlanPart]]:
    """Plans of which we do not know whose they are, with their places in the mail."""
    for at, plan in enumerate(examination.plans, 1):
        if plan.agency_id is None and any(finding.code in ASKS for finding in plan.findings):
            yield at, plan
