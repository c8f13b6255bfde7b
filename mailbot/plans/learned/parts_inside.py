"""Parts of 2.1 inside chapters: a paragraph that says itself which part it is, or is like one among the others."""

from collections.abc import Sequence

from mailbot.documents.model import Block
from mailbot.plans.chapters import Chapter
from mailbot.plans.element_name import Name
from mailbot.plans.hits import has_content
from mailbot.plans.learned.sequence import OTHER, Order
from mailbot.plans.learned.weighing import LABEL, Weighing
from mailbot.plans.learned.windows import clauses, labelled
from mailbot.plans.placing import PARTS

_INSIDE, _BARE_INSIDE = 0.6, 0.8  # chance of a paragraph among others, with a label and without one
_MAY_HOLD_PARTS, _HOLDS_PARTS = 0.3, 0.8  # chance of a chapter
_SURELABEL = 0.8
_TOLD = 0.4  # chance of a few phrases
_OTHER_IN_PARTS = 0.3  # how much less likely anything else is there


class PartsInside:
    """Asked for one plan."""

    def __init__(self, weighing: Weighing) -> None:
        self._weighing = weighing

    def holding(self, name: Name, order: Order, chapters: Sequence[Chapter]) -> Chapter | None:
        """The chapter in which a paragraph is like this part of 2.1, where several parts may stand together."""
        for chances, chapter in zip(order.chances, chapters, strict=True):
            own = sum(chances[label] for label in LABEL.values() if label.startswith("2.1")) + chances["2.1"]
            if chapter.agency or chapter.known:
                continue
            if own < _MAY_HOLD_PARTS:
                if any(self._is_labelled(name, block) for block in chapter.texts):
                    return chapter
                continue
            texts = chapter.texts if any(map(has_content, chapter.texts)) else (Block("paragraph", chapter.title),)
            expected = own >= _HOLDS_PARTS
            if any(self._is_like(name, block, expected) for block in texts):
                return chapter
            if expected and any(self._is_like(name, piece, expected) for block in texts for piece in clauses(block)):
                return chapter
        return None

    def _is_labelled(self, name: Name, block: Block) -> bool:
        """A paragraph in another element's chapter that says itself which part of 2.1 it is."""
        label = LABEL[name]
        return any(
            head
            and self._weighing.title(head)[label] >= _SURELABEL
            and self._weighing.piece(head, [Block("paragraph", text)])[label] >= _SURELABEL
            for head, text in labelled(block)
            if len(block.cells) < 2
        )

    def _is_like(self, name: Name, block: Block, expected: bool) -> bool:
        """expected: it stands in a chapter of 2.1, where hardly anything but its parts can stand."""
        for label, text in labelled(block):
            alone = [Block("paragraph", text)]
            weighed = (self._weighing.section(label, alone), self._weighing.piece(label, alone))
            chances = max(weighed, key=lambda chances: chances[LABEL[name]])
            rest = sum(chances[LABEL[part]] for part in PARTS) + _OTHER_IN_PARTS * chances[OTHER]
            chance = chances[LABEL[name]] / rest if expected else chances[LABEL[name]]
            if chance >= (_INSIDE if label or expected else _BARE_INSIDE) and (label or self._tells(name, alone)):
                return True
        return False

    def _tells(self, name: Name, blocks: Sequence[Block]) -> bool:
        """The words of a bare sentence say so too: among three parts the third is what the others are not."""
        told = self._weighing.phrases(blocks)
        return not told or told[LABEL[name]].chance >= _TOLD
