"""Plans mixed at random from example passages, of which is known what each lacks: lessons for the last word.

Most are an office's own chapters in its own order less some elements. The others are harder than real ones:
elements share a chapter, lose their heading, hide in a preface, stand in another order.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mailbot.documents.model import Block, Document
from mailbot.plans.learned.passage import Passage
from mailbot.plans.learned.sequence import OTHER
from mailbot.plans.placing import PARTS
from mailbot.rules import Rules

UNITS = ("2.1 o", "2.1 a", "2.1 s", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8")
_PARTS = UNITS[:3]
_KNOWN_TITLES = (0.95, 0.85, 0.6, 0.3, 0.05)  # share of headings in known words; one of these for each plan
_GONE, _ALL_OF_ONE_GONE = 0.15, 0.06  # chances of an element, and of all of 2.1, to be left out
_NOT_FILLED = 0.12  # chance of what is left out to have a heading with nothing below
_TOGETHER, _TWICE, _PARTS_TOGETHER = 0.4, 0.3, 0.2
_HIDDEN, _SWALLOWED, _MOVED, _HALF = 0.15, 0.12, 0.2, 0.5
_OWN_TITLE, _ANOTHERS_TITLE = (
    0.65,
    0.87,
)  # of headings in own words: the passage's, one of its kind, else telling nothing
_FRONT, _BACK = 0.3, 0.6  # where chapters of no element stand; else in between
_OTHERS = (0, 1, 1, 2, 2, 3, 4, 5)
_MOST_TITLES = 14  # known phrases of an element that are used
_TRIES = 12
_OFFICES_OWN, _FEWEST_OWN = 0.6, 6  # share of such plans; units by which the passages of one hand make a plan
_SHARED_GONE = 0.5  # chance that a chapter of two elements goes with one that was taken
_LINE, _PAGE = 75, 35  # letters of a line, lines of a page
_SIZES = (20.0, 18.0, 16.0)  # of the title, of headings, of text
_TELLING_NOTHING = (
    "รายละเอียดการดำเนินงาน",
    "รายละเอียด",
    "ส่วนที่ ๓",
    "การดำเนินงานของหน่วยงาน",
    "สาระสำคัญ",
    "ข้อมูลประกอบ",
    "ตาราง",
    "เนื้อหา",
    "การเตรียมการ",
    "แนวปฏิบัติ",
)
_OF_THE_WHOLE = ("บทนำ", "ความมุ่งหมายและขอบเขต", "ทั่วไป", "เกี่ยวกับแผนนี้", "ทำไมต้องมีแผน", "เรื่องทั่วไปของแผน")
_PREFACES = ("คำนำ", "บทนำ", "ความเป็นมา")


@dataclass(frozen=True, slots=True)
class Mixed:
    """The plan as a Word file and as a print, and of each unit whether it is there."""

    word: Document
    printed: Document
    there: dict[str, bool]


@dataclass(slots=True)
class _Chapter:
    units: tuple[str, ...]
    title: str
    blocks: tuple[Block, ...]


class Mixer:
    """Mixes plans from these passages."""

    def __init__(self, found: Sequence[Passage], rules: Rules) -> None:
        filled = [one for one in found if one.filled]
        self._others = [one for one in filled if one.labels == (OTHER,)]
        self._together = [one for one in filled if len(_units(one)) > 1]
        self._single = {unit: [one for one in filled if _units(one) == (unit,)] for unit in UNITS}
        self._offices = _by_office(found)
        self._empty = {unit: [one for one in found if not one.filled and _units(one) == (unit,)] for unit in UNITS}
        part_of = dict(zip(_PARTS, PARTS, strict=True))
        self._titles = {
            unit: (
                rules.elements[part_of[unit].element].parts[part_of[unit].part]
                if unit in part_of
                else rules.elements[unit].headings
            )[:_MOST_TITLES]
            for unit in UNITS
        }

    def mix(self, random: Random) -> Mixed:
        """One plan; the same random numbers give the same plan."""
        known = random.choice(_KNOWN_TITLES)
        gone = {unit for unit in UNITS if random.random() < _GONE}
        if random.random() < _ALL_OF_ONE_GONE:
            gone |= set(_PARTS)
        if self._offices and random.random() < _OFFICES_OWN:
            return _mixed(self._without(random.choice(self._offices), gone, random), random)
        chapters = self._chapters(gone, known, random)
        self._hide(chapters, random)
        _swallow(chapters, random)
        if random.random() < _MOVED and len(chapters) > 3:
            moved = chapters.pop(random.randrange(len(chapters)))
            chapters.insert(random.randrange(len(chapters) + 1), moved)
        for _ in range(random.choice(_OTHERS)):
            other, place = random.choice(self._others), random.random()
            at = 0 if place < _FRONT else len(chapters) if place < _BACK else random.randrange(len(chapters) + 1)
            chapters.insert(at, _Chapter((), other.heading or _PREFACES[0], other.blocks))
        return _mixed(chapters, random)

    def _without(self, office: Sequence[Passage], gone: set[str], random: Random) -> list[_Chapter]:
        """An office's own chapters less those of what is gone; now and then a heading with nothing below is left."""
        chapters = []
        for one in office:
            units = _units(one) if one.filled else ()
            taken = gone.intersection(units)
            if not taken or (len(units) > 1 and random.random() > _SHARED_GONE):
                chapters.append(_Chapter(units, one.heading, one.blocks))
            elif len(units) == 1 and self._empty[units[0]] and random.random() < _NOT_FILLED:
                chapters.append(_Chapter((), one.heading, random.choice(self._empty[units[0]]).blocks))
        return chapters

    def _chapters(self, gone: set[str], known: float, random: Random) -> list[_Chapter]:
        placed: list[tuple[int, _Chapter]] = []
        left = [unit for unit in UNITS if unit not in gone]
        if random.random() < _TOGETHER:
            for one in random.sample(self._together, min(_TRIES, len(self._together))):
                units = _units(one)
                if set(units) <= set(left):
                    left = [unit for unit in left if unit not in units]
                    title = one.heading
                    if random.random() < known / 4:
                        title = " และ".join(random.choice(self._titles[unit]) for unit in units[:2])
                    placed.append((min(map(UNITS.index, units)), _Chapter(units, title, one.blocks)))
                    if random.random() > _TWICE:
                        break
        parts = [unit for unit in left if unit in _PARTS]
        if len(parts) > 1 and random.random() < _PARTS_TOGETHER:
            left = [unit for unit in left if unit not in parts]
            placed.append((0, self._parts_together(parts, known, random)))
        for unit in left:
            one = random.choice(self._single[unit])
            placed.append((UNITS.index(unit), _Chapter((unit,), self._title(unit, one, known, random), one.blocks)))
        for unit in sorted(gone):
            if self._empty[unit] and random.random() < _NOT_FILLED:
                one = random.choice(self._empty[unit])
                placed.append((UNITS.index(unit), _Chapter((), one.heading, one.blocks)))
        return [chapter for _, chapter in sorted(placed, key=lambda pair: pair[0])]

    def _parts_together(self, parts: Sequence[str], known: float, random: Random) -> _Chapter:
        """Parts of 2.1 in one chapter, some behind a label."""
        blocks: list[Block] = []
        for part in parts:
            one = random.choice(self._single[part])
            if random.random() < _HALF:
                text = " ".join(block.text for block in one.blocks)
                blocks.append(Block("paragraph", f"{self._title(part, one, known, random)}: {text}"))
            else:
                blocks += one.blocks
        if random.random() < known:
            return _Chapter(tuple(parts), " ".join(random.choice(self._titles[part]) for part in parts), tuple(blocks))
        return _Chapter(tuple(parts), random.choice(_OF_THE_WHOLE), tuple(blocks))

    def _title(self, unit: str, one: Passage, known: float, random: Random) -> str:
        if random.random() < known:
            return random.choice(self._titles[unit])
        kind = random.random()
        if kind < _OWN_TITLE:
            return one.heading
        return (random.choice(self._single[unit]).heading if kind < _ANOTHERS_TITLE else "") or random.choice(
            _TELLING_NOTHING
        )

    def _hide(self, chapters: list[_Chapter], random: Random) -> None:
        """A part of 2.1 among the paragraphs of a chapter that is no element."""
        own = [chapter for chapter in chapters if len(chapter.units) == 1 and chapter.units[0] in _PARTS]
        if random.random() >= _HIDDEN or not own:
            return
        hidden, other = random.choice(own), random.choice(self._others)
        chapters.remove(hidden)
        at = random.randrange(len(other.blocks) + 1)
        blocks = (*other.blocks[:at], *hidden.blocks, *other.blocks[at:])
        chapters.insert(0, _Chapter(hidden.units, random.choice((*_PREFACES, other.heading)), blocks))


def _swallow(chapters: list[_Chapter], random: Random) -> None:
    """A chapter loses its heading to the one before it, or keeps it as a line like others."""
    if random.random() >= _SWALLOWED or len(chapters) < 5:
        return
    at = random.randrange(1, len(chapters))
    lost, before = chapters.pop(at), chapters[at - 1]
    line = (Block("paragraph", lost.title),) if random.random() < _HALF else ()
    chapters[at - 1] = _Chapter((*before.units, *lost.units), before.title, (*before.blocks, *line, *lost.blocks))


def _mixed(chapters: Sequence[_Chapter], random: Random) -> Mixed:
    there = {unit: any(unit in chapter.units for chapter in chapters) for unit in UNITS}
    return Mixed(_word(chapters, random), _printed(chapters), there)


def _by_office(found: Sequence[Passage]) -> list[list[Passage]]:
    """The passages of each hand that make a plan, in their order."""
    hands: dict[str, list[Passage]] = {}
    for one in found:
        hands.setdefault(one.hand, []).append(one)
    return [own for own in hands.values() if len({unit for one in own for unit in _units(one)}) >= _FEWEST_OWN]


def _units(one: Passage) -> tuple[str, ...]:
    """What a passage holds; '2.1' is all its parts."""
    labels = _PARTS if one.labels == ("2.1",) else one.labels
    return tuple(label for label in labels if label in UNITS)


_COVER = ("แผนดำเนินธุรกิจอย่างต่อเนื่อง", "สำนักงานพัฒนาชุมชนจังหวัดแพร่")


def _word(chapters: Sequence[_Chapter], random: Random) -> Document:
    style = random.choice(("heading", "heading", "bold", "bold without numbers"))
    blocks = [Block("paragraph", line, bold=True) for line in _COVER]
    for number, chapter in enumerate(chapters, 1):
        title = chapter.title if style == "bold without numbers" else f"{number}. {chapter.title}"
        blocks.append(
            Block("heading", title, level=1, bold=True) if style == "heading" else Block("paragraph", title, bold=True)
        )
        blocks += chapter.blocks
    return Document(tuple(blocks), "word")


def _printed(chapters: Sequence[_Chapter]) -> Document:
    large, heading, small = _SIZES
    blocks = [Block("paragraph", line, 1, bold=True, size=large) for line in _COVER]
    for number, chapter in enumerate(chapters, 1):
        page = 1 + len(blocks) // _PAGE
        blocks.append(Block("paragraph", f"{number}. {chapter.title}", page, bold=True, size=heading))
        for block in chapter.blocks:
            lines = textwrap.wrap(" ".join(block.text.split()), _LINE) or ([""] if block.picture else [])
            for line in lines:
                page = 1 + len(blocks) // _PAGE
                blocks.append(Block("paragraph", line, page, size=small, picture=block.picture))
    return Document(tuple(blocks), "pypdfium2", pages=1 + len(blocks) // _PAGE)
