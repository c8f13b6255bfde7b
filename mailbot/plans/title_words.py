"""Which element a heading speaks for by its single words, when no known phrase covers it: a sum of points."""

from collections.abc import Mapping
from functools import lru_cache

import ahocorasick

from mailbot.documents.numbering import split_number
from mailbot.documents.thai import key, skeleton
from mailbot.element_rules import Element
from mailbot.plans.element_name import Name

ENOUGH = 3  # points
_LEAD = 1  # points more than the next element
_LONGEST = 110  # characters of a heading
_FEWEST_LETTERS = 5  # of a word's skeleton; shorter words must keep their marks


class TitleWords:
    """The words of all elements with their points."""

    def __init__(self, elements: Mapping[str, Element]) -> None:
        self._names: list[Name] = []
        self._worth: list[tuple[int, int]] = []  # of each word: whose it is, as a place in _names, and its points
        written: dict[str, list[int]] = {}
        bare: dict[str, list[int]] = {}
        for element in elements.values():
            tables = {"": element.title_words} if element.title_words else {}
            for part, words in (tables | element.part_words).items():
                for word, points in words.items():
                    written.setdefault(key(word), []).append(len(self._worth))
                    if len(skeleton(word)) >= _FEWEST_LETTERS:
                        bare.setdefault(skeleton(word), []).append(len(self._worth))
                    self._worth.append((len(self._names), points))
                self._names.append(Name(element.id, part))
        self._written, self._bare = _automaton(written), _automaton(bare)
        self.points = lru_cache(maxsize=4096)(self._points)

    def _points(self, text: str) -> Mapping[Name, int]:
        """Points of each element (of each part of 2.1) that has any; a word inside a longer one counts as well."""
        rest = split_number(text).rest
        words: set[int] = set()
        for automaton, bones in ((self._written, key(rest)), (self._bare, skeleton(rest))):
            for _, held in automaton.iter(bones) if automaton is not None else ():
                words.update(held)
        points = [0] * len(self._names)
        for owner, worth in (self._worth[word] for word in words):
            points[owner] += worth
        return {name: worth for name, worth in zip(self._names, points, strict=True) if worth}

    def guess(self, text: str) -> frozenset[Name]:
        """The one element with enough points and a lead; for 2.1 all its parts with enough. Empty in doubt."""
        if len(text) > _LONGEST:
            return frozenset()
        points = self.points(text)
        best: dict[str, int] = {}
        for name, worth in points.items():
            best[name.element] = max(best.get(name.element, worth), worth)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        if not ranked or ranked[0][1] < ENOUGH:
            return frozenset()
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _LEAD:
            return frozenset()
        winner = ranked[0][0]
        return frozenset(name for name, worth in points.items() if name.element == winner and worth >= ENOUGH)

    def speaks(self, text: str) -> bool:
        """True when the words of a text give some element at least two points."""
        return max(self.points(text).values(), default=0) >= ENOUGH - 1

    def speaks_for(self, text: str, element: str, least: int = 1) -> bool:
        """True when the words of a text give the element some points, and no other element clearly more."""
        points = self.points(text)
        own = max((worth for name, worth in points.items() if name.element == element), default=0)
        other = max((worth for name, worth in points.items() if name.element != element), default=0)
        return own >= least and other < max(own + 2, ENOUGH)


def _automaton(words: Mapping[str, list[int]]) -> ahocorasick.Automaton | None:
    """Finds all words in one pass over a text; None without words."""
    if not words:
        return None
    automaton = ahocorasick.Automaton()
    for word, owners in words.items():
        automaton.add_word(word, tuple(owners))
    automaton.make_automaton()
    return automaton
