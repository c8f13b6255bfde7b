"""What each sign says of each label, kept in little memory: a worker holds hundreds of thousands of signs.

Three hundred thousand as a dict of lists would take a hundred megabytes of each worker, as a dict of letters 65; signs
that begin alike stand together in one text here, which is searched when a sign is met: 24.
"""

from collections.abc import Mapping, Sequence

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_MOST = len(_DIGITS) ** 2 // 2  # weights lie between -2048 and 2047
_OPENING = 2  # letters by which signs are put together, behind the mark of their sort ('b:')
_BEFORE, _BEHIND = "\n", "\t"  # of the rest of a sign; no sign holds them


class Weights:
    """Looks up signs in what joined() wrote."""

    def __init__(self, together: Mapping[str, str]) -> None:
        self._together = {opening: text.encode() for opening, text in together.items()}

    def of(self, sign: str) -> tuple[int, ...] | None:
        """Its weight for each label, in hundredths; None for a sign that no passage holds."""
        opening = _opening(sign)
        text = self._together.get(opening, b"")
        mark = f"{_BEFORE}{sign[len(opening) :]}{_BEHIND}".encode()
        start = text.find(mark) + len(mark)
        if start < len(mark):
            return None
        end = text.find(_BEFORE.encode(), start)
        return unpack(text[start : end if end >= 0 else None].decode())


def joined(rows: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """The signs that begin alike in one text each: a line break, the rest of the sign, a tab, its weights by pack()."""
    together: dict[str, list[str]] = {}
    for sign, row in sorted(rows.items()):
        opening = _opening(sign)
        together.setdefault(opening, []).append(f"{_BEFORE}{sign[len(opening) :]}{_BEHIND}{pack(row)}")
    return {opening: "".join(lines) for opening, lines in together.items()}


def pack(row: Sequence[int]) -> str:
    """Two letters a weight. Raises ValueError for a weight that is out of bounds."""
    if not all(-_MOST <= worth < _MOST for worth in row):
        raise ValueError(f"weight out of bounds: {row}")
    places = (divmod(worth + _MOST, len(_DIGITS)) for worth in row)
    return "".join(_DIGITS[high] + _DIGITS[low] for high, low in places)


def unpack(written: str) -> tuple[int, ...]:
    """The weights that pack() wrote."""
    pairs = zip(written[::2], written[1::2], strict=True)
    return tuple(_VALUE[high] * len(_DIGITS) + _VALUE[low] - _MOST for high, low in pairs)


def _opening(sign: str) -> str:
    return sign[: _OPENING + 2] if sign[1:2] == ":" else sign[:_OPENING]
