"""Learns likeness.json from the round's passages, in some minutes: python -m mailbot.plans.learned.training bcp-2563.

Needs scikit-learn (pip install mailbot[learning]); reading plans does not. The same passages and versions give the same
file.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from mailbot.documents.model import Block
from mailbot.documents.thai import skeleton
from mailbot.plans.learned.absence import FOLDS, Example, examples, fold_of, learn_last_word
from mailbot.plans.learned.likeness import LABELS, UNFILLED
from mailbot.plans.learned.passage import Passage, passages
from mailbot.plans.learned.phrases import runs
from mailbot.plans.learned.signs import IN_A_PIECE, IN_A_SECTION, Signs, signs_of, signs_of_title
from mailbot.plans.learned.weights import joined
from mailbot.plans.learned.windows import windows
from mailbot.plans.lexicon import Lexicon, lexicon_of
from mailbot.plans.lines import Line, LineReader
from mailbot.rules import Rules, load

_TRUST, _TRUST_OF_LINES = 1.0, 3.0  # in what the passages say, against weights near zero
_MOST_STEPS = 300  # of the solver
_LEAST, _SILENT = 4, 2  # hundredths; signs without a weight above the one, weights below the other, say nothing
_FEWEST, _FEWEST_LINES = 8, 4  # passages and pieces, lines in which a sign must stand
_SCALE = 100
_NEVER = -20.0  # base of a label without an example
_FROM_A_PASSAGE = 2  # lines that are no titles
_LONGEST, _SHORTEST = 80, 4  # characters, letters of the skeleton, of a line that might be taken for a title


def learned(rules: Rules, found: Sequence[Passage]) -> dict[str, object]:
    """The table of likeness.json: of sections, of single lines that may be titles, and of pieces of sections."""
    reader, lexicon = LineReader(rules.content), lexicon_of(rules)

    def lines(block: Block) -> Sequence[Line]:
        return list(reader.lines(block))

    sections = [
        (signs_of(one.heading, blocks, lines, lexicon, IN_A_SECTION), label)
        for one in found
        for blocks in (one.blocks, one.printed)
        for label in one.section_labels
    ]
    pieces = [
        (signs_of(piece.title, piece.blocks, lines, lexicon, IN_A_PIECE), one.section_labels[0])
        for one in found
        if len(one.section_labels) == 1
        for blocks in (one.blocks, one.printed)
        for piece in windows(blocks)
    ]
    return {
        "passages": print_of(found),
        "sections": learn(sections),
        "titles": learn(list(_titles(found, lexicon)), fewest=_FEWEST_LINES, trust=_TRUST_OF_LINES),
        "windows": learn(pieces),
        "phrases": learn(list(_phrases(found)), trust=_TRUST_OF_LINES),
    }


def _phrases(found: Sequence[Passage]) -> Iterator[tuple[Signs, str]]:
    """Each run of phrases of the passages that are one thing."""
    for one in found:
        labels = one.section_labels
        if len(labels) == 1 and labels[0] not in ("2.1", UNFILLED):
            for block in one.blocks:
                for signs in runs(block):
                    yield signs, labels[0]


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


def learn(examples: Sequence[tuple[Signs, str]], fewest: int = _FEWEST, trust: float = _TRUST) -> dict[str, object]:
    """One model, by scikit-learn's softmax regression. examples: signs of a passage with its label. fewest: examples in
    which a sign must stand. trust: how far weights may go from zero (the solver's C)."""
    counts = Counter(sign for signs, _ in examples for sign in signs)
    kept = {sign for sign, count in counts.items() if count >= fewest}
    seen = [{sign: weight for sign, weight in signs.items() if sign in kept} for signs, _ in examples]
    table = DictVectorizer()
    rows = table.fit_transform(seen)
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")  # what the solver takes
    model = LogisticRegression(C=trust, max_iter=_MOST_STEPS).fit(rows, [label for _, label in examples])
    worths, base = _by_label(model)
    shares = Counter(label for _, label in examples)
    weights = {
        sign: [round(_SCALE * worths[label][at]) if label in worths else 0 for label in LABELS]
        for at, sign in enumerate(table.get_feature_names_out())
    }
    return {
        "base": [round(_SCALE * base.get(label, _NEVER)) for label in LABELS],
        "shares": [round(max(1, shares[label]) / len(examples), 4) for label in LABELS],
        "weights": joined(
            {
                sign: [worth if abs(worth) > _SILENT else 0 for worth in row]
                for sign, row in weights.items()
                if any(abs(worth) > _LEAST for worth in row)
            }
        ),
    }


def _by_label(model: LogisticRegression) -> tuple[dict[str, Sequence[float]], dict[str, float]]:
    """Weights and base of each label; of two labels the solver tells the second's alone."""
    labels, rows, base = list(model.classes_), model.coef_.tolist(), model.intercept_.tolist()
    if len(labels) == 2:
        rows, base = [[-worth for worth in rows[0]], rows[0]], [-base[0], base[0]]
        rows, base = [[worth / 2 for worth in row] for row in rows], [worth / 2 for worth in base]
    return dict(zip(labels, rows, strict=True)), dict(zip(labels, base, strict=True))


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
