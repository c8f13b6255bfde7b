"""Names that stand only as the home of a unit (กองช่าง เทศบาลนครระยอง): the unit is no agency, its home a question."""

from dataclasses import replace

from mailbot.agencies.meanings import Meanings
from mailbot.agencies.names import Mention
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.places import Places
from mailbot.agencies.relations import superiors
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.title_page import is_unit
from mailbot.agencies.units import homes_of, is_division, writes_its_plan


class UnitHomes:
    """Reads the homes of units."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._registry = meanings.registry

    def read(self, source: str, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion | None:
        """Where every agency is named only as the home of a unit, or as the superior of such a home: the unit, which is
        none; or the home as a question, if the unit writes its plan by custom: a second source decides."""
        named = [mention for mention in mentions if mention.ids]
        if not named or len(named) != len(mentions):
            return None
        units = [mention for mention in named if is_unit(text, mention, source)]
        above = {up for unit in units for one in unit.ids for up in superiors(one, self._registry)}
        if not units or not all(one in units or above.issuperset(one.ids) for one in named):
            return None
        homes = homes_of(text, units) or units
        found = self._meanings.judge(source, text, homes, places)
        agencies = [agency for agency in map(self._registry.get, found.ids) if agency is not None]
        if all(writes_its_plan(text, home, agency) for home in homes for agency in agencies):
            return replace(found, sure=False, thin=False)
        division = all(is_division(text, home) for home in homes)
        texts = (named[0].text,)
        return Opinion(source, outside="unit", texts=texts, places=places, homes=found.ids, division=division)
