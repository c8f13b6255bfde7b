"""Weighs the evidence: who sent a mail, and whose plan a plan is. Pure; unsure is an answer."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from mailbot.agencies.claims import Claims, file_words, letter_ends, own_words, signature_words, subject_words
from mailbot.agencies.domains import Addresses, Ownership
from mailbot.agencies.letter_numbers import LetterNumber, letter_numbers
from mailbot.agencies.opinions import Opinion, Reader, with_ids
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import explains, is_below
from mailbot.examination import Evidence, Identity, IdentityStatus

__all__ = ["Claims", "Identifier", "identifier", "identify", "identify_plan", "identify_sender", "mail_identity"]

_SENDER_ORDER = ("letter_number", "letter", "display_name", "signature", "subject", "cover", "file_name", "body")
_STRONG = frozenset({"letter_number", "letter", "display_name", "signature", "subject", "cover"})
_OF_PLANS = ("subject", "file_name")
# Subject and cover speak of plans, which a collector sends for others; these speak of the sender.
_SELF_NAMING = frozenset({"letter_number", "letter", "display_name", "signature"})
_MOST_CANDIDATES = 30


class Identifier:
    """Identifies against one registry; building it builds the name index, so keep it (`identifier(registry)` does)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.reader = Reader(registry)
        self.addresses = Addresses(registry)

    def sender(self, claims: Claims, learned: Mapping[str, str]) -> Identity:
        """Who sent the mail: an agency, a collector of others' plans, or nobody that we know."""
        address = claims.address.strip().lower()
        owner = self.addresses.ownership(address)
        opinions = self._opinions(claims)
        evidence = self._address_evidence(address, owner, learned)
        for opinion in opinions:
            evidence += opinion.evidence()
        known = learned.get(address)
        if known is not None and self.registry.get(known) is not None:
            return _identity("identified", (known,), evidence)
        if owner.ids:
            return self._of_domain(owner, opinions, evidence)
        decided = self._decide(opinions, evidence)
        claimed = decided.agency_ids or decided.candidates
        if owner.nature == "foreign" and (claimed or any(o.outside == "unlisted" for o in opinions)):
            return _identity("spoof_suspect", claimed, evidence)
        if owner.nature == "school" and decided.status != "not_agency":
            return _identity("ambiguous" if claimed else "not_agency", claimed, evidence)
        return decided

    def plan(
        self,
        cover: str | Sequence[str],
        file_names: Sequence[str],
        sender: Identity,
        only_plan: bool,
        subject: str = "",
        letter: str = "",
    ) -> Identity:
        """Whose plan it is: its own cover first; file names and the sender only where the cover says nothing."""
        of_cover = self._covers((cover,) if isinstance(cover, str) else cover)
        of_files = self._files(file_names)
        others = [self.reader.read("subject", subject_words(subject)), *self._letters((letter,))] if only_plan else []
        evidence = [piece for opinion in (of_cover, of_files, *others) for piece in opinion.evidence()]
        if not of_cover or not of_cover.title:
            speaking = [opinion for opinion in (*others, of_files) if opinion and opinion.source in _OF_PLANS]
            found = self._without_cover(speaking, sender, only_plan, evidence)
            hinted = found.status == "unknown" and of_cover.ids and not of_files.outside and not _names_unlisted(sender)
            return _identity("ambiguous", of_cover.ids, evidence) if hinted else found
        if sender.status == "spoof_suspect":
            return _identity("spoof_suspect", of_cover.ids or tuple(sender.candidates), evidence)
        if of_cover.outside:
            return _identity("unknown" if of_cover.outside == "unlisted" else "not_agency", (), evidence)
        narrowed = self._narrow(of_cover, (*others, of_files), sender)
        if len(narrowed.ids) != 1 or not narrowed.sure:
            return _identity("ambiguous", (*narrowed.ids, *self._beside(of_cover, sender)), evidence + sender.evidence)
        return self._against_sender(narrowed, others, sender, evidence)

    def _cover(self, text: str) -> Opinion:
        return self.reader.read("cover", own_words(text))

    def _covers(self, texts: Sequence[str]) -> Opinion:
        """The covers of a plan's files as one opinion: files that name different agencies leave it open."""
        opinions = [opinion for opinion in map(self._cover, texts) if opinion]
        titled = [opinion for opinion in opinions if opinion.title] or opinions
        if not titled:
            return Opinion("cover")
        first = next((opinion for opinion in titled if opinion.outside), titled[0])
        ids = tuple(dict.fromkeys(agency_id for opinion in titled for agency_id in opinion.ids))
        common = tuple(agency_id for agency_id in ids if all(agency_id in opinion.ids for opinion in titled))
        return first if first.outside else with_ids(first, common or ids, any(opinion.sure for opinion in titled))

    def _opinions(self, claims: Claims) -> list[Opinion]:
        read = self.reader.read
        covers = [opinion for opinion in map(self._cover, claims.covers) if opinion and opinion.title]
        cover = covers[0] if covers and all(other.ids == covers[0].ids for other in covers) else Opinion("cover")
        found = {
            "display_name": read("display_name", own_words(claims.display_name)),
            "signature": read("signature", signature_words(claims)),
            "subject": read("subject", subject_words(claims.subject)),
            "cover": cover,
            "file_name": self._files(claims.file_names),
            "body": read("body", own_words(claims.body)),
        }
        texts = (*claims.letters, claims.subject, claims.body)
        for opinion in self._letters(texts[:-2] if claims.letters else texts):
            found[opinion.source] = opinion
        return [found[source] for source in _SENDER_ORDER if found.get(source)]

    def _letters(self, letters: Sequence[str]) -> list[Opinion]:
        """Opinion of the letter numbers, and of heads and feet of the covering letters."""
        heads = [head for head in map(letter_ends, letters) if head]
        numbers = [number for head in heads for number in letter_numbers(head, self.registry)]
        named = self.reader.read("letter", heads[0]) if len(heads) == 1 else Opinion("letter")
        offices = tuple(dict.fromkeys(agency_id for number in numbers for agency_id in number.ids))
        opinions = [self._filtered(named, numbers)]
        if len(offices) == 1:
            opinions.append(
                Opinion("letter_number", offices, texts=tuple(number.text for number in numbers if number.ids))
            )
        return [opinion for opinion in opinions if opinion]

    def _filtered(self, named: Opinion, numbers: Sequence[LetterNumber]) -> Opinion:
        """A name in a letter, narrowed by what the letter's number says of province, kind or ministry."""
        kept = [agency_id for agency_id in named.ids if all(self._fits(agency_id, number) for number in numbers)]
        return with_ids(named, tuple(kept), named.sure or len(named.ids) > 1) if kept and numbers else named

    def _fits(self, agency_id: str, number: LetterNumber) -> bool:
        agency = self.registry.get(agency_id)
        if agency is None or number.ids:
            return agency_id in number.ids
        if number.ministry_id:
            return agency.id == number.ministry_id or number.ministry_id in self.registry.ancestors(agency_id)
        return agency.province_code == number.province_code and (not number.kinds or agency.kind in number.kinds)

    def _files(self, names: Sequence[str]) -> Opinion:
        opinions = [
            opinion for opinion in (self.reader.read("file_name", file_words(name)) for name in names) if opinion
        ]
        if not opinions or any(opinion.ids != opinions[0].ids for opinion in opinions):
            return Opinion("file_name")
        return opinions[0]

    def _address_evidence(self, address: str, owner: Ownership, learned: Mapping[str, str]) -> list[Evidence]:
        known = learned.get(address)
        evidence = [Evidence(source="learned", text=address, agency_id=known, weight=100)] if known else []
        shared = 1 if owner.sure and len(owner.ids) == 1 else 0.5
        return evidence + [
            Evidence(source="domain", text=address, agency_id=agency_id, weight=90 * shared)
            for agency_id in owner.ids[:_MOST_CANDIDATES]
        ]

    def _of_domain(self, owner: Ownership, opinions: Sequence[Opinion], evidence: list[Evidence]) -> Identity:
        """The owner of the domain, or the office below it that the mail names; its schools and hospitals are none."""
        for opinion in opinions:
            named = opinion.source in _STRONG and opinion.source != "signature"
            if named and opinion.outside and opinion.outside != "unlisted":
                return _identity("not_agency", (), evidence)
            below = tuple(a for a in opinion.ids if any(is_below(a, ours, self.registry) for ours in owner.ids))
            own = tuple(agency_id for agency_id in opinion.ids if agency_id in owner.ids)
            if len(own) == 1 and opinion.source != "body":
                return _identity("identified", own, evidence)
            by_itself = opinion.source in _SELF_NAMING or not owner.ids[0].startswith("r.")
            if len(below) == 1 and opinion.source in _STRONG and by_itself:
                return _identity("identified", below, evidence)
        if len(owner.ids) == 1 and owner.sure:
            return _identity("identified", owner.ids, evidence)
        return _identity("ambiguous", owner.ids, evidence)

    def _decide(self, opinions: Sequence[Opinion], evidence: list[Evidence]) -> Identity:
        """The strongest opinion, narrowed by the weaker ones; strong ones that contradict it ask."""
        if not opinions:
            return _identity("unknown", (), evidence)
        best = opinions[0]
        if best.outside == "unlisted":
            return _identity("unknown", (), evidence)
        if best.outside:
            return _identity("not_agency", (), evidence)
        for other in opinions[1:]:
            common = tuple(agency_id for agency_id in best.ids if agency_id in other.ids)
            if common and (len(best.ids) > 1 or not best.sure):
                best = with_ids(best, common, best.sure or other.sure or len(best.ids) > 1)
        if best.source == "body" and not best.sure:
            return _identity("unknown", (), evidence)
        if len(best.ids) != 1 or not best.sure:
            placed = self._by_places(best, opinions)
            if len(placed.ids) != 1 or not placed.sure:
                return _identity("ambiguous", placed.ids, evidence)
            best = placed
        rivals = self._rivals(best, opinions)
        if rivals:
            return _identity("ambiguous", (*best.ids, *rivals), evidence)
        return _identity("identified", best.ids, evidence)

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
            and not explains(opinion.ids[0], mine, self.registry)
            and not explains(mine, opinion.ids[0], self.registry)
        )

    def _by_places(self, best: Opinion, opinions: Sequence[Opinion]) -> Opinion:
        agencies = [agency for agency in map(self.registry.get, best.ids) if agency is not None]
        for opinion in opinions:
            if opinion.places:
                kept = opinion.places.narrow(agencies)
                if kept:
                    return with_ids(best, kept, best.sure or len(best.ids) > 1)
        return best

    def _without_cover(
        self, speaking: Sequence[Opinion], sender: Identity, only_plan: bool, evidence: list[Evidence]
    ) -> Identity:
        """A cover that names nobody: subject and file name if the sender agrees, else a lone plan's sender."""
        named = tuple(agency_id for opinion in speaking for agency_id in opinion.ids)
        if sender.status == "spoof_suspect":
            return _identity("spoof_suspect", named or tuple(sender.candidates), evidence + sender.evidence)
        for opinion in speaking:
            if opinion.outside:
                return _identity("unknown" if opinion.outside == "unlisted" else "not_agency", (), evidence)
        if speaking:
            best = self._narrow(speaking[0], speaking[1:], sender)
            if len(best.ids) == 1 and best.sure:
                return self._against_sender(best, speaking[1:], sender, evidence)
            return _identity("ambiguous", (*best.ids, *self._beside(best, sender)), evidence + sender.evidence)
        if not only_plan:
            return _identity("unknown", (), evidence)
        return _identity(
            sender.status,
            (sender.sender_id,) if sender.sender_id else tuple(sender.candidates),
            evidence + sender.evidence,
        )

    def _narrow(self, best: Opinion, others: Sequence[Opinion], sender: Identity) -> Opinion:
        if len(best.ids) == 1 and best.sure:
            return best
        ids = best.ids
        told = {piece.agency_id for piece in sender.evidence if piece.source not in ("cover", best.source)}
        sent_by = tuple(one for one in (sender.sender_id, *sender.candidates) if one and one in told)
        for group in (sent_by, *(other.ids for other in others)):
            common = tuple(agency_id for agency_id in ids if agency_id in group)
            if common:
                ids = common
                if len(ids) == 1:
                    return with_ids(best, ids, True)
        if sender.sender_id and len(ids) > 1:
            related = tuple(agency_id for agency_id in ids if explains(sender.sender_id, agency_id, self.registry))
            ids = related or ids
        placed = self._by_places(with_ids(best, ids, best.sure), (best, *others))
        return with_ids(placed, placed.ids, placed.sure or (len(ids) < len(best.ids) and len(placed.ids) == 1))

    def _beside(self, cover: Opinion, sender: Identity) -> tuple[str, ...]:
        """Further candidates when a cover is in doubt: the sender, and its offices in the province that is named."""
        if sender.sender_id is None:
            return ()
        offices = (
            agency.id
            for agency in self.registry.by_tier("regional")
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
        if senders and not any(explains(one, mine, self.registry) for one in senders):
            rivals += senders
        for other in others:
            if other.outside and other.source == "subject":
                doubted = True
            if other.ids and other.sure and not any(explains(one, mine, self.registry) for one in other.ids):
                rivals += other.ids
        if rivals or doubted:
            return _identity("ambiguous", (mine, *rivals), evidence + sender.evidence)
        return _identity("identified", (mine,), evidence)


@lru_cache(maxsize=4)
def identifier(registry: Registry) -> Identifier:
    """The Identifier of a registry, built once."""
    return Identifier(registry)


def identify_sender(claims: Claims, registry: Registry, learned: Mapping[str, str] | None = None) -> Identity:
    """Who sent a mail. `sender_id` is set when status is `identified`; `learned` maps addresses to agency ids."""
    return identifier(registry).sender(claims, learned or {})


def identify_plan(
    cover_text: str | Sequence[str],
    file_names: Sequence[str],
    sender_identity: Identity,
    only_plan: bool,
    registry: Registry,
    *,
    subject: str = "",
    letter: str = "",
) -> Identity:
    """Whose plan one plan is. cover_text: first page of its file, or of each of its files
    (Word, PDF). only_plan: the mail holds no other, so
    that its `subject`, its covering `letter` and its sender may speak for it."""
    return identifier(registry).plan(cover_text, file_names, sender_identity, only_plan, subject, letter)


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


def _identity(status: IdentityStatus, ids: Sequence[str], evidence: Sequence[Evidence]) -> Identity:
    """identified: agency_ids and sender_id hold the one agency. Else: candidates hold what it may be."""
    unique = list(dict.fromkeys(ids))[:_MOST_CANDIDATES]
    identified = status == "identified"
    pieces = sorted({(e.source, e.text, e.agency_id): e for e in evidence}.values(), key=lambda piece: -piece.weight)
    return Identity(
        status=status,
        sender_id=unique[0] if identified else None,
        agency_ids=unique if identified else [],
        candidates=[] if identified else unique,
        evidence=pieces,
    )


def _names_unlisted(sender: Identity) -> bool:
    return any(piece.agency_id is None and piece.source in ("display_name", "subject") for piece in sender.evidence)
