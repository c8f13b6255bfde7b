"""One plan in several files of one kind (chapters) put together; the plans of two agencies never are.

Parts name few elements each and hardly one twice, and none opens under another agency's cover. They are told by the
numbers in their names, by a whole plan of the other kind that holds them all, or by being all that the mail holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailbot.documents.model import Block, Document
from mailbot.documents.thai import consonants
from mailbot.plans.lexicon import Name
from mailbot.plans.model import PlanFile
from mailbot.plans.named import elements_of, named_in
from mailbot.plans.series import place_in_series, series
from mailbot.plans.shingles import contained
from mailbot.plans.titles_of_plans import opens_with_title, under_title
from mailbot.plans.trace import Trace, trace
from mailbot.rules import Rules

_WHOLE = 6  # elements; a file that names so many is a plan and no part of one
_FEWEST_TOGETHER = 3  # elements of parts in a numbered series
_FEWEST_UNNUMBERED = 5  # elements of parts that nothing but the mail holds together
_REPEATED = 1  # names that stand in two parts, as where a chapter refers to another
_HELD = 0.5  # of a part's 5-grams in the whole plan of the other kind
_KINDS = frozenset({"word", "word_legacy", "pdf"})
_ROLES = frozenset({"plan", "annex", "other"})
_ANNEX = 2  # elements


@dataclass(frozen=True, slots=True)
class _Part:
    """A file with the elements it names; trace None when it could not be read."""

    file: PlanFile
    trace: Trace | None
    names: frozenset[Name]

    @property
    def is_pdf(self) -> bool:
        return self.file.attachment.kind == "pdf"

    @property
    def is_whole(self) -> bool:
        return len(elements_of(self.names)) >= _WHOLE


def joined(files: Sequence[PlanFile], rules: Rules) -> tuple[list[PlanFile], dict[str, tuple[PlanFile, ...]]]:
    """The files with every set of parts replaced by one PlanFile, and by its sha256 the further files it is made of."""
    loose = [file for file in files if file.attachment.kind in _KINDS and file.role in _ROLES]
    if len(loose) < 2 or not any(file.role == "plan" for file in loose):
        return list(files), {}
    known = [_part(file, rules) for file in loose]
    if len([part for part in known if not part.is_whole]) < 2:
        return list(files), {}
    sets = list(_sets(known))
    if not sets:
        return list(files), {}
    taken = {id(part.file) for parts in sets for part in parts}
    wholes = [_put_together(parts) for parts in sets]
    rest = [_demoted(file, known) for file in files if id(file) not in taken]
    return [*wholes, *rest], {parts[0].file.attachment.sha256: tuple(part.file for part in parts[1:]) for parts in sets}


def _part(file: PlanFile, rules: Rules) -> _Part:
    own = trace(file.document)
    return _Part(file, own, named_in(own.document, rules) if own else frozenset())


def _sets(known: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Numbered series first; then, of each kind, parts that a single whole plan of the other kind holds, or that are
    all there is."""
    by_file = {id(part.file): part for part in known}
    taken: set[int] = set()
    for files in series([part.file for part in known if not part.is_whole]):
        parts = [by_file[id(file)] for file in files]
        if _is_one_plan(parts, _FEWEST_TOGETHER) or _is_unread(parts):
            taken |= {id(part) for part in parts}
            yield parts
    for is_pdf in (False, True):
        others = [part for part in known if part.is_pdf != is_pdf]
        wholes = [part.trace for part in others if part.is_whole and part.trace]
        if len(wholes) > 1 or (taken and not wholes):
            continue
        loose = [p for p in known if p.is_pdf == is_pdf and id(p) not in taken and p.trace and p.file.role in _ROLES]
        if wholes:
            parts = [part for part in loose if _is_held(part, wholes[0])]
            if parts and not any(part.is_whole for part in loose) and _is_one_plan(parts, _FEWEST_TOGETHER):
                yield sorted(parts, key=lambda part: _position(part, wholes[0]))
            continue
        parts = [part for part in loose if part.names]
        if _is_one_plan(parts, _FEWEST_UNNUMBERED):
            yield sorted(parts, key=lambda part: min(elements_of(part.names)))


def _is_held(part: _Part, whole: Trace) -> bool:
    return part.trace is not None and contained(part.trace.shingles, whole.shingles) >= _HELD


def _is_one_plan(parts: Sequence[_Part], least: int) -> bool:
    """Few elements each, hardly one twice, enough together, and no second cover of somebody else."""
    read = [part for part in parts if part.trace is not None]
    together = frozenset().union(*(part.names for part in read)) if read else frozenset()
    repeated = sum(len(part.names) for part in read) - len(together)
    return (
        len([part for part in read if part.names]) >= 2
        and len(elements_of(together)) >= least
        and repeated <= _REPEATED
        and not any(part.is_whole for part in parts)
        and not _has_two_owners(read)
    )


def _is_unread(parts: Sequence[_Part]) -> bool:
    """Chapters by name of which nobody could read a word: scans."""
    places = [place_in_series(part.file.attachment.name) for part in parts if part.trace is None]
    return len(places) == len(parts) and all(place is not None and place[2] == "mark" for place in places)


def _has_two_owners(parts: Sequence[_Part]) -> bool:
    """Two files open with a plan's title, and what stands under one of them is not in the other."""
    titled = [part.trace for part in parts if part.trace and opens_with_title(part.trace.document)]
    return any(
        line not in other.undated for one in titled for other in titled if one is not other for line in under_title(one)
    )


def _position(part: _Part, whole: Trace) -> int:
    """Where the part begins in the whole: the place of its first long line that stands there."""
    blocks = part.trace.document.blocks if part.trace else ()
    lines = [bones for block in blocks if len(bones := consonants(block.text)) >= 15]
    return next((at for bones in lines if (at := whole.bones.find(bones)) >= 0), len(whole.bones))


def _demoted(file: PlanFile, known: Sequence[_Part]) -> PlanFile:
    """Beside a plan that was put together, a file with an element or two (the call tree) is its annex."""
    part = next((part for part in known if part.file is file), None)
    small = part is not None and part.trace is not None and len(elements_of(part.names)) <= _ANNEX
    if small and file.role == "plan" and part and part.trace and not opens_with_title(part.trace.document):
        return replace(file, role="annex")
    return file


def _put_together(parts: Sequence[_Part]) -> PlanFile:
    """The first part's attachment with the text of all; pages counted through. A part that nobody could read leaves
    the whole not readable."""
    documents = [part.file.document for part in parts if part.file.document is not None]
    blocks: list[Block] = []
    unread: list[int] = []
    recognised: list[int] = []
    before = 0
    for document in documents:
        blocks += [block._replace(page=block.page + before) if block.page else block for block in document.blocks]
        shut = range(1, (document.pages or 0) + 1) if document.problem else document.unread_pages
        unread += [page + before for page in shut]
        recognised += [page + before for page in document.ocr_pages]
        before += document.pages or 0
    whole = Document(
        blocks=tuple(blocks),
        reader=documents[0].reader,
        pages=before or None,
        readable=len(documents) == len(parts) and all(document.readable for document in documents),
        unread_pages=tuple(unread),
        ocr_pages=tuple(recognised),
        problem=None if blocks else documents[0].problem,
        notes=tuple(dict.fromkeys(note for document in documents for note in document.notes)),
    )
    return PlanFile(parts[0].file.attachment, "plan", whole)
