"""Which elements a document names in headings or cells: what tells a plan from its parts and from everything else."""

from functools import lru_cache

from mailbot.documents.model import Document
from mailbot.plans.hits import SOFT
from mailbot.plans.lexicon import Lexicon, Name, lexicon_of
from mailbot.plans.same import Same
from mailbot.plans.sections import read
from mailbot.rules import Rules

LAID_OUT_AS_TABLE = 4  # so many elements in cells with their text beside them: the whole plan is a table


def named_in(document: Document, rules: Rules) -> frozenset[Name]:
    """Elements (2.1 by its parts) that stand in headings, and in cells when the document is laid out as a table."""
    return _named(Same(document), lexicon_of(rules))


@lru_cache(maxsize=128)
def _named(same: Same[Document], lexicon: Lexicon) -> frozenset[Name]:
    """Asked twice of each file of a bundle, whose readings are long forgotten by then."""
    found = [part.hit for part in read(same.it, lexicon).sections if part.hit]
    strong = {name for hit in found if hit.strength > SOFT for name in hit.names}
    cells = {name for hit in found if hit.rest for name in hit.names}
    return frozenset(strong | cells if len(elements_of(cells)) >= LAID_OUT_AS_TABLE else strong)


def elements_of(names: frozenset[Name] | set[Name]) -> frozenset[str]:
    """The elements alone, 2.1 to 2.8."""
    return frozenset(name.element for name in names)
