"""What names in a text mean together: places filter each, and what only stands above another is left out."""

import re
from dataclasses import replace
from functools import cached_property

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention
from mailbot.agencies.opinions import Opinion, Slipped
from mailbot.agencies.places import Gazetteer, Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import superiors
from mailbot.agencies.slips import Slips
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.surroundings import SECRETARY_SPEAKS, speaks, with_bare_amphoe
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.vocabulary import SEATS, SET_ASIDE_KINDS

_PROVINCE_AFTER = re.compile(r"\.?[ \t]*(?:ประจำ|ใน)?[ \t]*(?:จังหวัด|จ\.)(?![ \t]*กรุงเทพ)")
# Those whose name is commonly followed by the province of their seat.
_SEATED = frozenset({"university", "public_organization"})
_PLACE_REACH = 160


class Meanings:
    """Weighs names against each other and against places; built once per registry."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer) -> None:
        self.registry = registry
        self._gazetteer = gazetteer
        self._slips = Slips(registry)

    def settled(self, text: Squeezed, mention: Mention, places: Places) -> Mention:
        """The mention, or the local government that it means although its name is written otherwise."""
        return self._slips.settle(mention, self.near(text, mention) or places) if mention.kind else mention

    def of_secretary(self, mention: Mention) -> Mention:
        """A ministry's name beside สำนักงานปลัดกระทรวง: surely the Permanent Secretary's office."""
        agency = self.registry.get(mention.ids[0]) if len(mention.ids) == 1 else None
        office = agency is not None and self.registry.permanent_secretary(agency.parent_id or "") == agency.id
        return replace(mention, form="name") if office else mention

    def judge(self, source: str, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        meant = [self._place(text, mention, places) for mention in mentions]
        certain = {ids[0] for ids, sure in meant if sure and len(ids) == 1}
        told = [
            ((ids, sure), one)
            for (ids, sure), one in zip(meant, mentions, strict=True)
            if len(ids) == 1 or not certain.intersection(ids)
        ]
        meant = [
            self._under(one, ids, sure or self._is_cut(text, one, mentions), mentions) for (ids, sure), one in told
        ]
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

    def places_of(self, cleaned: str) -> Places:
        """Places that a cleaned text names."""
        return self._gazetteer.find(cleaned)

    def near(self, text: Squeezed, mention: Mention) -> Places:
        """Places on and below the line of a name, as far as the title page reaches on which it stands."""
        start = text.origin(mention.start)
        block = title_block_end(text.cleaned)
        end = start + _PLACE_REACH
        return self._gazetteer.find(text.cleaned[start : min(end, block) if start < block else end])

    def in_a_province(self, text: Squeezed, mentions: list[Mention]) -> str:
        """A head office with a province on its line (การยางแห่งประเทศไทยจังหวัดระยอง) may be its office there; not a
        ministry with its seat beside one of its own that has no offices (กรมเจรจาการค้าระหว่างประเทศ), nor one of its own
        that has none in that province (กรมควบคุมโรค กระทรวงสาธารณสุข จังหวัดนนทบุรี)."""
        for mention in mentions:
            if any(self._is_explained(mention, other) for other in mentions):
                continue
            agencies = [agency for agency in map(self.registry.get, mention.ids) if agency is not None]
            central = all(agency.tier == "direct" and agency.kind not in _SEATED for agency in agencies)
            place = text.origin(mention.end - 1) + 1
            told = _PROVINCE_AFTER.match(text.cleaned, place) if mention.ids and central else None
            if told and not self._is_seat(mentions, text.cleaned[place : text.cleaned.find("\n", told.end())]):
                return mention.text
        return ""

    def _is_seat(self, mentions: list[Mention], place: str) -> bool:
        """Does the ministry of the one department that is named sit in the province of the place, where the department
        has no office?"""
        named = {one for mention in mentions for one in mention.ids}
        above = {up for one in named for up in superiors(one, self.registry)}
        own = [self.registry.get(one) for one in named - above]
        department = own[0] if len(own) == 1 else None
        code = SEATS.get(department.parent_id or "") if department is not None else None
        if department is None or code is None or self._gazetteer.find(place).provinces != {code}:
            return False
        kinds = [kind for kind in self.registry.kinds.values() if kind.parent_id == department.id]
        return all(kind.id in SET_ASIDE_KINDS or kind.instances.startswith("numbered") for kind in kinds)

    def _is_explained(self, mention: Mention, other: Mention) -> bool:
        """Does the first stand there only as what the other belongs to, in whose province, or at the seat, it lies?"""
        agency = self.registry.get(other.ids[0]) if len(other.ids) == 1 else None
        if agency is None or not mention.ids or not set(mention.ids) <= superiors(agency.id, self.registry):
            return False
        return bool(agency.province_code) or agency.id not in self._with_offices

    @cached_property
    def _with_offices(self) -> frozenset[str | None]:
        return frozenset(kind.parent_id for kind in self.registry.kinds.values() if kind.id not in SET_ASIDE_KINDS)

    def _place(self, text: Squeezed, mention: Mention, places: Places) -> tuple[tuple[str, ...], bool]:
        """Candidates of one mention after the places near it have filtered them, and whether it may decide."""
        agencies = [agency for agency in map(self.registry.get, mention.ids) if agency is not None]
        sure = mention.form != "doubtful"
        if not all(_is_placed(agency) for agency in agencies):
            return mention.ids, sure
        near = self.near(text, mention)
        near = near if near.amphoes else with_bare_amphoe(text, mention, agencies, near)
        around = near or places
        agreeing = around.narrow(agencies) if around or len(agencies) > 1 else ()
        if around is places and len(agencies) > 1 and _are_told(agencies, places) > 1:
            return mention.ids, False
        whole = all(self.registry.whole(agency.kind) for agency in agencies)
        if mention.slip and not sure:
            return agreeing or mention.ids, False
        if agreeing:
            return agreeing, (sure or len(agencies) > 1) and (whole or bool(near.amphoes))
        if near.provinces or near.amphoes:
            return mention.ids, False
        return mention.ids, sure and whole

    def _is_cut(self, text: Squeezed, mention: Mention, mentions: list[Mention]) -> bool:
        """Is it a name cut short with ฯ that may be one agency's only, whose ministry is named beside it?"""
        if len(mention.ids) != 1 or "ฯ" not in text.gaps.get(mention.end, ""):
            return False
        above = superiors(mention.ids[0], self.registry)
        return any(above.issuperset(one.ids) for one in mentions if one is not mention and one.ids)

    def _under(
        self, mention: Mention, ids: tuple[str, ...], sure: bool, mentions: list[Mention]
    ) -> tuple[tuple[str, ...], bool]:
        """Of several meanings those whose department or ministry is named too (สสจ.ระยอง กระทรวงสาธารณสุข)."""
        if len(ids) == 1:
            return ids, sure or self._is_told_by_its_ministry(mention, ids[0], mentions)
        named = {one for mention in mentions for one in mention.ids if one not in ids}
        kept = tuple(one for one in ids if named & superiors(one, self.registry))
        return (kept, sure or len(kept) == 1) if kept else (ids, sure)

    def _is_told_by_its_ministry(self, mention: Mention, agency_id: str, mentions: list[Mention]) -> bool:
        """Is it an abbreviation that field offices of another department bear too (สคร.), and are its own ministry, and
        nobody above those, named with it?"""
        meanings = self.registry.ambiguous.get(squeeze(mention.text), ())
        if agency_id not in meanings or mention.slip:
            return False
        named = {one for other in mentions for one in other.ids if one != agency_id}
        mine = superiors(agency_id, self.registry)
        kinds = [self.registry.kinds[one].parent_id or "" for one in meanings if one in self.registry.kinds]
        others = {up for parent in kinds for up in (parent, *superiors(parent, self.registry))} - mine
        others |= {up for one in meanings if one != agency_id for up in superiors(one, self.registry)} - mine
        return agency_id not in kinds and bool(named & mine) and not named & others

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


def _agreed(meant: list[tuple[tuple[str, ...], bool]]) -> list[tuple[tuple[str, ...], bool]]:
    """Names of which each may mean several, and all of which only one: that one (การท่าเรือฯ (กทท.))."""
    common = set.intersection(*(set(ids) for ids, _ in meant)) if meant else set()
    differ = len({ids for ids, _ in meant}) > 1 and not any(sure and len(ids) == 1 for ids, sure in meant)
    return [((common.pop(),), True)] if len(common) == 1 and differ else meant


def _are_told(agencies: list[Agency], places: Places) -> int:
    """How many of these are told by their province or their อำเภอ, wherever in the text."""
    return sum(one.province_code in places.provinces or one.amphoe_code in places.amphoes for one in agencies)


def _is_placed(agency: Agency) -> bool:
    return (
        agency.tier in ("local_upper", "local_lower") and agency.kind not in ("pao", "special")
    ) or ".amphoe:" in agency.id
