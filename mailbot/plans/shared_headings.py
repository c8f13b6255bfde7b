"""Headings that name several parts of 2.1 above text that tells fewer: 'วัตถุประสงค์ สมมติฐาน และขอบเขต' over two aims.

Such a heading is believed for a part only where some text below is like it. What nothing in the whole plan is like is
told to be missing; between the two a person looks.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
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
from mailbot.plans.told_parts import runs_in, told_of_the_plan
from mailbot.rules import Rules

_PHRASE = re.compile(r"\S+")
_FEWEST_LETTERS = 10  # of the skeleton, of a part's word with its text


def bare_parts(reading: Reading, rules: Rules) -> list[Name]:
    """The parts that only a heading of several names: the words below it, and other headings, say nothing of them."""
    named = _named(reading)
    shared = [part for part in named if part.hit and len([name for name in part.hit.names if name.part]) > 1]
    return [name for name in PARTS if any(_is_bare(name, part, named, reading, rules) for part in shared)]


def without_untold(
    result: ElementResult, parts: Sequence[Name], reading: Reading, opinion: Opinion, rules: Rules, *, read: bool
) -> ElementResult:
    """2.1 without those of its bare parts that no text is like. read: all was read well, and nothing unread can hold
    more."""
    named = _named(reading)
    untold = [
        name
        for name in parts
        if all(
            opinion.untold([name], part.blocks) for part in named if part.hit and name in part.hit.names and part.blocks
        )
    ]
    if not untold:
        return result
    lacking = tuple(name.part for name in untold)
    found = tuple(part for part in result.parts if part not in lacking)
    missing = (
        read
        and bool(found)
        and not is_printed(reading.document)
        and parts_in_order(reading.document)
        and all(_is_nowhere(name, reading, opinion, rules) for name in untold)
    )
    told = replace(result, parts=found, looked_for=lacking)
    if missing:
        return replace(told, state="weak", reason="parts_missing")
    return replace(told, state="review", reason="parts_unsure")


def _is_nowhere(name: Name, reading: Reading, opinion: Opinion, rules: Rules) -> bool:
    """Nothing below the headings that name the part is like it or has its word, and nothing else in the plan is."""
    element = rules.elements[name.element]
    if told_of_the_plan(element, name.part, reading):
        return False
    below = [block for part in _named(reading) if part.hit and name in part.hit.names for block in part.blocks]
    if any(_openings(block, name, rules) for block in below):
        return False
    inside = {id(block) for block in below}
    others = [
        block
        for at, block in enumerate(reading.document.blocks)
        if at not in reading.contents and id(block) not in inside
    ]
    return not any(block.picture for block in below) and opinion.tells_nowhere(name, below, others)


def _named(reading: Reading) -> list[Section]:
    return [part for part in reading.sections if part.hit and not part.hit.listed and not part.hit.guessed]


def _is_bare(name: Name, shared: Section, named: Sequence[Section], reading: Reading, rules: Rules) -> bool:
    """A part that a heading of several names, and no line below it opens with its word, nor a heading of its own."""
    if shared.hit is None or name not in shared.hit.names:
        return False
    inside = {id(block) for block in shared.blocks}
    below = (p for p in named if p.hit and p is not shared and id(reading.document.blocks[p.hit.index]) in inside)
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
