"""Who gets a letter about whom, by the circular's routes (guideline 3.4, table): one letter each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mailbot.reminders.model import Addressee, MissingAgency

_LEADING_VOWEL = re.compile("([เแโใไ])(.)")


def addressees(missing: Iterable[MissingAgency], collectors: Mapping[str, MissingAgency]) -> list[Addressee]:
    """Everybody whom a letter may be meant for, each once.

    A provincial office gets the list of its regional offices, a parent department that of its field offices, beside its
    own plan. An office that is collected is written to itself only about a plan of its own that it was told to mend, or
    when nobody who collects it can be reached. collectors: who collects, by id; those who owe a plan may be among
    `missing` too.
    """
    agencies = {agency.agency_id: agency for agency in missing}
    lists: dict[str, list[MissingAgency]] = defaultdict(list)
    for agency in agencies.values():
        collector = _collector(agency, agencies, collectors)
        if collector is not None and agency.owes:
            lists[collector.agency_id].append(agency)
    for collector_id in lists.keys() - agencies.keys():
        agencies[collector_id] = replace(collectors[collector_id], state="complete")
    return [
        Addressee(agency, tuple(sorted(lists[agency.agency_id], key=_order)))
        for agency in agencies.values()
        if agency.agency_id in lists or not left_to_collector(agency, agencies, collectors)
    ]


def left_to_collector(
    agency: MissingAgency, agencies: Mapping[str, MissingAgency], collectors: Mapping[str, MissingAgency]
) -> bool:
    """Whether only its collector is written to about this agency."""
    if agency.state == "deficient" and agency.address is not None:
        return False
    return agency.owes and _collector(agency, agencies, collectors) is not None


def _collector(
    agency: MissingAgency, agencies: Mapping[str, MissingAgency], collectors: Mapping[str, MissingAgency]
) -> MissingAgency | None:
    """Who collects its plan and can be reached. One whom staff left in peace keeps its offices in peace too."""
    if agency.collector_id in (None, agency.agency_id):
        return None
    collector = agencies.get(agency.collector_id or "") or collectors.get(agency.collector_id or "")
    return collector if collector is not None and collector.address and not collector.bounced else None


def _order(agency: MissingAgency) -> tuple[str, str]:
    """What is to be mended first, then by name as a Thai dictionary has it: by the consonant, not the vowel before."""
    return agency.state, _LEADING_VOWEL.sub(r"\2\1", agency.name)
