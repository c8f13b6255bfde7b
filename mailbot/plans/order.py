"""Readers that cannot tell where boxes and cells stand (prints, old Word files): what they miss may still be there."""

import re
from collections.abc import Sequence

from mailbot.documents.model import Document
from mailbot.element_rules import Element
from mailbot.plans.hits import MARGINS
from mailbot.plans.lexicon import Lexicon, Name
from mailbot.plans.sections import Reading

_IN_ORDER = frozenset({"word", "html", "libreoffice"})
_WITH_PICTURES = frozenset({"word", "html", "odt", "libreoffice"})

_NUMBER_INSIDE = re.compile(r"(?<=[^\s\d๐-๙.,(])[\d๐-๙]{1,2}[.)]\s+")
_LONGEST = 80  # characters of a heading


def parts_in_order(document: Document) -> bool:
    """True when text boxes and table cells were read where they stand."""
    return document.reader in _IN_ORDER


def sees_pictures(document: Document) -> bool:
    """True when the reader tells where pictures stand; else an empty section may hold one."""
    return document.reader in _WITH_PICTURES


def named_anywhere(element: Element, reading: Reading, lexicon: Lexicon, parts: Sequence[str] = ()) -> str | None:
    """A line of a cell or box that names the element (one of these parts of it), wherever it stands; None without one.

    Paragraphs that a reader ran together are parted at their numbers. Lines of a table of contents do not count.
    """
    loose = not parts_in_order(reading.document)
    wanted = {Name(element.id, part) for part in parts}
    for at, block in enumerate(reading.document.blocks):
        if at in reading.contents or block.kind in MARGINS:
            continue
        for text in block.cells or (block.text,):
            for line in _pieces(text, whole=loose and (bool(block.cells) or block.kind == "textbox" or block.in_table)):
                names = lexicon.names(line) or lexicon.title_words.guess(line)
                if names & wanted or (not wanted and any(name.element == element.id for name in names)):
                    return " ".join(line.split())
    return None


def _pieces(text: str, *, whole: bool) -> list[str]:
    """Lines of a text that may be headings: all of a cell; of a paragraph only those behind a number inside it."""
    lines = text.split("\n") if whole else []
    run_together = [piece for piece in _NUMBER_INSIDE.split(text)[1:] if len(piece) <= _LONGEST]
    return lines + run_together
