"""5-grams of a text's skeleton, less what the common form holds: what makes a plan this agency's own."""

from functools import lru_cache

from mailbot.documents.thai import skeleton

SIZE = 5
FEWEST_RARE = 100  # with fewer rare shingles nothing can be said


@lru_cache(maxsize=64)
def shingles(text: str) -> frozenset[str]:
    """All 5-grams of the skeleton (marks are what printing damages most)."""
    bones = skeleton(text)
    return frozenset(bones[at : at + SIZE] for at in range(len(bones) - SIZE + 1))


@lru_cache(maxsize=8)
def rare(text: str, known: tuple[str, ...]) -> frozenset[str]:
    """5-grams of `text` that stand in none of the `known` texts (blank form, other plans)."""
    own = shingles(text)
    for other in known:
        own = own - shingles(other)
    return own


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    """Share of `part` that is in `whole`, 0 to 1; 0.0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0
