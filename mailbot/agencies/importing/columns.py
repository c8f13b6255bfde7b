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
    """A list that was understood as far as its heading. columns: those that it has, in our words. faults: of rows that
    do not fit its heading."""

    kind: ListKind
    columns: frozenset[str]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where a table's heading stands, of which list it is, and the places of its columns."""

    below: int
    kind: ListKind
    places: Mapping[str, int]
    width: int


def understood(
    sheets: Sequence[Sequence[Line]], known: ListColumns, kind: ListKind | None = None, mapping: str | None = None
) -> Listing:
    """The list with its columns in our words: the one of a file's sheets whose heading is known. kind: as staff say,
    else by the heading. mapping: name of one of the round's own. Raises BrokenList when no heading fits, or when
    several sheets hold a list: lines are told by their number, and none of them may be left out unseen."""
    headings = [(lines, heading) for lines in sheets if (heading := _heading(lines, known, kind, mapping))]
    if len(headings) > 1:
        th = f"มีรายชื่ออยู่ {len(headings)} แผ่นงาน กรุณารวมไว้ในแผ่นงานเดียว หรือลบแผ่นงานที่ไม่ใช้"
        raise BrokenList([Fault(0, th, f"{len(headings)} sheets hold a list; put it into one, or delete the others")])
    if headings:
        lines, heading = headings[0]
        rows = tuple(_rows(lines[heading.below :], heading.places, heading.width))
        faults = tuple(_too_wide(lines[heading.below :], heading.width))
        return Listing(heading.kind, frozenset(heading.places), rows, faults)
    if not sheets:
        raise BrokenList([Fault(0, "ไฟล์นี้ว่างเปล่า", "the file is empty")])
    first = sheets[0][0]
    shown = ", ".join(cell for cell in first.cells if cell)[:200]
    th = f"ไม่รู้จักหัวตารางของไฟล์นี้ ({shown})"
    raise BrokenList([Fault(first.number, th, f"no heading of this file is known ({shown})")])


def _heading(lines: Sequence[Line], known: ListColumns, kind: ListKind | None, mapping: str | None) -> _Heading | None:
    wanted = known.mappings[mapping].columns if mapping else None
    kind = known.mappings[mapping].kind if mapping else kind
    for position, line in _headings(lines):
        for one in (kind,) if kind else ("local", "contacts", "mailing-list"):
            headings = {name: (heading,) for name, heading in wanted.items()} if wanted else known.of(one)
            places = _places(line.cells, headings)
            if any(group <= places.keys() for group in _NEEDED[one]):
                if one == "local" and places.keys() >= OWN_LAYOUT:
                    places = {cell: place for place, cell in enumerate(line.cells) if cell}
                return _Heading(position + 1, one, places, len(line.cells))
    return None


def _headings(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Lines that may be the heading, each with its position; then each joined with the line below it, for headings of
    two lines (ที่ตั้ง over จังหวัด and อำเภอ)."""
    first = list(enumerate(lines[:_HEADING_WITHIN]))
    yield from first
    for position, line in first[:-1]:
        below = lines[position + 1].cells
        width = max(len(line.cells), len(below))
        upper, lower = (cells + ("",) * (width - len(cells)) for cells in (line.cells, below))
        yield position + 1, Line(line.number, tuple(b or a for a, b in zip(upper, lower, strict=True)))


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
    for line in lines:
        cells = line.cells
        values = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        if any(values.values()) and not any(cells[width:]):  # no line such as "รวม 3 แห่ง", beside the list's columns
            yield Row(line.number, values)


def _too_wide(lines: Sequence[Line], width: int) -> Iterator[Fault]:
    for line in lines:
        if any(line.cells[width:]):
            th = f"มี {len(line.cells)} ช่อง แต่หัวตารางมี {width} ช่อง"
            yield Fault(line.number, th, f"{len(line.cells)} cells, but the heading has {width}")
