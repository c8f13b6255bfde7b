"""Thai text that came through fonts and printers, made comparable: norm, key, skeleton, consonants.

Each level forgives more damage than the one before. Exact matching finds 42 of 100 real headings,
the skeleton 97, with no new false hit; so match phrases of at least eight consonants on the skeleton.
"""

import re
import unicodedata
from codecs import charmap_decode, charmap_encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from encodings import cp874

CONSONANTS = "ก-ฮ"
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # every vowel, tone and other sign above or below a consonant
_BELOW = "\u0e38\u0e39\u0e3a"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"

_PRIVATE_USE = {
    0xF700: "ฐ",
    0xF70F: "ญ",
    **dict(zip(range(0xF701, 0xF705), "ิีึื", strict=True)),
    **dict(zip(range(0xF705, 0xF70A), "่้๊๋์", strict=True)),
    **dict(zip(range(0xF70A, 0xF70F), "่้๊๋์", strict=True)),
    **dict(zip(range(0xF710, 0xF713), "ัํ็", strict=True)),
    **dict(zip(range(0xF713, 0xF718), "่้๊๋์", strict=True)),
    **dict(zip(range(0xF718, 0xF71B), "ฺุู", strict=True)),
    **dict(zip(range(0xF884, 0xF893), "่่่้้้๊๊๊๋๋๋์์์", strict=True)),
    **dict(zip(range(0xF893, 0xF89A), "ํัิีึื็", strict=True)),
}
_INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_RARE = re.compile(f"[{_INVISIBLE}{_SPACES}\uf700-\uf71a\uf884-\uf899]")
_LOW_PLANES = "".join(map(chr, (*range(0x700), *range(0x1600, 0x3100), 0xFEFF)))
_RARE_TABLE: dict[int, str | None] = dict.fromkeys(map(ord, re.findall(f"[{_INVISIBLE}]", _LOW_PLANES)))
_RARE_TABLE |= dict.fromkeys(map(ord, re.findall(f"[{_SPACES}]", _LOW_PLANES)), " ")
_RARE_TABLE |= _PRIVATE_USE

_LATIN_TONE = re.compile("(?<=[\u0e01-\u0e4e])(?:[\u00c9-\u00cd]|\\(cid:20[1-5]\\))")
_LATIN_TONES = dict(zip("ÉÊËÌÍ", "่้๊๋์", strict=True)) | {f"(cid:{201 + i})": tone for i, tone in enumerate("่้๊๋์")}
_LATIN_RUN = re.compile("[\u00a1-\u00da\u00df-\u00fb]{4,}")
_LATIN_ANY = re.compile("[\u00a1-\u00da\u00df-\u00fb]+")
_THAI_LETTERS = re.compile("[\u0e01-\u0e4e]+")

# Each of these begins with a set of signs, to which the search leaps.
_SPACE_BEFORE_MARK = re.compile(f"[ \t](?<=[{CONSONANTS}{MARKS}].)[ \t]*(?=[{MARKS}ำ])")
_AM_APART = re.compile("[\u0e4dำ](?:(?<=\u0e4d)|[\u0e48-\u0e4bา])")
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)า|([\u0e48-\u0e4b])\u0e4dา|า\u0e4d|ำ([\u0e48-\u0e4b])|ำา+")
# Two marks and more, less what is right as it stands: one vowel sign, one tone.
_MARK_CLUSTER = re.compile(f"[{MARKS}](?=[{MARKS}])(?:(?<=[{_TONES}])|(?![{_TONES}](?![{MARKS}])))[{MARKS}]+")
_NOT_KEY = re.compile(f"[^\\w{MARKS}]+|[_ฯ]+")
_ALL_MARKS = re.compile(f"[{MARKS}]+")
_MARKS_AND_A = re.compile(f"[{MARKS}าะ]+")

# A line of a plan is asked for again and again, by each rule and in both halves of the pair: the last ones are kept.
_LINE, _LINES = 200, 8_192
_TOGETHER = 64  # lines that are made bare in one pass: one odd letter makes its neighbours take the long way
_known: dict[str, str] = {}

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_THAI_DIGIT = re.compile("[๐-๙]")
_ARABIC_OF = tuple(zip(_THAI_DIGITS, "0123456789", strict=True))
_TO_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", _THAI_DIGITS)

# Bytes of code page 874, in which nearly every text of ours can be written, for skeletons in one pass.
_UNSEEN = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_AM_AND_A, _TWO_E, _AE = "ำา".encode("cp874"), "เเ".encode("cp874"), "แ".encode("cp874")
_BARE = bytes.maketrans(
    f"ำ{_THAI_DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ".encode("cp874"),
    "า0123456789abcdefghijklmnopqrstuvwxyz".encode("cp874"),
)
_SIGNS = bytes(range(0x80, 0xFF)).decode("cp874", "ignore")
_DROPPED = bytes(c for c in range(0x80) if not chr(c).isalnum()) + "".join(
    c for c in _SIGNS if not c.isalnum() or c == "ฯ"
).encode("cp874")
_MARK_BYTES = "".join(_ALL_MARKS.findall(_SIGNS)).encode("cp874")
_DROPPED_BUT_MARKS = _DROPPED.translate(None, _MARK_BYTES)
_DROPPED_AND_A = _DROPPED + "ะาำ".encode("cp874")
_DROPPED_IN_LINES, _DROPPED_AND_A_IN_LINES = (each.replace(b"\n", b"") for each in (_DROPPED, _DROPPED_AND_A))
_LETTER_BYTES = "".join(_THAI_LETTERS.findall(_SIGNS)).encode("cp874")
# Arrows, boxes and ticks, of which no level of the key keeps anything: a plan of many pages has a few in its tables.
_SYMBOL = re.compile("[" + "".join(sign for sign in map(chr, range(0x2190, 0x27C0)) if not sign.isalnum()) + "]")

# The commonest words without a meaning of their own: a text layer that is really Thai holds 14-28 % of them.
_FUNCTION_WORD = re.compile("เพื่อ|ความ|เป็น|ซึ่ง|ต้อง|หรือ|ที่|ให้|ได้|ไม่|กับ|ต่อ|แต่|นี้|อยู่|ของ|จาก|โดย|ตาม|ทาง|การ|และ|ใน|จะ|มี")
# Begins with a set of signs, to which the search leaps: a vowel sign without a consonant under it, and a tone on
# nothing or on another tone.
_IMPOSSIBLE = re.compile(
    f"[\u0e31\u0e34-\u0e39\u0e47-\u0e4b](?:(?<=[\u0e31\u0e34-\u0e39\u0e47])(?<![{CONSONANTS}].)"
    f"|(?<=[\u0e48-\u0e4b])(?<![{CONSONANTS}\u0e31\u0e34-\u0e39\u0e4d].))"
)


def to_arabic(text: str) -> str:
    """Thai digits as Arabic digits."""
    if _THAI_DIGIT.search(text):
        for thai, arabic in _ARABIC_OF:  # twice as fast as translate(), which looks up every sign of the text
            text = text.replace(thai, arabic)
    return text


def to_thai(text: str) -> str:
    """Arabic digits as Thai digits, for what agencies read."""
    return text.translate(_TO_THAI)


def norm(text: str) -> str:
    """The text as it was meant to be stored: private-use and Latin stand-ins replaced, ำ composed, marks in order.

    Loses nothing that a reader sees; keeps line breaks and tabs. Apply it once to whatever a reader gives.
    """
    if text.isascii():
        return _RARE.sub("", text) if _RARE.search(text) else text
    if _RARE.search(text):
        text = text.translate(_RARE_TABLE)
    text = _repair_latin(unicodedata.normalize("NFC", text))
    text = _SPACE_BEFORE_MARK.sub("", text)
    text = text.replace("เเ", "แ")
    if _AM_APART.search(text):
        text = _SARA_AM.sub(_compose_sara_am, text)
    return _MARK_CLUSTER.sub(_order_marks, text)


def key(text: str) -> str:
    """Letters, marks and digits only: norm, Arabic digits, lower case, ำ as า."""
    text = norm(text)
    try:
        return _encoded(text).translate(_BARE, _DROPPED_BUT_MARKS).decode("cp874")
    except UnicodeEncodeError:
        return _NOT_KEY.sub("", text.replace("ำ", "า").translate(_TO_ARABIC).lower())


def skeleton(text: str) -> str:
    """The key less every mark above and below: forgives moved, lost and swapped marks."""
    known = _known.get(text)
    if known is None:
        known = _skeleton(text)
        if len(text) <= _LINE:
            _keep({text: known})
    return known


def learn_lines(texts: Iterable[str]) -> None:
    """Make the skeletons of many lines in one pass, a tenth of the time that asking for each takes."""
    lines = [text for text in dict.fromkeys(texts) if len(text) <= _LINE and text not in _known and "\n" not in text]
    _keep(dict(zip(lines, _each_line(lines, _BARE, _DROPPED_IN_LINES, _skeleton), strict=True)))


def forget_lines() -> None:
    """Forget the lines that were asked for: for measuring, so that no plan is remembered."""
    _known.clear()


def _keep(skeletons: dict[str, str]) -> None:
    if len(_known) + len(skeletons) > _LINES:
        _known.clear()
    _known.update(skeletons)


def _skeleton(text: str) -> str:
    return _bare(text, _BARE, _DROPPED) or _ALL_MARKS.sub("", key(text))


def _each_line(lines: Sequence[str], table: bytes, dropped: bytes, alone: Callable[[str], str]) -> Iterator[str]:
    """Lines made bare together, some at a time; `alone` for those among which one needs a closer look."""
    for first in range(0, len(lines), _TOGETHER):
        some = lines[first : first + _TOGETHER]
        bare = _bare("\n".join(some), table, dropped).split("\n")
        yield from bare if len(bare) == len(some) > 1 else map(alone, some)


def consonants(text: str) -> str:
    """The skeleton less า and ะ: the last resort, for prints whose vowels are wrong too."""
    return _bare(text, _BARE, _DROPPED_AND_A) or _MARKS_AND_A.sub("", key(text))


def consonants_of_lines(lines: Sequence[str]) -> list[str]:
    """The consonants of many lines in one pass."""
    if any("\n" in line for line in lines):
        return list(map(consonants, lines))
    return list(_each_line(lines, _BARE, _DROPPED_AND_A_IN_LINES, consonants))


def _bare(text: str, table: bytes, dropped: bytes) -> str:
    """A skeleton at the speed of bytes; '' for a text that needs a closer look, or has nothing to keep.

    The order of marks, and blanks before them, do not matter where neither is kept.
    """
    try:
        signs = _encoded(text).translate(None, _UNSEEN)
    except UnicodeEncodeError:
        return ""
    if _AM_AND_A in signs or b"(cid:" in signs:
        return ""
    return charmap_decode(signs.replace(_TWO_E, _AE).translate(table, dropped), "strict", cp874.decoding_table)[0]


def _encoded(text: str) -> bytes:
    """The text in code page 874, with a bar for each symbol that it lacks; raises UnicodeEncodeError for a letter."""
    try:
        return charmap_encode(text, "strict", cp874.encoding_table)[0]  # as encode() does it, without the way there
    except UnicodeEncodeError:
        return _SYMBOL.sub("|", text).encode("cp874")


def thai_letters(text: str) -> int:
    """Number of Thai letters, vowels and marks (digits not counted)."""
    return _count(text, _LETTER_BYTES)


def thai_marks(text: str) -> int:
    """Number of vowels, tones and other signs above or below a consonant."""
    return _count(text, _MARK_BYTES)


def _count(text: str, wanted: bytes) -> int:
    """How many of these Thai signs a text holds: counted at the speed of bytes."""
    signs = text.encode("cp874", "ignore")
    return len(signs) - len(signs.translate(None, wanted))


def function_word_share(text: str) -> float:
    """Share (0 to 1) of the Thai letters of a normalised text in function words; 0.0 for a text without Thai.

    Good text layers have 0.14 to 0.28, layers without a Unicode map 0.00.
    """
    letters = thai_letters(text)
    if not letters:
        return 0.0
    joined = "".join(_THAI_LETTERS.findall(text))
    return min(1.0, sum(map(len, _FUNCTION_WORD.findall(joined))) / letters)


def impossible_mark_share(text: str) -> float:
    """Share (0 to 1) of the marks of a normalised text that no Thai word has there; good layers have below 0.01."""
    marks = thai_marks(text)
    return len(_IMPOSSIBLE.findall(text)) / marks if marks else 0.0


def _repair_latin(text: str) -> str:
    """Undo Latin letters for raised tones (old PSL fonts) and cp874 bytes that were read as Latin-1."""
    if "(cid:" in text or _LATIN_ANY.search(text):
        text = _LATIN_TONE.sub(lambda found: _LATIN_TONES[found[0]], text)
        if _LATIN_RUN.search(text):
            pattern = _LATIN_RUN if _THAI_LETTERS.search(text) else _LATIN_ANY
            text = pattern.sub(lambda found: found[0].encode("latin-1").decode("cp874", "replace"), text)
    return text


def _compose_sara_am(found: re.Match[str]) -> str:
    return (found[1] or found[2] or found[3] or "") + "ำ"


def _order_marks(found: re.Match[str]) -> str:
    cluster = found[0]
    ordered = _ORDERED.get(cluster)
    if ordered is None:
        ordered = "".join(sorted(dict.fromkeys(cluster), key=_rank))
        if len(_ORDERED) < 4096 and len(cluster) < 8:
            _ORDERED[cluster] = ordered
    return ordered


def _rank(mark: str) -> int:
    if mark in _BELOW:
        return 0
    return 2 if mark in _TONES else 1


_ORDERED: dict[str, str] = {}
