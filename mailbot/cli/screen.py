"""Lines and tables for terminals and pipes: Thai folded between clusters, columns of the right width, colour last."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from mailbot.cli.foreign_text import plain
from mailbot.replies.lines import KEEP_END, KEEP_START, cells, fold

WIDEST = 110
"""Columns beyond which a line is hard to read, however wide the terminal."""
NARROWEST = 40
_GAP = 2
_FOLDING = frozenset({"\u00a0", KEEP_START, KEEP_END})


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one cell, which may be foreign, and rich's style for it."""

    text: str
    style: str = ""


class Screen:
    """Prints to one console, never wider than it is; what it prints is legible without any style."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = max(NARROWEST, min(console.width, WIDEST))

    def blank(self) -> None:
        """An empty line."""
        self.console.print()

    def rule(self, text: str, style: str = "") -> None:
        """A line across with a title at its left."""
        title = f"── {_lines(text, self.width - 6)[0]} " if text else ""
        self._print(Text(title + "─" * max(2, self.width - cells(title)), style=style or "bold"))

    def say(self, text: str, style: str = "", indent: int = 0, hang: int | None = None) -> None:
        """One paragraph, folded; further lines stand `hang` columns in (as the first when None)."""
        hang = indent if hang is None else hang
        first, *rest = _lines(text, self.width - max(indent, hang)) or [""]
        self._print(Text(" " * indent + first, style=style))
        for line in rest:
            self._print(Text(" " * hang + line, style=style))

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]], flexible: int) -> None:
        """Rows under headers; the column `flexible` takes what the others leave and is folded, as are all that are
        wider than a third of the screen."""
        widths = self._widths(headers, rows, flexible)
        if any(headers):
            self._row([Cell(header, "dim") for header in headers], widths)
        for row in rows:
            self._row(row, widths)

    def _widths(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]], flexible: int) -> list[int]:
        most = max(8, self.width * 3 // 10)
        wanted = [
            max([cells(header), *(cells(plain(row[at].text)) for row in rows)]) for at, header in enumerate(headers)
        ]
        widths = [want if at == flexible else min(want, most) for at, want in enumerate(wanted)]
        others = sum(width + _GAP for at, width in enumerate(widths) if at != flexible) + 1
        widths[flexible] = max(10, min(widths[flexible], self.width - others))
        return widths

    def _row(self, row: Sequence[Cell], widths: Sequence[int]) -> None:
        folded = [_lines(cell.text, width) for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, folded), default=0)):
            line = Text(" ")
            for cell, lines, width in zip(row, folded, widths, strict=True):
                text = lines[at] if at < len(lines) else ""
                line.append(text, style=cell.style or None)
                line.append(" " * (width - cells(text) + _GAP))
            line.rstrip()
            self._print(line)

    def _print(self, text: Text) -> None:
        text.no_wrap, text.overflow = True, "ignore"
        self.console.print(text, soft_wrap=True, highlight=False, markup=False)


def _lines(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, without anything that commands a terminal."""
    one_line = "".join(letter if letter.isprintable() or letter in _FOLDING else " " for letter in text).strip()
    return [part for line in fold(one_line, max(width, 8)).split("\n") for part in _cut(line, width)]


def _cut(line: str, width: int) -> list[str]:
    """A line that had no place to fold (a long file name), cut between clusters."""
    parts, used = [""], 0
    for letter in line:
        size = cells(letter)
        if used + size > width and not unicodedata.combining(letter):
            parts.append("")
            used = 0
        parts[-1] += letter
        used += size
    return parts
