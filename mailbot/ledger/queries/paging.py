"""One page of a long list: always with the number of all rows, so that nothing is left out without a word."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is wanted (from 1) and how many rows it has."""

    number: int = 1
    size: int = 50

    def within(self, total: int) -> "Asked":
        """This page, or the last one where there are fewer."""
        last = max(1, -(-total // self.size))
        return Asked(min(max(self.number, 1), last), self.size)

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Rows of page `number` (from 1), out of `total` rows on `pages` pages."""

    lines: tuple[Line, ...]
    total: int
    number: int
    pages: int

    @classmethod
    def of(cls, lines: tuple[Line, ...], total: int, asked: Asked) -> "Page[Line]":
        """A page with its place in the whole."""
        return cls(lines, total, asked.number, max(1, -(-total // asked.size)))


FIRST = Asked()
EVERYTHING = Asked(size=2**31 - 1)
