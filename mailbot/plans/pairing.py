"""Which Word file and which PDF are one plan, and whose annexes are whose: content first, names second, order never."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mailbot.plans.form import shared_texts
from mailbot.plans.model import PlanFile
from mailbot.plans.names import alike
from mailbot.plans.same_document import compare, likeness, people_share
from mailbot.plans.shingles import FEWEST_RARE, contained, rare, shingles
from mailbot.rules import Rules

_CONTENT = 0.25  # share of rare 5-grams; twins have at most 0.02 when both are known, right pairs 0.40 and more
_PEOPLE = 0.4  # of names and numbers; a yearly update keeps half of them, a twin none
_COPY = 0.9  # two files of one kind that share so much, people included, are copies of one plan and no twins
_NAME = 0.6  # likeness of file names that speaks for one plan

Score = Callable[[PlanFile, PlanFile], float]


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """One plan of a mail: its halves (one may be missing) and its annexes."""

    word: PlanFile | None
    pdf: PlanFile | None
    annexes: tuple[PlanFile, ...] = ()

    @property
    def halves(self) -> tuple[PlanFile, ...]:
        """The halves that are there, Word first."""
        return tuple(file for file in (self.word, self.pdf) if file is not None)


def pair(files: Sequence[PlanFile], rules: Rules) -> list[PlanGroup]:
    """Groups of one mail, sorted by file name; the same whatever the order of `files`.

    A copy of the circular or a blank form makes a group only when the mail holds no plan, so that it can be told.
    """
    plans = _sorted(file for file in files if file.role == "plan")
    if not plans:
        plans = _sorted(file for file in files if file.role in ("circular", "blank_form"))
    halves, copies = _without_copies(plans)
    words = [file for file in halves if file.attachment.kind != "pdf"]
    prints = [file for file in halves if file.attachment.kind == "pdf"]
    groups: list[PlanGroup] = []
    for score, least in (_content_score(words, prints, rules), _CONTENT), (_name_score, _NAME), (_only_score, 0.5):
        if score is _only_score and not _may_be_last(words, prints, groups):
            break
        for word, pdf in _matches(words, prints, score, least):
            groups.append(PlanGroup(word, pdf))
            words = [file for file in words if file is not word]
            prints = [file for file in prints if file is not pdf]
    groups += [PlanGroup(word, None) for word in words] + [PlanGroup(None, pdf) for pdf in prints]
    annexes = _sorted([*copies, *(file for file in files if file.role == "annex")])
    return [_with_annexes(group, groups, annexes) for group in sorted(groups, key=lambda g: _order(g.halves[0]))]


def _may_be_last(words: Sequence[PlanFile], prints: Sequence[PlanFile], groups: Sequence[PlanGroup]) -> bool:
    """One half of each kind is left. Beside other plans two readable texts that did not match are two plans."""
    if len(words) != 1 or len(prints) != 1:
        return False
    return not groups or _text(words[0]) is None or _text(prints[0]) is None


def _order(file: PlanFile) -> tuple[str, str, str]:
    return (file.attachment.name, file.attachment.sha256, file.attachment.container or "")


def _sorted(files: Iterable[PlanFile]) -> list[PlanFile]:
    return sorted(files, key=_order)


def _text(file: PlanFile) -> str | None:
    """The text, None when it was not read well enough to speak for or against a pair."""
    document = file.document
    return document.text if document and document.problem is None and document.readable and document.blocks else None


def _without_copies(plans: Sequence[PlanFile]) -> tuple[list[PlanFile], list[PlanFile]]:
    """Plans, and files of the same kind that repeat one of them (a .doc beside its .docx, the same file twice)."""
    kept: list[PlanFile] = []
    copies: list[PlanFile] = []
    for file in sorted(plans, key=lambda f: (f.attachment.kind == "word_legacy", *_order(f))):
        (copies if any(_is_copy(file, other) for other in kept) else kept).append(file)
    return kept, copies


def _is_copy(file: PlanFile, other: PlanFile) -> bool:
    if (file.attachment.kind == "pdf") != (other.attachment.kind == "pdf"):
        return False
    if file.attachment.sha256 == other.attachment.sha256:
        return True
    one, two = _text(file), _text(other)
    if one is None or two is None:
        return False
    return (people_share(one, two) or 0.0) >= _COPY and likeness(one, two).similarity >= _COPY


def _matches(
    words: Sequence[PlanFile], prints: Sequence[PlanFile], score: Score, least: float
) -> list[tuple[PlanFile, PlanFile]]:
    """Pairs by falling score; a pair counts only when it is the single best for both, so that a tie is left alone."""
    scores = {(w, p): score(word, pdf) for w, word in enumerate(words) for p, pdf in enumerate(prints)}
    found: list[tuple[PlanFile, PlanFile]] = []
    free_words, free_prints = set(range(len(words))), set(range(len(prints)))
    for (w, p), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if value < least or w not in free_words or p not in free_prints:
            continue
        rivals = [scores[w, q] for q in free_prints - {p}] + [scores[v, p] for v in free_words - {w}]
        if value <= max(rivals, default=-1.0):
            continue
        free_words.remove(w)
        free_prints.remove(p)
        found.append((words[w], prints[p]))
    return found


def _content_score(words: Sequence[PlanFile], prints: Sequence[PlanFile], rules: Rules) -> Score:
    """Share of the Word file's rare 5-grams in the PDF, the form and the mail's other Word files left out."""
    form = shared_texts(rules)

    def score(word: PlanFile, pdf: PlanFile) -> float:
        own, printed = _text(word), _text(pdf)
        if own is None or printed is None:
            return 0.0
        if (people := people_share(own, printed)) is not None and people < _PEOPLE:
            return 0.0
        others = [text for other in words if other is not word and (text := _text(other)) and text != own]
        found = likeness(own, printed, (*form, *others))
        if found.rare < FEWEST_RARE and others:
            found = likeness(own, printed, form)
        least = _CONTENT if others else 2 * _CONTENT
        return found.similarity + (found.people or 0.0) if found.similarity >= least else 0.0

    return score


def _name_score(word: PlanFile, pdf: PlanFile) -> float:
    """Likeness of names, a little more in the same archive or message; two texts that surely differ need one stem."""
    value = alike(word.attachment.name, pdf.attachment.name)
    if _text(word) is not None and _text(pdf) is not None and value < 1.0:
        return 0.0
    same_place = (word.attachment.container, word.attachment.level) == (pdf.attachment.container, pdf.attachment.level)
    return value + 0.05 * same_place


def _only_score(word: PlanFile, pdf: PlanFile) -> float:
    """The last two halves of a mail belong together unless their texts speak against it."""
    return 0.0 if compare(word.document, pdf.document).verdict == "differs" else 1.0


def _with_annexes(group: PlanGroup, groups: Sequence[PlanGroup], annexes: Sequence[PlanFile]) -> PlanGroup:
    """The annexes that belong to a group; one that cannot be told belongs to every group, so that nobody misses it."""
    own = [annex for annex in annexes if len(groups) == 1 or _belongs(annex, group, groups)]
    return PlanGroup(group.word, group.pdf, tuple(own))


def _belongs(annex: PlanFile, group: PlanGroup, groups: Sequence[PlanGroup]) -> bool:
    values = [_nearness(annex, other) for other in groups]
    best = max(values)
    return values[groups.index(group)] == best


def _nearness(annex: PlanFile, group: PlanGroup) -> float:
    """Rare 5-grams of the annex that the plan holds, then its container, then its name."""
    text = _text(annex)
    texts = [own for half in group.halves if (own := _text(half))]
    content = max((contained(rare(text, ()), shingles(own)) for own in texts), default=0.0) if text else 0.0
    place = any(half.attachment.container == annex.attachment.container is not None for half in group.halves)
    name = max((alike(annex.attachment.name, half.attachment.name) for half in group.halves), default=0.0)
    return round(content, 2) + 0.5 * place + 0.3 * (name if name >= _NAME else 0.0)
