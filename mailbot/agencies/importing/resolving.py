"""The one agency that a name in a list means: exact and unique, or none. Nothing is guessed."""

from collections import defaultdict
from dataclasses import dataclass

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Names
from mailbot.agencies.places import Gazetteer
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed, squeeze


@dataclass(frozen=True, slots=True)
class Resolved:
    """The agency that is meant, or None and those that it may be (() = nothing of this name)."""

    agency: Agency | None
    candidates: tuple[str, ...] = ()


class Resolver:
    """Finds agencies by whole name; building it builds the name index, so keep it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._names = Names(registry)
        self._gazetteer = Gazetteer(registry)
        self._exact: dict[str, list[str]] = defaultdict(list)
        for agency in registry:
            for name in {squeeze(name) for name in (agency.name_th, agency.name_en) if name}:
                self._exact[name].append(agency.id)

    def by_id(self, agency_id: str) -> Resolved:
        """The agency of an id, or of a local government's code of seven digits."""
        found = self._registry.get(agency_id) or self._registry.get(f"l.{agency_id.removeprefix('0')}")
        return Resolved(found)

    def by_name(self, name: str, province: str = "", amphoe: str = "", tier: str = "") -> Resolved:
        """The agency of a name, whole or abbreviated; province, อำเภอ and tier, where given, only filter."""
        text = Squeezed(name)
        ids = self._exact.get(text.letters) or self._mentioned(text)
        agencies = [agency for agency in map(self._registry.get, ids) if agency is not None]
        if province:
            agencies = self._placed(agencies, province, amphoe)
        if tier:
            agencies = [agency for agency in agencies if agency.tier == tier]
        if len(agencies) == 1 and agencies[0].kind != "ministry":
            return Resolved(agencies[0])
        # A ministry owes nothing itself: whether its permanent secretary is meant, staff must say.
        return Resolved(None, tuple(self._registry.permanent_secretary(one.id) or one.id for one in agencies))

    def _mentioned(self, text: Squeezed) -> tuple[str, ...]:
        """Agencies of a name that is the whole text, places behind it left out; none of a doubtful abbreviation."""
        mentions = self._names.find(text)
        if len(mentions) != 1 or mentions[0].start != 0 or mentions[0].form == "doubtful":
            return ()
        rest = text.cleaned[text.origin(mentions[0].end - 1) + 1 :].strip(" ()")
        places = self._gazetteer.find(rest)
        if rest and not places:
            return ()
        found = [agency for agency in map(self._registry.get, mentions[0].ids) if agency is not None]
        return places.narrow(found) if places else mentions[0].ids

    def _placed(self, agencies: list[Agency], province: str, amphoe: str) -> list[Agency]:
        """Those of the province and อำเภอ; agencies of no province (departments) stay."""
        words = "จังหวัด" + province.removeprefix("จังหวัด").removeprefix("จ.").strip()
        if amphoe:
            words += " อำเภอ" + amphoe.removeprefix("อำเภอ").removeprefix("อ.").strip()
        places = self._gazetteer.find(Squeezed(words).cleaned)
        return [agency for agency in agencies if not agency.province_code or places.agree(agency)]
