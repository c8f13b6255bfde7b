"""An element that known words did not find: what is to be said for and against it, and where it would stand."""

from collections.abc import Mapping
from typing import NamedTuple

from mailbot.documents.model import Block
from mailbot.plans.chapters import Chapter


class Run(NamedTuple):
    """A few phrases in a row: their chance to be like a label, and the block in which they stand."""

    chance: float
    block: Block | None


NO_RUN = Run(0.0, None)


class Doubt(NamedTuple):
    """signs: name to weight. chapter: where the element is if it is anywhere, with the chance of the chapter, or of a
    piece of it, to be the element's; rival: what that chapter is else, with its chance. piece: what to quote of it.
    absent: the chance that it is nowhere, by the last word; 0.5 without one. phrase: the few phrases in a row, in no
    chapter that known words name, that are most like it."""

    signs: Mapping[str, float]
    chapter: Chapter
    chance: float
    rival: str
    rival_chance: float
    piece: tuple[Block, ...]
    absent: float = 0.5
    phrase: Run = NO_RUN
