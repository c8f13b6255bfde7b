"""Learns the last word on what is absent from plans mixed of passages that the likeness in use was not taught.

Each plan is judged with a likeness learned without its passages, as a plan of another pen would be.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from mailbot.documents.model import Document
from mailbot.plans.learned.last_word import Curve
from mailbot.plans.learned.mixed import UNITS, Mixer
from mailbot.plans.learned.passage import Passage
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.own_words import best_placing
from mailbot.plans.placing import SLOTS
from mailbot.plans.sections import read
from mailbot.rules import Rules

FOLDS = 4
_PLANS = 420  # of each fold
_PRINTED_EVERY = 2  # plan is judged as a print as well
_PLACES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)  # shares of the examples between which a curve bends
_ROUNDS, _STEP, _PULL = 30, 0.2, 0.002
_AGAINST = frozenset({"gone", "gone in another division"})  # the more, the likelier it is absent
_FOR = frozenset(
    {
        "chapter",
        "alone",
        "alone among the unsettled",
        "piece",
        "piece in a known chapter",
        "heading",
        "titled",
        "titled in a known chapter",
        "line",
        "content",
        "content in a known chapter",
        "loose",
        "phrase",
        "phrase in a known chapter",
        "unsettled chapters",
        "unsettled share",
    }
)  # the more, the likelier it is there


class Example(NamedTuple):
    """A doubt of a plan of which the truth is known."""

    signs: Mapping[str, float]
    absent: bool


def fold_of(one: Passage) -> int:
    """By whose hand a passage is, so that no hand is in two folds."""
    return zlib.crc32(one.hand.encode()) % FOLDS


def examples(rules: Rules, likeness: Mapping[str, Any], own: Sequence[Passage], fold: int) -> Iterator[Example]:
    """The doubts of plans mixed of these passages. likeness: learned without them."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "likeness.json").write_text(json.dumps(likeness), "utf-8")
        taught = rules.model_copy(update={"folder": Path(folder)})
        mixer = Mixer(own, taught)
        for number in range(_PLANS):
            mixed = mixer.mix(Random(f"{fold}/{number}"))  # noqa: S311 - the same plans each time, not secret ones
            for document in (mixed.word, mixed.printed)[: 1 if number % _PRINTED_EVERY else 2]:
                yield from _doubts(document, taught, mixed.there)


def _doubts(document: Document, rules: Rules, there: Mapping[str, bool]) -> Iterator[Example]:
    lexicon = lexicon_of(rules)
    placed = best_placing(read(document, lexicon), lexicon, rules)
    for name, doubt in placed.doubts.items() if placed is not None else ():
        yield Example(doubt.signs, not there[UNITS[SLOTS.index(name)]])


def learn_last_word(found: Sequence[Example]) -> dict[str, object]:
    """The table 'last_word' of likeness.json."""
    names = sorted({sign for one in found for sign in one.signs})
    bends = {sign: _bends([one.signs.get(sign, 0.0) for one in found]) for sign in names}
    bends = {sign: places for sign, places in bends.items() if len(places) > 1}
    rows = [([share for sign in bends for share in _shares(sign, bends[sign], one.signs)], one.absent) for one in found]
    worths, base = _fitted(rows)
    return {
        "curves": {
            sign: [places, [round(worths.get((sign, at), 0.0), 2) for at in range(len(places))]]
            for sign, places in bends.items()
        },
        "base": round(base, 2),
    }


_Share = tuple[tuple[str, int], float]  # of a sign's weight at one bend of its curve


def _bends(weights: Sequence[float]) -> list[float]:
    """Weights of one sign between which as many examples lie as in the shares above."""
    ranked = sorted(weights)
    return sorted({round(ranked[round(share * (len(ranked) - 1))], 2) for share in _PLACES})


def _shares(sign: str, places: Sequence[float], signs: Mapping[str, float]) -> list[_Share]:
    """How near a weight is to the two bends around it."""
    found = []
    for at in range(len(places)):
        near = Curve(places, [float(one == at) for one in range(len(places))]).at(signs.get(sign, 0.0))
        if near:
            found.append(((sign, at), near))
    return found


def _fitted(rows: Sequence[tuple[list[_Share], bool]]) -> tuple[dict[tuple[str, int], float], float]:
    """Logistic regression by gradient steps (AdaGrad) in a fixed order."""
    worths: dict[tuple[str, int], float] = {}
    changed: dict[tuple[str, int], float] = {}
    base, base_changed = 0.0, 1.0
    order = list(range(len(rows)))
    random = Random(0)  # noqa: S311 - the same order each time, not a secret one
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for at in order:
            shares, absent = rows[at]
            worth = base + sum(worths.get(key, 0.0) * share for key, share in shares)
            slope = 1 / (1 + exp(-max(-50.0, min(50.0, worth)))) - absent
            base_changed += slope * slope
            base -= _STEP * slope / sqrt(base_changed)
            for key, share in shares:
                step = slope * share + _PULL * worths.get(key, 0.0)
                changed[key] = changed.get(key, 1.0) + step * step
                worths[key] = worths.get(key, 0.0) - _STEP * step / sqrt(changed[key])
        _straighten(worths)
    return worths, base


def _straighten(worths: dict[tuple[str, int], float]) -> None:
    """Curves of signs that can speak in one direction only are made to rise, or to fall, all along."""
    for sign in _AGAINST | _FOR:
        places = sorted(key for key in worths if key[0] == sign)
        turn = 1.0 if sign in _AGAINST else -1.0
        for key, worth in zip(places, _rising([turn * worths[key] for key in places]), strict=True):
            worths[key] = turn * worth


def _rising(worths: Sequence[float]) -> list[float]:
    """The nearest numbers that never fall: neighbours that do are made their mean."""
    runs: list[tuple[float, int]] = []
    for worth in worths:
        runs.append((worth, 1))
        while len(runs) > 1 and runs[-2][0] > runs[-1][0]:
            (late, some), (early, others) = runs.pop(), runs.pop()
            runs.append(((late * some + early * others) / (some + others), some + others))
    return [worth for worth, count in runs for _ in range(count)]
