"""What each chapter is, seen with its neighbours: plans hold each element once, and most in the circular's order.

A hidden Markov chain whose state is the last element met; chapters that are no element leave it as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ELEMENTS_IN_ORDER = ("2.1 o", "2.1 a", "2.1 s", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8")
OTHER = "other"
_FIRST = ELEMENTS_IN_ORDER[:4]  # 2.1 and its parts stand in any order
_PLACE = {"2.1 o": 0, "2.1 a": 1, "2.1 s": 2, "2.1": 1, **{f"2.{number}": number + 1 for number in range(2, 9)}}
_NEXT, _SKIPPED, _FAR, _BACK = 1.0, 0.25, 0.15, 0.12  # how likely one follows another, before scaling
_SAME, _TURNED = 0.15, 0.5
_OTHER_SHARE = 0.25  # of the chapters of a plan
_TEMPER = 0.8  # the chances of a chapter alone are too sure of themselves

_State = str | None
_Worths = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Order:
    """chances: of each chapter, by label. nowhere: label to the chance that no chapter is it."""

    chances: tuple[Mapping[str, float], ...]
    nowhere: Mapping[str, float]


def in_order(chapters: Sequence[_Worths], wanted: Sequence[str]) -> Order:
    """chapters: how likely each chapter alone is each label, as a multiple of how common the label is. wanted: labels
    for which `nowhere` is asked."""
    worths = [{label: worth**_TEMPER for label, worth in chapter.items()} for chapter in chapters]
    ahead, whole = _forward(worths, ELEMENTS_IN_ORDER)
    behind = _backward(worths)
    chances = tuple(_chances(worth, ahead[at], behind[at + 1]) for at, worth in enumerate(worths))
    nowhere = {}
    for name in wanted:
        without = [one for one in ELEMENTS_IN_ORDER if one != name and not (one == "2.1" and name in _FIRST)]
        nowhere[name] = _forward(worths, without)[1] / whole if whole else 1.0
    return Order(chances, nowhere)


def _step(last: _State, label: str) -> float:
    if last is None:
        return _NEXT if label in _FIRST else _SKIPPED if _PLACE[label] <= _PLACE["2.2"] else _FAR
    if last == label:
        return _SAME
    if last in _FIRST and label in _FIRST:
        return _NEXT / 3
    if last in _FIRST and label == "2.2":
        return _NEXT
    if (last, label) == ("2.5", "2.4"):
        return _TURNED  # many tell first which work cannot wait, and then how it goes on
    ahead = _PLACE[label] - _PLACE[last]
    return _NEXT if ahead == 1 else _SKIPPED if ahead == 2 else _FAR if ahead > 2 else _BACK


def _steps(last: _State) -> dict[str, float]:
    row = {label: _step(last, label) for label in ELEMENTS_IN_ORDER}
    return {label: worth * (1 - _OTHER_SHARE) / sum(row.values()) for label, worth in row.items()}


_STEPS: dict[_State, dict[str, float]] = {last: _steps(last) for last in (None, *ELEMENTS_IN_ORDER)}


def _forward(worths: Sequence[_Worths], labels: Sequence[str]) -> tuple[list[dict[_State, float]], float]:
    """Before each chapter the chance of each last element, and how likely the whole is with these labels only."""
    now: dict[_State, float] = {None: 1.0}
    found, whole = [now], 1.0
    for worth in worths:
        new = {last: chance * _OTHER_SHARE * worth[OTHER] for last, chance in now.items()}
        for label in labels:
            come = sum(chance * _STEPS[last][label] for last, chance in now.items())
            new[label] = new.get(label, 0.0) + worth[label] * come
        total = sum(new.values())
        if not total:
            return [*found, *([now] * (len(worths) + 1 - len(found)))], 0.0
        now = {last: chance / total for last, chance in new.items()}
        whole *= total
        found.append(now)
    return found, whole


def _backward(worths: Sequence[_Worths]) -> list[dict[_State, float]]:
    """Behind each chapter, how likely what follows is after each last element."""
    after: dict[_State, float] = dict.fromkeys(_STEPS, 1.0)
    found = [after]
    for worth in reversed(worths):
        new = {
            last: _OTHER_SHARE * worth[OTHER] * after[last]
            + sum(steps[label] * worth[label] * after[label] for label in ELEMENTS_IN_ORDER)
            for last, steps in _STEPS.items()
        }
        total = sum(new.values()) or 1.0
        after = {last: chance / total for last, chance in new.items()}
        found.append(after)
    return found[::-1]


def _chances(worth: _Worths, before: Mapping[_State, float], after: Mapping[_State, float]) -> dict[str, float]:
    """One chapter between what stands before it and what follows."""
    found = {
        label: worth[label] * after[label] * sum(chance * _STEPS[last][label] for last, chance in before.items())
        for label in ELEMENTS_IN_ORDER
    }
    found[OTHER] = worth[OTHER] * _OTHER_SHARE * sum(chance * after[last] for last, chance in before.items())
    total = sum(found.values()) or 1.0
    return {label: chance / total for label, chance in found.items()}
