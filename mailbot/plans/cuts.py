"""Names and numbers that print cuts in two: by the end of a line in a narrow cell, or by a page that turns in a row."""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby, pairwise

from mailbot.documents.model import Document

Level = Callable[[str], str]
_HALF = 3  # letters of each half
_LINES_APART = 5  # lines of the other cells of a row
_TURN = 80  # words before and after a page turn: footer, header, and the rest of the row
_WORDS = 4  # of one name or number


class Cuts:
    """The lines of one document, and the words around its page turns. Margins are looked at too: the half of a number
    that ends a page looks like a page's number."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = lru_cache(maxsize=2)(self._lines_at)
        self._turns = lru_cache(maxsize=2)(self._turns_at)

    def hold(self, needle: str, level: Level) -> bool:
        """Whether both halves of the needle (at this level of the key) stand where print would have cut it."""
        halves = [(needle[:at], needle[at:]) for at in range(_HALF, len(needle) - _HALF + 1)]
        return any(self._over_lines(*half, level) or self._over_pages(*half, level) for half in halves)

    def _over_lines(self, head: str, tail: str, level: Level) -> bool:
        lines = self._lines(level)
        return any(
            line.endswith(head) and any(later.startswith(tail) for later in lines[at + 1 : at + 1 + _LINES_APART])
            for at, line in enumerate(lines)
        )

    def _over_pages(self, head: str, tail: str, level: Level) -> bool:
        return any(
            any(words.endswith(head) for words in before) and any(words.startswith(tail) for words in after)
            for before, after in self._turns(level)
        )

    def _lines_at(self, level: Level) -> list[str]:
        return [
            level(line)
            for block in self._document.blocks
            for text in block.cells or (block.text,)
            for line in text.splitlines()
        ]

    def _turns_at(self, level: Level) -> list[tuple[list[str], list[str]]]:
        """For each page turn: what ends at each of the last words of a page, what begins at each of the first."""
        pages = [
            [word for block in blocks for word in block.text.split()]
            for _, blocks in groupby(self._document.blocks, key=lambda block: block.page)
        ]
        return [(_ending(page[-_TURN:], level), _beginning(after[:_TURN], level)) for page, after in pairwise(pages)]


def _ending(words: list[str], level: Level) -> list[str]:
    return [level("".join(words[max(0, at - _WORDS) : at])) for at in range(1, len(words) + 1)]


def _beginning(words: list[str], level: Level) -> list[str]:
    return [level("".join(words[at : at + _WORDS])) for at in range(len(words))]
