"""The 5-grams that only one of several Word files has: counted once for a whole mail, not once a pair."""

from collections import Counter
from collections.abc import Sequence

from mailbot.plans.same_document import Likeness, measure
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
