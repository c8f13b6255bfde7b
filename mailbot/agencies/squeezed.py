"""Text made comparable for names: one spelling, separators taken out but remembered, places in the original kept."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import add

from mailbot.agencies.spellings import MISSPELT
from mailbot.documents import thai

_RUN = re.compile("[0-9A-Za-z\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
_SPELLINGS = (
    (re.compile("องค์กร(?=บริหาร)"), "องค์การ"),
    (re.compile("องค์การบริหาร(?=ตำบล|ต[.])"), "องค์การบริหารส่วน"),
    (re.compile(r"สนง(?:\.\s*|\s+|(?=[ก-ฮเแโไใ]))"), "สำนักงาน"),
    (re.compile("สำ?นัก งาน"), "สำนักงาน"),
)
_LATIN_SPELLINGS = (
    (re.compile("(?i)\\bmuang\\b"), "Mueang"),
    (re.compile("(?i)\\bbaan\\b"), "Ban"),
    (re.compile("(?i)\\bkoh\\b"), "Ko"),
    (re.compile("(?i)organisation"), "Organization"),
)
# What the spellings look for; most texts hold none of it, and to look for plain letters is quick.
_TO_SPELL = ("องค์กร", "องค์การบริหารตำบล", "องค์การบริหารต.", "สนง", "นัก งาน")
_LATIN_MISSPELT = ("muang", "baan", "koh", "organisation")
# Most names of the registry are one run of well-spelt Thai: they need no cleaning.
_PLAIN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4c]+")
_UNUSUAL = re.compile(
    "|".join((*MISSPELT, "องค์กร|องค์การบริหารตำบล|สนง|เเ|ๅ|ำา|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a\u0e47-\u0e4c]"))
)
_MISSPELT = re.compile("|".join(MISSPELT))
_REMEMBERED = 8_000  # characters; longer texts are not kept
_MARK = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")


def clean(text: str) -> str:
    """Text in one spelling: thai.norm, Arabic digits, องค์การ for องค์กร, สำนักงาน for สนง., Mueang for Muang."""
    return _remembered(text) if len(text) <= _REMEMBERED else _cleaned(text)


def spelt(normed: str) -> str:
    """The same of a text that thai.norm was applied to already."""
    return _remembered_spelt(normed) if len(normed) <= _REMEMBERED else _spelt(normed)


def _cleaned(text: str) -> str:
    return _spelt(thai.norm(text))


def _spelt(normed: str) -> str:
    text = thai.to_arabic(normed)
    if any(word in text for word in _TO_SPELL):
        for pattern, replacement in _SPELLINGS:
            text = pattern.sub(replacement, text)
    if _MISSPELT.search(text):
        for written, meant in MISSPELT.items():
            text = text.replace(written, meant)
    lower = text.lower()
    if any(word in lower for word in _LATIN_MISSPELT):
        for pattern, replacement in _LATIN_SPELLINGS:
            text = pattern.sub(replacement, text)
    return text


# Sender and plan, Word file and print are judged by the same words.
_remembered = lru_cache(maxsize=128)(_cleaned)
_remembered_spelt = lru_cache(maxsize=128)(_spelt)


def squeeze(text: str) -> str:
    """Letters and digits of `clean(text)`, lower case, nothing between them."""
    if _PLAIN.fullmatch(text) and not _UNUSUAL.search(text):
        return text
    return "".join(_RUN.findall(clean(text))).lower()


class Squeezed:
    """A cleaned text without its separators.

    letters: what is matched on. gaps: index into letters -> the separator that stood before that letter.
    normed: thai.norm was applied to the text already.
    """

    __slots__ = ("_breaks", "_origins", "_starts", "cleaned", "gaps", "letters")

    def __init__(self, text: str, normed: bool = False) -> None:
        self.cleaned = spelt(text) if normed else clean(text)
        small = self.cleaned.lower()
        if len(small) != len(self.cleaned):  # a few letters (İ) have two when small
            small = self.cleaned
        runs, between = _RUN.findall(small), _RUN.split(small)
        between.pop()
        ends = [*accumulate(map(len, runs), initial=0)]
        ends.pop()
        self.letters = "".join(runs)
        self._starts: list[int] = ends
        self._origins: list[int] = [*map(add, ends, accumulate(map(len, between)))]
        self.gaps: dict[int, str] = dict(zip(ends, between, strict=True))
        self._breaks = [start for start, gap in self.gaps.items() if "\n" in gap]

    def origin(self, index: int) -> int:
        """Place in `cleaned` of the letter at `index`."""
        run = bisect_right(self._starts, index) - 1
        return self._origins[run] + index - self._starts[run]

    def index(self, origin: int) -> int:
        """Place among the letters of the letter that stands at `origin` in `cleaned`, or of the next one."""
        run = bisect_right(self._origins, origin) - 1
        if run < 0:
            return 0
        end = self._starts[run + 1] if run + 1 < len(self._starts) else len(self.letters)
        return min(self._starts[run] + origin - self._origins[run], end)

    def shown(self, start: int, end: int) -> str:
        """The stretch of letters as it stands in the text, white space folded."""
        return " ".join(self.cleaned[self.origin(start) : self.origin(end - 1) + 1].split())

    def opens(self, start: int) -> bool:
        """Does a word begin here? (start of the text, a separator, or a change of script)"""
        if start == 0 or start in self.gaps:
            return True
        return is_latin(self.letters[start - 1]) != is_latin(self.letters[start])

    def closes(self, end: int) -> bool:
        """Does a word end here?"""
        if end >= len(self.letters) or end in self.gaps:
            return True
        return is_latin(self.letters[end - 1]) != is_latin(self.letters[end])

    def line_start(self, index: int) -> int:
        """Index of the first letter of the line in which `index` stands."""
        line = bisect_right(self._breaks, index)
        return self._breaks[line - 1] if line else 0

    def line_end(self, index: int) -> int:
        """Index of the first letter of the line after the one that the letter before `index` stands in."""
        line = bisect_left(self._breaks, index)
        return self._breaks[line] if line < len(self._breaks) else len(self.letters)

    def lines(self, most: int, before: int | None = None) -> list[str]:
        """Letters of each of the first lines that have any; of those that begin before a place in `cleaned`, if it is
        given."""
        starts = [*self._starts[:1], *(start for start in self._breaks[: most + 1] if start)]
        ends = [*starts[1:], len(self.letters)][: len(starts)]
        found = [(start, end) for start, end in zip(starts, ends, strict=True)][:most]
        stop = len(self.letters) if before is None else self.index(before)
        return [self.letters[start:end] for start, end in found if start < stop]

    def run_start(self, index: int) -> int:
        """Start of the run of letters in which `index` stands."""
        return self._starts[bisect_right(self._starts, index) - 1]

    def run_end(self, start: int) -> int:
        """End of the run of letters that begins at `start`: the next separator, or the end."""
        run = bisect_right(self._starts, start)
        return self._starts[run] if run < len(self._starts) else len(self.letters)


def is_latin(letter: str) -> bool:
    """An Arabic digit or a letter of the Latin alphabet, as against a Thai letter."""
    return letter < "\u0e00"


def is_mark(letter: str) -> bool:
    """A Thai sign that cannot begin a word."""
    return bool(_MARK.match(letter))
