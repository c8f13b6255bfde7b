"""The 5-grams that only one of several plans has: counted once for a whole mail, not once a pair."""

from collections import Counter
from collections.abc import Sequence

from mailbot.plans.same_document import SAME_CORPUS, Likeness, measure
from mailbot.plans.shingles import FEWEST_RARE, contained
from mailbot.plans.trace import Trace


class Rarity:
    """Of the Word files of one mail. form: 5-grams that every plan may have."""

    def __init__(self, words: Sequence[Trace], form: frozenset[str]) -> None:
        self._many = len(words) > 1
        self._owned = {id(word): word.shingles - form for word in words}
        holders: Counter[str] = Counter()
        for own in self._owned.values():
            holders.update(own)
        self._rare = {at: frozenset(s for s in own if holders[s] == 1) for at, own in self._owned.items()}

    def likeness(self, word: Trace, pdf: Trace) -> Likeness:
        """The same as same_document.likeness() with all other Word files known. word: one of those given."""
        own, left = self._owned[id(word)], self._rare[id(word)]
        return measure(word, pdf, own, left if self._many else own)

    def is_far(self, word: Trace, pdf: Trace) -> bool:
        """Whether the words alone say that they are no pair: quick, for the many pairs of a bundle."""
        own, left = self._owned[id(word)], self._rare[id(word)]
        known = left if self._many and len(left) >= FEWEST_RARE else own
        return len(known) >= FEWEST_RARE and contained(known, pdf.shingles) < SAME_CORPUS


class Neighbours:
    """The plans of one mail, each given as the traces of its halves: what one is compared without."""

    def __init__(self, plans: Sequence[Sequence[Trace]] = ()) -> None:
        self._holders: Counter[str] = Counter()
        if len(plans) > 1:
            for halves in plans:
                self._holders.update(_together(halves))

    def rare(self, own: frozenset[str], halves: Sequence[Trace]) -> frozenset[str]:
        """Those 5-grams of `own` that no other plan has. halves: of the plan asked about, one of those given."""
        if not self._holders:
            return own
        mine = _together(halves)
        return frozenset(gram for gram in own if self._holders[gram] <= (gram in mine))


def _together(halves: Sequence[Trace]) -> frozenset[str]:
    return frozenset().union(*(half.shingles for half in halves))
