"""A department named alone on a title page may be the head of its paper: the text below tells which office writes.

`กรมส่งเสริมการเกษตร / กระทรวงเกษตรและสหกรณ์`, and in the preface `งานทะเบียนเกษตรกรของสำนักงานเกษตรจังหวัดอุทัยธานี…`: offices
in the provinces and local governments print their plans so. The department is credited only where nobody below it is
told, or its own sentences say that it wrote the plan.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from mailbot.agencies.meanings import Meanings
from mailbot.agencies.names import Mention, is_free
from mailbot.agencies.opinions import RECEIVER, Opinion
from mailbot.agencies.parts_played import WRITES, Part, parts_played, tells_its_growth
from mailbot.agencies.places import Places
from mailbot.agencies.relations import superiors
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.statements import writes_or_leads
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

# The house speaks of itself without its name (กรมฯ จึงได้จัดทำแผน, บุคลากรของกรม).
_ITSELF = re.compile(f"(?:กรม|กระทรวง|สำนักงานปลัดกระทรวง)(?:ฯ)?{WRITES}")
_OF_OFFICE = re.compile(
    r"\(?[ \t]*(?:หน่วยงาน|ส่วนราชการ|สำนักงาน)(?:ส่วนภูมิภาค)?[ \t]*(?:ใน)?สังกัด[ \t]*\)?|"
    "(?:ฝ่าย|ส่วน|กลุ่ม|กลุ่มงาน|งาน)(?:บริหาร(?:งาน)?ทั่วไป|อำนวยการ|ธุรการ)|กลุ่ม(?:งาน)?ยุทธศาสตร์และสารสนเทศ"
)
_UNIT_WORDS = ("สังกัด", "ทั่วไป", "อำนวยการ", "ธุรการ", "และสารสนเทศ")  # one of them stands in whatever that finds
_LONGEST_UNIT = 60
_OFFICES = (
    "เรือนจำ|ทัณฑสถาน|สถานพินิจ|แขวง|ด่าน|โครงการ|นิคม|สถานี|ศูนย์|อุทยาน|อำเภอ|สาขา|สำนักงาน(?:จังหวัด|อำเภอ|เขต|ภาค|พื้นที่|สาขา)"
)
# Each begins with letters to which the search leaps.
_ABLE = re.compile(f"ให้(?<=(?:ช่วย|พื่อ)ให้)(?:{_OFFICES})(?:สามารถ|มีความพร้อม|มีแผน|มีแนว)")
_THEREFORE = re.compile("จึงได้(?:จัดทำ|ทบทวน|ปรับปรุง)")
_OFFICE_BEFORE = re.compile(f"(?:{_OFFICES})$")
_LONGEST_OFFICE = 20
_OVER_LOCAL = ("d.dla", "d.dopa", "d.opsmoi", "m.moi")
_LOCAL_TIERS = ("local_upper", "local_lower")
_STRONG = ("owner", "subject")
_TELLING = ("subject", "told")


class ToldBelow:
    """Reads the text below such a title page; built once per registry."""

    def __init__(self, meanings: Meanings) -> None:
        self._registry = meanings.registry
        self._meanings = meanings

    def settle(
        self,
        text: Squeezed,
        everyone: Sequence[Mention],
        mentions: Sequence[Mention],
        places: Places,
        title: Opinion,
    ) -> Opinion:
        """The title's opinion; or the one office below its department of which the text tells; or a question with both.

        everyone: all names of the page; mentions: those less partners and helpers. Where a department stands over local
        government any local government in the text makes a question: it writes for itself, and hardly lists any.
        """
        house = self._house(title) if title.title and title.ids and not title.doubt else ""
        block = title_block_end(text.cleaned) if house else 0
        running = [one for one in mentions if one.ids != (RECEIVER,) and text.origin(one.start) >= block]
        local = [one for one in everyone if house in _OVER_LOCAL and self._is_local(one, text, block)]
        of_region = bool(house) and house not in title.ids and not house.startswith("m.")
        if house and not of_region and (nameless := self._nameless_office(text, house)):
            parts = parts_played(text, running)
            if not self._writes_itself(text, running, parts, house, block):
                title = replace(title, sure=False, doubt=nameless)
        if not house or not (local or any(self._is_below(one, house) for one in running)):
            return title
        parts = parts_played(text, running)
        told = [
            (one, part)
            for one, part in zip(running, parts, strict=True)
            if part != "other" and self._is_below(one, house) and not (set(one.ids) & set(title.ids))
            # A name of no list may be any words of a sentence.
            if part or not is_free(one)
            # A numbered office lists those of its area.
            if not of_region or (not self._is_numbered(one) and (part in _STRONG or tells_its_growth(text, one)))
        ]
        writes = self._writes_itself(text, running, parts, house, block)
        if not (told or local) or (writes and not any(part in _STRONG for _, part in told)):
            return title
        found = self._one(text, running, told, places)
        if found is not None and not writes:
            return found
        named = [one for one, _ in told] or local
        known = [one for one in named if one.ids]
        known += [one for one in running if one not in known and self._is_below(one, house) and not is_free(one)]
        beside = self._meanings.judge("cover", text, known, places).ids if known else ()
        return replace(title, sure=False, doubt=named[0].text, beside=(*title.beside, *beside))

    def _nameless_office(self, text: Squeezed, house: str) -> str:
        """What tells that an office of the house writes, without its name: the title page says that it is one
        ((หน่วยงานในสังกัด)), a unit signs that only offices have, or a sentence speaks of it (ช่วยให้เรือนจำสามารถ…)."""
        if house not in self._with_offices:
            return ""
        if any(word in text.letters for word in _UNIT_WORDS):
            lines = (line.strip() for line in text.cleaned.splitlines() if len(line) <= _LONGEST_UNIT)
            unit = next((line for line in lines if _OF_OFFICE.fullmatch(line)), "")
            if unit:
                return unit
        able = _ABLE.search(text.letters)
        if able is not None:
            return able[0]
        befores = (
            text.letters[max(0, one.start() - _LONGEST_OFFICE) : one.start()]
            for one in _THEREFORE.finditer(text.letters)
        )
        return next((office[0] for before in befores if (office := _OFFICE_BEFORE.search(before))), "")

    @cached_property
    def _with_offices(self) -> frozenset[str | None]:
        return frozenset(kind.parent_id for kind in self._registry.kinds.values())

    def _is_local(self, mention: Mention, text: Squeezed, block: int) -> bool:
        """Is it a local government in the text below the title page, be it one that no list has?"""
        agencies = [self._registry.get(one) for one in mention.ids]
        tiers = {one.tier for one in agencies if one is not None}
        is_local = bool(tiers & {*_LOCAL_TIERS}) or (mention.outside == "unlisted" and mention.kind in LOCAL_PREFIXES)
        return is_local and text.origin(mention.start) >= block

    def _house(self, title: Opinion) -> str:
        """The department of the title, be it told with its numbered office above an area, or its ministry where that
        alone is told; '' for any other agency."""
        agency = self._registry.get(title.ids[0]) if len(title.ids) == 1 and not title.outside else None
        kind = self._registry.kinds.get(agency.kind) if agency is not None else None
        if agency is not None and kind is not None and kind.instances.startswith("numbered"):
            return agency.parent_id or ""
        if agency is None or agency.tier != "direct":
            return ""
        ministry = agency.parent_id or ""
        alone = not title.sure and self._registry.permanent_secretary(ministry) == agency.id
        return ministry if alone else agency.id

    def _is_numbered(self, mention: Mention) -> bool:
        kinds = [self._registry.kinds.get(agency.kind) for agency in map(self._registry.get, mention.ids) if agency]
        return any(kind is not None and kind.instances.startswith("numbered") for kind in kinds)

    def _is_below(self, mention: Mention, house: str) -> bool:
        """May it be an office of the house, or a local government over which the house watches?"""
        return any(self._is_office(one, house) for one in mention.ids)

    def _is_office(self, agency_id: str, house: str) -> bool:
        agency = self._registry.get(agency_id)
        if agency is None or agency.tier == "direct":
            return agency is not None and agency.parent_id == house and house.startswith("m.")
        if agency.parent_id == house:
            return True
        if agency.tier in _LOCAL_TIERS:
            return house in _OVER_LOCAL
        return house.startswith("m.") and house in superiors(agency_id, self._registry)

    def _writes_itself(
        self, text: Squeezed, running: Sequence[Mention], parts: Sequence[Part], house: str, block: int
    ) -> bool:
        """Do the sentences say that the house itself wrote the plan, or that it is its own?"""
        own = [(one, part) for one, part in zip(running, parts, strict=True) if house in one.ids]
        named = any(part == "owner" or writes_or_leads(text, one) for one, part in own)
        return named or _ITSELF.search(text.letters, text.index(block)) is not None

    def _one(
        self, text: Squeezed, running: Sequence[Mention], told: Sequence[tuple[Mention, Part]], places: Places
    ) -> Opinion | None:
        """The one of which the text says that the plan is its own; or of which alone it tells, before all others."""
        owners = [one for one, part in told if part == "owner"]
        strong = [one for one, part in told if part in _STRONG]
        first = next((one for one in running if one.ids or one.outside), None)
        grown = [one for one, _ in told if tells_its_growth(text, one)]
        if not owners and len({one.ids for one in grown}) == 1:
            meant = beside = grown
        elif owners or (strong and all(self._is_central(one) for one in strong)):
            meant, beside = owners or strong, strong
        elif told and told[0][0] is first and told[0][1] in _TELLING:
            meant = beside = [one for one, _ in told]
        else:
            return None
        if any(one.form == "doubtful" for one in meant):
            return None
        found = self._meanings.judge("cover", text, meant, places)
        rivals = {*self._meanings.judge("cover", text, beside, places).ids} - {*found.ids}
        return found if len(found.ids) == 1 and found.sure and not rivals else None

    def _is_central(self, mention: Mention) -> bool:
        """Is it a department or an enterprise, below a title page that names its ministry alone?"""
        agencies = [self._registry.get(one) for one in mention.ids]
        return all(one is not None and one.tier == "direct" for one in agencies)
