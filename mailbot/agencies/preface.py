"""Reads whose plan it is out of its sentences, where no agency's whole name stands on the title page.

The title page may still tell half of it: a bare name (กู่กาสิงห์), a ตำบล with its อำเภอ, an office without its province.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mailbot.agencies.levels_told import OF_SAO, OF_TOWN
from mailbot.agencies.meanings import Meanings
from mailbot.agencies.nameless import Nameless
from mailbot.agencies.names import Mention, is_free
from mailbot.agencies.opinions import RECEIVER, Opinion
from mailbot.agencies.parts_played import Part, parts_played
from mailbot.agencies.places import Places
from mailbot.agencies.relations import superiors
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.surroundings import TELEPHONE, is_owner
from mailbot.agencies.title_page import lines_without, place_of_name, strange_line
from mailbot.agencies.unplaced import Unplaced
from mailbot.agencies.vocabulary import LOCAL_PREFIXES, MUNICIPALITIES

_SHORTEST_BARE = 3


class PrefaceReader:
    """Reads the text of a first page; built once per registry."""

    def __init__(self, meanings: Meanings, nameless: Nameless, unplaced: Unplaced) -> None:
        self._registry = meanings.registry
        self._meanings = meanings
        self._nameless = nameless
        self._unplaced = unplaced

    def owner(self, text: Squeezed, mentions: Sequence[Mention], places: Places, block: int) -> Opinion | None:
        """The one agency of which the text says that the plan is its own, or of which alone its sentences tell; None
        where it says so of none or of several. block: where the title page ends in the cleaned text."""
        running = [one for one in mentions if one.ids != (RECEIVER,)]
        played: dict[Part, list[Mention]] = defaultdict(list)
        for one, part in zip(running, parts_played(text, running), strict=True):
            played["owner" if part != "other" and self._stands_bare(text, one, block) else part].append(one)
        half = self._unplaced.half_told(lines_without(text, mentions, text.index(block)))
        if half:
            kinds = self._unplaced.kinds(half)
            played = defaultdict(list, {part: self._of_kinds(those, kinds) for part, those in played.items()})
        owners = [self._confirmed(one) for one in played["owner"]]
        founded = [self._confirmed(one) if text.letters.startswith("ขึ้น", one.end) else one for one in played["subject"]]
        told = [one for one in (*founded, *played["told"]) if one.ids]
        meant = owners or told
        if not meant or any(one.outside or is_free(one) for one in meant) or not self._is_open(text, mentions, block):
            return None
        found = self._meanings.judge("cover", text, meant, places)
        if len(found.ids) != 1:
            return None
        beside = self._meanings.judge("cover", text, told, places).ids if owners and told else ()
        rivals = {*beside} - superiors(found.ids[0], self._registry) - {*found.ids}
        alike = () if owners else self._alike(found.ids[0], [*told, *played[""]])
        guessed = any(one.form == "doubtful" and len(one.ids) > 1 for one in meant)
        sure = found.sure and not guessed and bool(owners or played["subject"]) and not rivals and not alike
        return replace(found, sure=sure, beside=(*found.beside, *alike))

    def _alike(self, agency_id: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """Others of the same kind, in another province perhaps, of which the text says nothing that sets them apart."""
        agency = self._registry.get(agency_id)
        named = dict.fromkeys(one for mention in mentions if agency_id not in mention.ids for one in mention.ids)
        others = [other for one in named if (other := self._registry.get(one)) is not None]
        return tuple(
            one.id
            for one in others
            if agency is not None and one.tier == agency.tier != "direct" and (one.kind == agency.kind)
        )

    def _confirmed(self, mention: Mention) -> Mention:
        """A name from which a sentence goes on is no guess where the sentence is its owner's, or the title bears it."""
        office = len(mention.ids) == 1 and mention.ids[0].startswith("r.")
        guess = mention.form == "doubtful" and (office or mention.kind in LOCAL_PREFIXES) and not mention.slip
        return replace(mention, form="name") if guess and mention.ids else mention

    def hints(self, text: Squeezed, mentions: Sequence[Mention], places: Places, block: int) -> Opinion:
        """All that the text names, as a question: a unit, a province, the local governments of a ตำบล before those whom
        its sentences name. Of those of a ตำบล the one is sure whose level the text tells of itself."""
        title = text.cleaned[:block]
        if nobody := self._nameless.read("cover", Squeezed(title), places):
            return replace(nobody, homes=nobody.homes or self._told_of(text, mentions))
        there = self._unplaced.local_governments(title, self._meanings.places_of(title))
        if there:
            of_level = self._of_level(text, there)
            sure = len(of_level) == 1 and not self._strange(text, mentions, block)
            return Opinion("cover", of_level if sure else there, sure, title=sure, places=places)
        named = [
            one for one in mentions if one.ids and one.ids != (RECEIVER,) and not TELEPHONE.match(text.letters, one.end)
        ]
        owner = next((one.text for one in mentions if one.outside and is_owner(text, one)), "")
        owner = owner or self._strange(text, mentions, block)
        found = self._meanings.judge("cover", text, named, places)
        often = Counter(one for mention in named if mention.form != "doubtful" for one in mention.ids)
        told = (*(agency_id for agency_id, _ in often.most_common()), *found.ids)
        # What stands above another agency is left out of its opinion, but not where the text says that it writes.
        own = self._told_of(text, mentions)
        ids = tuple(dict.fromkeys((*own, *told))) if len(found.ids) > 1 or {*own} - {*found.ids} else found.ids
        return replace(found, ids=ids, sure=False, title=False, doubt=owner)

    def _told_of(self, text: Squeezed, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """Those of whom the text says that the plan is theirs, or whose history it tells: a unit's home perhaps."""
        running = [one for one in mentions if one.ids != (RECEIVER,)]
        parts = parts_played(text, running)
        told = [one for one, part in zip(running, parts, strict=True) if part in ("owner", "subject")]
        return tuple(dict.fromkeys(agency_id for one in told for agency_id in one.ids))

    def _of_level(self, text: Squeezed, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the one level of local government that the text tells of itself; none where it tells both."""
        told = [bool(OF_SAO.search(text.cleaned)), bool(OF_TOWN.search(text.cleaned))]
        if all(told) or not any(told):
            return ()
        kinds = ("sao",) if told[0] else MUNICIPALITIES
        agencies = (self._registry.get(one) for one in ids)
        whole = all(map(self._registry.whole, ("sao", *MUNICIPALITIES)))
        return tuple(one.id for one in agencies if one is not None and one.kind in kinds and whole)

    def _of_kinds(self, mentions: Sequence[Mention], kinds: Sequence[str]) -> list[Mention]:
        """The mentions of offices of these kinds."""
        return [one for one in mentions if one.ids and all(each.rpartition(".")[0] in kinds for each in one.ids)]

    def _stands_bare(self, text: Squeezed, mention: Mention, block: int) -> bool:
        """Does the title page bear the name of this local government, without its level?"""
        if len(mention.core) < _SHORTEST_BARE or not mention.ids or text.origin(mention.start) < block:
            return False
        return place_of_name(text, mention.core, text.index(block)) is not None

    def _is_open(self, text: Squeezed, mentions: Sequence[Mention], block: int) -> bool:
        """Does the title page name no unit and no unknown organisation?"""
        title = Squeezed(text.cleaned[:block])
        return not self._nameless.read("cover", title, Places()).outside and not self._strange(text, mentions, block)

    def _strange(self, text: Squeezed, mentions: Sequence[Mention], block: int) -> str:
        """A line of the title page that names an organisation of which no registry knows, no half-told office."""
        lines = lines_without(text, mentions, text.index(block))
        return strange_line(line for line in lines if not self._unplaced.half_told([line]))
