"""Which chapter of a plan is which element: content first, title second, and what is left over when all are placed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mailbot.documents.model import Block
from mailbot.plans.chapters import Chapter
from mailbot.plans.content_points import ASSUMPTIONS, OBJECTIVES, SCOPE, points_of
from mailbot.plans.doubt import Doubt
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import fit
from mailbot.plans.hits import has_content
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.lines import Line
from mailbot.rules import Rules

PARTS = tuple(Name("2.1", part) for part in (OBJECTIVES, ASSUMPTIONS, SCOPE))
SLOTS = (*PARTS, *(Name(f"2.{number}") for number in range(2, 9)))
_KNOWN = 9.0  # points of a known heading
_TITLE_MOST, _TITLE_LEAST = 5.0, -3.0  # points that the words of a title can give or take
_OTHER = -4.0  # a chapter that is known to be no element
_CANDIDATE = 2.5  # points together; less is no candidate for a place
_SURE, _SURE_CONTENT, _LEAD = 4.5, 2.5, 1.5
_LAST, _LAST_CONTENT = 3.0, 1.0  # where it is the only chapter and the only element left
_PART = 3.0  # points of a title's words that name the element
_SPEAKS = 2.0  # points of the title of an empty chapter that is said to be the element's
_DRAWN_CONTENT = 2.0  # a picture under a title that says what it shows
_MAYBE, _MAYBE_CONTENT = 1.8, 2.0  # an unclaimed chapter with so many points may hold the element
_LONG_CHAPTER = 3  # blocks of text in a chapter that nothing accounts for
_GAP = 1.0  # points of a text beside the other parts of 2.1
_FEW_PARAGRAPHS = 8
_SPLIT = 1.5  # points that a division loses for a chapter with telling content that is left over
_FITTING_CONTENT = 5.0  # speaks for the element without its usual words
_STRONG_CONTENT = 6.0  # content in a chapter of another element that speaks for this one too


@dataclass(frozen=True, slots=True)
class Place:
    """sure: the chapter holds it. empty: a heading that speaks for it and nothing below."""

    chapter: Chapter
    content: float
    points: float
    sure: bool
    empty: bool = False


class Body(NamedTuple):
    """What stands below a known heading. own: chance to be that element's by its content alone. filled: the same
    against the chance that nothing is filled in."""

    own: float
    filled: float


@dataclass(frozen=True, slots=True)
class Placed:
    """places: where each is held, surely or perhaps. nowhere: slots that no chapter can hold. worth: how well the
    division explains the plan. chapters: of the division. unlikely: what a second opinion finds rather in
    no chapter than in one."""

    places: Mapping[Name, Place]
    nowhere: frozenset[Name]
    worth: float
    filled: int
    chapters: tuple[Chapter, ...] = ()
    unlikely: frozenset[Name] = frozenset()
    bodies: Mapping[Name, Body] = field(default_factory=dict)
    doubts: Mapping[Name, Doubt] = field(default_factory=dict)


@dataclass(slots=True)
class _Table:
    """Points of every chapter for every slot."""

    chapters: Sequence[Chapter]
    content: list[dict[Name, float]] = field(default_factory=list)
    title: list[dict[Name, float]] = field(default_factory=list)

    def points(self, at: int, name: Name) -> float:
        chapter = self.chapters[at]
        known = _KNOWN if name in chapter.known else 0.0
        other = _OTHER if chapter.other else 0.0
        return self.content[at].get(name, 0.0) + self.title[at].get(name, 0.0) + known + other


def place(
    chapters: Sequence[Chapter], lines: Callable[[Block], Sequence[Line]], lexicon: Lexicon, rules: Rules
) -> Placed:
    """Give every slot its likeliest chapter. A chapter with a known heading is that element's and no other's."""
    table = _Table(chapters)
    for chapter in chapters:
        table.content.append(points_of([line for block in chapter.texts for line in lines(block)]))
        words = lexicon.title_words.points(chapter.title)
        table.title.append({n: max(_TITLE_LEAST, min(_TITLE_MOST, float(p))) for n, p in words.items()})
    given = _give(table)
    given = {name: at for name, at in given.items() if not _is_cover(table, at, given)}
    _share(table, given)
    _fill_the_gap(table, given)
    free = [name for name in SLOTS if name not in given]
    owners: dict[int, list[Name]] = {}
    for name, at in given.items():
        owners.setdefault(at, []).append(name)
    places = {name: _place(table, name, at, free, rules) for name, at in given.items()}
    places |= {name: replace(places[name], sure=True) for name in _beside(table, given, places)}
    unclaimed = [
        at
        for at in range(len(chapters))
        if at not in owners and not chapters[at].known and not _is_cover(table, at, given)
    ]
    doubtful = [places[names[0]] for names in owners.values() if not any(places[name].sure for name in names)]
    nowhere = frozenset(
        name
        for name in free
        if not _may_be_held(table, name, unclaimed, owners)
        and not _fits_in_doubt(name, doubtful, rules)
        and not _named_first(name, chapters, lexicon)
    )
    for name in free:
        if name not in nowhere:
            at = max(range(len(chapters)), key=lambda at: (at in unclaimed, table.points(at, name)))
            places[name] = Place(chapters[at], table.content[at].get(name, 0.0), table.points(at, name), sure=False)
    worth = sum(min(place.points, 8.0) for name, place in places.items() if name in given)
    worth -= _SPLIT * sum(max(table.content[at].values(), default=0.0) >= _SURE_CONTENT for at in unclaimed)
    return Placed(places, nowhere, worth, len(given), tuple(chapters))


def _fits_in_doubt(name: Name, doubtful: Iterable[Place], rules: Rules) -> bool:
    """A chapter given to another element without being surely that one's, whose content would fit this one as well."""
    element = rules.elements[name.element]
    return any(
        not held.empty and not held.chapter.known and not held.chapter.other and fit(element, held.chapter.texts).fits
        for held in doubtful
        if name not in PARTS
    )


def _named_first(name: Name, chapters: Sequence[Chapter], lexicon: Lexicon) -> bool:
    """A title in own words that joins two things, the first of them this element: 'มาตรการและทรัพยากรที่ต้องใช้'."""
    for chapter in chapters:
        first, joined, _ = chapter.title.partition("และ")
        if joined and not chapter.known and not chapter.other and any(map(has_content, chapter.texts)):
            points = lexicon.title_words.points(first)
            own = points.get(name, 0)
            if own >= _SPEAKS and own >= max(points.values()):
                return True
    return False


def _give(table: _Table) -> dict[Name, int]:
    """The best pair first, then the best of what is left. Known headings take their slots before all others."""
    pairs = sorted(
        (
            (table.points(at, name), -at, at, name)
            for at in range(len(table.chapters))
            for name in SLOTS
            if not table.chapters[at].known or name in table.chapters[at].known
        ),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    given: dict[Name, int] = {}
    taken: set[int] = set()
    for points, _, at, name in pairs:
        if points < _CANDIDATE:
            break
        shared = name in table.chapters[at].known
        if name not in given and (at not in taken or shared):
            given[name] = at
            taken.add(at)
    return given


def _is_cover(table: _Table, at: int, given: Mapping[Name, int]) -> bool:
    """The agency's name with the lines of a cover below it, before all chapters of the plan."""
    others = [place for place in given.values() if not table.chapters[place].agency]
    return table.chapters[at].agency and at < min(others, default=0)


def _share(table: _Table, given: dict[Name, int]) -> None:
    """One chapter for several parts of 2.1: its title names them, or it alone is of 2.1 and speaks of all."""
    own = {given[name] for name in PARTS if name in given}
    for name in PARTS:
        if name in given:
            continue
        named = [at for at in own if table.title[at].get(name, 0.0) >= _PART]
        alone = [at for at in own if len(own) == 1 and table.content[at].get(name, 0.0) >= 2.0]
        for at in named or alone:
            given[name] = at


def _fill_the_gap(table: _Table, given: dict[Name, int]) -> None:
    """The only part of 2.1 without a chapter is the unclaimed text beside the others that has a word of it."""
    lacking = [name for name in PARTS if name not in given]
    own = {given[name] for name in PARTS if name in given}
    if len(lacking) != 1 or not own:
        return
    near = {at + step for at in own for step in (-1, 1)} - set(given.values())
    fitting = [at for at in sorted(near) if _is_text(table, at) and table.points(at, lacking[0]) >= _GAP]
    if len(fitting) == 1:
        given[lacking[0]] = fitting[0]


def _is_text(table: _Table, at: int) -> bool:
    """An unknown chapter of a few paragraphs, as the parts of 2.1 are."""
    if not 0 <= at < len(table.chapters):
        return False
    chapter = table.chapters[at]
    filled = [block for block in chapter.texts if has_content(block)]
    plain = all(len(block.cells) < 2 and not block.picture for block in filled)
    named = chapter.known or chapter.other or chapter.agency
    return not named and plain and 0 < len(filled) <= _FEW_PARAGRAPHS


def _place(table: _Table, name: Name, at: int, free: Sequence[Name], rules: Rules) -> Place:
    chapter, points, content = table.chapters[at], table.points(at, name), table.content[at].get(name, 0.0)
    empty = not any(map(has_content, chapter.texts))
    if empty:
        speaks = table.title[at].get(name, 0.0) >= _SPEAKS or name in chapter.known
        return Place(chapter, content, points, sure=False, empty=speaks)
    rival = max((table.points(at, other) for other in free), default=-9.0)
    drawn = any(block.picture or block.kind == "diagram" for block in chapter.texts)
    least = _DRAWN_CONTENT if drawn else _SURE_CONTENT
    clear = content >= least and points >= _SURE and points - rival >= _LEAD
    last = not free and content >= _LAST_CONTENT and points >= _LAST
    told = content >= _SURE_CONTENT and table.title[at].get(name, 0.0) >= _PART
    fits = told or content >= _FITTING_CONTENT or fit(rules.elements[name.element], chapter.texts).fits
    named = name in chapter.known or (name in PARTS and names_several_parts(table.title[at]))
    return Place(chapter, content, points, sure=fits and (clear or last or named))


def _beside(table: _Table, given: Mapping[Name, int], places: Mapping[Name, Place]) -> Iterator[Name]:
    """Parts of 2.1 that stand next to another part of it, where less is needed to know them."""
    own = {given[name] for name in PARTS if name in given}
    for name in PARTS:
        if name in given and places[name].content >= _GAP and {given[name] - 1, given[name] + 1} & own:
            yield name


def names_several_parts(points: Mapping[Name, float]) -> bool:
    """A title that speaks for two parts of 2.1 and more, which then stand together below it."""
    return sum(points.get(name, 0.0) >= _PART for name in PARTS) > 1


def _may_be_held(table: _Table, name: Name, unclaimed: Iterable[int], owners: Mapping[int, Sequence[Name]]) -> bool:
    """An unclaimed chapter that has anything of it, or one given to another whose content speaks for it as well.

    A part of 2.1 may be any text beside the other parts or before the first other element.
    """
    if name in PARTS:
        others = [at for at, names in owners.items() if not any(one in PARTS for one in names)]
        own = [at for at, names in owners.items() if any(one in PARTS for one in names)]
        before = min(others, default=len(table.chapters))
        if any(_is_text(table, at) and (at < before or {at - 1, at + 1} & set(own)) for at in unclaimed):
            return True
    first = min(owners, default=0)
    for at in unclaimed:
        chapter = table.chapters[at]
        filled = sum(map(has_content, chapter.texts))
        unexplained = name not in PARTS and not chapter.other and at > first
        if unexplained and (chapter.page is not None or filled >= _LONG_CHAPTER):
            return True  # nobody knows what it is; in a print what stands there may be drawn, or lost
        if not filled:
            continue
        if name not in PARTS and not chapter.other and any(b.picture or b.kind == "diagram" for b in chapter.texts):
            return True  # nobody knows what the picture shows
        telling = not chapter.other and table.content[at].get(name, 0.0) >= _MAYBE_CONTENT
        if telling or table.points(at, name) >= _MAYBE:
            return True
    for at, names in owners.items():
        chapter = table.chapters[at]
        if chapter.known or (name in PARTS and names[0] in PARTS):
            continue
        if table.content[at].get(name, 0.0) >= max(_STRONG_CONTENT, *(table.content[at].get(n, 0.0) for n in names)):
            return True
    return False
