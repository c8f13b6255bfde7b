"""5-grams of a text's consonants: what is left of a sentence after any print, so that prints can be compared."""

SIZE = 5
FEWEST_RARE = 100  # with fewer rare shingles they alone say nothing
LONGEST = 400_000  # consonants: more than 250 pages; what stands behind says nothing new of who wrote the plan


def shingles(bones: str, size: int = SIZE) -> frozenset[str]:
    """All n-grams of a text that went through thai.consonants() (vowels and marks are what printing damages most)."""
    bones = bones[:LONGEST]
    return frozenset(bones[at : at + size] for at in range(len(bones) - size + 1))


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    """Share of `part` that is in `whole`, 0 to 1; 0.0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0
