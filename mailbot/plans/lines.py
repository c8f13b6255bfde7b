"""What the lines of a document hold, by kind of word: hazards, times, amounts, names, verbs of action and so on.

Counted once for each line, so that sections can be weighed whichever way a document is divided.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import ahocorasick

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import key, skeleton, to_arabic
from mailbot.element_rules import Content
from mailbot.plans.evidence import AMOUNT, TICK, people, telephones
from mailbot.plans.hits import BULLETS, MARGINS, is_placeholder

_FEWEST_LETTERS = 5  # of a word's skeleton; shorter words must keep their marks
_OPENING = 14  # letters in which a line says what it is about
_TIME = re.compile(
    r"ชั่วโมง|ชม\.|\bชม\b|วัน(?!ที่|ศุกร์|จันทร์)|สัปดาห์|เดือน|นาที|\bสป\.|ทันที|rto|mtpd|\d\s?h\b|hours?\b|days?\b|weeks?\b|months?\b|minutes?\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"[\d,.\s]{1,9}(?:บาท|ตร\.ม\.|เครื่อง|คน|ราย|แห่ง|ระบบ|ห้อง|ชุด|คัน|วงจร|ตัว)?")
_COUNTED = re.compile(
    r"\d\s?(?:แห่ง|ระบบ|ราย|วงจร|หลัง|โต๊ะ|ซิม|เจ้า|หน่วย|ช่อง|ตู้|ตัว|บาท|units?|persons?|rooms?|firms?|lines?)"
)
_LONG = 100  # characters; a longer line is prose, which tells several things
_CLAUSE = re.compile(
    r"\s+(?=(?:และ)?(?:ด้าน|เรื่อง|หาก|ส่วน|กรณี|เมื่อ|ในวัน|ในสัปดาห์|ภายใน|วันที่|ระยะ|ขั้น|ช่วง|งาน|จากนั้น|แล้ว|ต้อง|ให้|นาย|นาง|ว่าที่|คุณ|ดร\.))"
    r"|(?<=[.;])\s+(?=[A-Z])"
)
_ITEM = re.compile(
    r"\s+(?=(?:\(?\d{1,2}[).]|\(?[ก-ซ][).]|หนึ่ง|สอง|สาม|สี่|ห้า|หก)\s)|\s+/\s+|;\s+"
)  # 'ก. … ข. …' in one paragraph
_FEWEST_ITEMS = 3
_AREA = "area:"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or one row.

    kinds: kinds of words in it with how many different ones; opening: kinds and areas in the first letters; areas:
    resource areas anywhere. timed: a duration stands in it. head: a bold row. drawn: a picture or diagram.
    """

    kinds: Counter[str]
    opening: frozenset[str]
    areas: frozenset[str]
    opening_areas: frozenset[str]
    hazards: frozenset[str] = frozenset()
    amounts: int = 0
    numbers: int = 0
    ticks: int = 0
    timed: bool = False
    people: int = 0
    telephones: int = 0
    cells: int = 1
    head: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Two automata: words with their marks, and long words without any."""

    written: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)
    bare: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)


class LineReader:
    """Reads lines by the vocabulary of one round."""

    def __init__(self, content: Content) -> None:
        words = {kind: list(words) for kind, words in content if kind != "areas"}
        words |= {_AREA + area: list(names) for area, names in content.areas.items()}
        owners: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
        for kind, several in words.items():
            for word in several:
                long = len(skeleton(word)) >= _FEWEST_LETTERS
                owners[long].setdefault(skeleton(word) if long else key(word), set()).add(kind)
        self._words = _Vocabulary()
        for automaton, owned in zip((self._words.written, self._words.bare), owners, strict=True):
            for word, kinds in owned.items():
                automaton.add_word(word, (word, tuple(kinds)))
            automaton.make_automaton()
        self.speaks = bool(any(owners[0]) and any(owners[1]))

    def lines(self, block: Block) -> Iterator[Line]:
        """The lines of one block; a row with several cells is one line, a row with one cell is what stands in it."""
        if block.kind in MARGINS:
            return
        if block.picture or block.kind == "diagram":
            yield _drawing()
        cells = [cell.strip() for cell in block.cells if cell.strip()]
        if len(cells) > 1:
            yield self._row(block, cells)
            return
        for text in self._clauses(block.text):
            if skeleton(text) and not is_placeholder(text) and text.strip(" .…_-"):
                line = self._line(text, text)
                yield self._printed_row(block, text, line) if block.page is not None else line

    def _clauses(self, text: str) -> Iterator[str]:
        """Lines; of one that counts its items, the items; of a long one the clauses that open with another hazard,
        resource, time, process or person."""
        for line in text.split("\n"):
            items = _ITEM.split(line)
            if len(items) >= _FEWEST_ITEMS:
                yield from items
            elif len(line) > _LONG:
                for clause in _CLAUSE.split(line):
                    yield from self._topics(clause)
            else:
                yield line

    def _topics(self, text: str) -> Iterator[str]:
        """A clause, cut before each blank after which a hazard or a resource opens what is told next."""
        told: list[str] = []
        for phrase in text.split():
            opens = {kind for _, kind, at in self._found(phrase) if at == 0}
            if told and any(kind == "hazards" or kind.startswith(_AREA) for kind in opens):
                yield " ".join(told)
                told = []
            told.append(phrase)
        yield " ".join(told)

    def _row(self, block: Block, cells: Sequence[str]) -> Line:
        first = next((cell for cell in cells if not cell.isdigit()), cells[0])
        line = self._line(" | ".join(cells), first)
        flat = [to_arabic(cell) for cell in cells[1:]]
        numbers = sum(1 for cell in flat if _NUMERIC.fullmatch(cell) and any(sign.isdigit() for sign in cell))
        ticks = sum(1 for cell in cells[1:] if len(cell) <= 3 and (TICK.search(cell) or cell.lower() in ("x", "•")))
        return Line(
            line.kinds, line.opening, line.areas, line.opening_areas, line.hazards, line.amounts,
            numbers, ticks, line.timed, line.people, line.telephones, len(cells), head=block.bold,
        )  # fmt: skip

    def _printed_row(self, block: Block, text: str, line: Line) -> Line:
        """A row of a table as a print has it: its cells are words, numbers and ticks with blanks between."""
        words = to_arabic(text).split()[1:]
        numbers = sum(1 for word in words if _NUMERIC.fullmatch(word) and any(sign.isdigit() for sign in word))
        ticks = sum(1 for word in words if len(word) <= 2 and (TICK.search(word) or word.lower() in ("x", "•")))
        speaks = line.timed or line.kinds["limits"] > 0 or line.kinds["urgency"] > 0
        head = block.bold and speaks and not line.hazards and not line.people
        if line.telephones or not (numbers > 1 or ticks or head):
            return line
        return replace(line, numbers=numbers, ticks=ticks, cells=1 + numbers + ticks, head=head)

    def _line(self, text: str, opening: str) -> Line:
        found = list(self._found(text))
        start = split_number(opening.lstrip(BULLETS + " ")).rest
        opens = {kind for _, kind, at in self._found(start) if at < _OPENING}
        kinds = Counter(kind for kind, _ in {(kind, word) for word, kind, _ in found})
        flat = to_arabic(text)
        return Line(
            kinds=kinds,
            opening=frozenset(opens),
            areas=frozenset(kind for kind in kinds if kind.startswith(_AREA)),
            opening_areas=frozenset(kind for kind in opens if kind.startswith(_AREA)),
            hazards=frozenset(word for word, kind, _ in found if kind == "hazards"),
            amounts=len(AMOUNT.findall(flat)) + len(_COUNTED.findall(flat)),
            timed=bool(_TIME.search(text)),
            people=len(people(text)),
            telephones=len(telephones(text)),
        )

    def _found(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Word, kind and where it begins, in letters."""
        for automaton, form in ((self._words.written, key(text)), (self._words.bare, skeleton(text))):
            for end, (word, kinds) in automaton.iter(form):
                for kind in kinds:
                    yield word, kind, end - len(word) + 1


def _drawing() -> Line:
    return Line(Counter(), frozenset(), frozenset(), frozenset(), drawn=True)
