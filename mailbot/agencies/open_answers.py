"""Answers that leave open whose plan it is: a question with all whom the mail names, or that it is no agency's."""

from collections.abc import Sequence

from mailbot.agencies.opinions import Opinion
from mailbot.agencies.sources import identity_of
from mailbot.agencies.squeezed import squeeze
from mailbot.examination import Evidence, Identity


def with_hints(found: Identity, cover: Opinion, files: Opinion, sender: Identity, evidence: list[Evidence]) -> Identity:
    """A question with those as further candidates whom the text of the plan names; where nobody is a candidate, with
    those whom the text of the mail names."""
    if found.status == "unknown" and cover.ids and not files.outside and not names_unlisted(sender):
        return identity_of("ambiguous", cover.ids, evidence)
    if found.status not in ("ambiguous", "unknown"):
        return found
    named = [] if found.candidates else [one.agency_id for one in sender.evidence if one.source == "body"]
    hints = [*cover.ids, *filter(None, named)] if found.status == "ambiguous" or not cover.ids else []
    return identity_of(found.status, (*found.candidates, *hints), found.evidence)


def names_unlisted(sender: Identity, known: Sequence[str] = ()) -> bool:
    """Does the sender name somebody of whom no list knows, but for names (squeezed) that are known to be misspelt?"""
    return any(
        piece.agency_id is None and piece.source in ("display_name", "subject") and squeeze(piece.text) not in known
        for piece in sender.evidence
    )


def no_agency(opinion: Opinion, sender: Identity, evidence: list[Evidence]) -> Identity:
    """What is no agency; of a unit its home and its sender stay candidates, for the plan may be theirs after all."""
    senders = (sender.sender_id, *sender.candidates) if opinion.outside == "unit" else ()
    candidates = tuple(one for one in (*opinion.homes, *senders) if one)
    return identity_of("unknown" if opinion.outside == "unlisted" else "not_agency", candidates, evidence)
