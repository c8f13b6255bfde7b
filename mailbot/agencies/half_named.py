"""A cover that names an office but not its province (ทสจ., สำนักงานแรงงานจังหวัด): which one the mail means."""

from collections.abc import Iterator, Sequence

from mailbot.agencies.claims import own_words
from mailbot.agencies.model import Agency
from mailbot.agencies.opinions import WEIGHTS, Opinion, with_ids
from mailbot.agencies.relations import explains, superiors
from mailbot.agencies.silent_plan import COLLECTED
from mailbot.agencies.sources import Sources
from mailbot.examination import Identity

_PROVING = frozenset({"learned", "domain", "letter_number"})
# What จังหวัดแพร่ alone may mean.
_OF_PROVINCE = ("r.pvo.{}", "r.dopa.{}", "l.2{}0101")
_UNNAMING = frozenset({"place", "domain", "authentication"})
_SELF_NAMING = frozenset({"letter_number", "letter", "display_name", "signature"})
_NAMING = _SELF_NAMING | {"body"}


class HalfNamed:
    """Finds the province of such a cover; asked, not credited, where two could be meant."""

    def __init__(self, sources: Sources) -> None:
        self._registry = sources.registry
        self._reader = sources.reader

    def settle(self, covers: Sequence[str], sender: Identity, said: Opinion, beside: Sequence[str]) -> Opinion:
        """What the covers said, or the office in the province that the rest of the mail tells.

        said: the opinion of the covers as they stand. beside: subject and file names. The office must be among those
        that the cover may mean, or stand below the department that it names.
        """
        for code, sure in self._provinces(covers, sender, said, beside):
            named = self._named(covers, code)
            if named is None or not self._fits(named, said):
                continue
            return with_ids(named, named.ids, named.sure and sure)
        return said

    def there(self, covers: Sequence[str]) -> tuple[str, ...]:
        """The office that the covers name by half, in the one province that they tell themselves; else ()."""
        code = self._of_cover(covers)
        return self._ids(covers, code) if code else ()

    def _provinces(
        self, covers: Sequence[str], sender: Identity, said: Opinion, beside: Sequence[str]
    ) -> Iterator[tuple[str, bool]]:
        """Provinces that the office may lie in, best first, each with whether it decides."""
        told = self._told(sender, beside)
        on_cover = {agency.province_code for agency in map(self._registry.get, said.ids) if agency is not None}
        if len(on_cover) == 1 and "" not in on_cover:
            yield on_cover.pop(), True
        office = self._registry.get(sender.sender_id or "")
        if office is not None and office.tier == "regional" and office.province_code:
            yield from self._of_sender(office, covers, sender, told, beside)
            return
        there = self._of_cover(covers)
        if there and told <= {there} and not set(said.ids) & set(self._ids(covers, there)):
            yield there, True
        for code in sorted(told):
            ids = self._ids(covers, code)
            named = any(piece.agency_id in ids and piece.source in _NAMING for piece in sender.evidence)
            if named:
                yield code, told == {code}
            elif beside and code in self._reader.places(beside[0]).provinces:
                yield code, told == {code} and not self._names_others(ids, code, sender)

    def _of_cover(self, covers: Sequence[str]) -> str:
        """The one province that the covers tell, in the address below the title perhaps; '' for none or several."""
        told = {code for cover in covers for code in self._reader.places(own_words(cover)).provinces}
        return told.pop() if len(told) == 1 else ""

    def _of_sender(
        self, office: Agency, covers: Sequence[str], sender: Identity, told: set[str], beside: Sequence[str]
    ) -> Iterator[tuple[str, bool]]:
        """The province of the collector that sends it, or of the very office."""
        code = office.province_code
        if office.kind == "r.pvo":
            collects = told == {code} and any(map(COLLECTED.search, beside[:1]))
            yield code, collects or self._is_proven(sender) or self._is_alone(code, told, sender)
        elif any(explains(office.id, one, self._registry) for one in self._ids(covers, code)):
            yield code, self._is_proven(sender) or told == {code}

    def _named(self, covers: Sequence[str], code: str) -> Opinion | None:
        """The office of the province that the covers name, all the same; None where they name none."""
        read = [self._reader.offices_of(code, own_words(cover)) for cover in covers]
        named = [opinion for opinion in read if opinion.ids]
        return named[0] if named and all(opinion.ids == named[0].ids for opinion in named) else None

    def _ids(self, covers: Sequence[str], code: str) -> tuple[str, ...]:
        named = self._named(covers, code)
        return named.ids if named is not None else ()

    def _fits(self, named: Opinion, said: Opinion) -> bool:
        """Is it among those that the cover may mean, below the department that it names, or in the province that stands
        there by itself (จังหวัดพัทลุง / สำนักงานปศุสัตว์จังหวัด)?"""
        office = self._registry.get(named.ids[0])
        code = office.province_code if office is not None else ""
        of_province = {one.format(code) for one in _OF_PROVINCE}
        alone = bool(said.ids) and not said.sure and of_province.issuperset(said.ids)
        below = superiors(named.ids[0], self._registry).issuperset(said.ids)
        return set(named.ids) <= set(said.ids) or below or alone

    def _is_proven(self, sender: Identity) -> bool:
        """Does an address or a letter number prove the sender?"""
        return any(piece.agency_id == sender.sender_id and piece.source in _PROVING for piece in sender.evidence)

    def _is_alone(self, code: str, told: set[str], sender: Identity) -> bool:
        """Does the sender name itself surely, and does all else in the mail tell its province, and no other one?"""
        surely = any(
            piece.agency_id == sender.sender_id
            and piece.source in _SELF_NAMING
            and piece.weight >= WEIGHTS.get(piece.source, 100)
            for piece in sender.evidence
        )
        return surely and told == {code}

    def _names_others(self, ids: Sequence[str], code: str, sender: Identity) -> bool:
        """Does the mail name anybody but this office, what stands above it and its province, agency or not?"""
        mine = {*ids, *(one for own in ids for one in superiors(own, self._registry))}
        mine |= {one.format(code) for one in _OF_PROVINCE}
        # What other covers of a bundle name is theirs alone.
        return any(
            piece.source not in _UNNAMING and piece.source != "cover" and piece.agency_id not in mine
            for piece in sender.evidence
        )

    def _told(self, sender: Identity, beside: Sequence[str]) -> set[str]:
        """Codes of all provinces that the mail tells: by name, or by an agency that lies there."""
        told = {code for text in beside for code in self._reader.places(text).provinces}
        for piece in sender.evidence:
            agency = self._registry.get(piece.agency_id) if piece.agency_id else None
            if agency is not None and agency.province_code:
                told.add(agency.province_code)
            if piece.source == "place":
                told |= self._reader.places(piece.text).provinces
        return told
