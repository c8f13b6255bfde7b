"""What waits for a person, as an officer reads it: names and words instead of codes, the office's own time."""

from collections.abc import Sequence

from mailbot.agencies.registry import Registry
from mailbot.cli.tables import show
from mailbot.cli.words import either, language
from mailbot.ledger.waiting import Waiting
from mailbot.rules import Rules

_COLUMNS = ("receipt", "plan", "judgment", "since", "agency", "why", "sender", "subject", "claimed_by")
_FEW = 2
"""Agencies named of those that it may be."""
_LONGEST = 240
"""Characters of a cell: two long names and their ids."""


def show_waiting(found: Sequence[Waiting], rules: Rules, registry: Registry) -> None:
    """The table of `mailbot review list`, oldest first; `--json` has ids and codes."""
    show([_row(one, rules, registry) for one in found], _COLUMNS, longest=_LONGEST)


def _row(one: Waiting, rules: Rules, registry: Registry) -> dict[str, object]:
    return {
        "receipt": one.receipt,
        "plan": one.plan,
        "judgment": one.seen,
        "since": f"{one.since.astimezone(rules.round.zone):%Y-%m-%d %H:%M}",
        "agency": _whose(one, registry),
        "why": " · ".join(_title(code, rules) for code in one.why),
        "sender": one.sender,
        "subject": one.subject,
        "claimed_by": one.claimed_by,
    }


def _whose(one: Waiting, registry: Registry) -> str:
    """Name and id, for `review assign` takes the id; of those that it may be the first few."""
    if one.agency_id:
        return _named(one.agency_id, registry)
    shown = either(" หรือ ", " or ").join(_named(agency_id, registry) for agency_id in one.candidates[:_FEW])
    more = len(one.candidates) - _FEW
    return f"? {shown}" + (either(f" หรืออีก {more:,}", f" or {more:,} more") if more > 0 else "")


def _named(agency_id: str, registry: Registry) -> str:
    agency = registry.get(agency_id)
    if agency is None:
        return agency_id
    return f"{(agency.name_en if language() == 'en' else None) or agency.name_th} ({agency_id})"


def _title(code: str, rules: Rules) -> str:
    text = rules.findings.get(code)
    if text is None:
        return code
    return text.title_en if language() == "en" else text.title_th
