"""Files of one kind that repeat a plan (a .doc beside its .docx, an older version), and twins that only look so."""

from collections.abc import Callable, Sequence

from mailbot.plans.model import PlanFile
from mailbot.plans.shingles import contained
from mailbot.plans.trace import Trace

_COPY, _COPY_NAMELESS = 0.9, 0.97  # of the 5-grams, both ways
_VERSION, _VERSION_PEOPLE = 0.6, 0.4  # of an older version; twins have as many 5-grams, but not the people


def without_copies(
    plans: Sequence[PlanFile], trace_of: Callable[[PlanFile], Trace | None]
) -> tuple[list[PlanFile], list[PlanFile]]:
    """Plans, and files of the same kind that repeat one of them: the same bytes, or one text under one cover."""
    kept: list[PlanFile] = []
    copies: list[PlanFile] = []
    for file in sorted(plans, key=lambda file: file.attachment.kind == "word_legacy"):
        (copies if any(_is_copy(file, other, trace_of) for other in kept) else kept).append(file)
    return kept, copies


def same_cover(one: Trace, other: Trace) -> bool:
    """Whether two files open alike, dates left out: each line of one's cover stands in the other.

    The name of the agency stands there, so that twins on one form have different covers.
    """
    told = one.recognised or other.recognised or one.abbreviated == other.abbreviated
    return told and one.cover_in(other) and other.cover_in(one)


def is_version(one: Trace, other: Trace) -> bool:
    """Whether two files are one agency's plan at two times: one cover, most of the words, many of the people."""
    known = one.people_in(other)
    return (
        known is not None
        and known >= _VERSION_PEOPLE
        and min(contained(one.shingles, other.shingles), contained(other.shingles, one.shingles)) >= _VERSION
        and same_cover(one, other)
    )


def _people(one: Trace, two: Trace) -> float:
    known = one.people_in(two)
    return 1.0 if known is None else known


def _is_copy(file: PlanFile, other: PlanFile, trace_of: Callable[[PlanFile], Trace | None]) -> bool:
    if (file.attachment.kind == "pdf") != (other.attachment.kind == "pdf"):
        return False
    if file.attachment.sha256 == other.attachment.sha256:
        return True
    one, two = trace_of(file), trace_of(other)
    if (
        one is None
        or two is None
        or min(len(one.shingles), len(two.shingles)) < _COPY * max(len(one.shingles), len(two.shingles))
    ):
        return False
    if len(set(one.persons) & set(two.persons)) < _COPY * len(one.persons):
        return False  # the cheapest test that tells twins apart; a bundle has hundreds of such pairs
    least = _COPY if one.persons else _COPY_NAMELESS
    return (
        min(contained(one.shingles, two.shingles), contained(two.shingles, one.shingles)) >= least
        and _people(one, two) >= _COPY
        and same_cover(one, two)
    )
