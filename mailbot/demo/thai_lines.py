"""Breaks Thai text into lines: at spaces, around the words plans are made of, never inside a letter cluster."""

import re
from collections.abc import Callable
from itertools import pairwise

from mailbot.demo.content_files import content

# Words stay whole where they can; the line may end before or after each.
_WORD = re.compile("|".join(sorted(content("words.toml")["words"].split(), key=len, reverse=True)))
# Outside known words: after a space or a stroke, and before a leading vowel, which always opens a syllable.
_EDGE = re.compile(r"(?<=[ ๆฯ])|(?<=[/\-–])(?=[^\d])|(?=[เแโใไ])")
_MARKS = "ะาำๅๆฯัิ-ฺ็-๎"
_CLUSTER = re.compile(rf"[เแโใไ]*(?:[^{_MARKS}][{_MARKS}]*|[{_MARKS}]+)(?:[ก-ฮ][ิุ]?์)?")


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """text in lines no wider than width (in measure's unit), spaces at line ends left out; at least one line.

    A piece wider than a whole line is cut between clusters, so that a mark never leaves its consonant.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width, measure):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    lines.append(line.rstrip())
    return lines


def _pieces(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    edges = {0, len(text), *(found.start() for found in _EDGE.finditer(text))}
    for word in _WORD.finditer(text):
        edges -= set(range(word.start() + 1, word.end()))
        edges |= {at for at in word.span() if _may_break(text, at)}
    order = sorted(edges)
    pieces: list[str] = []
    for start, end in pairwise(order):
        piece = text[start:end]
        pieces += [piece] if measure(piece.strip()) <= width else _CLUSTER.findall(piece)
    return pieces


def _may_break(text: str, at: int) -> bool:
    """Never before a mark, a following vowel, a silenced letter or a sign; never after a leading vowel."""
    return not re.match(r"[ะาำๅๆฯัิ-ฺ็-๎ )\]”.,:]|[ก-ฮ][ิุ]?์", text[at:]) and not re.search(r"[เแโใไ(\[“ ]$", text[:at])
