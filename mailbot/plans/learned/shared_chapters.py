"""Elements that share a chapter with another: a titled column, a second half of a title, a piece of the text."""

from collections.abc import Mapping, Sequence

from mailbot.documents.thai import skeleton
from mailbot.element_rules import Element
from mailbot.plans.chapters import Chapter
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import fit, is_bare_table
from mailbot.plans.hits import has_content
from mailbot.plans.learned.weighing import LABEL, SHORTEST_TITLE, Weighing, parts_of_title
from mailbot.plans.learned.windows import Window, column_titles, labelled

_PIECE, SURE_PIECE = 0.4, 0.75  # chance of a piece of a chapter, with which its element is there
_MUCH = 3.0  # points of content
_NAMES, _SECOND = 0.4, 0.6  # chance of a title; of one behind a known one
_SURE_COLUMN = 0.9  # chance of a column with a title that says the same
_NOTHING_ELSE = 0.97  # chance of one whose title need only hint at it
_TEAM, _STEPS, _IS_STEPS = "2.3", "2.7", 0.3  # chance of a chapter
_FEWEST_PIECES, _SHARE_OF_TWO = 2, 0.3  # of a chapter for two elements; its chance as a whole


class SharedChapters:
    """Asked for one plan."""

    def __init__(self, weighing: Weighing, elements: Mapping[str, Element]) -> None:
        self._weighing, self._elements = weighing, elements

    def piece(
        self, name: Name, chapters: Sequence[Chapter], least: float = _PIECE, *, titled: bool = False
    ) -> Chapter | None:
        """The chapter of which a piece is like this element, whatever the chapter is as a whole. titled: the title of
        the piece, or a part of the chapter's, must say so too."""
        label = LABEL[name]
        for chapter in chapters:
            if not is_open(chapter) or is_bare_table(chapter.texts):
                continue
            pieces = self._weighing.pieces(chapter)
            if titled and self._is_of_two(label, chapter, pieces):
                return chapter
            for piece, chances in pieces:
                if chances[label] < least:
                    continue
                if not titled or any(
                    self._weighing.title(part)[label] >= _NAMES
                    for part in (piece.title, *parts_of_title(chapter.title))
                    if part
                ):
                    return chapter
        return None

    def _is_of_two(self, label: str, chapter: Chapter, pieces: Sequence[tuple[Window, dict[str, float]]]) -> bool:
        """The chapter is about as like this element as another, and several of its pieces are surely this one's."""
        alike = sum(chances[label] >= SURE_PIECE for _, chances in pieces) >= _FEWEST_PIECES
        return alike and self._weighing.chances(chapter)[label] >= _SHARE_OF_TWO

    def is_second(self, name: Name, chapter: Chapter) -> bool:
        """'Business Impact Analysis และทรัพยากรที่ใช้': a title goes on with another element's, and what stands below is
        that as well, as a whole and in a piece."""
        if name in chapter.known or chapter.other or chapter.agency or not any(map(has_content, chapter.texts)):
            return False
        second = chapter.title.partition("และ")[2]
        if len(skeleton(second)) < SHORTEST_TITLE or self._weighing.title(second)[LABEL[name]] < _SECOND:
            return False
        alike = any(chances[LABEL[name]] >= _PIECE for _, chances in self._weighing.pieces(chapter))
        return alike and fit(self._elements[name.element], chapter.texts).fits

    def is_column(self, name: Name, chapter: Chapter) -> bool:
        """A column in another element's chapter says in its title what it is, and its cells are that: 'จำนวนที่ต้องใช้
        สัปดาห์แรก' beside the ways of a strategy."""
        if name in chapter.known or chapter.other or chapter.agency or is_bare_table(chapter.texts):
            return False
        label = LABEL[name]
        if label == _TEAM and self._weighing.chances(chapter)[_STEPS] >= _IS_STEPS:
            return False  # 'บทบาทความรับผิดชอบ' of the form: who does each step is not yet a team
        return any(
            len(piece.blocks[0].cells) > 1
            and chances[label] >= _SURE_COLUMN
            and self._weighing.title(piece.title)[label] >= (_NAMES if chances[label] >= _NOTHING_ELSE else _SECOND)
            and fit(self._elements[name.element], piece.blocks).fits
            for piece, chances in self._weighing.pieces(chapter)
            if piece.title
        )

    def is_in_content(self, name: Name, chapters: Sequence[Chapter]) -> bool:
        """The content of some chapter speaks for this element, whatever else it is: two may stand in one table."""
        if name.part:
            return self._is_opened(name, chapters)
        return any(self._weighing.points(chapter).get(name, 0.0) >= _MUCH for chapter in chapters if is_open(chapter))

    def _is_opened(self, name: Name, chapters: Sequence[Chapter]) -> bool:
        """A paragraph in some chapter has a label with the part's own word: 'สมมติฐานในการเลือกวิธี: …'."""
        words = [skeleton(word) for word in self._elements[name.element].parts.get(name.part, ())]
        return any(
            any(word in skeleton(head) for word in words)
            for chapter in chapters
            if is_open(chapter)
            for block in chapter.texts
            for head, _ in labelled(block)
            if head
        )

    def is_named_beside(self, name: Name, chapters: Sequence[Chapter]) -> bool:
        """A column or a part of a chapter's title says that the chapter is of this element as well."""
        return any(
            self._weighing.title(title)[LABEL[name]] >= _NAMES
            for chapter in chapters
            if is_open(chapter) and any(map(has_content, chapter.texts))
            for title in (*parts_of_title(chapter.title), *column_titles(chapter.texts))
        )


def is_open(chapter: Chapter) -> bool:
    """A chapter in the agency's own words, which may be of two elements; one with a known heading is that heading's."""
    return not chapter.known and not chapter.other and not chapter.agency
