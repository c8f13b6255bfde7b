"""One element in one document: which sections hold it, whether their content fits, and what else might be it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.element_rules import Element
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import fit
from mailbot.plans.hits import MARGINS, PLAIN, SOFT, Section, has_content, is_printed
from mailbot.plans.order import parts_in_order
from mailbot.plans.sections import Reading
from mailbot.plans.told_parts import holds_its_text, labelled_otherwise, runs_in, stated, stated_of_another

QUOTE = 160  # characters


@dataclass(frozen=True, slots=True)
class Presence:
    """An element as one document has it.

    fits: content is there and fits. reason: machine word when not. strength: of the best heading (sections.SURE ...).
    found, missing: parts or areas; doubtful: parts of 2.1 that may be there under no heading of their own.
    refers: the content refers to an annex. runs_on: in a print the next line names another element, so that what looks
    like content may be the next heading; or nothing stands below the known heading, and something below one that only
    sounds like it. guessed: the heading has no known name, its words speak for the element.
    labelled: a line among the parts of 2.1 has a label in own words, and may be the part that is not found.
    """

    fits: bool
    reason: str
    strength: int
    section: Section
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    refers: bool = False
    runs_on: bool = False
    guessed: bool = False
    labelled: bool = False


def presence(element: Element, reading: Reading) -> Presence | None:
    """The element in one document by its headings, None when no heading names it (lists of contents do not count)."""
    sections = [part for part in _named(element, reading) if part.hit and not part.hit.listed]
    if not sections:
        return _told_in_sentences(element, reading)
    if element.parts:
        return _in_parts(element, reading, sections)
    judged = [(part, fit(element, part.blocks)) for part in sections]
    together = fit(
        element, [block for part in sections for block in part.blocks if part.hit and part.hit.strength > SOFT]
    )
    best, own = max(judged, key=lambda pair: (pair[1].fits, _strength(pair[0]), pair[1].reason != "empty"))
    strength = _strength(best)
    if together.fits and not (own.fits and strength == SOFT):
        own = together
    known = [
        content
        for part, content in judged
        if not _guessed(part) and _strength(part) > SOFT and not _agrees(part, content.reason, best, reading)
    ]  # "RTO หมายถึง…" is soft
    own_words = any(_guessed(part) for part in sections) and bool(known)
    guess_only = own_words and own.fits and not any(content.fits for content in known)
    alone = len([part for part, content in judged if content.fits]) <= 1
    runs_on = guess_only or (alone and _runs_on(best, reading))
    return Presence(
        own.fits,
        own.reason,
        strength,
        best,
        own.found,
        own.missing,
        refers=own.refers,
        runs_on=runs_on,
        guessed=_guessed(best),
    )


def _agrees(known: Section, reason: str, guessed: Section, reading: Reading) -> bool:
    """An empty heading that says what the guessed one says: the title of its chapter ('บทที่ ๒ … กลยุทธ์' above '๒.๒
    กลยุทธ์ที่มหาวิทยาลัยเลือก'), or the caption of its picture."""
    if reason != "empty" or known.hit is None or guessed.hit is None:
        return False
    if known.hit.index > guessed.hit.index:
        caption = reading.document.blocks[known.hit.index]
        return any(block is caption for block in guessed.blocks)
    levels = {heading.block_index: heading.level for heading in reading.headings}
    own = levels.get(known.hit.index)
    between = range(known.hit.index + 1, guessed.hit.index + 1)
    return own is not None and all(levels[at] > own for at in between if at in levels)


def _runs_on(part: Section, reading: Reading) -> bool:
    """In a print: nothing but dots between this heading and a line that names another element."""
    if part.hit is None or part.hit.rest or not is_printed(reading.document):
        return False
    start = part.hit.index + part.hit.lines
    blocks = reading.document.blocks
    after = next(
        (at for at in range(start, len(blocks)) if has_content(blocks[at]) and blocks[at].kind not in MARGINS), -1
    )
    return any(s.hit and s.hit.index == after and not s.hit.names & part.hit.names for s in reading.sections)


def quote(blocks: Iterable[Block]) -> str | None:
    """First meaningful content, at most 160 characters; None when there is none (a picture has no text)."""
    for block in blocks:
        text = " ".join(block.text.split())
        if has_content(block) and text:
            return text if len(text) <= QUOTE else text[: QUOTE - 1].rstrip() + "…"
    return None


def _named(element: Element, reading: Reading) -> list[Section]:
    return [
        part for part in reading.sections if part.hit and any(name.element == element.id for name in part.hit.names)
    ]


def _guessed(part: Section) -> bool:
    return part.hit is not None and part.hit.guessed


def _strength(part: Section) -> int:
    return part.hit.strength if part.hit else 0


def _in_parts(element: Element, reading: Reading, sections: list[Section]) -> Presence:
    """2.1: every part needs a heading of its own or a share in one, and content under it."""
    found: list[str] = []
    missing: list[str] = []
    doubtful: list[str] = []
    strengths: list[int] = []
    reasons: list[str] = []
    guessed = False
    named = [part for part in element.parts if any(s.hit and Name(element.id, part) in s.hit.names for s in sections)]
    labelled = labelled_otherwise(element, named, sections)
    for part in element.parts:
        own = [s for s in sections if s.hit and any(name.part == part for name in s.hit.names)]
        fits = [s for s in own if fit(element, s.blocks).fits]
        if fits and all(_runs_on(section, reading) for section in fits):
            doubtful.append(part)
        elif fits:
            found.append(part)
            strengths.append(max(map(_strength, fits)))
        elif stated(element, part, reading) is not None or runs_in(element, part, reading, sections):
            found.append(part)
            strengths.append(PLAIN)
        elif any(holds_its_text(element, part, s.heading) for s in own if s.hit and len(s.hit.names) == 1):
            doubtful.append(part)
        elif own:
            missing.append(part)
            reasons.append(fit(element, own[0].blocks).reason)
            guessed = guessed or _guessed(own[0])
        elif (
            _opens_a_block(element, part, reading)
            or _in_a_title(element, part, reading)
            or _neighbour(element, reading, sections)
            or stated_of_another(element, part, reading)
            or labelled
        ):
            doubtful.append(part)
        else:
            missing.append(part)
            reasons.append("parts_missing")
    reason = "" if not missing else "parts_missing" if "parts_missing" in reasons else reasons[0]
    first = next((s for s in sections if s.blocks), sections[0])
    strength = min(strengths, default=max(map(_strength, sections)))
    return Presence(
        not missing and not doubtful,
        reason,
        strength,
        first,
        tuple(found),
        tuple(missing),
        tuple(doubtful),
        guessed=guessed,
        labelled=labelled,
    )


def _neighbour(element: Element, reading: Reading, sections: Sequence[Section]) -> bool:
    """An unknown heading with a text, before, between or behind the parts that were found: perhaps the missing part."""
    own = [part.hit.index for part in sections if part.hit]
    others = [s.hit.index for s in reading.sections if s.hit and s.hit.index not in own and s.hit.strength > SOFT]
    first = max((at for at in others if at < min(own)), default=-1)
    last = min((at for at in others if at > max(own)), default=len(reading.document.blocks))
    inside = {id(block) for part in sections for block in part.blocks}
    return any(
        first < part.index < last
        and (not part.nested or id(reading.document.blocks[part.index]) in inside)
        and part.likely
        and fit(element, part.blocks).fits
        for part in reading.unknown
    )


def _in_a_title(element: Element, part: str, reading: Reading) -> bool:
    """The part's word stands in a line that may be a heading, as in 'ข้อจำกัดและสมมติฐาน'."""
    bones = [skeleton(phrase) for phrase in element.parts[part]]
    return any(
        any(bone in skeleton(title.heading) for bone in bones) and not _refused(element, title.heading)
        for title in reading.titles
    )


def _told_in_sentences(element: Element, reading: Reading) -> Presence | None:
    """'แผนนี้มีวัตถุประสงค์เพื่อ… โดยมีสมมติฐานว่า… และมีขอบเขตเฉพาะ…': parts of 2.1 without any heading."""
    told = {part: block for part in element.parts if (block := stated(element, part, reading)) is not None}
    if not told:
        return None
    first = next(iter(told.values()))
    section = Section(first.text.split()[0], first.page, (first,))
    rest = tuple(part for part in element.parts if part not in told)
    return Presence(not rest, "parts_missing" if rest else "", PLAIN, section, tuple(told), doubtful=rest)


def _opens_a_block(element: Element, part: str, reading: Reading) -> bool:
    """The part's word opens a paragraph or cell, or stands in a section of the element: perhaps run-in."""
    bones = [skeleton(phrase) for phrase in element.parts[part][:3]]
    inside = {id(block) for section in _named(element, reading) for block in section.blocks}
    for at, block in enumerate(reading.document.blocks):
        if at in reading.contents:
            continue
        texts = [split_number(text.lstrip("-•– ")).rest for text in (block.text, *block.cells)]
        if block.kind not in ("header", "footer") and any(skeleton(text).startswith(tuple(bones)) for text in texts):
            return block.kind != "row" or len(texts) <= 3 or not parts_in_order(reading.document)
        if id(block) in inside and any(bone in skeleton(block.text) for bone in bones):
            return True
    return False


def _refused(element: Element, heading: str) -> bool:
    bones = skeleton(heading)
    return any(skeleton(phrase) in bones for phrase in element.not_headings)
