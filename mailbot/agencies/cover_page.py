"""Reads the first page of a plan: the names that stand as its title; names in running text are only a hint."""

import re
from dataclasses import replace

from mailbot.agencies.asides import without_asides
from mailbot.agencies.half_told_roles import HalfToldRoles
from mailbot.agencies.letterhead import Letterhead
from mailbot.agencies.levels_told import Levels
from mailbot.agencies.longer_names import longer_name
from mailbot.agencies.meanings import Meanings
from mailbot.agencies.model import Agency
from mailbot.agencies.nameless import Nameless
from mailbot.agencies.nameless_heads import nameless_head
from mailbot.agencies.names import Mention
from mailbot.agencies.near_whole import NearWhole
from mailbot.agencies.opinions import RECEIVER, Opinion, Slipped
from mailbot.agencies.places import Places
from mailbot.agencies.preface import PrefaceReader
from mailbot.agencies.relations import superiors
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.stated_owner import StatedOwner
from mailbot.agencies.surroundings import (
    headlines,
    homes_beside,
    is_unreadable,
    lines_below,
    unless_new,
)
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.title_page import (
    is_authored,
    is_below_title,
    lines_without,
    unknown_above,
    unknown_below,
)
from mailbot.agencies.told_below import ToldBelow
from mailbot.agencies.unit_homes import UnitHomes
from mailbot.agencies.unplaced import Unplaced

_TITLE_LINES = 4
_TITLE_REGION = 12
_PLAN = re.compile("แผน(?!ที่|งาน|ก)|continuity|bcp")
_BILL = re.compile(
    "ใบ(?:แจ้ง(?:หนี้|ชำระ|ค่า|ยอด)|เสนอราคา|เสร็จ|กำกับภาษี|สั่ง(?:ซื้อ|จ้าง)|ส่งของ|สมัคร)|invoice|quotation|receipt"
)
_HEAD_LINES = 3
# Ministry and department may stand above a name.
_MOST_ABOVE = 2


class CoverReader:
    """Reads first pages; built once per registry."""

    def __init__(self, meanings: Meanings, nameless: Nameless, unit_homes: UnitHomes, unplaced: Unplaced) -> None:
        self._registry = meanings.registry
        self._meanings = meanings
        self._preface = PrefaceReader(meanings, nameless, unplaced)
        self._unit_homes = unit_homes
        self._unplaced = unplaced
        self._near_whole = NearWhole(meanings.registry)
        self._letterhead = Letterhead(meanings.registry)
        self._told_below = ToldBelow(meanings)
        self._stated = StatedOwner(meanings)
        self._half_told_roles = HalfToldRoles(meanings, unplaced)
        self._levels = Levels(meanings.registry)

    def read(self, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        """The first names that stand as a title; names in running text are only a hint."""
        everyone, mentions = mentions, without_asides(text, mentions)
        below = self._letterhead.part(text, mentions)
        if below is not None:
            found = self.read(*below, places)
            if self._letterhead.owns(text, below[0], found):
                return found
        read = self._read(text, everyone, mentions, places)
        if read.sure and _are_asides(everyone, mentions):
            read = replace(read, sure=False)
        half_told = [] if read.sure and read.title else self._half_told_roles.find(text, everyone, places)
        if half_told:
            begun = {one.start for one in half_told}
            others = (one for one in everyone if one.start not in begun)
            everyone = sorted((*others, *half_told), key=lambda one: one.start)
        stated = self._stated.settle(text, everyone, mentions, places, read)
        found = stated if stated is not read else self._told_below.settle(text, everyone, mentions, places, read)
        agency = self._registry.get(found.ids[0]) if found.sure and len(found.ids) == 1 else None
        if agency is None:
            return found
        if doubt := _no_plan(text) or nameless_head(text.cleaned, agency):
            return replace(found, sure=False, doubt=doubt)
        return self._levels.settle(text, everyone, found, agency)

    def _read(self, text: Squeezed, everyone: list[Mention], mentions: list[Mention], places: Places) -> Opinion:
        heads = headlines(text, mentions)
        block = title_block_end(text.cleaned)
        titles = self._titles(text, heads, block)
        if titles and text.origin(titles[0].start) >= block:
            alone = [one for one in heads if one.ids and is_below_title(text, one)]
            titles = alone if len({one.ids for one in alone}) == 1 else []
        if not titles and not any(text.origin(one.start) < block for one in heads):
            told = self._preface.owner(text, mentions, places, block)
            if told is not None:
                return told
        misspelt = self._misspelt(text, titles, places, block)
        if misspelt is not None and _is_written(misspelt, everyone):
            misspelt = None  # written right, and set aside
        if misspelt is not None:
            return misspelt
        if not titles:
            return self._preface.hints(text, mentions, places, block)
        titles = self._less_heads(text, self._less_regions(titles))
        titles = [unless_new(text, one, titles) for one in titles]
        in_block = text.origin(titles[0].start) < block
        of_unit = self._unit_homes.read("cover", text, titles, places)
        if of_unit is not None:
            return of_unit
        set_aside = next((title for title in titles if title.outside), None)
        if set_aside is not None and (set_aside is titles[0] or set_aside.outside == "unlisted"):
            homes = homes_beside(set_aside, titles)
            return Opinion("cover", outside=set_aside.outside, texts=(set_aside.text,), places=places, homes=homes)
        found = self._meanings.judge("cover", text, [mention for mention in titles if mention.ids], places)
        below = text.line_end(text.line_end(titles[-1].end) + 1)
        unknown = (
            (set_aside.text if set_aside is not None else "")
            or (unknown_above(text, mentions, titles[0]) if in_block else "")
            or self._meanings.in_a_province(text, titles)
            or longer_name(text, titles, mentions)
            or self._sister(text, mentions, titles, found, block)
            or self._half_told(text, mentions, below, block if in_block else 0)
            or unknown_below(text, mentions, titles[-1], block, all(one.startswith("r.") for one in found.ids))
        )
        return replace(found, sure=False, doubt=unknown) if unknown else found

    def _sister(
        self, text: Squeezed, mentions: list[Mention], titles: list[Mention], found: Opinion, block: int
    ) -> str:
        """Another office of the kind on a title page at whose head their department stands: it may be its list."""
        office = self._registry.get(found.ids[0]) if len(found.ids) == 1 else None
        if (
            office is None
            or not office.province_code
            or not {one for title in titles for one in title.ids} & superiors(office.id, self._registry)
        ):
            return ""
        kinds = [(one, self._registry.get(one.ids[0])) for one in mentions if len(one.ids) == 1]
        return next(
            (
                one.text
                for one, other in kinds
                if other is not None
                and other.kind == office.kind
                and other.id != office.id
                and text.origin(one.start) < block
            ),
            "",
        )

    def _half_told(self, text: Squeezed, mentions: list[Mention], below: int, block: int) -> str:
        """A line of the title page, or of the lines that end at `below`, that is half the name of an office."""
        stop = max(text.index(block), below) if block else 0
        return self._unplaced.half_told(lines_without(text, mentions, stop))

    def _less_regions(self, titles: list[Mention]) -> list[Mention]:
        """The titles less the numbered office of a department that stands below an office of its area: it is above it
        (แขวงทางหลวงชนบทเพชรบูรณ์ / สำนักงานทางหลวงชนบทที่ ๙)."""
        agency = self._registry.get(titles[0].ids[0]) if titles[0].ids else None
        if agency is None or agency.tier != "central_in_region" or self._is_numbered(agency):
            return titles
        parents = [(one, self._registry.get(one.ids[0]) if len(one.ids) == 1 else None) for one in titles]
        return [
            one
            for one, other in parents
            if other is None or other.parent_id != agency.parent_id or not self._is_numbered(other)
        ]

    def _less_heads(self, text: Squeezed, titles: list[Mention]) -> list[Mention]:
        """The titles less the numbered office of a department at the head of the page, where an office of its area
        stands below the plan's title (สำนักงานชลประทานที่ ๑ / แผน… / โครงการส่งน้ำและบำรุงรักษาแม่กวง)."""
        last = titles[-1]
        agency = self._registry.get(last.ids[0]) if len(last.ids) == 1 else None
        if agency is None or agency.tier != "central_in_region" or self._is_numbered(agency):
            return titles

        def heads(mention: Mention) -> bool:
            other = self._registry.get(mention.ids[0]) if len(mention.ids) == 1 else None
            above = other is not None and other.parent_id == agency.parent_id and self._is_numbered(other)
            between = text.letters[mention.end : text.line_start(last.start)]
            return above and _PLAN.search(between) is not None

        return [one for one in titles if not heads(one)]

    def _misspelt(self, text: Squeezed, titles: list[Mention], places: Places, block: int) -> Opinion | None:
        """A department or provincial office whose name is written with a slip, where nobody is named but what stands
        above it. Its ministry or its province, written right, makes one letter sure; anything else needs a second
        source."""
        above = {one for title in titles for one in title.ids}
        if any(title.outside and not is_unreadable(title) for title in titles) or len(above) > _MOST_ABOVE:
            return None
        near = self._near_whole.find(text.lines(_TITLE_REGION, block))
        unreadable = [squeeze(title.text) for title in titles if is_unreadable(title)]
        own = {*near.ids} if near is not None and near.written in unreadable else set()
        if near is None or not all(above - own <= superiors(one, self._registry) for one in near.ids):
            return None
        slips = tuple(Slipped("spelling", near.written, one) for one in near.ids)
        sure = near.one_slip and (near.placed or near.lone or bool(above))
        return Opinion("cover", near.ids, sure, texts=(near.written,), places=places, slips=slips)

    def _titles(self, text: Squeezed, headlines: list[Mention], block: int) -> list[Mention]:
        """The first title with what stands close below it, on the title page (before `block`) if it stands there, and a
        later one that belongs to it (its department's name above, its own below); the receiver's name only when nobody
        else's is there."""
        others = [mention for mention in headlines if mention.ids != (RECEIVER,)]
        others = [one for one in others if one is others[0] or one.ids or not is_authored(text, one)]
        if not others:
            return [replace(mention, form="doubtful") for mention in headlines[:1]]
        first = others[0]
        in_block = text.origin(first.start) < block
        limit = lines_below(text.cleaned, text.origin(first.start), _TITLE_LINES)
        if in_block:
            limit = min(limit, block - 1)
            others = [one for one in others if text.origin(one.start) <= limit]
        return [
            mention
            for mention in others
            if text.origin(mention.start) <= limit
            or (first.ids and set(first.ids) & {up for one in mention.ids for up in superiors(one, self._registry)})
        ]

    def _is_numbered(self, agency: Agency) -> bool:
        kind = self._registry.kinds.get(agency.kind)
        return kind is not None and kind.instances.startswith("numbered")


def _no_plan(text: Squeezed) -> str:
    """The line at the head of the page by which it is a bill or an order, whoever's name stands below it; else ''."""
    return next((line for line in text.lines(_HEAD_LINES) if _BILL.match(line)), "")


def _is_written(misspelt: Opinion, everyone: list[Mention]) -> bool:
    """Do its letters stand on the page as the name of the very agency?"""
    return any(
        one.ids == misspelt.ids and one.form != "doubtful" and squeeze(one.text) in misspelt.texts for one in everyone
    )


def _are_asides(everyone: list[Mention], mentions: list[Mention]) -> bool:
    """Is nobody named but as a partner, a helper, a neighbour?"""
    guesses = {one.start for one in mentions if one.form == "doubtful" and one.ids}
    names = {one.start for one in everyone if one.form != "doubtful"}
    return bool(guesses & names) and all(one.start in guesses for one in mentions if one.ids)
