"""Parts of 2.1 that a heading names and nothing below it tells: 'วัตถุประสงค์ สมมติฐาน ขอบเขต' over four assumptions.

A known heading is believed; one that names several parts is believed for each only where some line below is like it.
Where no line of the plan is anything like it, the part is missing, whatever the heading names.
"""

from collections.abc import Iterable, Sequence

from mailbot.documents.model import Block
from mailbot.plans.element_name import Name
from mailbot.plans.hits import has_content
from mailbot.plans.learned.weighing import LABEL, Weighing
from mailbot.plans.learned.windows import clauses, labelled

_LIKE = 0.75  # chance; of 167 told parts the unlikeliest had .85, of 18 untold ones the likeliest .66
_FAR_FROM_LIKE = 0.6  # chance; of 87 parts told under guessed headings the unlikeliest had .67, untold ones up to .46
_NOWHERE = 0.35  # chance, of the likeliest phrases; of parts told elsewhere .9 and more
_SURE_LABEL = 0.5


def untold_parts(
    names: Iterable[Name], blocks: Sequence[Block], weighing: Weighing, *, guessed: bool = False
) -> list[str]:
    """Which parts (of those named by one heading) no text below it is like. guessed: only its words name them."""
    texts = [block for block in blocks if has_content(block)]
    told = weighing.phrases(texts)
    least = _FAR_FROM_LIKE if guessed else _LIKE
    return [
        name.part
        for name in names
        if texts and (not told or told[LABEL[name]].chance < least) and _likest(name, texts, weighing) < least
    ]


def tells(name: Name, blocks: Sequence[Block], weighing: Weighing) -> bool:
    """Whether some phrases of a text are like the part, under whatever heading."""
    told = weighing.phrases([block for block in blocks if has_content(block)])
    return bool(told) and told[LABEL[name]].chance >= _LIKE


def is_nowhere(name: Name, blocks: Sequence[Block], others: Sequence[Block], weighing: Weighing) -> bool:
    """Whether neither what stands below the heading that names the part (blocks) nor the rest of the plan (others) is
    anything like it."""
    texts = [block for block in blocks if has_content(block)]
    runs = [weighing.phrases(texts), weighing.phrases([block for block in others if has_content(block)])]
    return (
        bool(texts)
        and all(run and run[LABEL[name]].chance < _NOWHERE for run in runs)
        and _likest(name, texts, weighing) < _FAR_FROM_LIKE
    )


def _likest(name: Name, texts: Sequence[Block], weighing: Weighing) -> float:
    """Highest chance of a paragraph, or of a piece of one, to tell this part."""
    own = LABEL[name]
    best = 0.0
    for block in texts:
        for label, text in labelled(block):
            if label and weighing.title(label)[own] >= _SURE_LABEL:
                return 1.0  # 'สมมติฐาน: …' says itself what it is
            alone = [Block("paragraph", text)]
            best = max(best, weighing.section(label, alone)[own], weighing.piece(label, alone)[own])
        best = max([best, *(weighing.piece("", [piece])[own] for piece in clauses(block))])
    return best
