"""Learns likeness.json from the round's passages, in some minutes: python -m mailbot.plans.learned.training bcp-2563.

Softmax regression by plain gradient steps in a fixed order, so that the same passages give the same file.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from random import Random

from mailbot.documents.model import Block
from mailbot.documents.thai import skeleton
from mailbot.plans.learned.absence import FOLDS, Example, examples, fold_of, learn_last_word
from mailbot.plans.learned.likeness import LABELS
from mailbot.plans.learned.passage import Passage, passages
from mailbot.plans.learned.signs import Signs, signs_of, signs_of_title
from mailbot.plans.learned.windows import windows
from mailbot.plans.lexicon import Lexicon, lexicon_of
from mailbot.plans.lines import Line, LineReader
from mailbot.rules import Rules, load

_ROUNDS = 8
_STEP, _STEP_OF_BASE = 0.3, 0.02
_FLAT = 0.002  # a slope so small is left alone
_LEAST = 15  # hundredths; a sign without a weight above it says nothing
_FROM_A_PASSAGE = 2  # lines that are no titles
_PULL = 0.0005  # towards zero, each time a sign is met
_FEWEST = 4  # passages in which a sign must stand
_SCALE = 100
_LONGEST, _SHORTEST = 80, 4  # characters, letters of the skeleton, of a line that might be taken for a title


def learned(rules: Rules, found: Sequence[Passage]) -> dict[str, object]:
    """The table of likeness.json: of sections, of single lines that may be titles, and of pieces of sections."""
    reader, lexicon = LineReader(rules.content), lexicon_of(rules)

    def lines(block: Block) -> Sequence[Line]:
        return list(reader.lines(block))

    sections = [
        (signs_of(one.heading, blocks, lines, lexicon), label)
        for one in found
        for blocks in (one.blocks, one.printed)
        for label in one.section_labels
    ]
    pieces = [
        (signs_of(piece.title, piece.blocks, lines, lexicon), one.section_labels[0])
        for one in found
        if len(one.section_labels) == 1
        for blocks in (one.blocks, one.printed)
        for piece in windows(blocks)
    ]
    return {
        "passages": print_of(found),
        "sections": learn(sections),
        "titles": learn(list(_titles(found, lexicon))),
        "windows": learn(pieces),
    }


def print_of(found: Sequence[Passage]) -> str:
    """Short hash of all passages, by which a file of weights tells what it was learned from."""
    known = repr([(one.labels, one.filled, one.heading, one.body) for one in found])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _titles(found: Sequence[Passage], lexicon: Lexicon) -> Iterator[tuple[Signs, str]]:
    """The headings with what they name, and from each passage a few lines that are none."""
    random = Random(1)  # noqa: S311 - the same lines each time, not secret ones
    seen: set[str] = set()
    for one in found:
        lines = [text for block in one.blocks for text in _lines(block)]
        chosen = random.sample(lines, min(_FROM_A_PASSAGE, len(lines)))
        for text, labels in ((one.heading, one.labels), *((line, ("other",)) for line in chosen)):
            if text and text not in seen:
                seen.add(text)
                for label in labels:
                    yield signs_of_title(text, lexicon), label


def _lines(block: Block) -> list[str]:
    texts = block.cells[:1] if len(block.cells) > 1 else (block.text, block.text.split(":")[0])
    return [text for text in texts if len(text) <= _LONGEST and len(skeleton(text)) >= _SHORTEST]


def learn(examples: Sequence[tuple[Signs, str]]) -> dict[str, object]:
    """One model. examples: signs of a passage with its label."""
    counts = Counter(sign for signs, _ in examples for sign in signs)
    lesson = _Lesson({sign: _Row() for sign, count in sorted(counts.items()) if count >= _FEWEST})
    random = Random(0)  # noqa: S311 - the same order each time, not a secret one
    order = list(range(len(examples)))
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for at in order:
            signs, label = examples[at]
            lesson.learn_from(signs, LABELS.index(label))
    shares = Counter(label for _, label in examples)
    table = {sign: [round(_SCALE * worth) for worth in row.worths] for sign, row in lesson.rows.items()}
    return {
        "base": [round(_SCALE * worth) for worth in lesson.base],
        "shares": [round(max(1, shares[label]) / len(examples), 4) for label in LABELS],
        "weights": {sign: row for sign, row in table.items() if any(abs(worth) > _LEAST for worth in row)},
    }


@dataclass(slots=True)
class _Row:
    """Of one sign: its weight for each label, and how much each was changed so far."""

    worths: list[float] = field(default_factory=lambda: [0.0] * len(LABELS))
    changed: list[float] = field(default_factory=lambda: [1.0] * len(LABELS))


@dataclass(slots=True)
class _Lesson:
    """Weights while they are learned."""

    rows: dict[str, _Row]
    base: list[float] = field(default_factory=lambda: [0.0] * len(LABELS))

    def learn_from(self, signs: Signs, right: int) -> None:
        """One step (AdaGrad) towards calling these signs the right label."""
        rows = [(self.rows[sign], weight) for sign, weight in signs.items() if sign in self.rows]
        sums = self.base[:]
        for row, weight in rows:
            sums = [before + weight * worth for before, worth in zip(sums, row.worths, strict=True)]
        top = max(sums)
        raised = [exp(worth - top) for worth in sums]
        whole = sum(raised)
        slopes = [(at, worth / whole - (at == right)) for at, worth in enumerate(raised)]
        slopes = [(at, slope) for at, slope in slopes if abs(slope) > _FLAT]
        for at, slope in slopes:
            self.base[at] -= _STEP_OF_BASE * slope
        for row, weight in rows:
            for at, slope in slopes:
                change = slope * weight + _PULL * row.worths[at]
                row.changed[at] += change * change
                row.worths[at] -= _STEP * change / sqrt(row.changed[at])


def last_word(rules: Rules, found: Sequence[Passage]) -> dict[str, object]:
    """The table of the last word, from plans of each fold of the passages judged by what the other folds taught."""
    lessons: list[Example] = []
    for fold in range(FOLDS):
        taught = learned(rules, [one for one in found if fold_of(one) != fold])
        lessons += examples(rules, taught, [one for one in found if fold_of(one) == fold], fold)
    return learn_last_word(lessons)


def main(round_id: str) -> None:
    """Write the round's likeness.json."""
    rules = load(round_id)
    found = list(passages(rules.folder))
    table = learned(rules, found) | {"last_word": last_word(rules, found)}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    (rules.folder / "likeness.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
