"""Breaks Thai text into lines without a dictionary: at spaces and at sure syllable edges, never inside a letter cluster."""

import re
from collections.abc import Callable

# What may end a line before it: a leading vowel always opens a syllable; these words seldom stand inside another.
_WORDS = "การ|ความ|และ|ของ|ที่|จาก|ตาม|เพื่อ|ให้|หรือ|ใน|ผู้|ต่อ|หน่วย|ระบบ|ทรัพยากร|บุคลากร|สำนัก|จังหวัด|กระบวน|บริหาร"
_EDGE = re.compile(rf"(?<=[ ๆฯ])|(?<=[/\-–])(?=[^\d])|(?<=[ะำ])(?=[ก-ฮ])|(?=[เแโใไ])|(?={_WORDS})")
_CLUSTER = re.compile(r"[^ัิ-ฺ็-๎ำ][ัิ-ฺ็-๎ำ]*")


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
    edges = sorted({0, len(text), *(found.start() for found in _EDGE.finditer(text))})
    pieces = []
    for start, end in zip(edges, edges[1:], strict=False):
        piece = text[start:end]
        pieces += [piece] if measure(piece.strip()) <= width else _CLUSTER.findall(piece)
    return pieces
