"""Automatic numbers of Word paragraphs as they are printed: '๒.๑', '(ก)', '3.'; they are not in the text."""

from dataclasses import dataclass, field

from lxml import etree

from mailbot.documents.thai import to_thai
from mailbot.documents.word_names import flag, qualified, value, whole

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"  # without ฃ ฅ ฆ, as Word counts
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
_ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    shape: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """One abstract list: its levels and how far it has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through one document; ask for each numbered paragraph once, in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read_lists(root)
            self._read_instances(root)

    def next(self, list_id: str, level: int) -> str:
        """The number printed before the next paragraph of this list and level (0 to 8); '' when it has none."""
        instance = self._instances.get(list_id)
        if instance is None or not 0 <= level < _LEVELS:
            return ""
        abstract, own_levels, starts = instance
        counted = self._lists[abstract]
        levels = {**counted.levels, **own_levels}
        definition = levels.get(level, _Level())
        self._count(counted, list_id, level, definition, starts)
        for deeper in [at for at in counted.counters if at > level]:
            if (levels.get(deeper) or _Level()).restart != 0:
                del counted.counters[deeper]
        return _printed(definition, levels, counted.counters)

    def _count(self, counted: _List, list_id: str, level: int, definition: _Level, starts: dict[int, int]) -> None:
        if level in starts and (list_id, level) not in self._started:
            counted.counters[level] = starts[level]
        elif level in counted.counters:
            counted.counters[level] += 1
        else:
            counted.counters[level] = starts.get(level, definition.start)
        self._started.add((list_id, level))

    def _read_lists(self, root: etree._Element) -> None:
        by_style: dict[str, str] = {}
        links: dict[str, str] = {}
        for element in root.iterchildren(qualified("w:abstractNum")):
            identifier = element.get(qualified("w:abstractNumId")) or ""
            self._lists[identifier] = _List(_levels(element))
            if name := value(element.find(qualified("w:styleLink"))):
                by_style[name] = identifier
            if name := value(element.find(qualified("w:numStyleLink"))):
                links[identifier] = name
        for identifier, name in links.items():
            if name in by_style:
                self._lists[identifier] = self._lists[by_style[name]]

    def _read_instances(self, root: etree._Element) -> None:
        for element in root.iterchildren(qualified("w:num")):
            abstract = value(element.find(qualified("w:abstractNumId"))) or ""
            if abstract not in self._lists:
                continue
            own: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in element.iterchildren(qualified("w:lvlOverride")):
                level = whole(override.get(qualified("w:ilvl")))
                own.update(_levels(override))
                start = whole(value(override.find(qualified("w:startOverride"))))
                if level is not None and start is not None:
                    starts[level] = start
            self._instances[element.get(qualified("w:numId")) or ""] = (abstract, own, starts)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in parent.iterchildren(qualified("w:lvl")):
        level = whole(element.get(qualified("w:ilvl")))
        start = whole(value(element.find(qualified("w:start"))))
        if level is not None:
            levels[level] = _Level(
                1 if start is None else start,
                value(element.find(qualified("w:numFmt"))) or "decimal",
                value(element.find(qualified("w:lvlText"))) or "",
                bool(flag(element.find(qualified("w:isLgl")))),
                whole(value(element.find(qualified("w:lvlRestart")))),
            )
    return levels


def _printed(definition: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    if definition.shape == "bullet":
        return "•"
    text = definition.text[:40]
    for level in range(_LEVELS):
        sign = f"%{level + 1}"
        if sign in text:
            of = levels.get(level, _Level())
            text = text.replace(
                sign, counted(counters.get(level, of.start), "decimal" if definition.legal else of.shape)
            )
    return text.strip()


def counted(number: int, shape: str) -> str:
    """A number in one of Word's shapes (ST_NumberFormat); decimal where we know no better."""
    if shape == "none" or number < 0:
        return ""
    if shape in ("thaiNumbers", "thaiCounting"):
        return to_thai(str(number))
    if shape == "thaiLetters":
        return _letters(number, _THAI_LETTERS)
    if shape in ("lowerLetter", "upperLetter"):
        letters = _letters(number, "abcdefghijklmnopqrstuvwxyz")
        return letters.upper() if shape == "upperLetter" else letters
    if shape in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if shape == "upperRoman" else roman
    return f"{number:02d}" if shape == "decimalZero" else str(number)


def _letters(number: int, alphabet: str) -> str:
    """ก to ฮ, then กก, ขข: Word repeats the letter."""
    if not 1 <= number <= 50 * len(alphabet):
        return str(number)
    return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _roman(number: int) -> str:
    if not 1 <= number < 4000:
        return str(number)
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (number // worth)
        number %= worth
    return written
