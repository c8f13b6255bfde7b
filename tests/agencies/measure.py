"""Counts how the golden cases are answered, and writes the tables of docs/identification.md.

Run: python -m tests.agencies.measure [PAGE]. Needs the list of local government beside the project for the cases that
need it; without it they are left out and the page says so.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot import rules
from mailbot.agencies import tables
from mailbot.agencies.registry import Registry, load
from mailbot.examination import Identity
from tests.agencies.conftest import LOCAL_LIST
from tests.agencies.test_country import claim_of, count, owing
from tests.agencies.test_identify import answer

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "identification.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(slots=True)
class Count:
    """Answers of one group of cases."""

    one: int = 0
    right: int = 0
    asked: int = 0
    open_cases: int = 0
    named: int = 0
    none: int = 0
    declined: int = 0
    wrong: int = 0

    def add(self, case: dict[str, Any], found: Identity) -> None:
        """Count one answer. one: somebody is meant; open: a question is right; none: nobody may be credited."""
        meant = case.get("agencies", [])
        credited = set(found.agency_ids)
        self.wrong += bool(credited - set(meant))
        if meant and case.get("status", "identified") == "identified":
            self.one += 1
            right = found.agency_ids == meant
            self.right += right
            self.asked += not right and not credited - set(meant)
        elif case.get("status") == "ambiguous":
            self.open_cases += 1
            self.named += found.status == "ambiguous" and set(case.get("among", ())) <= set(found.candidates)
        else:
            self.none += 1
            self.declined += credited <= set(meant) and found.status == case["status"]

    def __iadd__(self, other: "Count") -> "Count":
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    def row(self, name: str) -> str:
        """One line of the table."""
        cells = (self.one, self.right, self.asked, self.open_cases, self.named, self.none, self.declined, self.wrong)
        return f"| {name} | " + " | ".join(map(str, cells)) + " |"


def groups() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name and cases of each file."""
    for path in sorted(FOLDER.glob("cases*.toml")):
        yield path.stem.removeprefix("cases").strip("_") or "first", tomllib.loads(path.read_text("utf-8"))["case"]


def golden(registry: Registry, whole: bool) -> Iterator[str]:
    """The table of golden cases."""
    yield "| group | one is meant | right | asked instead | question right | asked so | nobody | declined | wrong |"
    yield "|---|---|---|---|---|---|---|---|---|"
    total = Count()
    for name, cases in groups():
        counted = Count()
        for case in cases:
            if whole or not case.get("local"):
                counted.add(case, answer(case, registry))
        total += counted
        yield counted.row(name.replace("_", " "))
    yield total.row("**all**")


def country(registry: Registry) -> Iterator[str]:
    """The table of the whole country, each agency once from gmail."""
    yield "| full name, อำเภอ and province stand in | agencies | identified | asked | wrong |"
    yield "|---|---|---|---|---|"
    for where in ("cover", "subject", "signature", "display_name"):
        claims = [(agency.id, claim_of(agency, where, registry)) for agency in owing(registry)]
        right, wrong = count(claims, registry)
        asked = len(claims) - right - len(wrong)
        yield f"| {where.replace('_', ' ')} | {len(claims):,} | {right:,} | {asked} | {len(wrong)} |"


def main() -> None:
    """Print the tables, and put them into the page."""
    this = rules.load("bcp-2563")
    whole = LOCAL_LIST.exists()
    registry = load(this, tables.agencies(LOCAL_LIST, frozenset(this.tiers), {}) if whole else ())
    lines = [*golden(registry, whole), ""]
    lines += country(registry) if whole else ["The list of local government was not at hand."]
    told = "\n".join(lines)
    print(told)
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    text = page.read_text("utf-8")
    head, tail = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{head}{BEGIN}\n{told}\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
