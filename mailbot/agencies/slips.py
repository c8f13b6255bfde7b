"""A local government meant although its name is written otherwise: another kind (อบต. that became ทต.), one letter off.

Only where nothing exact fits, the places that are named agree, and exactly one is left; else it is a question.
"""

from collections.abc import Iterable
from dataclasses import replace

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention
from mailbot.agencies.near_names import ANY_MUNICIPALITY, NearNames
from mailbot.agencies.places import Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.vocabulary import LOCAL_PREFIXES, MUNICIPALITIES


class Slips:
    """Settles names that no agency bears, or none where the text says that it lies."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._near = NearNames(registry)

    def settle(self, mention: Mention, places: Places) -> Mention:
        """The mention with the agency that is meant (`slip` says how), with several as a question, or as it was.

        places: those named near it. An English name (it has no core) is told by its places.
        """
        if mention.kind and not mention.core:
            there = self._agreeing(self._agencies(mention.ids), places)
            return replace(mention, ids=there, form="name") if len(there) == 1 else mention
        if mention.kind == "pao":
            return mention
        if mention.ids:
            return self._elsewhere(mention, places)
        same = self._agencies(self._near.of_other_kinds(mention.kind, mention.core))
        alike = self._agencies(self._near.one_letter_away(mention.kind, mention.core))
        of_kind, of_letter = self._agreeing(same, places), self._agreeing(alike, places)
        if len(of_kind) == 1 and places.amphoes and not of_letter:
            return _meant(mention, of_kind, "kind")
        if len(of_letter) == 1 and not of_kind:
            return _meant(mention, of_letter, "spelling")
        asked = (*of_kind, *of_letter) if places else tuple(agency.id for agency in (*same, *alike))
        if not asked:
            return mention
        return replace(mention, ids=asked, outside="", form="doubtful", slip="kind" if same else "spelling")

    def one_letter_away(self, mention: Mention) -> tuple[str, ...]:
        """Agencies whose name a single slip of the pen would have made into this one."""
        return self._near.one_letter_away(mention.kind, mention.core) if mention.core else ()

    def is_short(self, mention: Mention) -> bool:
        """Is the kind abbreviated (อบต.), as in a name typed in haste?"""
        return not squeeze(mention.text).startswith(tuple(prefixes[0] for prefixes in LOCAL_PREFIXES.values()))

    def of_another_kind(self, mention: Mention, agency_id: str) -> bool:
        """Is the agency of another kind than is written? (a former or later name, or a slip)"""
        agency = self._registry.get(agency_id)
        if agency is None or not mention.kind or agency.kind not in LOCAL_PREFIXES:
            return False
        if mention.kind == ANY_MUNICIPALITY:
            return agency.kind not in MUNICIPALITIES
        return agency.kind != mention.kind

    def _elsewhere(self, mention: Mention, places: Places) -> Mention:
        """The name exists, but not in the อำเภอ that is named, where one of another kind bears it."""
        if not places.amphoes or places.narrow(self._agencies(mention.ids)):
            return mention
        same = self._agencies(self._near.of_other_kinds(mention.kind, mention.core))
        there = self._agreeing(same, places)
        return _meant(mention, there, "kind") if len(there) == 1 else mention

    def _agencies(self, ids: Iterable[str]) -> list[Agency]:
        return [agency for agency in map(self._registry.get, ids) if agency is not None]

    def _agreeing(self, agencies: Iterable[Agency], places: Places) -> tuple[str, ...]:
        return places.narrow(agencies) if places else ()


def _meant(mention: Mention, ids: tuple[str, ...], slip: str) -> Mention:
    return replace(mention, ids=ids, outside="", form="name", slip="kind" if slip == "kind" else "spelling")
