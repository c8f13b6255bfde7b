"""What one document leaves behind to be compared by: its letters, 5-grams, people, numbers and cover, made once."""

import re
from functools import cached_property, lru_cache

from mailbot.documents.model import Block, Document
from mailbot.documents.thai import consonants, key, to_arabic
from mailbot.plans.persons import Number, Person, numbers, persons
from mailbot.plans.same import Same
from mailbot.plans.shingles import contained, shingles

_COVER_LINES, _COVER_LETTERS = 12, 500
_FEWEST_LETTERS = 6  # consonants of a line of the cover that says something
_OCR_LINE = 0.6  # of a line's 5-grams in a text from character recognition
_FEWEST_PEOPLE = 3
_ABBREVIATION = re.compile(r"(?:[ก-ฮ]\.?){2,6}")
_OF_A_PLACE = re.compile(r"(?:[ก-ฮ]\.?){2,6}[. ]\s*(?:จ\.?\s*)?[ก-์]{2,20}")  # วธ.แพร่, พช แพร่
_DATE = re.compile(r"\d+|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|พ\.ศ\.")


class Trace:
    """Of a document that was read. Every part is made when it is first asked for, and kept."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    @cached_property
    def bones(self) -> str:
        """Consonants of the body."""
        return consonants(self.text)

    @cached_property
    def letters(self) -> str:
        """The body's key: letters, marks and Arabic digits."""
        return key(self.text)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """5-grams of the body."""
        return shingles(self.bones)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Everybody named in the body."""
        return persons(self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Telephone numbers of the body."""
        return numbers(self.text, printed=self.document.pages is not None)

    @cached_property
    def cover(self) -> tuple[str, ...]:
        """Consonants of the lines that open the document, dates left out: title and name of the agency stand there."""
        lines: list[str] = []
        for block in self.document.blocks:
            if block.kind in ("header", "footer", "footnote") or (block.page or 1) > 1:
                continue
            lines += [bones for line in block.text.splitlines() if len(bones := undated(line)) >= _FEWEST_LETTERS]
            if len(lines) >= _COVER_LINES or sum(map(len, lines)) > _COVER_LETTERS:
                break
        return tuple(lines[:_COVER_LINES])

    @cached_property
    def abbreviated(self) -> frozenset[str]:
        """Lines of the first page that are an abbreviation (ทสจ.), perhaps of a place (วธ.แพร่): too short for `cover`,
        and yet the name of an agency."""
        lines: list[str] = []
        for block in self.document.blocks:
            if block.kind in ("header", "footer", "footnote") or (block.page or 1) > 1:
                continue
            lines += filter(None, map(str.strip, block.text.splitlines()))
            if len(lines) >= _COVER_LINES:
                break
        short = (line for line in lines[:_COVER_LINES] if _ABBREVIATION.fullmatch(line) or _OF_A_PLACE.fullmatch(line))
        return frozenset(line.replace(".", "").replace(" ", "") for line in short)

    @cached_property
    def undated(self) -> str:
        """Consonants of the body and its margins less numbers and months, in which lines of a cover are looked for."""
        return undated(f"{self.text}\n{self.document.marginal_text}")

    @property
    def recognised(self) -> bool:
        """Whether the words come from character recognition."""
        return bool(self.document.ocr_pages)

    def people_in(self, other: "Trace") -> float | None:
        """Share of the people named that stand in the other text; None with fewer than three. Numbers count only where
        hardly anybody is named: offices of one province share an exchange."""
        hits = [person.stands_in(other.bones) for person in self.persons]
        if len(hits) < _FEWEST_PEOPLE:
            hits += [number.digits in other.letters for number in self.numbers]
        return sum(hits) / len(hits) if len(hits) >= _FEWEST_PEOPLE else None

    def cover_in(self, other: "Trace") -> bool:
        """Whether every line of the cover stands somewhere in the other text; False without a cover."""
        if other.recognised:
            return bool(self.cover) and all(
                contained(shingles(line), other.shingles) >= _OCR_LINE for line in self.cover
            )
        return bool(self.cover) and all(line in other.undated for line in self.cover)


def trace(document: Document | None) -> Trace | None:
    """The trace of a document, None when there is no text that could be compared."""
    if document is None or document.problem is not None or not document.blocks:
        return None
    if not document.readable and not document.ocr_pages and len(document.unread_pages) * 2 > (document.pages or 0):
        return None
    return _of(Same(document))


def trace_of_text(text: str) -> Trace:
    """A bare text (a form's sentences) as if it were a document."""
    return _of_text(text)


@lru_cache(maxsize=64)
def _of(same: Same[Document]) -> Trace:
    return Trace(same.it)


@lru_cache(maxsize=16)
def _of_text(text: str) -> Trace:
    return Trace(Document((Block("paragraph", text),), "none"))


def undated(text: str) -> str:
    """Consonants of a text less its numbers and months."""
    return consonants(_DATE.sub(" ", to_arabic(text)))
