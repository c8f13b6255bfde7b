"""Names with which another's longer name begins, where the text goes on nearly as the longer one does.

เทศบาลตำบลบางปะกง / พรหมเทพรังสรร is no เทศบาลตำบลบางปะกง: a printer broke the name, a clerk misspelt or cut its rest.
Who writes the longer name right is read so anyhow; here both are meant, and whatever else the mail tells decides.
"""

from collections import defaultdict
from collections.abc import Mapping

from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.vocabulary import FOLLOWER

_LEAST_REST = 1
_LEAST_CUT = 3
_LONG = 6
_SLIPS = 1
_SLIPS_OF_LONG = 2
_ABBREVIATED = 3
_PLACE_MARKS = frozenset("ตอจ")


class BrokenNames:
    """What the names of one table go on with in other names of it; built once per table."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._rests: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        begun: list[str] = []  # names with which the present one begins, the shortest first
        for name in sorted(names):
            while begun and not name.startswith(begun[-1]):
                begun.pop()
            for shorter in begun:
                if len(name) - len(shorter) >= _LEAST_REST and not set(names[name]) & set(names[shorter]):
                    self._rests[shorter].append((name[len(shorter) :], names[name]))
            begun.append(name)

    def longer(self, text: Squeezed, name: str, end: int) -> tuple[str, ...]:
        """Those whose longer name the text seems to mean, where `name` ends at `end`; () where nobody's."""
        rests = self._rests.get(name)
        if not rests or end >= len(text.letters):
            return ()
        run = text.run_end(end)
        if run - end <= _ABBREVIATED and text.gaps.get(run, "").startswith("."):
            return ()  # the letters of a province, or อ. and จ.
        if text.letters[end:run] in _PLACE_MARKS:
            return ()
        line = text.line_end(end + 1)
        written = [text.letters[end:stop] for stop in dict.fromkeys((run, line, text.line_end(line + 1)))]
        follower = FOLLOWER.match(text.letters, end, run)
        follows = follower is not None and follower.end() == run
        return tuple(
            dict.fromkeys(
                one
                for rest, ids in rests
                if not (follows and not FOLLOWER.match(rest)) and any(_is_meant(rest, each) for each in written)
                for one in ids
            )
        )


def _is_meant(rest: str, written: str) -> bool:
    """Is what is written the rest of a name: with a slip or two, or cut short; a long one with more behind?"""
    long = len(rest) >= _LONG
    if rest.startswith(written):
        return len(written) >= (_LEAST_CUT if long else 1)
    table = _differences(rest, written[: len(rest) + _SLIPS_OF_LONG + 1])
    if not long:
        return len(written) <= len(rest) + _SLIPS and table[-1][-1] <= _SLIPS
    if min(table[-1][len(rest) - _SLIPS_OF_LONG :], default=len(rest)) <= _SLIPS_OF_LONG:
        return True
    return len(written) > _LEAST_CUT and min(row[-1] for row in table) <= _SLIPS


def _differences(name: str, written: str) -> list[list[int]]:
    """How many letters each beginning of a name differs from each beginning of what is written: one too many, too few
    or other, or two in the wrong order (the distance of Damerau and Levenshtein, of optimal alignment)."""
    table = [[*range(len(written) + 1)]]
    for row, letter in enumerate(name, 1):
        line = [row]
        for at, other in enumerate(written, 1):
            best = min(table[-1][at] + 1, line[-1] + 1, table[-1][at - 1] + (letter != other))
            if row > 1 and at > 1 and (letter, other) == (written[at - 2], name[row - 2]):
                best = min(best, table[row - 2][at - 2] + 1)
            line.append(best)
        table.append(line)
    return table
