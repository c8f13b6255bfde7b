"""Which column of a list is what: found by its heading, or by a mapping that the round gives."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.agencies.importing.faults import BrokenList, Fault
from mailbot.agencies.importing.sheet import Line
from mailbot.documents import thai
from mailbot.rules import ListColumns

ListKind = Literal["local", "mailing-list", "contacts"]
KINDS: tuple[ListKind, ...] = ("local", "mailing-list", "contacts")
_HEADING_WITHIN = 20
_NOISE = re.compile(r"[\s.\-_/()*:]+")
OWN_LAYOUT = frozenset({"id", "name_th", "tier_name"})
"""By these the registry's own layout is known; all of its columns are read, by their own names."""
# What a list must have to be of its kind: any one of the groups, whole.
_NEEDED: dict[ListKind, tuple[frozenset[str], ...]] = {
    "local": (
        OWN_LAYOUT,
        frozenset({"code", "name", "province"}),
    ),
    "mailing-list": (frozenset({"agency_id", "email"}), frozenset({"name", "email"})),
    "contacts": (frozenset({"agency_id", "email", "role"}), frozenset({"name", "email", "role"})),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: line in the file, value by our word for the column ('' where the cell is empty)."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was understood as far as its heading. columns: those that it has, in our words."""

    kind: ListKind
    columns: frozenset[str]
    rows: tuple[Row, ...]


def understood(
    lines: Sequence[Line], known: ListColumns, kind: ListKind | None = None, mapping: str | None = None
) -> Listing:
    """The list with its columns in our words. kind: as staff say, else by the heading. mapping: name of one of the
    round's own. Raises BrokenList when no heading fits."""
    wanted = known.mappings[mapping].columns if mapping else None
    kind = known.mappings[mapping].kind if mapping else kind
    for position, line in enumerate(lines[:_HEADING_WITHIN]):
        for one in (kind,) if kind else ("local", "contacts", "mailing-list"):
            headings = {name: (heading,) for name, heading in wanted.items()} if wanted else known.of(one)
            places = _places(line.cells, headings)
            if any(group <= places.keys() for group in _NEEDED[one]):
                if one == "local" and places.keys() >= OWN_LAYOUT:
                    places = {cell: place for place, cell in enumerate(line.cells) if cell}
                return Listing(one, frozenset(places), tuple(_rows(lines[position + 1 :], places, len(line.cells))))
    shown = ", ".join(cell for cell in (lines[0].cells if lines else ()) if cell)[:200]
    raise BrokenList(
        [
            Fault(
                lines[0].number if lines else 0,
                f"ไม่รู้จักหัวตารางของไฟล์นี้ ({shown})",
                f"no heading of this file is known ({shown})",
            )
        ]
    )


def _places(cells: Sequence[str], headings: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Our word for each column that the heading names, to its place."""
    at: dict[str, int] = {}
    for place, cell in enumerate(cells):
        at.setdefault(_plain(cell), place)
    found = {}
    for name, spellings in headings.items():
        named = [at[_plain(spelling)] for spelling in spellings if _plain(spelling) in at]
        if named:
            found[name] = named[0]
    return found


def _plain(heading: str) -> str:
    return _NOISE.sub("", thai.norm(heading)).lower()


def _rows(lines: Sequence[Line], places: Mapping[str, int], width: int) -> Iterator[Row]:
    faults = []
    for line in lines:
        if any(line.cells[width:]):
            th = f"มี {len(line.cells)} ช่อง แต่หัวตารางมี {width} ช่อง"
            faults.append(Fault(line.number, th, f"{len(line.cells)} cells, but the heading has {width}"))
        elif not faults:
            cells = line.cells
            yield Row(line.number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()})
    if faults:
        raise BrokenList(faults)
