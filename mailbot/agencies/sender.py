"""Who sent a mail: an agency, a collector of others' plans, or nobody that we know."""

from collections.abc import Mapping, Sequence

from mailbot.agencies.claims import Claims, own_words
from mailbot.agencies.domains import Ownership
from mailbot.agencies.opinions import WEIGHTS, Opinion, with_ids
from mailbot.agencies.relations import explains, is_below
from mailbot.agencies.sources import Sources, identity_of
from mailbot.examination import Evidence, Identity

_STRONG = frozenset({"letter_number", "letter", "display_name", "signature", "subject", "cover"})
# Subject and cover speak of plans, which a collector sends for others; these speak of the sender.
_MOST_PROVINCES = 8
_COLLECTOR = "r.pvo"
_SELF_NAMING = frozenset({"letter_number", "letter", "display_name", "signature"})


class SenderJudge:
    """Decides who sent a mail."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._registry = sources.registry

    def judge(self, claims: Claims, learned: Mapping[str, str]) -> Identity:
        """Who sent the mail: an agency, a collector of others' plans, or nobody that we know."""
        address = claims.address.strip().lower()
        owner = self._sources.addresses.ownership(address)
        read = self._sources.of_mail(claims)
        opinions = [opinion for opinion in read if opinion]
        evidence = self._address_evidence(address, owner, learned)
        for opinion in opinions:
            evidence += opinion.evidence()
        evidence += self._told_places(read)
        known = learned.get(address)
        if known is not None and self._registry.get(known) is not None:
            return identity_of("identified", (known,), evidence)
        if owner.ids:
            provincial = self._collector(claims, address, read) if not owner.ids[0].startswith("r.") else ()
            office = self._sources.addresses.is_office(address)
            return self._of_domain(owner, office, opinions, evidence, provincial)
        decided = self._decide(opinions, read, evidence)
        claimed = decided.agency_ids or decided.candidates
        if owner.nature == "foreign" and (claimed or any(o.outside == "unlisted" for o in opinions)):
            return identity_of("spoof_suspect", claimed, evidence)
        if owner.nature == "school" and not all(one.startswith("u.") for one in claimed or ("",)):
            return identity_of("not_agency", claimed, evidence)
        return decided

    def _told_places(self, read: Sequence[Opinion]) -> list[Evidence]:
        """Provinces that the mail itself tells, without weight: they place an office that a cover names by half."""
        told = [one.places for one in read if one.source != "cover"]
        seats = [{code[:2] for code in places.amphoes} for places in told if not places.provinces]
        by_district = {code for each in seats if len(each) == 1 for code in each}
        codes = sorted({code for places in told for code in places.provinces} | by_district)
        names = [self._registry.provinces[code].name_th for code in codes[:_MOST_PROVINCES]]
        return [Evidence(source="place", text=f"จังหวัด{name}", agency_id=None, weight=0.0) for name in names]

    def _address_evidence(self, address: str, owner: Ownership, learned: Mapping[str, str]) -> list[Evidence]:
        known = learned.get(address)
        evidence = (
            [Evidence(source="learned", text=address, agency_id=known, weight=WEIGHTS["learned"])] if known else []
        )
        if owner.nature == "government" and not owner.ids:
            evidence.append(Evidence(source="domain", text=address, agency_id=None, weight=WEIGHTS["domain"] * 0.5))
        shared = 1 if owner.sure and len(owner.ids) == 1 else 0.5
        return evidence + [
            Evidence(source="domain", text=address, agency_id=agency_id, weight=WEIGHTS["domain"] * shared)
            for agency_id in owner.ids
        ]

    def _of_domain(
        self,
        owner: Ownership,
        office: bool,
        opinions: Sequence[Opinion],
        evidence: list[Evidence],
        provincial: tuple[str, ...],
    ) -> Identity:
        """The owner of the domain, or the office below it that the mail names; its schools and hospitals are none.

        office: the mailbox is the owner's own (saraban@), so that subject and cover name only whose plan it holds.
        provincial: the office in a province whose clerk it may be instead.
        """
        for opinion in opinions:
            named = opinion.source in _STRONG and opinion.source != "signature"
            if named and opinion.outside and opinion.outside != "unlisted":
                return identity_of("not_agency", owner.ids if opinion.outside == "unit" else (), evidence)
            below = tuple(a for a in opinion.ids if any(is_below(a, ours, self._registry) for ours in owner.ids))
            own = tuple(agency_id for agency_id in opinion.ids if agency_id in owner.ids)
            if opinion.source == "letter_number" and not opinion.sure:
                continue
            if len(own) == 1 and opinion.source != "body":
                return identity_of("identified", own, evidence)
            by_itself = opinion.source in _SELF_NAMING or not (office or owner.ids[0].startswith("r."))
            if len(below) == 1 and opinion.source in _STRONG and by_itself:
                return identity_of("identified", below, evidence)
        if len(owner.ids) == 1 and owner.sure and not provincial:
            return identity_of("identified", owner.ids, evidence)
        return identity_of("ambiguous", (*provincial, *owner.ids), evidence)

    def _collector(self, claims: Claims, address: str, read: Sequence[Opinion]) -> tuple[str, ...]:
        """The provincial office whose clerk may write: the address is a person's in the domain that the Ministry shares
        with its provincial offices, and mail and covers tell one province only."""
        kinds = {kind.id for kind in self._registry.kinds_at(address.rpartition("@")[2])}
        if _COLLECTOR not in kinds or not self._sources.addresses.is_officer(address):
            return ()
        places = [self._sources.reader.places(own_words(cover)) for cover in claims.covers]
        told = {code for one in (*places, *(opinion.places for opinion in read)) for code in one.provinces}
        offices = tuple(one for code in told if (one := f"{_COLLECTOR}.{code}") in self._registry.agencies)
        return offices if len(told) == 1 else ()

    def _decide(self, opinions: Sequence[Opinion], read: Sequence[Opinion], evidence: list[Evidence]) -> Identity:
        """The strongest opinion, narrowed by the weaker ones and by places; strong ones that contradict it ask.

        read: the opinions with those that tell places only.
        """
        if not opinions:
            return identity_of("unknown", (), evidence)
        best = opinions[0]
        if best.outside == "unlisted":
            return identity_of("unknown", (), evidence)
        if best.outside:
            return identity_of("not_agency", best.homes, evidence)
        for other in opinions[1:]:
            common = tuple(agency_id for agency_id in best.ids if agency_id in other.ids)
            if common and (len(best.ids) > 1 or not best.sure):
                chosen = len(best.ids) > 1 and not best.slips
                best = with_ids(best, common, best.sure or other.sure or chosen or (best.thin and other.thin))
        if best.source == "body" and not best.sure:
            return identity_of("unknown", (), evidence)
        if len(best.ids) != 1 or not best.sure:
            placed = self._sources.by_places(best, read)
            evidence = evidence + self._place_evidence(placed)
            if len(placed.ids) != 1 or not placed.sure:
                return identity_of("ambiguous", (*placed.ids, *placed.beside), evidence)
            best = placed
        rivals = self._rivals(best, opinions)
        if rivals:
            return identity_of("ambiguous", (*best.ids, *rivals), evidence)
        return identity_of("identified", best.ids, evidence)

    def _place_evidence(self, placed: Opinion) -> list[Evidence]:
        """One piece for the agency that the places of a source left over."""
        agency = self._registry.get(placed.ids[0]) if placed.placed_by and len(placed.ids) == 1 else None
        if agency is None:
            return []
        province = self._registry.provinces.get(agency.province_code)
        text = " ".join(filter(None, (agency.amphoe, province.name_th if province else "")))
        weight = WEIGHTS[placed.placed_by] * 0.5
        return [Evidence(source="place", text=text, agency_id=agency.id, weight=weight)]

    def _rivals(self, best: Opinion, opinions: Sequence[Opinion]) -> tuple[str, ...]:
        """Agencies that another self-naming source is sure of and that have nothing to do with the best opinion."""
        if best.source in ("letter_number", "letter", "display_name"):
            own: tuple[str, ...] = ("letter_number", "letter", "display_name")
        else:
            own = ("letter_number", "letter", "display_name", "signature", "subject")
        mine = best.ids[0]
        return tuple(
            opinion.ids[0]
            for opinion in opinions
            if opinion.source in own
            and opinion.sure
            and len(opinion.ids) == 1
            and opinion.ids[0] != mine
            and not explains(opinion.ids[0], mine, self._registry)
            and not explains(mine, opinion.ids[0], self._registry)
        )
