"""How Thai does a text look: the score by which a charset is chosen when labels lie.

`แผน` and `แบบ` in TIS-620 are valid UTF-8 (for the Greek letter U+1F39 and the Latin letter U+1EBA), and `ศธ` is too
(U+0238): "the first charset that decodes" loses the most likely file names of this inbox. So every reading is scored
and the best one wins. All figures are points per character outside ASCII; 1.0 is flawless Thai.
"""

import unicodedata

SAMPLE = 3000
"""Characters outside ASCII that are looked at; more would change no answer and cost time."""

_CONSONANTS = range(0x0E01, 0x0E2F)
_LEADING = frozenset("เแโใไ")
_ABOVE_BELOW = frozenset("ัิีึืฺุู็ํ")
_TONES = frozenset("่้๊๋์๎")
_PUNCTUATION = frozenset("\u00a0“”‘’–—…•€·′″\u200b\u200c\u200d\u200e\u200f\ufeff×÷°±½¼¾²³µ§©®™")
_EXPECTED_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "LAO", "FULLWIDTH", "IDEOGRAPHIC")


def score(text: str) -> float:
    """Mean points of the characters outside ASCII (1.0 for pure ASCII text); higher is more plausible."""
    total, seen = 0.0, 0
    for index, char in enumerate(text):
        if char < "\x80":
            continue
        seen += 1
        if seen > SAMPLE:
            break
        before = text[index - 1] if index else " "
        after = text[index + 1] if index + 1 < len(text) else " "
        total += _points(char, before, after)
    return total / min(seen, SAMPLE) if seen else 1.0


def _points(char: str, before: str, after: str) -> float:
    if "\u0e01" <= char <= "\u0e5b":
        return _thai_points(char, before, after)
    if char == "\ufffd":
        return -2.0
    if char in _PUNCTUATION:
        return 0.6
    beside_latin = _is_latin(before) or _is_latin(after)
    if "\u00c0" <= char <= "\u017f":
        return 0.9 if beside_latin else 0.5
    if char < "\u00a0":
        return -2.0
    return _other_points(char)


def _thai_points(char: str, before: str, after: str) -> float:
    if char in _ABOVE_BELOW:
        good = ord(before) in _CONSONANTS or before in _TONES
    elif char in _TONES:
        good = ord(before) in _CONSONANTS or before in _ABOVE_BELOW
    elif char in _LEADING:
        good = ord(after) in _CONSONANTS
    else:
        good = True
    if not good:
        return -1.0
    return 0.5 if _is_latin(before) or _is_latin(after) else 1.0


def _other_points(char: str) -> float:
    category = unicodedata.category(char)
    if category in ("Cn", "Co", "Cs"):
        return -1.0
    if category in ("So", "Sk") and char >= "\u2600":
        return 0.4
    if category == "Cf":
        return 0.6
    name = unicodedata.name(char, "")
    if name.startswith(_EXPECTED_SCRIPTS) and not "\u3400" <= char <= "\u4dbf":
        return 0.6
    return -0.5


def _is_latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"
