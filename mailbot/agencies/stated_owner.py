"""Weighs what a first page states of whose plan it is against its title: the office below a department's letterhead.

A department alone at the head of a page on which an office of its own is stated to be the owner never wins.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailbot.agencies.meanings import Meanings
from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention, is_free
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.places import Places
from mailbot.agencies.relations import superiors
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.statements import holds_for_it_alone, stated_owners
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

_PLACE_BEHIND = re.compile("(?:ตำบล|อำเภอ|จังหวัด|[ตอจ](?=[ก-ฮเ-ไ]))")
_OVER_LOCAL = ("d.dla", "d.dopa", "d.opsmoi", "m.moi")
_LOCAL_TIERS = ("local_upper", "local_lower")


class StatedOwner:
    """Weighs the statements of a first page; built once per registry."""

    def __init__(self, meanings: Meanings) -> None:
        self._registry = meanings.registry
        self._meanings = meanings

    def settle(
        self, text: Squeezed, everyone: Sequence[Mention], mentions: Sequence[Mention], places: Places, read: Opinion
    ) -> Opinion:
        """What was read; or the one office that the page states to own the plan, where nobody else is its title or it
        stands below the department there; or a question with both.

        everyone: all names of the page; mentions: those less partners and helpers; read: what title and sentences say.
        """
        stated, behind = stated_owners(text, everyone)
        if not stated:
            return read
        offices = [one for one in behind if any(self._are_below(one, other) for other in stated)]
        stated += behind
        is_title = read.title and read.sure and len(read.ids) == 1
        others = [one for one in stated if not one.ids and (not is_title or holds_for_it_alone(text, one))]
        known = self._less_regions([self._confirmed(text, one) for one in stated if one.ids])
        if is_title and not others and not offices and known and all({*read.ids} <= set(one.ids) for one in known):
            return read
        if others or offices or any(map(is_free, known)):
            names = tuple(agency_id for one in known for agency_id in one.ids)
            return self._doubted(read, (*others, *offices, *known)[0].text, names)
        if not known:
            return read
        found = self._meanings.judge("cover", text, known, places)
        if self._is_placed_by_others(text, everyone, known):
            found = replace(found, sure=False)
        if is_title and read.ids[0] not in self._titled(text, everyone) and found.ids and found.ids != read.ids:
            return self._doubted(read, found.texts[0], found.ids)  # its sentences and its roles tell two
        if is_title:
            return self._against_title(read, found)
        if read.outside or read.doubt or len(found.ids) != 1 or not found.sure:
            return self._doubted(read, read.doubt, found.ids)
        rivals = self._titled(text, mentions) if read.ids and not self._is_ministry(read) else set()
        rivals -= {found.ids[0], *superiors(found.ids[0], self._registry)}
        below = any(self._is_office(agency_id, found.ids[0]) for one in mentions for agency_id in one.ids)
        return self._doubted(read, "", found.ids) if rivals or below else found

    def _is_placed_by_others(self, text: Squeezed, everyone: Sequence[Mention], stated: Sequence[Mention]) -> bool:
        """Does one of those stated bear a name of several, and nothing near it tells its place, but the place of
        another name on the page does (อบต.คำเนียม อำเภอกันทรารมย์)?"""
        open_ones = [one for one in stated if len(one.ids) > 1 and not self._meanings.near(text, one)]
        return bool(open_ones) and any(
            _PLACE_BEHIND.match(text.letters, one.end) and one.ids not in {other.ids for other in open_ones}
            for one in everyone
        )

    def _is_ministry(self, read: Opinion) -> bool:
        """Is a ministry by itself the title, whose name stands above many that belong to it or did once?"""
        agency = self._registry.get(read.ids[0]) if len(read.ids) == 1 else None
        parent = agency.parent_id or "" if agency is not None else ""
        return read.title and not read.sure and self._registry.permanent_secretary(parent) == read.ids[0]

    def _titled(self, text: Squeezed, mentions: Sequence[Mention]) -> set[str]:
        """Those who are named on the title page."""
        block = title_block_end(text.cleaned)
        return {agency_id for one in mentions if text.origin(one.start) < block for agency_id in one.ids}

    def _against_title(self, title: Opinion, found: Opinion) -> Opinion:
        """One agency is the title, and another one is stated."""
        mine, above = title.ids[0], superiors(title.ids[0], self._registry)
        others = [one for one in found.ids if one != mine and one not in above]
        if not others:
            return title
        below = [one for one in others if self._is_below(one, mine)]
        if below and len(others) == 1 and found.sure and mine not in found.ids:
            return found
        return replace(title, sure=False, doubt=found.texts[0], beside=(*title.beside, *others))

    def _is_office(self, agency_id: str, house: str) -> bool:
        """Is it below the house, and no department of its ministry?"""
        agency = self._registry.get(agency_id)
        return agency is not None and agency.tier != "direct" and self._is_below(agency_id, house)

    def _is_below(self, agency_id: str, house: str) -> bool:
        """Is it an office of the house, or a local government over which the house watches?"""
        agency = self._registry.get(agency_id)
        if agency is None or agency_id == house:
            return False
        watched = agency.tier in _LOCAL_TIERS and house in _OVER_LOCAL
        return watched or house in superiors(agency_id, self._registry) or self._is_of_region(agency, house)

    def _is_of_region(self, agency: Agency, house: str) -> bool:
        """Is the house a numbered office of the department (สำนักงานศุลกากรภาคที่ ๓), the other an office of an area?"""
        region = self._registry.get(house) if house.startswith("c.") else None
        if region is None or not self._is_numbered(region.kind) or self._is_numbered(agency.kind):
            return False
        return agency.tier != "direct" and agency.parent_id == region.parent_id

    def _are_below(self, mention: Mention, house: Mention) -> bool:
        """Is it an office of the one that is stated before it (แผนนี้ใช้กับกรมประมง สำนักงานประมงจังหวัด…)?"""
        return any(self._is_below(one, other) for one in mention.ids for other in house.ids)

    def _less_regions(self, stated: list[Mention]) -> list[Mention]:
        """Those stated, less the numbered office of the department that stands behind an office of its area
        (โครงการชลประทานน่าน สำนักงานชลประทานที่ ๒): it is above it."""
        first = self._registry.get(stated[0].ids[0]) if stated and len(stated[0].ids) == 1 else None
        if first is None or first.tier != "central_in_region" or self._is_numbered(first.kind):
            return stated
        parents = [(one, self._registry.get(one.ids[0]) if len(one.ids) == 1 else None) for one in stated]
        return [
            one
            for one, other in parents
            if other is None or other.parent_id != first.parent_id or not self._is_numbered(other.kind)
        ]

    def _is_numbered(self, kind_id: str) -> bool:
        kind = self._registry.kinds.get(kind_id)
        return kind is not None and kind.instances.startswith("numbered")

    def _doubted(self, read: Opinion, doubt: str, ids: Sequence[str]) -> Opinion:
        """What was read, as a question with those who are stated among its candidates."""
        if read.outside:
            return replace(read, homes=tuple(dict.fromkeys((*ids, *read.homes))))
        if not read.title or not read.ids:
            return replace(read, ids=tuple(dict.fromkeys((*ids, *read.ids))), sure=False)
        return replace(read, sure=False, doubt=doubt, beside=(*ids, *read.beside))

    def _confirmed(self, text: Squeezed, mention: Mention) -> Mention:
        """A name from which a sentence goes on is no guess where the sentence states it as the owner; nor is a ministry
        whose Permanent Secretary approves the plan."""
        if text.letters.endswith("ปลัด", 0, mention.start):
            mention = self._meanings.of_secretary(mention)
        office = len(mention.ids) == 1 and mention.ids[0].startswith("r.")
        guess = mention.form == "doubtful" and (office or mention.kind in LOCAL_PREFIXES) and not mention.slip
        return replace(mention, form="name") if guess else mention
