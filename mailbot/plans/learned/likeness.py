"""How like the example passages of each element a section is: a linear model over its signs, read from the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp
from typing import Any

from mailbot.plans.learned.signs import Signs
from mailbot.plans.learned.weights import Weights

UNFILLED = "unfilled"
LABELS = ("2.1 o", "2.1 a", "2.1 s", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "other", UNFILLED)
"""What a section may be; 'o', 'a', 's' are the parts of 2.1 (objectives, assumptions, scope), '2.1' holds several."""
_SCALE = 100  # weights are kept as whole hundredths
_MOST_REMEMBERED = 30_000  # signs; a plan has some ten thousand, half of them in no passage, each met ten times


@dataclass(frozen=True, slots=True)
class Likeness:
    """weights: of each sign, how much it speaks for each label, in the order of LABELS. base: of each label where no
    sign speaks. shares: of the passages."""

    weights: Weights
    base: tuple[int, ...]
    shares: tuple[float, ...]
    _met: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # labels of which a sign says something
    _pairs: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _rows: dict[str, tuple[int, ...] | None] = field(default_factory=dict)

    def chances(self, signs: Signs) -> dict[str, float]:
        """Label to chance; they add up to one."""
        sums = [float(worth) for worth in self.base]
        met, meet = self._met, self._meet
        for sign, weight in signs.items():
            for at, worth in met[sign] if sign in met else meet(sign):
                sums[at] += weight * worth
        top = max(sums)
        raised = [exp((worth - top) / _SCALE) for worth in sums]
        whole = sum(raised)
        return {label: worth / whole for label, worth in zip(LABELS, raised, strict=True)}

    def row(self, sign: str) -> tuple[int, ...] | None:
        """What a sign says of each label, in hundredths; None for one that is not known."""
        if sign in self._rows:
            return self._rows[sign]
        _make_room(self._rows)
        found = self._rows[sign] = self.weights.of(sign)
        return found

    def _meet(self, sign: str) -> tuple[tuple[int, int], ...]:
        _make_room(self._met)
        row = self.weights.of(sign) or ()
        pairs = self._pairs  # each kept once: a few thousand, of which all signs are made
        found = self._met[sign] = tuple(pairs.setdefault(pair, pair) for pair in enumerate(row) if pair[1])
        return found

    def worths(self, signs: Signs) -> dict[str, float]:
        """Label to its chance as a multiple of how common it is among the passages."""
        chances = self.chances(signs)
        return {label: chances[label] / share for label, share in zip(LABELS, self.shares, strict=True)}


def _make_room(remembered: dict[str, Any]) -> None:
    """A worker reads for days, and most signs are met again in one plan only."""
    if len(remembered) >= _MOST_REMEMBERED:
        remembered.clear()


def likeness_of(table: Mapping[str, Any]) -> Likeness | None:
    """From a table of the rules' likeness.json ('sections', 'titles'); None where a round has none."""
    return Likeness(Weights(table["weights"]), tuple(table["base"]), tuple(table["shares"])) if table else None
