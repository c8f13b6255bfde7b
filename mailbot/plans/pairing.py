"""Which Word file and which PDF are one plan, and whose annexes are whose: content first, names second, order never."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mailbot.plans.copies import is_version, same_cover, without_copies
from mailbot.plans.form import shared_shingles
from mailbot.plans.model import PlanFile
from mailbot.plans.names import alike
from mailbot.plans.parts import joined
from mailbot.plans.rarity import Rarity
from mailbot.plans.same_document import is_same
from mailbot.plans.shingles import contained
from mailbot.plans.trace import Trace, trace
from mailbot.rules import Rules

_SCAN = "file.scan_only"
_NAME = 0.6  # likeness of file names that speaks for one plan

Score = Callable[[PlanFile, PlanFile], float]


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """One plan of a mail: its halves (one may be missing) and all its other files.

    A half that came in parts is one PlanFile: the attachment of its first part with the text of all of them. parts:
    the files that were put together so, the first ones left out; they stand among the annexes too.
    """

    word: PlanFile | None
    pdf: PlanFile | None
    annexes: tuple[PlanFile, ...] = ()
    parts: tuple[PlanFile, ...] = ()

    @property
    def halves(self) -> tuple[PlanFile, ...]:
        """The halves that are there, Word first."""
        return tuple(file for file in (self.word, self.pdf) if file is not None)


def pair(files: Sequence[PlanFile], rules: Rules) -> list[PlanGroup]:
    """Groups of one mail, sorted by file name; the same whatever the order of `files`.

    A copy of the circular or a blank form makes a group only when the mail holds no plan, so that it can be told.
    """
    whole, parts = joined(_sorted(files), rules)
    plans = [file for file in whole if file.role == "plan"]
    if not plans:
        plans = [file for file in whole if file.role in ("circular", "blank_form")]
    traces = _Traces(plans)
    halves, copies = without_copies(plans, traces.of)
    words = [file for file in halves if file.attachment.kind != "pdf"]
    prints = [file for file in halves if file.attachment.kind == "pdf"]
    groups: list[PlanGroup] = []
    steps: tuple[tuple[Score, float], ...] = (
        (_content_score(words, traces, rules), 0.0),
        (_name_score(traces), _NAME),
        (_only_score(traces), 0.5),
    )
    for at, (score, least) in enumerate(steps):
        if at == len(steps) - 1 and not _may_be_last(words, prints, groups, traces):
            break
        for word, pdf in _matches(words, prints, score, least):
            groups.append(PlanGroup(word, pdf))
            words = [file for file in words if file is not word]
            prints = [file for file in prints if file is not pdf]
    left, versions = _without_versions([*words, *prints], groups, traces)
    left, shut = _without_shut(left, groups)
    groups += [PlanGroup(file, None) if file.attachment.kind != "pdf" else PlanGroup(None, file) for file in left]
    annexes = _sorted([*copies, *versions, *shut, *(file for file in whole if file.role == "annex")])
    groups.sort(key=lambda group: _order(group.halves[0]))
    return [_with_parts(_with_annexes(group, groups, annexes, traces), parts) for group in groups]


class _Traces:
    """The traces of the mail's plans, each made once: a bundle compares every Word file with every print."""

    def __init__(self, plans: Iterable[PlanFile]) -> None:
        self._made = {id(file): trace(file.document) for file in plans}

    def of(self, file: PlanFile) -> Trace | None:
        """None when the file was not read well enough to speak for or against a pair."""
        return self._made[id(file)] if id(file) in self._made else trace(file.document)


def _may_be_last(
    words: Sequence[PlanFile], prints: Sequence[PlanFile], groups: Sequence[PlanGroup], traces: _Traces
) -> bool:
    """One half of each kind is left. Beside other plans two readable texts that did not match are two plans."""
    if len(words) != 1 or len(prints) != 1:
        return False
    return not groups or traces.of(words[0]) is None or traces.of(prints[0]) is None


def _order(file: PlanFile) -> tuple[str, str, str]:
    return (file.attachment.name, file.attachment.sha256, file.attachment.container or "")


def _sorted(files: Iterable[PlanFile]) -> list[PlanFile]:
    return sorted(files, key=_order)


def _matches(
    words: Sequence[PlanFile], prints: Sequence[PlanFile], score: Score, least: float
) -> list[tuple[PlanFile, PlanFile]]:
    """Pairs by falling score; a pair counts only when it is the single best for both, so that a tie is left alone."""
    scores = {(w, p): score(word, pdf) for w, word in enumerate(words) for p, pdf in enumerate(prints)}
    found: list[tuple[PlanFile, PlanFile]] = []
    free_words, free_prints = set(range(len(words))), set(range(len(prints)))
    for (w, p), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if value <= 0.0 or value < least:
            break
        if w not in free_words or p not in free_prints:
            continue
        rivals = [scores[w, q] for q in free_prints - {p}] + [scores[v, p] for v in free_words - {w}]
        if value <= max(rivals, default=-1.0):
            continue
        free_words.remove(w)
        free_prints.remove(p)
        found.append((words[w], prints[p]))
    return found


def _content_score(words: Sequence[PlanFile], traces: _Traces, rules: Rules) -> Score:
    """Share of the Word file's rare 5-grams in the PDF, the form and the mail's other Word files left out, of pairs
    that are the same document; 0.0 for all others."""
    readable = {id(word): own for word in words if (own := traces.of(word)) is not None}
    rarity = Rarity(list(readable.values()), shared_shingles(rules))

    def score(word: PlanFile, pdf: PlanFile) -> float:
        own, printed = readable.get(id(word)), traces.of(pdf)
        if own is None or printed is None or rarity.is_far(own, printed):
            return 0.0
        found = rarity.likeness(own, printed)
        return found.similarity + (found.people or 0.0) if is_same(own, printed, found) else 0.0

    return score


def _name_score(traces: _Traces) -> Score:
    def score(word: PlanFile, pdf: PlanFile) -> float:
        """Likeness of names, a little more in the same archive or message; two texts that were read and did not match
        need one stem and one cover, or else they are twins under one name."""
        one, other = word.attachment, pdf.attachment
        value = alike(one.name, other.name)
        own, printed = traces.of(word), traces.of(pdf)
        if own is not None and printed is not None and (value < 1.0 or not _may_be_one(own, printed)):
            return 0.0
        return value + 0.05 * ((one.container, one.level) == (other.container, other.level))

    return score


def _only_score(traces: _Traces) -> Score:
    def score(word: PlanFile, pdf: PlanFile) -> float:
        """The last two halves of a mail belong together unless their texts speak against it."""
        own, printed = traces.of(word), traces.of(pdf)
        return float(own is None or printed is None or _may_be_one(own, printed))

    return score


def _may_be_one(word: Trace, pdf: Trace) -> bool:
    """Two texts that are no proven pair: one plan in two versions, but not the plans of two agencies."""
    known = word.people_in(pdf)
    return same_cover(word, pdf) or not (known is not None and known <= 0.1)


def _without_versions(
    left: Sequence[PlanFile], groups: Sequence[PlanGroup], traces: _Traces
) -> tuple[list[PlanFile], list[PlanFile]]:
    """Files that found no partner, and those among them that are another version of a plan whose pair is there."""
    alone: list[PlanFile] = []
    versions: list[PlanFile] = []
    for file in left:
        own = traces.of(file)
        others = [traces.of(half) for group in groups for half in group.halves if _is_alike(half, file)]
        known = own is not None and any(other is not None and is_version(own, other) for other in others)
        (versions if known else alone).append(file)
    return alone, versions


def _without_shut(left: Sequence[PlanFile], groups: Sequence[PlanGroup]) -> tuple[list[PlanFile], list[PlanFile]]:
    """Files that found no partner, and those among them that could not be opened beside the whole pair that they
    came with. Nobody knows that such a file is a plan of its own, so no second half of it is asked for; as an annex it
    is told and a person looks. Beside several pairs only a like name says whose it is."""
    alone: list[PlanFile] = []
    shut: list[PlanFile] = []
    for file in left:
        near = len(groups) == 1 or any(_is_named_alike(file, half) for group in groups for half in group.halves)
        (shut if groups and file.problem not in (None, _SCAN) and near else alone).append(file)
    return alone, shut


def _is_named_alike(one: PlanFile, other: PlanFile) -> bool:
    return alike(one.attachment.name, other.attachment.name) >= _NAME


def _is_alike(one: PlanFile, other: PlanFile) -> bool:
    return (one.attachment.kind == "pdf") == (other.attachment.kind == "pdf")


def _with_parts(group: PlanGroup, parts: dict[str, tuple[PlanFile, ...]]) -> PlanGroup:
    """The group with the further parts of its halves among its annexes, before the others."""
    own = [part for half in group.halves for part in parts.get(half.attachment.sha256, ())]
    return replace(group, annexes=(*own, *group.annexes), parts=tuple(own))


def _with_annexes(
    group: PlanGroup, groups: Sequence[PlanGroup], annexes: Sequence[PlanFile], traces: _Traces
) -> PlanGroup:
    """The annexes that belong to a group; one that cannot be told belongs to every group, so that nobody misses it."""
    own = [annex for annex in annexes if len(groups) == 1 or _belongs(annex, group, groups, traces)]
    return PlanGroup(group.word, group.pdf, tuple(own))


def _belongs(annex: PlanFile, group: PlanGroup, groups: Sequence[PlanGroup], traces: _Traces) -> bool:
    values = [_nearness(annex, other, traces) for other in groups]
    best = max(values)
    return values[groups.index(group)] == best


def _nearness(annex: PlanFile, group: PlanGroup, traces: _Traces) -> float:
    """5-grams and people of the annex that the plan holds, then its container, then its name."""
    text = traces.of(annex)
    texts = [own for half in group.halves if (own := traces.of(half))] if text else []
    content = max((contained(text.shingles, own.shingles) for own in texts), default=0.0) if text else 0.0
    known = max(((text.people_in(own) or 0.0) for own in texts), default=0.0) if text else 0.0
    place = any(half.attachment.container == annex.attachment.container is not None for half in group.halves)
    name = max((alike(annex.attachment.name, half.attachment.name) for half in group.halves), default=0.0)
    return round(content, 2) + round(known, 2) + 0.5 * place + 0.3 * (name if name >= _NAME else 0.0)
