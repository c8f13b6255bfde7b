"""Whether an element that known words did not find is in the plan: a weighing of what speaks for and against it.

Logistic regression over the signs of doubts.py, each sign with a curve of its own, so that every word can be explained.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

_ABSENT, _LITTLE_EXPLAINED, _ABSENT_WITH_CARE = 0.85, 0.9, 0.97  # chance to be absent from which on it may be told so
_ABSENT_LIKE_NOTHING = 0.8  # the same where no text is like it; of those that were there none had more than .63
_STAYS_ABSENT, _STAYS_WITH_CARE = 0.5, 0.8  # chance below which nothing else may tell it so
_WELL_EXPLAINED, _EXPLAINED = 8, 6  # of ten places that a plan fills
_ALL_ABSENT, _EACH_ABSENT = 0.85, 0.7  # mean and least chance of all parts of an element to be absent
_THERE, _THERE_IN_PRINT = 0.12, 0.1  # chance to be absent up to which it is there


@dataclass(frozen=True, slots=True)
class Curve:
    """worths: at these weights of a sign; straight between them, level beyond them."""

    weights: Sequence[float]
    worths: Sequence[float]

    def at(self, weight: float) -> float:
        """The worth of a weight."""
        if weight <= self.weights[0]:
            return self.worths[0]
        if weight >= self.weights[-1]:
            return self.worths[-1]
        at = bisect_right(self.weights, weight) - 1
        share = (weight - self.weights[at]) / (self.weights[at + 1] - self.weights[at])
        return self.worths[at] + share * (self.worths[at + 1] - self.worths[at])


@dataclass(frozen=True, slots=True)
class LastWord:
    """curves: of each sign. base: where no sign speaks."""

    curves: Mapping[str, Curve]
    base: float

    def chance(self, signs: Mapping[str, float]) -> float:
        """That the element is absent."""
        worth = self.base + sum(curve.at(signs.get(sign, 0.0)) for sign, curve in self.curves.items())
        return 1 / (1 + exp(-max(-50.0, min(50.0, worth))))


def is_absent(chance: float, filled: int, *, printed: bool, alike: bool = True) -> bool:
    """Surely nowhere. filled: of ten places, how many the plan fills; what explains little of a plan must be surer, and
    so must a print alone, of which lines and columns are less surely told. alike: some text may be the element's."""
    if printed or filled < _EXPLAINED:
        return chance >= _ABSENT_WITH_CARE
    if filled < _WELL_EXPLAINED:
        return chance >= _LITTLE_EXPLAINED
    return chance >= (_ABSENT if alike else _ABSENT_LIKE_NOTHING)


def are_absent(chances: Sequence[float], filled: int, *, printed: bool) -> bool:
    """All parts of an element surely nowhere: each is likelier absent where the others are."""
    if printed or filled < _EXPLAINED or not chances:
        return False
    return min(chances) >= _EACH_ABSENT and sum(chances) >= _ALL_ABSENT * len(chances)


def may_be_absent(chance: float, filled: int, *, printed: bool) -> bool:
    """What other rules call absent may stay so."""
    return chance >= (_STAYS_WITH_CARE if printed or filled < _WELL_EXPLAINED else _STAYS_ABSENT)


def is_there(chance: float, printed: bool) -> bool:
    """Surely somewhere."""
    return chance <= (_THERE_IN_PRINT if printed else _THERE)


def last_word_of(table: Mapping[str, Any]) -> LastWord | None:
    """From likeness.json's 'last_word'; None where a round has none."""
    if not table:
        return None
    return LastWord({sign: Curve(*curve) for sign, curve in table["curves"].items()}, table["base"])
