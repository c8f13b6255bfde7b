"""What the commands over the ledger share: its file, what was asked of it, and words for the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlite_utils import Database

from mailbot.agencies.registry import Registry
from mailbot.cli.moments import local
from mailbot.cli.options import Config, premises
from mailbot.cli.words import either, language, word
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from mailbot.premises import Premises

Vital = Annotated[
    bool | None, typer.Option("--vital/--not-vital", help="Only energy, water, telecom, transport; or only others.")
]
State = Annotated[
    list[str] | None,
    typer.Option(help="Only this state (may be given several times): " + ", ".join(queries.STATES) + "."),
]
COLOURS = {
    "complete": "green",
    "accepted": "green",
    "deficient": "yellow",
    "review": "cyan",
    "sealed": "magenta",
    "withheld": "magenta",
    "missing": "red",
}


@dataclass(frozen=True)
class Ask:
    """A ledger opened for reading, and how its reader wants it: which agencies, as of when (None = now)."""

    place: Premises
    db: Database
    selection: queries.Selection
    as_of: datetime | None

    def standings(self) -> list[queries.Standing]:
        """Standings of the agencies that are asked for."""
        rules = self.place.bench.rules
        tiers = [tier.name for tier in rules.tiers.values() if tier.owes]
        return queries.standings(self.db, self.place.bench.registry, rules.round.id, tiers, self.selection, self.as_of)

    def shown(self, column: str, value: object) -> object:
        """A value as a reader wants it: words of ours in the reader's language, moments in the round's time zone."""
        if column in ("state", "verdict", "kind") and isinstance(value, str):
            return word(value)
        if column in ("received_at", "since") and isinstance(value, str):
            return self.local(value)
        return value

    def title(self, code: str) -> str:
        """What a finding is called in the reader's language; one that the rules no longer have stays a code."""
        text = self.place.bench.rules.findings.get(code)
        if text is None:
            return code
        return text.title_en if language() == "en" else text.title_th

    def local(self, moment: str) -> str:
        """A stored moment in the round's time zone, without seconds."""
        return local(moment, self.place.bench.rules.round.zone)


def ask(
    context: typer.Context,
    config: Config,
    as_of: str | None = None,
    tier: str | None = None,
    province: str | None = None,
    ministry: str | None = None,
    vital: bool | None = None,
    text: str = "",
) -> Ask:
    """The ledger with what is asked of it. Names that nothing has are wrong usage: an empty list must not be mistaken
    for "nobody is missing"."""
    place = premises(context, config)
    db = open_database(place.ledger_path, read_only=True)
    registry = place.bench.registry
    tiers = [one.name for one in place.bench.rules.tiers.values() if one.owes]
    if tier is not None and tier not in tiers:
        raise typer.BadParameter(f"{tier!r} is none of {', '.join(tiers)}", param_hint="--tier")
    province = province and province_code(registry, province)
    ministry = ministry and _ministry(registry, ministry)
    return Ask(place, db, queries.Selection(tier, province, ministry, vital, text), moment_of(place, as_of))


def province_code(registry: Registry, said: str) -> str:
    """The code of a province that was given by its code or name: 21, ระยอง, จังหวัดระยอง or Rayong."""
    wanted = said.strip().removeprefix("จังหวัด").removeprefix("จ.").strip().lower()
    for code, province in registry.provinces.items():
        if wanted in (code, province.name_th, province.name_en.lower()):
            return code
    raise typer.BadParameter(
        either(
            f"ไม่พบจังหวัด {said!r} โปรดระบุชื่อหรือรหัส เช่น ระยอง หรือ 21",
            f"{said!r} is no province; give its name or code, as ระยอง, Rayong or 21",
        ),
        param_hint="--province",
    )


def _ministry(registry: Registry, said: str) -> str:
    """The id of a ministry that was given by its id or whole name."""
    if registry.get(said) is not None:
        return said
    wanted = said.strip()
    for one in registry:
        if one.id.startswith("m.") and wanted in (one.name_th, one.name_en, *one.short_names):
            return one.id
    raise typer.BadParameter(
        either(
            f"ไม่พบกระทรวง {said!r} โปรดระบุชื่อเต็มหรือรหัส เช่น กระทรวงมหาดไทย หรือ m.moi",
            f"{said!r} is no ministry; give its whole name or id, as กระทรวงมหาดไทย or m.moi",
        ),
        param_hint="--ministry",
    )


def known_states(states: list[str] | None) -> tuple[str, ...]:
    """The states that were asked for; one that nothing has is wrong usage."""
    for state in states or ():
        if state not in queries.STATES:
            raise typer.BadParameter(f"{state!r} is none of {', '.join(queries.STATES)}", param_hint="--state")
    return tuple(states or ())


def moment_of(place: Premises, text: str | None) -> datetime | None:
    """A moment that was typed; a day means its end, in the round's zone."""
    if text is None:
        return None
    zone = place.bench.rules.round.zone
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no moment such as 2020-06-15 or 2020-06-15T12:00+07:00") from None
    if len(text) == len("2020-06-15"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def group_name(place: Premises, by: str, group: str) -> str:
    """What a group of figures is called in the reader's language."""
    registry, english = place.bench.registry, language() == "en"
    if by == "tier":
        tier = place.bench.rules.tiers[group]
        return tier.title_en if english else tier.title_th
    if by == "province" and group in registry.provinces:
        province = registry.provinces[group]
        return province.name_en if english else province.name_th
    if by == "vital":
        return word("vital" if group == "vital" else "others")
    agency = registry.get(group) if group else None
    if agency is None:
        return word("none of them")
    return agency.name_en if english and agency.name_en else agency.name_th


def style(row: Mapping[str, Any]) -> str | None:
    """The colour of a row, by its state or verdict."""
    return COLOURS.get(str(row.get("state") or row.get("verdict")))
