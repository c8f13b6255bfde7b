"""Readers that cannot tell where boxes and cells stand (prints, old Word files): what they miss may still be there."""

from collections.abc import Sequence

from mailbot.documents.model import Document
from mailbot.plans.hits import MARGINS
from mailbot.plans.lexicon import Lexicon, Name
from mailbot.plans.sections import Reading
from mailbot.rules import Element

_IN_ORDER = frozenset({"word", "html", "libreoffice"})
_WITH_PICTURES = frozenset({"word", "html", "odt", "libreoffice"})


def parts_in_order(document: Document) -> bool:
    """True when text boxes and table cells were read where they stand."""
    return document.reader in _IN_ORDER


def sees_pictures(document: Document) -> bool:
    """True when the reader tells where pictures stand; else an empty section may hold one."""
    return document.reader in _WITH_PICTURES


def named_anywhere(element: Element, reading: Reading, lexicon: Lexicon, parts: Sequence[str] = ()) -> str | None:
    """A line of a cell or box that names the element (one of these parts of it), wherever it stands; None without one.

    Lines of a table of contents do not count.
    """
    wanted = {Name(element.id, part) for part in parts}
    for at, block in enumerate(reading.document.blocks):
        if at in reading.contents or block.kind in MARGINS:
            continue
        for text in block.cells or ((block.text,) if block.kind == "textbox" or block.in_table else ()):
            for line in text.split("\n"):
                names = lexicon.names(line)
                if names & wanted or (not wanted and any(name.element == element.id for name in names)):
                    return " ".join(line.split())
    return None
