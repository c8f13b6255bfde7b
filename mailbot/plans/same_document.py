"""Is the PDF a print of the Word file? Rare 5-grams and people decide; the whole text cannot tell twins on one form."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.documents.model import Document
from mailbot.documents.thai import consonants, key
from mailbot.plans.evidence import people, telephones
from mailbot.plans.model import SameDocument
from mailbot.plans.shingles import FEWEST_RARE, contained, rare, shingles

# Measured on prints of one form: with other agencies' plans known, right pairs have 0.40 to 1.00 of the rare 5-grams
# and twins at most 0.02; with the form alone right pairs have 0.75 and more (0.51 from OCR), twins 0.22 to 0.42.
_SAME_CORPUS, _SAME_ALONE = 0.25, 0.60
_DIFFERS_CORPUS, _DIFFERS_ALONE = 0.05, 0.20
_FEWEST_PEOPLE = 3
_SAME_PEOPLE = 0.5  # a yearly update changes up to half of the names
_OTHER_PEOPLE = 0.1


@dataclass(frozen=True, slots=True)
class Likeness:
    """similarity: share of the Word file's rare 5-grams in the PDF (0 to 1). rare: how many there are.
    people: share of the Word file's names and telephone numbers in the PDF, None when it has fewer than three.
    strangers: the PDF has names or numbers of its own, and hardly one of the Word file's: another agency's plan."""

    similarity: float
    rare: int
    people: float | None
    strangers: bool


def likeness(word_text: str, pdf_text: str, known: Sequence[str] = ()) -> Likeness:
    """Measure one pair. known: texts whose 5-grams say nothing (form, other plans)."""
    own = rare(word_text, tuple(known))
    share = people_share(word_text, pdf_text)
    strangers = share is not None and share <= _OTHER_PEOPLE and people_share(pdf_text, word_text) is not None
    return Likeness(contained(own, shingles(pdf_text)), len(own), share, strangers)


def compare(
    word: Document | None, pdf: Document | None, other_texts: Sequence[str] = (), form_texts: Sequence[str] = ()
) -> SameDocument:
    """same, differs or unsure. other_texts: other agencies' plans known; form_texts: of form.shared_texts().

    unsure without both halves, with a scan or a damaged file, and with fewer than 100 rare 5-grams.
    """
    if word is None or pdf is None or not _readable(word) or not _readable(pdf):
        return SameDocument("unsure")
    found = likeness(word.text, pdf.text, (*form_texts, *other_texts))
    similarity = round(found.similarity, 3)
    if found.strangers and not pdf.unread_pages:
        return SameDocument("differs", similarity)
    if found.rare < FEWEST_RARE:
        return SameDocument("unsure", similarity)
    same, differs = (_SAME_CORPUS, _DIFFERS_CORPUS) if other_texts else (_SAME_ALONE, _DIFFERS_ALONE)
    if found.similarity < differs and (found.people is None or found.people <= _OTHER_PEOPLE):
        return SameDocument("differs", similarity)
    if found.similarity >= same and (found.people is None or found.people >= _SAME_PEOPLE):
        return SameDocument("same", similarity)
    return SameDocument("unsure", similarity)


def _readable(document: Document) -> bool:
    return document.problem is None and document.readable and bool(document.blocks)


def people_share(word_text: str, pdf_text: str) -> float | None:
    """Share of names and numbers of the Word file that stand in the PDF; None with fewer than three of them."""
    names, numbers = _named(word_text)
    if len(names) + len(numbers) < _FEWEST_PEOPLE:
        return None
    bones, letters = _letters(pdf_text)
    hits = sum(name in bones for name in names) + sum(number in letters for number in numbers)
    return hits / (len(names) + len(numbers))


@lru_cache(maxsize=256)
def _named(text: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(consonants, people(text))), frozenset(map(key, telephones(text)))


@lru_cache(maxsize=128)
def _letters(text: str) -> tuple[str, str]:
    return consonants(text), key(text)
