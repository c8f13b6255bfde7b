"""Is the PDF a print of the Word file? Rare 5-grams, people and covers decide; the whole text cannot tell twins apart.

Measured on twelve twins of one form that differ in nothing but place, people and numbers: share
of the Word file's 5-grams in the PDF, with the other twins known: right pairs 0.90 to 1.00 (0.44 to 0.54 from character
recognition), twins at most 0.02. With the form alone right pairs have 0.87 to 0.99 and twins 0.75 to 0.89: there the
people decide (right 0.42 to 1.00, twins at most 0.08), and the cover.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.documents.model import Document
from mailbot.documents.thai import consonants
from mailbot.plans.model import SameDocument
from mailbot.plans.shingles import FEWEST_RARE, contained
from mailbot.plans.trace import Trace, trace, trace_of_text

SAME_CORPUS, SAME_ALONE, SAME_RECOGNISED = 0.25, 0.60, 0.40
_DIFFERS_CORPUS, _DIFFERS_ALONE = 0.05, 0.20
_NAMELESS = 0.93  # alone and without anybody named: more than twins reach
SAME_PEOPLE = 0.3  # a yearly update changes up to half of the names, a damaged print loses half
OTHER_PEOPLE = 0.1
_OWN_PEOPLE = 0.5  # of the PDF's people in the Word file: names cut by the ends of lines are found anywhere
_RECOGNISED_PEOPLE = 0.2  # character recognition finds one name in eight and more, a twin none
_INFORMED = 0.5  # of what the form leaves, taken out by other plans: they are on the same form
_WHOLE = 0.98  # of the lines, both ways: nothing was changed, however short the text


@dataclass(frozen=True, slots=True)
class Likeness:
    """similarity: share of the Word file's rare 5-grams in the PDF (0 to 1). rare: how many there are.
    informed: other plans on the same form are known. people: share of the Word file's names and numbers in the PDF,
    None when it has fewer than three. strangers: each half has people, and hardly one of the other's."""

    similarity: float
    rare: int
    informed: bool
    people: float | None
    strangers: bool


def likeness(word: Trace, pdf: Trace, others: Sequence[Trace] = (), form: frozenset[str] = frozenset()) -> Likeness:
    """Measure one pair. others: other agencies' plans; form: 5-grams that every plan may have."""
    own = word.shingles - form
    return measure(word, pdf, own, own.difference(*(other.shingles for other in others)))


def measure(word: Trace, pdf: Trace, own: frozenset[str], rare: frozenset[str]) -> Likeness:
    """Measure one pair by 5-grams sorted before. own: of the Word file less the form; rare: less others' too."""
    informed = len(rare) <= _INFORMED * len(own)
    if len(rare) < FEWEST_RARE:
        rare, informed = own, False
    share = word.people_in(pdf)
    back = pdf.people_in(word) if share is not None and share <= OTHER_PEOPLE else None
    strangers = back is not None and back <= _OWN_PEOPLE
    return Likeness(contained(rare, pdf.shingles), len(rare), informed, share, strangers)


def compare(
    word: Document | None, pdf: Document | None, other_texts: Sequence[str] = (), form_texts: Sequence[str] = ()
) -> SameDocument:
    """same, differs or unsure. other_texts: other agencies' plans known; form_texts: of form.shared_texts().

    unsure without both halves or when one could not be read. 'differs' needs two halves that were read whole.
    """
    own, printed = trace(word), trace(pdf)
    if own is None or printed is None:
        return SameDocument("unsure")
    form: frozenset[str] = frozenset().union(*(trace_of_text(text).shingles for text in form_texts))
    return verdict_of(own, printed, likeness(own, printed, [trace_of_text(text) for text in other_texts], form))


def verdict_of(word: Trace, pdf: Trace, found: Likeness) -> SameDocument:
    """The verdict on a measured pair."""
    similarity = round(found.similarity, 3)
    if is_same(word, pdf, found):
        return SameDocument("same", similarity)
    return SameDocument("differs" if _differs(word, pdf, found) else "unsure", similarity)


def is_same(word: Trace, pdf: Trace, found: Likeness) -> bool:
    """Whether a measured pair is one document; the only rule that may say so, for pairing too."""
    return _same(word, pdf, found) if found.rare >= FEWEST_RARE else _unchanged(word, pdf)


def _same(word: Trace, pdf: Trace, found: Likeness) -> bool:
    """Enough of the text, and nothing that speaks for another agency on the same form."""
    if found.strangers:
        return False
    if pdf.recognised:
        if found.informed:
            return found.similarity >= SAME_CORPUS
        known = word.cover_in(pdf) if found.people is None else found.people >= _RECOGNISED_PEOPLE
        return found.similarity >= SAME_RECOGNISED and known
    if found.people is not None:
        least = SAME_CORPUS if found.informed else SAME_ALONE
        return found.similarity >= least and found.people >= SAME_PEOPLE
    if found.informed:
        return found.similarity >= SAME_CORPUS
    return found.similarity >= _NAMELESS and word.cover_in(pdf) and pdf.cover_in(word)


def _differs(word: Trace, pdf: Trace, found: Likeness) -> bool:
    """Said of text that was read whole only; of recognised text when its people are others and its words too."""
    if not word.document.readable or pdf.document.unread_pages:
        return False
    least = _DIFFERS_CORPUS if found.informed else _DIFFERS_ALONE
    if pdf.recognised:
        return found.strangers and found.similarity < least
    return found.strangers or (
        pdf.document.readable
        and found.rare >= FEWEST_RARE
        and found.similarity < least
        and (found.people is None or found.people <= OTHER_PEOPLE)
    )


def _unchanged(word: Trace, pdf: Trace) -> bool:
    """Of a short text: every line of each half stands in the other; a twin differs at least in its agency's name."""
    return _lines_in(word, pdf) >= _WHOLE and _lines_in(pdf, word) >= _WHOLE and word.cover_in(pdf)


def _lines_in(one: Trace, other: Trace) -> float:
    """Share of the letters of one text in lines (and cells) that stand whole in the other."""
    lines = [line for text in one.text.splitlines() for line in text.split("\t")]
    bones = [bare for line in lines if len(bare := consonants(line)) > 1]
    total = sum(map(len, bones))
    return sum(len(line) for line in bones if line in other.bones) / total if total else 0.0
