"""What chapters, lines and pieces of one plan are like, by the example passages; each is weighed once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from mailbot.documents.model import Block, Document
from mailbot.documents.thai import skeleton
from mailbot.plans.chapters import Chapter
from mailbot.plans.content_points import points_of
from mailbot.plans.doubt import Run
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import is_bare_table
from mailbot.plans.hits import MARGINS, has_content, is_promise
from mailbot.plans.learned.last_word import LastWord
from mailbot.plans.learned.likeness import UNFILLED, Likeness
from mailbot.plans.learned.phrases import likeliest
from mailbot.plans.learned.sequence import ELEMENTS_IN_ORDER, OTHER
from mailbot.plans.learned.signs import IN_A_PIECE, IN_A_SECTION, Signs, signs_of, signs_of_title
from mailbot.plans.learned.windows import Window, column_titles, windows
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.lines import Line
from mailbot.plans.placing import PARTS, SLOTS, Body
from mailbot.plans.title_line import is_title_of_plan

_KNOWN = 1000.0  # times that a known heading makes a chapter likelier
_UNLIKELY = 0.001
_SURELY_UNFILLED = 0.8  # chance that nothing is filled in below a heading
_DOTTED, _FEWEST_DOTTED = re.compile(r"[.…_]{4,}|…{2,}"), 2  # blocks with dots to be written over
_LONGEST_TITLE, SHORTEST_TITLE = 80, 5  # characters; letters of the skeleton
_NO_TITLES = frozenset({*MARGINS, "footnote", "diagram", "textbox", "row"})
_DEFINES = re.compile("หมายถึง|หมายความว่า| means | = ")  # a word of a glossary
_NO_TITLE = 0.5  # chance that a line is no title
_FEWEST_REACHED, _OUTSIDE = 3, 0.8  # lines with a telephone; share of them that are of others
_JOINTS = re.compile(r"\s+|และ|กับ|[,/&+]")
LABEL = {name: f"2.1 {sign}" for name, sign in zip(PARTS, "oas", strict=True)} | {
    name: name.element for name in SLOTS if not name.part
}


class Models(NamedTuple):
    """What the passages taught of sections, of lines that may be titles, of pieces of sections, and of whole plans."""

    sections: Likeness
    titles: Likeness
    windows: Likeness
    phrases: Likeness | None
    last_word: LastWord | None


class Weighing:
    """Of one plan. told: of each label the highest chance of a line of its text to be its title, once titles() was
    asked. lines: of a block, by the round's LineReader."""

    def __init__(self, models: Models, lines: Callable[[Block], Sequence[Line]], lexicon: Lexicon) -> None:
        self._sections, self._titles, self._windows, self._phrases, self.last_word = models
        self._lines, self._lexicon = lines, lexicon
        self._seen: dict[tuple[int, int, str], Signs] = {}
        self._cut: dict[tuple[int, int, str], list[tuple[Window, dict[str, float]]]] = {}
        self.told: dict[str, float] = {}

    def title(self, text: str) -> dict[str, float]:
        """What a line is like that may be a title."""
        return self._titles.chances(signs_of_title(text, self._lexicon))

    def section(self, title: str, blocks: Sequence[Block]) -> dict[str, float]:
        """What a text is like as a whole section."""
        return self._sections.chances(signs_of(title, blocks, self._lines, self._lexicon, IN_A_SECTION))

    def piece(self, title: str, blocks: Sequence[Block]) -> dict[str, float]:
        """What a text is like as a piece of a section."""
        return self._windows.chances(signs_of(title, blocks, self._lines, self._lexicon, IN_A_PIECE))

    def _is_title(self, at: int, block: Block) -> bool:
        text = block.text.strip()
        if block.kind in _NO_TITLES or block.in_table or len(text) > _LONGEST_TITLE:
            return False
        if _DEFINES.search(text) or len(skeleton(text)) < SHORTEST_TITLE:
            return False
        if is_title_of_plan(text, at) or self._lexicon.is_other(text):
            return False
        chances = self.title(text)
        self.told = {label: max(chance, self.told.get(label, 0.0)) for label, chance in chances.items()}
        return chances[OTHER] < _NO_TITLE

    def titles(self, document: Document) -> frozenset[int]:
        """Lines that say like a title which element stands below, by index."""
        return frozenset(at for at, block in enumerate(document.blocks) if self._is_title(at, block))

    def chances(self, chapter: Chapter) -> dict[str, float]:
        """What a chapter is like by itself."""
        return self._sections.chances(self._signs(chapter))

    def body(self, name: Name, chapter: Chapter) -> Body:
        """What stands below a heading, whatever that says, up to a line that is known to open another chapter."""
        texts = list(takewhile(lambda block: not self._opens_another(block), chapter.texts))
        if not any(map(has_content, texts)):
            return Body(0.0, 0.0)
        chances = self.section("", texts)
        own = chances[LABEL[name]]
        dotted = sum(bool(_DOTTED.search(block.text)) for block in texts)
        return Body(own, 0.0 if dotted >= _FEWEST_DOTTED else own / (own + chances[UNFILLED]))

    def _opens_another(self, block: Block) -> bool:
        return 0 < len(block.text.strip()) <= _LONGEST_TITLE and self._lexicon.is_other_chapter(block.text)

    def points(self, chapter: Chapter) -> dict[Name, float]:
        """Points of its content."""
        return points_of([line for block in chapter.texts for line in self._lines(block)])

    def is_of_outsiders(self, chapter: Chapter) -> bool:
        """Telephones of hospitals, police and works, and of nobody else: a list by the door, and no call tree."""
        reached = [line for block in chapter.texts for line in self._lines(block) if line.telephones]
        outside = sum(line.kinds["outsiders"] > 0 and not line.people for line in reached)
        return len(reached) >= _FEWEST_REACHED and outside >= _OUTSIDE * len(reached)

    def named(self, chapter: Chapter) -> Iterator[dict[str, float]]:
        """What the parts of its title, the columns of its tables and its labels are like."""
        for title in (*parts_of_title(chapter.title), *column_titles(chapter.texts)):
            yield self.title(title)

    def pieces_of(self, blocks: Sequence[Block]) -> Iterator[dict[str, float]]:
        """What the pieces of any text are like."""
        for piece in windows(blocks):
            yield self.piece(piece.title, piece.blocks)

    def phrases(self, blocks: Sequence[Block]) -> dict[str, Run]:
        """Of each label the few phrases in a row that are most like it."""
        return likeliest(self._phrases, blocks) if self._phrases is not None else {}

    def pieces(self, chapter: Chapter) -> list[tuple[Window, dict[str, float]]]:
        """Its pieces with what each is like."""
        known = (chapter.start, len(chapter.texts), chapter.title)
        if known not in self._cut:
            self._cut[known] = [(piece, self.piece(piece.title, piece.blocks)) for piece in windows(chapter.texts)]
        return self._cut[known]

    def _signs(self, chapter: Chapter) -> Signs:
        known = (chapter.start, len(chapter.texts), chapter.title)
        if known not in self._seen:
            self._seen[known] = signs_of(chapter.title, chapter.texts, self._lines, self._lexicon, IN_A_SECTION)
        return self._seen[known]

    def is_filled(self, chapter: Chapter) -> bool:
        """Something stands below the heading, and not only that somebody has still to write it."""
        written = [block for block in chapter.texts if has_content(block)]
        if all(is_promise(block.text) for block in written) or is_bare_table(chapter.texts):
            return False
        told = any(name.part for name in chapter.known) and not any(map(_is_to_be_written, chapter.texts))
        return told or self.chances(chapter)[UNFILLED] < _SURELY_UNFILLED

    def weigh(self, chapter: Chapter) -> Mapping[str, float]:
        """Each label's chance as a multiple of how common it is. A known heading is believed; one with nothing below is
        judged by its words alone."""
        filled = self.is_filled(chapter)
        if not filled and (chapter.other or chapter.agency) and not chapter.known:
            return {label: float(label == OTHER) + _UNLIKELY for label in (*ELEMENTS_IN_ORDER, OTHER)}
        if filled:
            worths = self._sections.worths(self._signs(chapter))
        else:
            worths = self._titles.worths(signs_of_title(chapter.title, self._lexicon))
        names = {LABEL[name] for name in chapter.known if name in LABEL}
        if len([name for name in names if name.startswith("2.1")]) > 1:
            names.add("2.1")
        return {label: max(worth, 1.0) * _KNOWN if label in names else worth for label, worth in worths.items()}


def _is_to_be_written(block: Block) -> bool:
    """Dots, or a promise: of a part of 2.1, for which any sentence will do, nothing else is nothing."""
    return bool(_DOTTED.search(block.text)) or is_promise(block.text)


def parts_of_title(title: str) -> list[str]:
    """What a title names one after the other: 'คลินิกไหนต้องเปิดก่อน และใช้อะไร'."""
    parts = [part for part in _JOINTS.split(title) if len(skeleton(part)) >= SHORTEST_TITLE]
    return parts if len(parts) > 1 else []
