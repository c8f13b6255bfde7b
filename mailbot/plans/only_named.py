"""Parts of 2.1 that a heading names and no text below it tells: 'วัตถุประสงค์ สมมติฐาน และขอบเขต' over two aims.

A heading of several names, or one in words of its own, is believed for a part only where some text below is like it.
Where nothing in the whole plan is like what a known heading names, it is missing; else a person looks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mailbot.documents.model import Block
from mailbot.documents.thai import skeleton
from mailbot.plans.element_name import Name
from mailbot.plans.hits import Section, has_content, is_printed
from mailbot.plans.learned.opinion import Opinion
from mailbot.plans.model import ElementResult
from mailbot.plans.order import parts_in_order
from mailbot.plans.placing import PARTS
from mailbot.plans.sections import Reading
from mailbot.plans.told_parts import runs_in, stated, told_of_the_plan
from mailbot.rules import Rules

_PHRASE = re.compile(r"\S+")
_FEWEST_TO_JUDGE = 100  # letters of the skeleton; 'ใช้กับใคร' over 'พนักงานและลูกจ้างทุกกอง' is believed
_FEWEST_LETTERS = 10  # of the skeleton, of a part's word with its text


@dataclass(frozen=True, slots=True)
class Named:
    """A part of 2.1 that headings name and words do not tell. guessed: only headings in words of their own name it."""

    name: Name
    sections: tuple[Section, ...]
    guessed: bool


def only_named(reading: Reading, rules: Rules) -> list[Named]:
    """The parts that only a heading of several names, or a guessed one: the words below say nothing of them."""
    named = [part for part in reading.sections if part.hit and not part.hit.listed]
    return [found for name in PARTS if (found := _only_named(name, named, reading, rules)) is not None]


def _only_named(name: Name, named: Sequence[Section], reading: Reading, rules: Rules) -> Named | None:
    naming = [part for part in named if part.hit and name in part.hit.names and part.blocks]
    known = [part for part in naming if part.hit and not part.hit.guessed]
    if not known:
        short = sum(len(skeleton(block.text)) for part in naming for block in part.blocks) < _FEWEST_TO_JUDGE
        told = short or stated(rules.elements[name.element], name.part, reading) is not None
        return None if told else Named(name, tuple(naming), guessed=True)
    shared = [part for part in known if part.hit and len([one for one in part.hit.names if one.part]) > 1]
    bare = any(_is_bare(name, part, named, reading, rules) for part in shared)
    return Named(name, tuple(known), guessed=False) if bare else None


def without_untold(
    result: ElementResult, parts: Sequence[Named], reading: Reading, opinion: Opinion, rules: Rules, *, read: bool
) -> ElementResult:
    """2.1 without those of its parts that no text is like. read: all was read well, nothing unread can hold more."""
    untold = [one for one in parts if _is_untold(one, reading, opinion)]
    if not untold:
        return result
    lacking = tuple(one.name.part for one in untold)
    found = tuple(part for part in result.parts if part not in lacking)
    missing = (
        read
        and bool(found)
        and not is_printed(reading.document)
        and parts_in_order(reading.document)
        and all(not one.guessed and _is_nowhere(one, reading, opinion, rules) for one in untold)
    )
    told = replace(result, parts=found, looked_for=lacking)
    if missing:
        return replace(told, state="weak", reason="parts_missing")
    return replace(told, state="review", reason="parts_unsure")


def _is_untold(one: Named, reading: Reading, opinion: Opinion) -> bool:
    """'สมมติฐานการคาดประมาณจำนวนประชากร' is a guessed heading, and no assumption of the plan stands below it."""
    if one.guessed and opinion.tells(one.name, _others(one, reading)):
        return False
    return all(opinion.untold([one.name], part.blocks, guessed=one.guessed) for part in one.sections)


def _others(one: Named, reading: Reading) -> list[Block]:
    """The text of the plan that stands below none of the headings that name the part, without the contents."""
    inside = {id(block) for part in one.sections for block in part.blocks}
    return [
        block
        for at, block in enumerate(reading.document.blocks)
        if at not in reading.contents and id(block) not in inside
    ]


def _is_nowhere(one: Named, reading: Reading, opinion: Opinion, rules: Rules) -> bool:
    """Nothing below the headings that name the part is like it or has its word, and nothing else in the plan is."""
    if told_of_the_plan(rules.elements[one.name.element], one.name.part, reading):
        return False
    below = [block for part in one.sections for block in part.blocks]
    if any(block.picture or _openings(block, one.name, rules) for block in below):
        return False
    return opinion.tells_nowhere(one.name, below, _others(one, reading))


def _is_bare(name: Name, shared: Section, named: Sequence[Section], reading: Reading, rules: Rules) -> bool:
    """A part that a heading of several names, and no line below it opens with its word, nor a heading of its own."""
    if shared.hit is None or name not in shared.hit.names:
        return False
    inside = {id(block) for block in shared.blocks}
    below = (
        p
        for p in named
        if p.hit and not p.hit.guessed and p is not shared and id(reading.document.blocks[p.hit.index]) in inside
    )
    headed = any(p.hit and p.hit.names == {name} and any(map(has_content, p.blocks)) for p in below)
    if any(_tells_each(block, shared.hit.names, rules) for block in shared.blocks):
        return False
    return not headed and not runs_in(rules.elements[name.element], name.part, reading, [shared])


def _tells_each(block: Block, names: frozenset[Name], rules: Rules) -> bool:
    """One paragraph with each part behind its word: 'วัตถุประสงค์ เพื่อให้… สมมติฐาน เหตุเกิดเฉพาะ… ขอบเขต ทุกสำนัก'."""
    starts = [_openings(block, name, rules) for name in names if name.part]
    if not all(starts):
        return False
    order = [*sorted(each[0] for each in starts), len(block.text)]
    return all(len(skeleton(block.text[at:end])) >= _FEWEST_LETTERS for at, end in pairwise(order))


def _openings(block: Block, name: Name, rules: Rules) -> list[int]:
    """Where in a paragraph a word of the part opens a phrase."""
    bones = tuple(skeleton(phrase) for phrase in rules.elements[name.element].parts[name.part])
    return [found.start() for found in _PHRASE.finditer(block.text) if skeleton(found[0]).startswith(bones)]
