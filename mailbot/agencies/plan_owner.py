"""Whose plan one plan is: its own cover first, then subject and file name, a lone plan's sender last."""

from collections.abc import Sequence

from mailbot.agencies.claims import subject_words
from mailbot.agencies.opinions import Opinion, with_ids
from mailbot.agencies.relations import explains
from mailbot.agencies.sources import Sources, identity_of
from mailbot.examination import Evidence, Identity

_OF_PLANS = ("subject", "file_name")


class OwnerJudge:
    """Decides whose plan a plan is."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._registry = sources.registry

    def judge(
        self,
        cover: str | Sequence[str],
        file_names: Sequence[str],
        sender: Identity,
        only_plan: bool,
        subject: str = "",
        letter: str = "",
    ) -> Identity:
        """Whose plan it is: its own cover first; file names and the sender only where the cover says nothing."""
        of_cover = self._sources.covers((cover,) if isinstance(cover, str) else cover)
        of_files = self._sources.files(file_names)
        others = (
            [self._sources.reader.read("subject", subject_words(subject)), *self._sources.letters((letter,))]
            if only_plan
            else []
        )
        evidence = [piece for opinion in (of_cover, of_files, *others) for piece in opinion.evidence()]
        if not of_cover or not of_cover.title:
            speaking = [opinion for opinion in (*others, of_files) if opinion and opinion.source in _OF_PLANS]
            found = self._without_cover(speaking, sender, only_plan, evidence)
            hinted = found.status == "unknown" and of_cover.ids and not of_files.outside and not _names_unlisted(sender)
            return identity_of("ambiguous", of_cover.ids, evidence) if hinted else found
        if sender.status == "spoof_suspect":
            return identity_of("spoof_suspect", of_cover.ids or tuple(sender.candidates), evidence)
        if of_cover.outside:
            return identity_of("unknown" if of_cover.outside == "unlisted" else "not_agency", (), evidence)
        narrowed = self._narrow(of_cover, (*others, of_files), sender)
        if len(narrowed.ids) != 1 or not narrowed.sure:
            return identity_of(
                "ambiguous", (*narrowed.ids, *self._beside(of_cover, sender)), evidence + sender.evidence
            )
        return self._against_sender(narrowed, others, sender, evidence)

    def _without_cover(
        self, speaking: Sequence[Opinion], sender: Identity, only_plan: bool, evidence: list[Evidence]
    ) -> Identity:
        """A cover that names nobody: subject and file name if the sender agrees, else a lone plan's sender."""
        named = tuple(agency_id for opinion in speaking for agency_id in opinion.ids)
        if sender.status == "spoof_suspect":
            return identity_of("spoof_suspect", named or tuple(sender.candidates), evidence + sender.evidence)
        for opinion in speaking:
            if opinion.outside:
                return identity_of("unknown" if opinion.outside == "unlisted" else "not_agency", (), evidence)
        if speaking:
            best = self._narrow(speaking[0], speaking[1:], sender)
            if len(best.ids) == 1 and best.sure:
                return self._against_sender(best, speaking[1:], sender, evidence)
            return identity_of("ambiguous", (*best.ids, *self._beside(best, sender)), evidence + sender.evidence)
        if not only_plan:
            return identity_of("unknown", (), evidence)
        return identity_of(
            sender.status,
            (sender.sender_id,) if sender.sender_id else tuple(sender.candidates),
            evidence + sender.evidence,
        )

    def _narrow(self, best: Opinion, others: Sequence[Opinion], sender: Identity) -> Opinion:
        """The opinion with fewer agencies, or surer, by what sender and other sources say on evidence of their own."""
        if len(best.ids) == 1 and best.sure:
            return best
        told = {piece.agency_id for piece in sender.evidence if piece.source not in ("cover", best.source)}
        if len(best.ids) == 1:
            backed = (sender.sender_id in best.ids and sender.sender_id in told) or any(
                other.sure and other.ids == best.ids for other in others
            )
            return with_ids(best, best.ids, backed)
        ids = best.ids
        sent_by = tuple(one for one in (sender.sender_id, *sender.candidates) if one and one in told)
        for group in (sent_by, *(other.ids for other in others)):
            common = tuple(agency_id for agency_id in ids if agency_id in group)
            if common:
                ids = common
                if len(ids) == 1:
                    return with_ids(best, ids, True)
        if sender.sender_id and len(ids) > 1:
            related = tuple(agency_id for agency_id in ids if explains(sender.sender_id, agency_id, self._registry))
            ids = related or ids
        placed = self._sources.by_places(with_ids(best, ids, best.sure), (best, *others))
        return with_ids(placed, placed.ids, placed.sure or (len(ids) < len(best.ids) and len(placed.ids) == 1))

    def _beside(self, cover: Opinion, sender: Identity) -> tuple[str, ...]:
        """Further candidates when a cover is in doubt: the sender, and its offices in the province that is named."""
        if sender.sender_id is None:
            return ()
        offices = (
            agency.id
            for agency in self._registry.by_tier("regional")
            if agency.parent_id == sender.sender_id and agency.province_code in cover.places.provinces
        )
        return (*offices, sender.sender_id)

    def _against_sender(
        self, best: Opinion, others: Sequence[Opinion], sender: Identity, evidence: list[Evidence]
    ) -> Identity:
        """The plan's own word stands unless sender, or subject of a lone plan, is somebody unrelated."""
        mine = best.ids[0]
        rivals: list[str] = []
        doubted = False
        if sender.status == "not_agency":
            doubted = True
        if sender.status == "unknown" and _names_unlisted(sender):
            doubted = True
        senders = [sender.sender_id] if sender.sender_id else sender.candidates
        if senders and not any(explains(one, mine, self._registry) for one in senders):
            rivals += senders
        for other in others:
            if other.outside and other.source == "subject":
                doubted = True
            if other.ids and other.sure and not any(explains(one, mine, self._registry) for one in other.ids):
                rivals += other.ids
        if rivals or doubted:
            return identity_of("ambiguous", (mine, *rivals), evidence + sender.evidence)
        return identity_of("identified", (mine,), evidence)


def _names_unlisted(sender: Identity) -> bool:
    return any(piece.agency_id is None and piece.source in ("display_name", "subject") for piece in sender.evidence)
