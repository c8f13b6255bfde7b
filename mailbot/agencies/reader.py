"""Reads one text into an opinion: which names in it are its writer's own, and what the places beside them leave."""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from mailbot.agencies.cut_short import CutShort
from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention, Names, untangle
from mailbot.agencies.near_whole import NearWhole
from mailbot.agencies.opinions import RECEIVER, Opinion, Slipped
from mailbot.agencies.places import Gazetteer, Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import superiors
from mailbot.agencies.romanised import EnglishNames
from mailbot.agencies.running_text import settle_run_ons
from mailbot.agencies.slips import Slips
from mailbot.agencies.squeezed import Squeezed, clean, squeeze
from mailbot.agencies.surroundings import (
    BARE_SECRETARY,
    SECRETARY_SPEAKS,
    TELEPHONE,
    headlines,
    homes_beside,
    is_joined_by_a_place,
    is_own,
    is_owner,
    is_unreadable,
    lines_below,
    speaks,
    unless_new,
    with_bare_amphoe,
)
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.title_page import (
    TITLE,
    is_authored,
    is_unit,
    lines_without,
    tells_unit,
    unit_alone,
    unknown_above,
    unknown_below,
)
from mailbot.agencies.units import homes_of, is_division, writes_its_plan
from mailbot.agencies.unplaced import Unplaced
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

_PROVINCE_AFTER = re.compile(r"\.?[ \t]*(?:ประจำ|ใน)?[ \t]*(?:จังหวัด|จ\.)(?![ \t]*กรุงเทพ)")
# Those whose name is commonly followed by the province of their seat.
_SEATED = frozenset({"university", "public_organization"})
# A group of every department (กลุ่มพัฒนาระบบบริหาร), whatever agency else bears its letters.
_EVERYWHERE = frozenset({"กพร"})
_OF_PEOPLE = ("display_name", "signature")
_LONGEST_BESIDE = 2_000
_PLACE_REACH = 160
_TITLE_LINES = 4
_TITLE_REGION = 12
_LEFT_OF_TITLES = 6
# Ministry and department may stand above a name.
_MOST_ABOVE = 2


class Reader:
    """Reads opinions; built once per registry (names, places)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._names = Names(registry)
        self._gazetteer = Gazetteer(registry)
        self._english = EnglishNames(registry)
        self._cut_short = CutShort(registry)
        self._slips = Slips(registry)
        self._near_whole = NearWhole(registry)
        self._unplaced = Unplaced(registry)
        self._whole_kinds = frozenset(kind for kind in LOCAL_PREFIXES if registry.whole(kind))
        # Sender and plan are judged by the same cover, subject and file names.
        self._remembered = lru_cache(maxsize=64)(self._read)
        self._claims = {
            form.format(squeeze(province.name_th)): code
            for code, province in registry.provinces.items()
            for form in ("จังหวัด{}", "จ{}", "จว{}", "{}")
        } | {"กทม": "10", "กรุงเทพ": "10"}

    def read(self, source: str, text: str) -> Opinion:
        """Opinion of one text, already freed of what speaks of others (claims.own_words)."""
        return self._remembered(source, text)

    def places(self, text: str) -> Places:
        """Provinces and อำเภอ that a text names."""
        return self._gazetteer.find(clean(text[:_LONGEST_BESIDE]))

    def offices_of(self, province_code: str, cover: str, source: str = "cover") -> Opinion:
        """Opinion of a cover (or subject) that leaves out its province (สำนักงานแรงงานจังหวัด), where the province is
        known from elsewhere: empty where the cover says another one."""
        squeezed = Squeezed(cover)
        places = self._gazetteer.find(squeezed.cleaned)
        if places.provinces - {province_code}:
            return Opinion(source, places=places)
        ids = self._unplaced.offices(squeezed.lines(_TITLE_REGION), province_code)
        names = (agency.name_th for agency in map(self.registry.get, ids) if agency is not None)
        return Opinion(source, ids, len(ids) == 1, texts=tuple(names), places=places)

    def _read(self, source: str, text: str) -> Opinion:
        squeezed = Squeezed(text)
        places = self._gazetteer.find(squeezed.cleaned)
        named = untangle([*self._names.find(squeezed), *self._english.find(squeezed), *self._cut_short.find(squeezed)])
        own = settle_run_ons(squeezed, [mention for mention in named if is_own(squeezed, mention)], self._whole_kinds)
        mentions = [self._settled(squeezed, mention, places) for mention in own]
        if BARE_SECRETARY.search(squeezed.cleaned):
            mentions = [self._of_secretary(mention) for mention in mentions]
        if source == "cover":
            return self._read_cover(squeezed, mentions, places)
        mentions = [mention for mention in mentions if mention.ids != (RECEIVER,)]
        if source in _OF_PEOPLE and all(squeeze(mention.text) in _EVERYWHERE for mention in mentions):
            mentions = []
        if not mentions:
            return self._nobody(source, squeezed, places)
        if source in ("subject", "file_name") and (of_unit := self._of_units(source, squeezed, mentions, places)):
            return of_unit
        first = mentions[0]
        nothing_else = not any(mention.ids for mention in mentions)
        if first.outside and (nothing_else or first.outside != "unlisted"):
            return Opinion(source, outside=first.outside, texts=(first.text,), places=places)
        found = self._judge(source, squeezed, [mention for mention in mentions if mention.ids], places)
        if is_joined_by_a_place(squeezed, mentions):
            return replace(found, sure=False, doubt=first.text)
        if source in ("subject", "file_name", "display_name") and self._in_a_province(squeezed, mentions):
            return replace(found, sure=False, doubt=first.text)
        unlisted = next((mention.text for mention in mentions if mention.outside == "unlisted"), "")
        return replace(found, sure=False, doubt=unlisted) if unlisted and source != "body" else found

    def _read_cover(self, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        """The first names that stand as a title; names in running text are only a hint."""
        heads = headlines(text, mentions)
        block = title_block_end(text.cleaned)
        titles = self._titles(text, heads, block)
        misspelt = self._misspelt(text, titles, places)
        if misspelt is not None:
            return misspelt
        if not titles:
            return self._read_text(text, mentions, places)
        titles = [unless_new(text, one, titles) for one in titles]
        of_unit = self._of_units("cover", text, titles, places)
        if of_unit is not None:
            return of_unit
        set_aside = next((title for title in titles if title.outside), None)
        if set_aside is not None and (set_aside is titles[0] or set_aside.outside == "unlisted"):
            homes = homes_beside(set_aside, titles)
            return Opinion("cover", outside=set_aside.outside, texts=(set_aside.text,), places=places, homes=homes)
        found = self._judge("cover", text, [mention for mention in titles if mention.ids], places)
        if len(found.ids) > 1 and text.origin(titles[0].start) >= block:
            return self._read_text(text, mentions, places)
        below = text.line_end(text.line_end(titles[-1].end) + 1)
        unknown = (
            (set_aside.text if set_aside is not None else "")
            or unknown_above(text, mentions, titles[0])
            or self._in_a_province(text, titles)
            or self._unplaced.half_told(lines_without(text, mentions, max(text.index(block), below)))
            or unknown_below(text, mentions, titles[-1], block)
        )
        return replace(found, sure=False, doubt=unknown) if unknown else found

    def _read_text(self, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        """A cover without a title, or whose first names begin sentences about several agencies: all that it names."""
        nobody = self._nobody("cover", text, places)
        named = [
            mention
            for mention in mentions
            if mention.ids and mention.ids != (RECEIVER,) and not TELEPHONE.match(text.letters, mention.end)
        ]
        if nobody:
            return nobody
        if not named and (there := self._unplaced.local_governments(text.cleaned, places)):
            return Opinion("cover", there, False, title=False, places=places)
        owner = next((one.text for one in mentions if one.outside and is_owner(text, one)), "")
        found = self._judge("cover", text, named, places)
        often = Counter(one for mention in named if mention.form != "doubtful" for one in mention.ids)
        ids = tuple(agency_id for agency_id, _ in often.most_common()) if len(found.ids) > 1 else found.ids
        return replace(found, ids=ids, sure=False, title=False, doubt=owner)

    def _misspelt(self, text: Squeezed, titles: list[Mention], places: Places) -> Opinion | None:
        """A department or provincial office whose name is written with a slip, where nobody is named but what stands
        above it. Its ministry or its province, written right, makes one letter sure; anything else needs a second
        source."""
        above = {one for title in titles for one in title.ids}
        if any(title.outside and not is_unreadable(title) for title in titles) or len(above) > _MOST_ABOVE:
            return None
        near = self._near_whole.find(text.lines(_TITLE_REGION))
        if near is None or not all(above <= superiors(one, self.registry) for one in near.ids):
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
        limit = lines_below(text.cleaned, text.origin(first.start), _TITLE_LINES)
        if text.origin(first.start) < block:
            limit = min(limit, block - 1)
        return [
            mention
            for mention in others
            if text.origin(mention.start) <= limit
            or (first.ids and set(first.ids) & {up for one in mention.ids for up in self.registry.ancestors(one)})
        ]

    def _judge(self, source: str, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        meant = [self._place(text, mention, places) for mention in mentions]
        certain = {ids[0] for ids, sure in meant if sure and len(ids) == 1}
        meant = [(ids, sure) for ids, sure in meant if len(ids) == 1 or not certain.intersection(ids)]
        meant = [self._under(ids, sure, mentions) for ids, sure in meant]
        above = {up for ids, _ in meant for one in ids for up in superiors(one, self.registry) if up not in ids}
        meant = [(ids, sure) for ids, sure in meant if not above.issuperset(ids)] or meant
        meant = _agreed(meant)
        sure = all(decided or certain.intersection(ids) for ids, decided in meant)
        ids = list(dict.fromkeys(agency_id for candidates, _ in meant for agency_id in candidates))
        spoken = any(speaks(text, mention) for mention in mentions) or SECRETARY_SPEAKS.search(text.cleaned)
        if source == "body" and not spoken:
            sure = False
        kept = tuple(agency_id for agency_id in ids if agency_id not in above) or tuple(ids)
        beside = self._alike(source, mentions, kept, places) if sure and len(kept) == 1 else ()
        return Opinion(
            source,
            kept,
            sure and not beside,
            texts=tuple(dict.fromkeys(mention.text for mention in mentions))[:6],
            places=places,
            slips=self._slipped(mentions, kept),
            thin=bool(beside),
            beside=beside,
        )

    def _of_secretary(self, mention: Mention) -> Mention:
        """A ministry's name beside สำนักงานปลัดกระทรวง: surely the Permanent Secretary's office."""
        agency = self.registry.get(mention.ids[0]) if len(mention.ids) == 1 else None
        office = agency is not None and self.registry.permanent_secretary(agency.parent_id or "") == agency.id
        return replace(mention, form="name") if office else mention

    def _settled(self, text: Squeezed, mention: Mention, places: Places) -> Mention:
        """The mention, or the local government that it means although its name is written otherwise."""
        return self._slips.settle(mention, self._near(text, mention) or places) if mention.kind else mention

    def _slipped(self, mentions: list[Mention], ids: tuple[str, ...]) -> tuple[Slipped, ...]:
        """Those of ids whose name is written under another kind, or with another letter."""
        return tuple(
            Slipped("spelling" if mention.slip == "spelling" else "kind", mention.text, one)
            for mention in mentions
            for one in ids
            if one in mention.ids and (mention.slip or self._slips.of_another_kind(mention, one))
        )

    def _alike(self, source: str, mentions: list[Mention], ids: tuple[str, ...], places: Places) -> tuple[str, ...]:
        """Agencies that a slip of the pen would have made into this one (อบต.ปอ for อบต.ปอน), where only a short name
        stands and no place that agrees with it."""
        agency = self.registry.get(ids[0])
        if source == "letter" or agency is None or not _is_placed(agency):
            return ()
        named = [mention for mention in mentions if mention.ids == ids]
        if places.agree(agency) or not named or not all(map(self._slips.is_short, named)):
            return ()
        return self._slips.one_letter_away(named[0])

    def _near(self, text: Squeezed, mention: Mention) -> Places:
        """Places on and below the line of a name."""
        return self._gazetteer.find(text.cleaned[text.origin(mention.start) :][:_PLACE_REACH])

    def _under(self, ids: tuple[str, ...], sure: bool, mentions: list[Mention]) -> tuple[tuple[str, ...], bool]:
        """Of several meanings those whose department or ministry is named too (สสจ.ระยอง กระทรวงสาธารณสุข)."""
        if len(ids) == 1:
            return ids, sure
        named = {one for mention in mentions for one in mention.ids if one not in ids}
        kept = tuple(one for one in ids if named & superiors(one, self.registry))
        return (kept, sure or len(kept) == 1) if kept else (ids, sure)

    def _place(self, text: Squeezed, mention: Mention, places: Places) -> tuple[tuple[str, ...], bool]:
        """Candidates of one mention after the places near it have filtered them, and whether it may decide."""
        agencies = [agency for agency in map(self.registry.get, mention.ids) if agency is not None]
        sure = mention.form != "doubtful"
        if not all(_is_placed(agency) for agency in agencies):
            return mention.ids, sure
        near = self._near(text, mention)
        near = near if near.amphoes else with_bare_amphoe(text, mention, agencies, near)
        around = near or places
        agreeing = around.narrow(agencies) if around else ()
        whole = all(self.registry.whole(agency.kind) for agency in agencies)
        if mention.slip and not sure:
            return agreeing or mention.ids, False
        if agreeing:
            return agreeing, (sure or len(agencies) > 1) and (whole or bool(near.amphoes))
        if near.provinces or near.amphoes:
            return mention.ids, False
        return mention.ids, sure and whole

    def _in_a_province(self, text: Squeezed, mentions: list[Mention]) -> str:
        """A head office with a province on its line (การยางแห่งประเทศไทยจังหวัดระยอง) may be its office there."""
        for mention in mentions:
            agencies = [agency for agency in map(self.registry.get, mention.ids) if agency is not None]
            central = all(agency.tier == "direct" and agency.kind not in _SEATED for agency in agencies)
            if mention.ids and central and _PROVINCE_AFTER.match(text.cleaned, text.origin(mention.end - 1) + 1):
                return mention.text
        return ""

    def _nobody(self, source: str, text: Squeezed, places: Places) -> Opinion:
        """No agency is named: a unit may be (กองพันทหารราบที่ 3), which is none, or a province."""
        if source in ("subject", "cover"):
            unit = unit_alone(text.lines(_TITLE_REGION))
            if unit:
                return Opinion(source, outside="unit", texts=(unit,), places=places)
        return self._province_alone(source, text.cleaned, places)

    def _of_units(self, source: str, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion | None:
        """Where every agency is named only as the home of a unit, or as the superior of such a home: the unit, which is
        none; or the home as a question, if the unit writes its plan by custom: a second source decides."""
        named = [mention for mention in mentions if mention.ids]
        if not named or len(named) != len(mentions):
            return None
        units = [mention for mention in named if is_unit(text, mention, source)]
        above = {up for unit in units for one in unit.ids for up in superiors(one, self.registry)}
        if not units or not all(one in units or above.issuperset(one.ids) for one in named):
            return None
        homes = homes_of(text, units) or units
        found = self._judge(source, text, homes, places)
        agencies = [agency for agency in map(self.registry.get, found.ids) if agency is not None]
        if all(writes_its_plan(text, home, agency) for home in homes for agency in agencies):
            return replace(found, sure=False, thin=False)
        division = all(is_division(text, home) for home in homes)
        texts = (named[0].text,)
        return Opinion(source, outside="unit", texts=texts, places=places, homes=found.ids, division=division)

    def _province_alone(self, source: str, cleaned: str, places: Places) -> Opinion:
        """`จังหวัดระยอง` as the whole claim, or as a line of a title, may mean three offices; in an address, nothing."""
        if source not in ("display_name", "subject", "cover", "file_name") or not places.provinces:
            return Opinion(source, places=places)
        lines = [line for line in cleaned.splitlines() if line.strip()][:_TITLE_REGION]
        told = [(line, squeeze(line)) for line in (lines if source == "cover" else [" ".join(lines)])]
        for at, (line, letters) in enumerate(told):
            code = self._claims.get(TITLE.sub("", letters))
            if code:
                ids = ("l.bkk",) if code == "10" else (f"r.pvo.{code}", f"r.dopa.{code}", f"l.2{code}0101")
                known = tuple(agency_id for agency_id in ids if agency_id in self.registry.agencies)
                above, below = [one for _, one in told[:at]], [one for _, one in told[at + 1 : at + 2]]
                sure = code == "10" and not _is_seat(above, below)
                return Opinion(source, known, sure, texts=(" ".join(line.split()),), places=places)
        return Opinion(source, places=places)


def _agreed(meant: list[tuple[tuple[str, ...], bool]]) -> list[tuple[tuple[str, ...], bool]]:
    """Names of which each may mean several, and all of which only one: that one (การท่าเรือฯ (กทท.))."""
    common = set.intersection(*(set(ids) for ids, _ in meant)) if meant else set()
    differ = len({ids for ids, _ in meant}) > 1 and not any(sure and len(ids) == 1 for ids, sure in meant)
    return [((common.pop(),), True)] if len(common) == 1 and differ else meant


def _is_seat(above: list[str], below: list[str]) -> bool:
    """Is กรุงเทพมหานคร where an organisation sits that is named above it, or the home of a unit beside it?"""
    if any(len(TITLE.sub("", line)) > _LEFT_OF_TITLES for line in above):
        return True
    return any(tells_unit(line) for line in (*above[-1:], *below))


def _is_placed(agency: Agency) -> bool:
    return (
        agency.tier in ("local_upper", "local_lower") and agency.kind not in ("pao", "special")
    ) or ".amphoe:" in agency.id
