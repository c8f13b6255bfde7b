"""Text of foreign origin (subjects, file names, quotes) made harmless before it enters a letter."""

import re
import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = re.compile(r"\s+")
_MARKS = 4
"""Most combining marks on one letter; Thai needs two."""


def harmless(text: str, limit: int = 300) -> str:
    """One line of printable text: line ends and control characters become spaces, characters that turn the
    direction of writing become the visible sign �, invisible ones and noncharacters are dropped, letters
    beyond `limit` are cut at a cluster."""
    letters: list[str] = []
    marks = 0
    for letter in text:
        shown = _shown(letter)
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= _MARKS:
            letters.append(shown)
    line = _SPACES.sub(" ", "".join(letters)).strip()
    if len(line) <= limit:
        return line
    end = limit - 1
    while end > 1 and (unicodedata.category(line[end]) in ("Mn", "Me", "Mc") or line[end] in "าำะ"):
        end -= 1
    return line[:end].rstrip(" เแโใไ") + "…"


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in _BIDI or category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cn"):
        return ""
    return letter
