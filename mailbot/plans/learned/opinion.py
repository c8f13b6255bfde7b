"""A second opinion on the chapters of a plan, by likeness to example passages and by the order in which they stand.

It is asked only where known headings leave a doubt; what content points find against it is in doubt.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from mailbot.documents.model import Block, Document
from mailbot.plans.chapters import Chapter
from mailbot.plans.doubt import Doubt, Run
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import fit, is_bare_table
from mailbot.plans.hits import has_content
from mailbot.plans.learned.doubts import Doubts
from mailbot.plans.learned.last_word import are_absent, is_absent, is_there, last_word_of, may_be_absent
from mailbot.plans.learned.likeness import likeness_of
from mailbot.plans.learned.parts_inside import PartsInside
from mailbot.plans.learned.sequence import OTHER, Order, in_order
from mailbot.plans.learned.shared_chapters import SURE_PIECE, SharedChapters, is_open
from mailbot.plans.learned.untold_parts import is_nowhere, tells, untold_parts
from mailbot.plans.learned.weighing import LABEL, Models, Weighing
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.lines import Line
from mailbot.plans.listed import is_listed
from mailbot.plans.placing import PARTS, SLOTS, Place, Placed
from mailbot.rules import Rules

_HERE, _NOWHERE, _DOUBT = 0.25, 0.93, 0.5  # chance that an element is in no chapter
_SURELY_NOWHERE = 0.995  # beyond it a piece of another element's chapter raises no doubt
_FOUND = 0.1
_ABOUT_AS_WELL = 0.9  # of the worth of the best division
_BY_ITSELF = 0.15  # chance of a chapter without its neighbours
_THERE, _EMPTY = 0.6, 0.8  # chance of one chapter to be the element's
_SURELY_HERE = 0.05  # chance that an element is nowhere, by another division
_ANOTHERS = 0.9  # chance of a chapter
_TOLD_BY_TELEPHONE = "2.8"
_NAMES = 0.4  # chance of a title
_HINTED, _FAINTLY = 1.3, 0.25  # halves of points of content; chance of a few phrases
_TELLS = 0.4  # chance of the few phrases most like a part, below which nothing tells it
_TOLD = 0.6  # chance of a few phrases to tell a part of 2.1
_EMPTY_BUT_THERE = 0.2  # chance to be absent, below which a heading with nothing below is not believed
_MAY_BE = 0.5  # chance of a place, from which on nothing is told to be missing
_AGAINST_ALL, _SURELY_LIKE = 0.96, 0.75  # chance to be absent that only what is surely like the element speaks against
_HARDLY_LIKE = 0.2  # chance of the likeliest text
_SOMEWHERE = 0.3  # chance of a place to be quoted for an element


class Opinion:
    """Asked for one plan; remembers what it weighed."""

    def __init__(
        self,
        models: Models,
        lines: Callable[[Block], Sequence[Line]],
        lexicon: Lexicon,
        rules: Rules,
    ) -> None:
        self._weighing, self._last_word = Weighing(models, lines, lexicon), models.last_word
        self._elements = rules.elements
        self._shared, self._inside = SharedChapters(self._weighing, rules.elements), PartsInside(self._weighing)

    def best(
        self, found: Sequence[Placed], listed: Set[int], telling: Set[int], blocks: Sequence[Block] = ()
    ) -> Placed:
        """The placing that finds most elements, of those that explain the plan about as well as the best, with the
        second opinion on it. listed: where the chapters begin that the plan's own table of contents lists; they come
        before others that find no more. telling: lines that only their words make titles; they come last.
        """
        most = max(placed.worth for placed in found)
        least = most - (1 - _ABOUT_AS_WELL) * abs(most)  # of a text that is no plan the worth is below nothing
        kept = [
            (placed, self.order(placed.chapters))
            for placed in _different(found)
            if placed.worth >= least or is_listed(placed.chapters, listed)
        ]

        def rank(pair: tuple[Placed, Order]) -> tuple[int, bool, float]:
            loose = is_listed(pair[0].chapters, telling) and not is_listed(pair[0].chapters, listed)
            return _found(pair[1]) - loose, is_listed(pair[0].chapters, listed), pair[0].worth

        placed, order = max(kept, key=rank)
        elsewhere = {name for name in SLOTS if any(other.nowhere[LABEL[name]] < _DOUBT for _, other in kept)}
        doubtful = [name for name in SLOTS if name not in placed.places or not placed.places[name].sure]
        elsewhere |= {
            name
            for name in doubtful
            if order.nowhere[LABEL[name]] < _SURELY_NOWHERE
            and (
                self._shared.piece(name, placed.chapters)
                or self._shared.is_named_beside(name, placed.chapters)
                or self._shared.is_in_content(name, placed.chapters)
            )
        }
        told = self._with_others(self.on(placed, order, elsewhere), kept)
        told = replace(
            told,
            unlikely=frozenset(name for name in SLOTS if order.nowhere[LABEL[name]] >= _DOUBT),
            bodies={
                name: max(self._weighing.body(name, chapter) for chapter in placed.chapters if name in chapter.known)
                for name in SLOTS
                if any(name in chapter.known for chapter in placed.chapters)
            },
        )
        loose = blocks[: min((chapter.start for chapter in placed.chapters), default=0)]
        doubts = Doubts(self._weighing, placed.chapters, order, [other for _, other in kept], loose)
        return self._settled(told, doubts)

    def untold(self, names: Sequence[Name], blocks: Sequence[Block], *, guessed: bool = False) -> list[str]:
        """Parts of 2.1 that a heading of several names, or a guessed one, and nothing below it tells."""
        return untold_parts([name for name in names if name in LABEL], blocks, self._weighing, guessed=guessed)

    def tells(self, name: Name, blocks: Sequence[Block]) -> bool:
        """Whether some phrases of a text tell a part of 2.1."""
        return name in LABEL and tells(name, blocks, self._weighing)

    def tells_nowhere(self, name: Name, blocks: Sequence[Block], others: Sequence[Block]) -> bool:
        """Whether nothing below the headings that name a part (blocks), nor any other text, is anything like it."""
        return name in LABEL and is_nowhere(name, blocks, others, self._weighing)

    def _settled(self, placed: Placed, doubts: Doubts) -> Placed:
        """With the last word on what is in no chapter for sure."""
        open_ones = {
            name: doubts.of(name, LABEL[name])
            for name in SLOTS
            if not (name in placed.places and placed.places[name].sure)
            and not any(name in chapter.known for chapter in placed.chapters)
        }
        if self._last_word is None:
            return replace(placed, doubts=open_ones)
        open_ones = {name: one._replace(absent=self._last_word.chance(one.signs)) for name, one in open_ones.items()}
        places, nowhere = dict(placed.places), set(placed.nowhere)
        printed = any(chapter.page is not None for chapter in placed.chapters)
        titled = any(chapter.title for chapter in placed.chapters)
        filled = placed.filled if titled else 0  # paragraphs without titles explain nothing for sure
        parts = [one.absent for name, one in open_ones.items() if name.part]
        gone = len(parts) == len(PARTS) and are_absent(parts, filled, printed=printed)
        for name, doubt in open_ones.items():
            held = places.get(name)
            if held is not None and held.empty:
                if doubt.absent < _EMPTY_BUT_THERE:  # taken for a heading: 'Cascade = การแจ้งต่อเป็นชั้น' of a glossary
                    places[name] = replace(held, empty=False)
                continue  # a heading with nothing below says more
            alike = doubt.chance >= _HARDLY_LIKE
            absent = is_absent(doubt.absent, filled, printed=printed, alike=alike) or (bool(name.part) and gone)
            if absent and not _is_hinted(name, doubt) and not self._may_stand_there(doubt):
                nowhere.add(name)
                places.pop(name, None)
            elif self._stands_there(name, doubt, printed):
                nowhere.discard(name)
                places[name] = Place(replace(doubt.chapter, texts=doubt.piece), 0.0, 0.0, sure=True)
            elif name.part and doubt.phrase.chance >= _TOLD and is_there(doubt.absent, printed):
                nowhere.discard(name)
                places[name] = Place(_around(doubt.phrase, placed.chapters), 0.0, 0.0, sure=True)
            elif name in nowhere and (absent or not may_be_absent(doubt.absent, filled, printed=printed)):
                nowhere.discard(name)
                places[name] = Place(doubt.chapter, 0.0, 0.0, sure=False)
        return replace(placed, places=places, nowhere=frozenset(nowhere), doubts=open_ones)

    def _may_stand_there(self, doubt: Doubt) -> bool:
        """Some filled text is likelier this element than anything else: 'รูปที่ ๔ ลำดับการโทร' below the steps."""
        least = _SURELY_LIKE if doubt.absent >= _AGAINST_ALL else _MAY_BE
        return doubt.chance >= least and self._weighing.is_filled(doubt.chapter) and any(map(has_content, doubt.piece))

    def _stands_there(self, name: Name, doubt: Doubt, printed: bool) -> bool:
        """Surely somewhere, at a place that can be quoted; surer still in a chapter that is another element's."""
        anothers = doubt.rival != OTHER and doubt.rival_chance >= _ANOTHERS
        if is_bare_table(doubt.chapter.texts) or is_bare_table(doubt.piece):
            return False  # titles of columns above rows of dots read like the element
        place = doubt.chance >= _SOMEWHERE and is_open(doubt.chapter) and any(map(has_content, doubt.piece))
        pieces = (chances for _, chances in self._weighing.pieces(doubt.chapter))
        if name.element == _TOLD_BY_TELEPHONE and self._weighing.is_of_outsiders(doubt.chapter):
            return False
        alone = max(one[LABEL[name]] for one in (self._weighing.chances(doubt.chapter), *pieces))
        return place and alone >= _BY_ITSELF and is_there(2 * doubt.absent if anothers else doubt.absent, printed)

    def _with_others(self, placed: Placed, kept: Sequence[tuple[Placed, Order]]) -> Placed:
        """With what another division surely finds, or a titled piece of a chapter holds beside the chapter's own."""
        places, nowhere = dict(placed.places), set(placed.nowhere)
        for name in SLOTS:
            if (name in places and places[name].sure) or name.part:
                continue
            chapter = next((c for p, o in kept if (c := self._held(name, p.chapters, o, _SURELY_HERE))), None)
            chapter = chapter or self._shared.piece(name, placed.chapters, SURE_PIECE, titled=True)
            second = (
                one for one in placed.chapters if self._shared.is_second(name, one) or self._shared.is_column(name, one)
            )
            chapter = chapter or next(second, None)
            if chapter is not None:
                nowhere.discard(name)
                places[name] = Place(chapter, 0.0, 0.0, sure=True)
        return replace(placed, places=places, nowhere=frozenset(nowhere))

    def _held(self, name: Name, chapters: Sequence[Chapter], order: Order, most: float) -> Chapter | None:
        """The chapter that holds the element as a whole. most: chance that it is nowhere."""
        at, chance = _likeliest(name, order)
        if name in chapters[at].known:
            return None  # a known heading has its own say
        if self._weighing.chances(chapters[at])[LABEL[name]] < _BY_ITSELF and not name.part:
            return None  # nothing but its place among the others speaks for it
        if name.element == _TOLD_BY_TELEPHONE and self._weighing.is_of_outsiders(chapters[at]):
            return None
        alone = not name.part or order.chances[at][LABEL[name]] >= order.chances[at]["2.1"]
        here = order.nowhere[LABEL[name]] <= most and chance >= _THERE and alone
        return (
            chapters[at] if here and self._weighing.is_filled(chapters[at]) and self._fits(name, chapters[at]) else None
        )

    def titles(self, document: Document) -> frozenset[int]:
        """Lines that say like a title which element stands below, by index."""
        return self._weighing.titles(document)

    def order(self, chapters: Sequence[Chapter]) -> Order:
        """What each chapter is, and which elements are in none."""
        return in_order([self._weighing.weigh(chapter) for chapter in chapters], list(LABEL.values()))

    def on(self, placed: Placed, order: Order, elsewhere: Set[Name]) -> Placed:
        """The placing with what likeness settles: surely held, surely nowhere, or in doubt after all.

        elsewhere: what another division of the plan finds, or a piece of a chapter may be.
        """
        places, nowhere = dict(placed.places), set(placed.nowhere)
        for name in SLOTS:
            held = places.get(name)
            gone = order.nowhere[LABEL[name]]
            if held is not None and held.sure:
                against = name not in held.chapter.known and (gone >= _DOUBT or self._tells_nothing(name, held.chapter))
                if against or not self._weighing.is_filled(held.chapter) or self._is_blank(name, held.chapter):
                    places[name] = replace(held, sure=False)
                continue
            at, chance = _likeliest(name, order)
            chapter = placed.chapters[at]
            filled = self._weighing.is_filled(chapter)
            holding = self._inside.holding(name, order, placed.chapters) if name.part else None
            holding = holding or self._held(name, placed.chapters, order, _HERE)
            if holding is not None:
                nowhere.discard(name)
                places[name] = Place(holding, 0.0, 0.0, sure=True)
            elif gone <= _HERE and chance >= _EMPTY and not filled and _is_named_next(order, at):
                nowhere.discard(name)
                places[name] = Place(chapter, 0.0, 0.0, sure=False, empty=True)
            elif gone >= _NOWHERE and not name.part and not (held is not None and held.empty) and name not in elsewhere:
                nowhere.add(name)
            elif name in nowhere and (gone < _DOUBT or name in elsewhere):
                nowhere.discard(name)
                places[name] = Place(chapter, 0.0, 0.0, sure=False)
            elif held is not None and held.empty and (filled or chance < _THERE):
                places[name] = replace(held, empty=False)
        return replace(placed, places=places, nowhere=frozenset(nowhere))

    def _tells_nothing(self, name: Name, chapter: Chapter) -> bool:
        """A part of 2.1 in a chapter of the others, whose title does not name it, and no sentence is like it."""
        if not name.part or self._weighing.title(chapter.title)[LABEL[name]] >= _NAMES:
            return False
        told = self._weighing.phrases(chapter.texts)
        return LABEL[name] in told and told[LABEL[name]].chance < _TELLS

    def _is_blank(self, name: Name, chapter: Chapter) -> bool:
        """Nothing but the form of a table stands below the heading."""
        return fit(self._elements[name.element], chapter.texts).reason == "empty"

    def _fits(self, name: Name, chapter: Chapter) -> bool:
        """What stands below a known heading has its own test; a heading in own words is believed with its content."""
        return not chapter.known or fit(self._elements[name.element], chapter.texts).fits


def _is_hinted(name: Name, doubt: Doubt) -> bool:
    """Words and phrases both say faintly that a part of 2.1 is told: 'ครอบคลุม: เทศบาลทุกกอง…' in a row of a table."""
    hinted = doubt.signs.get("content", 0.0) >= _HINTED and doubt.phrase.chance >= _FAINTLY
    return bool(name.part) and hinted


def _around(run: Run, chapters: Sequence[Chapter]) -> Chapter:
    """The chapter in which a run of phrases stands, of it the run's own block; one without a title before the first."""
    block = run.block or Block("paragraph", "")
    for chapter in chapters:
        if any(one is block for one in chapter.texts):
            return replace(chapter, texts=(block,))
    return Chapter(0, "", block.page, frozenset(), other=False, agency=False, texts=(block,))


def _different(found: Sequence[Placed]) -> list[Placed]:
    """Without those that differ in nothing but lines of the cover and chapters that are no element."""
    kept: dict[frozenset[int], Placed] = {}
    for placed in found:
        starts = frozenset(one.start for one in placed.chapters if not one.other and not one.agency)
        if starts not in kept or placed.worth > kept[starts].worth:
            kept[starts] = placed
    return list(kept.values())


def _found(order: Order) -> int:
    """How many elements some chapter surely holds."""
    return sum(gone <= _FOUND for gone in order.nowhere.values())


def _likeliest(name: Name, order: Order) -> tuple[int, float]:
    """The chapter that is likeliest the element's, with its chance."""
    label = LABEL[name]
    chances = [found[label] + (found["2.1"] if name.part else 0.0) for found in order.chances]
    at = max(range(len(chances)), key=chances.__getitem__)
    return at, chances[at]


def _is_named_next(order: Order, at: int) -> bool:
    """What follows is an element's chapter, and no part of this one."""
    return at + 1 == len(order.chances) or order.chances[at + 1][OTHER] < 1 - _THERE


def opinion_of(rules: Rules, lines: Callable[[Block], Sequence[Line]], lexicon: Lexicon) -> Opinion | None:
    """For one plan; None in a round without example passages."""
    known = _models(rules)
    return Opinion(known, lines, lexicon, rules) if known is not None else None


_LAST: list[tuple[Rules, Models | None]] = []  # a process works under one set of rules


def _models(rules: Rules) -> Models | None:
    for known, models in _LAST:
        if known is rules:
            return models
    taught = rules.read_likeness()
    parts = [likeness_of(taught.get(part, {})) for part in ("sections", "titles", "windows", "phrases")]
    sections, titles, pieces, phrases = parts
    last_word = last_word_of(taught.get("last_word", {}))
    _LAST[:] = [
        (rules, Models(sections, titles, pieces, phrases, last_word) if sections and titles and pieces else None)
    ]
    return _LAST[0][1]
