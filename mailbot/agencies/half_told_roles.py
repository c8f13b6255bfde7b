"""Offices without their province in a role that only the plan's owner plays: `ขนส่งจังหวัด ผู้อนุมัติ`.

`แผนนี้สำหรับสำนักงาน…จังหวัดเท่านั้น`, `หัวหน้าทีม หัวหน้าสำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัด`: the province stands on the
title page or in the address, once.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from mailbot.agencies.meanings import Meanings
from mailbot.agencies.names import Mention
from mailbot.agencies.places import Places
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.statements import stated_owners
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.unplaced import Unplaced

_SHORTEST = 12
_PROVINCE = "จังหวัด"


class HalfToldRoles:
    """Finds them; built once per registry."""

    def __init__(self, meanings: Meanings, unplaced: Unplaced) -> None:
        self._registry = meanings.registry
        self._meanings = meanings
        self._unplaced = unplaced

    def find(self, text: Squeezed, everyone: Sequence[Mention], places: Places) -> list[Mention]:
        """The offices so told, each in the one province that the title page tells, or else the whole page; as one of no
        list where that tells none, or several."""
        if _PROVINCE not in text.letters:
            return []
        told = self._half_told(text, everyone)
        stated = stated_owners(text, told)[0] if told else []
        code = self._province(text, places) if stated else ""
        found = []
        for one in stated:
            ids = tuple(f"{kind}.{code}" for kind in self._unplaced.kinds(text.letters[one.start : one.end]))
            known = tuple(agency_id for agency_id in ids if agency_id in self._registry.agencies)
            if len(known) == 1:
                found.append(Mention(one.start, one.end, one.text, known, "name"))
            else:
                found.append(one)
        return found

    def _half_told(self, text: Squeezed, everyone: Sequence[Mention]) -> list[Mention]:
        """Names that end with จังหวัด and no province behind, outside all other names that were read."""
        return [
            Mention(start, end, text.shown(start, end), (), "doubtful", "unlisted")
            for start, end in (one.span() for one in self._forms.finditer(text.letters))
            # The department's own name is but the beginning (สำนักงานประกันสังคม|จังหวัด).
            if not any(one.start < end and start < one.end and one.ids for one in everyone if one.start != start)
            and not any(one.start == start and one.end > end for one in everyone if one.ids)
        ]

    def _province(self, text: Squeezed, places: Places) -> str:
        title = self._meanings.places_of(text.cleaned[: title_block_end(text.cleaned)]).provinces
        codes = title or places.provinces
        return next(iter(codes)) if len(codes) == 1 else ""

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        forms = sorted(self._unplaced.forms(_PROVINCE, _SHORTEST), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, forms)))
