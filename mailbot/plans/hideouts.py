"""Where an element without a known heading may stand: under a heading in own words, in a line that may be a title,
in no section at all. What stands there decides whether it is there, may be there, or cannot hide there."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.element_rules import Element
from mailbot.plans.evidence import fit, people, telephones, words
from mailbot.plans.hits import BULLETS, MARGINS, SOFT, Section, has_content
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.order import parts_in_order
from mailbot.plans.sections import Reading
from mailbot.plans.strong import strong_for
from mailbot.rules import Rules

_LIKELY = 2  # points of a heading's words; with fitting content a person must look
_SAME_AREAS = frozenset({"2.4", "2.6"})
_LOOSE_NUMBERS = 3  # telephone numbers outside the team's section
_AT_THE_END = 3  # blocks: a picture so near the end may be a page pasted behind the last section


@dataclass(frozen=True, slots=True)
class Hideout:
    """A place: sure = the content speaks for the element alone. reason: machine word."""

    sure: bool
    reason: Literal["own_words", "unknown_heading", "no_heading"]
    heading: str | None
    page: int | None
    blocks: tuple[Block, ...]


def hideout(element: Element, reading: Reading, missing: Set[str], lexicon: Lexicon, rules: Rules) -> Hideout | None:
    """The likeliest place of an element that no known heading names; None when it can stand nowhere.

    missing: elements that no heading names, this one included: content that speaks for two of them is in doubt.
    """
    maybe: Section | None = None
    for part in (*reading.unknown, *_rows(reading)):
        within = part.nested and not part.main  # a chapter is no part of the section that a bold word before it opened
        if not part.likely or within or part.heading[:1] in BULLETS or refused(element, part.heading):
            continue
        strong = strong_for(part.blocks, rules)
        if strong & missing == {element.id}:
            return Hideout(True, "own_words", part.heading, part.page, part.blocks)
        if element.id in strong or _sounds_alike(element, part, strong, lexicon):
            maybe = maybe or part
    maybe = maybe or _title(element, reading, lexicon, rules) or _namesake(element, reading, rules)
    if maybe is not None:
        return Hideout(False, "unknown_heading", maybe.heading, maybe.page, maybe.blocks)
    block = _without_heading(element, reading, rules)
    return Hideout(False, "no_heading", None, block.page, (block,)) if block else None


def refused(element: Element, heading: str) -> bool:
    """True for a heading that looks like one of the element and is known to be another thing."""
    bones = skeleton(heading)
    return any(skeleton(phrase) in bones for phrase in element.not_headings)


def _sounds_alike(element: Element, part: Section, strong: Set[str], lexicon: Lexicon) -> bool:
    """A heading with words of the element over fitting content that is not clearly another element's."""
    if _numbered_row(part) and fit(element, part.blocks).fits:
        return True  # a chapter of a plan laid out as a table, in words that tell nothing
    if strong and element.id not in strong:
        return False
    if element.parts and any(
        words(evidence, block.text) for evidence in element.part_evidence.values() for block in part.blocks
    ):
        return True
    if part.main and not strong and fit(element, part.blocks).fits:
        return True  # a chapter among the elements' chapters that nothing else accounts for
    least = 1 if words(element.hints, part.heading) else _LIKELY
    return lexicon.title_words.speaks_for(part.heading, element.id, least) and fit(element, part.blocks).fits


def _numbered_row(part: Section) -> bool:
    """A row with a number before its title, in words that speak for no element."""
    return part.hit is None and bool(split_number(part.heading).number)


def _namesake(element: Element, reading: Reading, rules: Rules) -> Section | None:
    """One of two sections of another element, whose content speaks for this one and not for that other."""
    named = [(part, {name.element for name in part.hit.names}) for part in reading.sections if part.hit]
    for part, names in named:
        if part.nested:
            continue
        twice = any(
            names & others for other, others in named if other is not part and any(map(has_content, other.blocks))
        )
        guessed = part.hit is not None and part.hit.guessed
        if (
            guessed
            and element.areas
            and names & _SAME_AREAS
            and element.id not in names
            and fit(element, part.blocks).fits
        ):
            return part  # strategy and resources go through the same areas: content cannot tell which was meant
        if twice and element.id not in names:
            strong = strong_for(part.blocks, rules)
            mistaken = guessed and not element.parts and fit(element, part.blocks).fits
            if mistaken or (element.id in strong and not strong & names):
                return part  # a guess that another heading makes needless may have been wrong
    return None


def _rows(reading: Reading) -> list[Section]:
    """Rows in no section that may be title and text of a plan laid out as a table."""
    loose = {id(block) for block in reading.orphans}
    blocks = reading.document.blocks
    return [part for part in reading.titles if blocks[part.index].kind == "row" and id(blocks[part.index]) in loose]


def _title(element: Element, reading: Reading, lexicon: Lexicon, rules: Rules) -> Section | None:
    """A line that may be a heading, whose words speak for the element, over fitting content.

    Inside another element's section, where the reader knows what stands where, the content must speak by itself.
    """
    in_order = parts_in_order(reading.document)
    loose = {id(block) for block in reading.orphans}
    for part in reading.titles:
        block = reading.document.blocks[part.index]
        if refused(element, part.heading) or (in_order and block.kind == "row" and id(block) not in loose):
            continue
        named = lexicon.title_words.guess(part.heading)
        if named and all(name.element != element.id for name in named):
            continue
        if not named and not lexicon.title_words.speaks_for(part.heading, element.id, _LIKELY):
            continue
        nested = in_order and id(block) not in loose and not element.parts
        if nested and element.id not in strong_for(part.blocks, rules):
            continue
        if named and not in_order:
            return part  # its content may be a picture, or stand elsewhere
        if fit(element, part.blocks).fits or (block.kind == "textbox" and not in_order):
            return part
    return None


def _without_heading(element: Element, reading: Reading, rules: Rules) -> Block | None:
    """First block of content that speaks for the element and stands in no section."""
    if not parts_in_order(reading.document):
        for part in reading.sections:
            if part.hit and part.hit.strength > SOFT and element.id in strong_for(part.blocks, rules):
                return part.blocks[0]  # a heading that the reader could not tell may stand in this section
    if element.id == "2.8":
        return _loose_call_tree(reading, rules)
    loose = _tables(reading) if parts_in_order(reading.document) else reading.orphans
    return next(iter(loose), None) if element.id in strong_for(loose, rules) else None


def _tables(reading: Reading) -> list[Block]:
    return [block for block in reading.orphans if block.kind in ("row", "textbox", "diagram")]


def stray_numbers(reading: Reading, rules: Rules) -> Block | None:
    """Telephone numbers in boxes and rows outside the team's section: they may belong under a heading elsewhere."""
    found = _loose_call_tree(reading, rules)
    return found if found is not None and telephones(found.text) else None


def _loose_call_tree(reading: Reading, rules: Rules) -> Block | None:
    """Telephone numbers outside the team's section, or a picture that stands in no element's section. Numbers of
    hospitals, police and works are nobody's call tree."""
    outsiders = rules.content.outsiders
    blocks = reading.document.blocks
    team = {id(b) for s in reading.sections if s.hit and any(n.element == "2.3" for n in s.hit.names) for b in s.blocks}
    body = [b for b in blocks if b.kind not in MARGINS and id(b) not in team]
    reached = [block for block in body if block.kind != "paragraph" and telephones(block.text)]
    loose = [block for block in reached if people(block.text) or not words(outsiders, block.text)]
    if sum(len(telephones(block.text)) for block in loose) >= _LOOSE_NUMBERS:
        return loose[0]
    first = next((s.hit.index for s in reading.sections if s.hit), len(blocks))
    cover = {id(block) for block in blocks[:first]}
    orphans = {id(block) for block in (*reading.orphans, *blocks[-_AT_THE_END:])}
    pictures = (b for b in body if b.picture and id(b) in orphans and id(b) not in cover)
    return next((b for b in body if b.kind == "diagram"), None) or next(pictures, None)
