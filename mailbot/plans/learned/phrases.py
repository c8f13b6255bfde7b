"""What a few phrases in a row are like, wherever in a plan they stand: a part of 2.1 is often told in one sentence of a
preface, under no heading of its own.

Thai has no full stop; blanks part the phrases of a sentence.
"""

from collections.abc import Iterator, Sequence
from math import exp

from mailbot.documents.model import Block
from mailbot.documents.thai import skeleton
from mailbot.plans.doubt import NO_RUN, Run
from mailbot.plans.learned.likeness import LABELS, Likeness
from mailbot.plans.learned.signs import Signs

_GRAMS = (3, 5)  # letters
_WEIGHT = 0.2  # of one run of letters
_MOST_PHRASES, _LONGEST = 4, 110  # phrases and letters of the skeleton in a row
_SHORTEST = 12  # letters of the skeleton
_LONGEST_PHRASE = 160  # letters of the skeleton; more say little more
_SCALE = 100  # of a likeness's weights


def runs(block: Block) -> Iterator[Signs]:
    """The signs of each run of phrases, for learning."""
    phrases = _phrases(block)
    for start, end in _ends([len(phrase) for phrase in phrases]):
        found: Signs = {}
        for phrase in phrases[start:end]:
            for gram in _grams(phrase):
                found[gram] = found.get(gram, 0.0) + _WEIGHT
        yield found


def likeliest(likeness: Likeness, blocks: Sequence[Block]) -> dict[str, Run]:
    """Of each label the run of phrases that is most like it."""
    best = dict.fromkeys(LABELS, NO_RUN)
    for block in blocks:
        phrases = _phrases(block)
        sums = [_sum(likeness, phrase) for phrase in phrases]
        for start, end in _ends([len(phrase) for phrase in phrases]):
            worths = [sum(each) for each in zip(likeness.base, *sums[start:end], strict=True)]
            top = max(worths)
            raised = [exp((worth - top) / _SCALE) for worth in worths]
            whole = sum(raised)
            for label, worth in zip(LABELS, raised, strict=True):
                if worth / whole > best[label].chance:
                    best[label] = Run(worth / whole, block)
    return best


def _phrases(block: Block) -> list[str]:
    return [bones[:_LONGEST_PHRASE] for word in block.text.split() if (bones := skeleton(word))]


def _ends(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where runs begin and end: as many phrases as are not too long together."""
    for start in range(len(lengths)):
        end, letters = start + 1, lengths[start]
        while end < min(len(lengths), start + _MOST_PHRASES) and letters + lengths[end] <= _LONGEST:
            letters += lengths[end]
            end += 1
        if letters >= _SHORTEST:
            yield start, end


def _grams(phrase: str) -> Iterator[str]:
    marked = f"^{phrase}$"
    for size in _GRAMS:
        for at in range(len(marked) - size + 1):
            yield marked[at : at + size]


def _sum(likeness: Likeness, phrase: str) -> list[float]:
    rows = [row for gram in _grams(phrase) if (row := likeness.row(gram)) is not None]
    return [_WEIGHT * sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(LABELS)
