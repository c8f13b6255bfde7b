"""What a list is asked for, as it stands in the address: checked against registry and rules, and written back."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import HTTPException
from sqlite_utils import Database
from starlette.datastructures import QueryParams

from mailbot.bench import Bench
from mailbot.ledger.queries import STATES, Asked, Selection, Standing, standings

PAGE_SIZE = 50
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class AgencyFilter:
    """Which agencies, in which states, as of when, which page. A value that nothing has is refused: an empty list must
    not be mistaken for "nobody is missing"."""

    tier: str = ""
    province: str = ""
    ministry: str = ""
    vital: str = ""
    state: str = ""
    text: str = ""
    as_of: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: QueryParams, bench: Bench) -> "AgencyFilter":
        """The filter of an address. Raises HTTPException 422."""
        registry, rules = bench.registry, bench.rules
        found = cls(
            tier=query.get("tier", ""),
            province=query.get("province", ""),
            ministry=query.get("ministry", ""),
            vital="yes" if query.get("vital") else "",
            state=query.get("state", ""),
            text=short(query.get("text", "")),
            as_of=query.get("as_of", ""),
            page=page_number(query),
        )
        wrong = (
            (found.tier and found.tier not in rules.tiers)
            or (found.province and found.province not in registry.provinces)
            or (found.ministry and registry.get(found.ministry) is None)
            or (found.state and found.state not in STATES)
        )
        if wrong:
            raise HTTPException(422)
        moment(found.as_of, rules.round.zone)
        return found

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the address, without the page."""
        return {
            "tier": self.tier,
            "province": self.province,
            "ministry": self.ministry,
            "vital": self.vital,
            "state": self.state,
            "text": self.text,
            "as_of": self.as_of,
        }

    @property
    def asked(self) -> Asked:
        """The page of the list."""
        return Asked(self.page, PAGE_SIZE)

    @property
    def selection(self) -> Selection:
        """The agencies, for the ledger's questions."""
        return Selection(
            self.tier or None, self.province or None, self.ministry or None, True if self.vital else None, self.text
        )


def standing_now(db: Database, bench: Bench, selection: Selection | None = None, as_of: str = "") -> list[Standing]:
    """Standings of everybody who owes a plan and is meant."""
    rules = bench.rules
    tiers = [tier.name for tier in rules.tiers.values() if tier.owes]
    at = moment(as_of, rules.round.zone)
    return standings(db, bench.registry, rules.round.id, tiers, selection, at)


def moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A day means its end, in the round's zone; '' means now (None). Raises HTTPException 422."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise HTTPException(422) from None
    if len(text) == len("2020-06-15"):
        found = datetime.combine(found.date(), time.max)
    found = found if found.tzinfo else found.replace(tzinfo=zone)
    try:
        return found.astimezone(UTC)
    except OverflowError:  # the first and the last day of all, seen from another zone
        raise HTTPException(422) from None


def page_number(query: QueryParams) -> int:
    """The page asked for; 1 for what is no page. One beyond the last becomes the last where it is shown."""
    text = query.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 8 else 1


def short(text: str) -> str:
    """What somebody typed, without what no text holds, cut to what is searched for."""
    return text.replace("\x00", "").strip()[:LONGEST_TEXT]
