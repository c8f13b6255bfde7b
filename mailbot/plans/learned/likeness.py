"""How like the example passages of each element a section is: a linear model over its signs, read from the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Any

from mailbot.plans.learned.signs import Signs

UNFILLED = "unfilled"
LABELS = ("2.1 o", "2.1 a", "2.1 s", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "other", UNFILLED)
"""What a section may be; 'o', 'a', 's' are the parts of 2.1 (objectives, assumptions, scope), '2.1' holds several."""
_SCALE = 100  # weights are kept as whole hundredths
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_MOST = len(_DIGITS) ** 2 // 2  # weights lie between -20.48 and 20.47


@dataclass(frozen=True, slots=True)
class Likeness:
    """weights: of each sign, how much it speaks for each label, in the order of LABELS, as pack() writes it. base: of
    each label where no sign speaks. shares: of the passages."""

    weights: Mapping[str, str]
    base: tuple[int, ...]
    shares: tuple[float, ...]
    _met: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # labels of which a sign says something
    _rows: dict[str, tuple[int, ...]] = field(default_factory=dict)

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
        found = self._rows.get(sign)
        if found is None and sign in self.weights:  # what no passage holds is not kept: a worker reads for days
            found = self._rows[sign] = unpack(self.weights[sign])
        return found

    def _meet(self, sign: str) -> tuple[tuple[int, int], ...]:
        """A plan has some thousands of the hundred thousands of signs: each is looked at when it is met."""
        written = self.weights.get(sign)
        if written is None:
            return ()
        found = self._met[sign] = tuple((at, worth) for at, worth in enumerate(unpack(written)) if worth)
        return found

    def worths(self, signs: Signs) -> dict[str, float]:
        """Label to its chance as a multiple of how common it is among the passages."""
        chances = self.chances(signs)
        return {label: chances[label] / share for label, share in zip(LABELS, self.shares, strict=True)}


def pack(row: Sequence[int]) -> str:
    """Two letters a weight: nearly three hundred thousand rows of numbers would take a hundred megabytes of each
    worker. Raises ValueError for a weight that is out of bounds."""
    if not all(-_MOST <= worth < _MOST for worth in row):
        raise ValueError(f"weight out of bounds: {row}")
    places = (divmod(worth + _MOST, len(_DIGITS)) for worth in row)
    return "".join(_DIGITS[high] + _DIGITS[low] for high, low in places)


def unpack(written: str) -> tuple[int, ...]:
    """The weights that pack() wrote."""
    pairs = zip(written[::2], written[1::2], strict=True)
    return tuple(_VALUE[high] * len(_DIGITS) + _VALUE[low] - _MOST for high, low in pairs)


def likeness_of(table: Mapping[str, Any]) -> Likeness | None:
    """From a table of the rules' likeness.json ('sections', 'titles'); None where a round has none."""
    return Likeness(table["weights"], tuple(table["base"]), tuple(table["shares"])) if table else None
