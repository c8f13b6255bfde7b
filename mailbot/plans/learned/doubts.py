"""What can be said for and against an element that known words did not find: few signs, told of the plan as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from math import log

from mailbot.documents.model import Block
from mailbot.plans.chapters import Chapter
from mailbot.plans.doubt import NO_RUN, Doubt
from mailbot.plans.element_name import Name
from mailbot.plans.hits import has_content
from mailbot.plans.learned.sequence import Order
from mailbot.plans.learned.weighing import Weighing

_MOST = 7.0  # of a log of odds
_SETTLED = 0.9  # chance of a chapter to be what it is likeliest
_NEXT_TO = ("2.1 o", "2.1 a", "2.1 s", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8")
_FOUND = 0.5  # chance that an element is nowhere, below which it counts as found
_MOST_COUNTED = 5


class Doubts:
    """Of one division of a plan into chapters. loose: content before its first chapter. others: what the
    other divisions are that explain the plan about as well."""

    def __init__(
        self,
        weighing: Weighing,
        chapters: Sequence[Chapter],
        order: Order,
        others: Sequence[Order],
        loose: Sequence[Block],
    ) -> None:
        self._weighing, self._chapters, self._order, self._others = weighing, chapters, order, others
        self._loose = [block for block in loose if has_content(block)]
        self._filled = [weighing.is_filled(chapter) for chapter in chapters]
        self._best = [max(chances, key=lambda label: chances[label]) for chances in order.chances]
        self._settled = [self._is_settled(at) for at in range(len(chapters))]
        self._open_at = [self._is_open(at) for at in range(len(chapters))]
        self._open = [at for at, is_open in enumerate(self._open_at) if is_open]
        self._known = [at for at, chapter in enumerate(chapters) if chapter.known and self._filled[at]]
        self._phrases = weighing.phrases(
            [*self._loose, *self._texts(chapter for chapter in chapters if not chapter.known)]
        )
        self._phrases_known = weighing.phrases(self._texts(chapters[at] for at in self._known))
        self._plan = self._of_plan()

    def of(self, name: Name, label: str) -> Doubt:
        """What there is to say of one element or part of 2.1."""
        here = [(chances[label], at) for at, chances in enumerate(self._order.chances)]
        chance, at, piece = max(self._places(label, here), key=lambda place: (place[0], -place[1]))
        rivals = {one: worth for one, worth in self._order.chances[at].items() if one != label}
        rival = max(rivals, key=lambda one: rivals[one])
        gone, phrase = self._order.nowhere[label], self._phrases.get(label, NO_RUN)
        unsettled = [at for at in self._open if not self._settled[at]]
        signs = {
            f"is {label}": 1.0,
            "gone": _odds(gone),
            "gone in another division": min(map(_odds, (gone, *(order.nowhere[label] for order in self._others)))),
            "chapter": _odds(max((worth for worth, at in here if self._filled[at]), default=0.0)),
            "alone": self._alone(label, self._open),
            "alone among the unsettled": self._alone(label, unsettled),
            "piece": self._piece(label, self._open),
            "piece in a known chapter": self._piece(label, self._known),
            "heading": self._headed(label),
            "titled": self._titled(label, self._open),
            "titled in a known chapter": self._titled(label, self._known),
            "line": _odds(self._weighing.told.get(label, 0.0)),
            "content": self._content(name, self._open),
            "content in a known chapter": self._content(name, self._known),
            "loose": self._loosely(label),
            "phrase": _odds(phrase.chance),
            "phrase in a known chapter": _odds(self._phrases_known.get(label, NO_RUN).chance),
            "gap": self._gap(label),
        }
        return Doubt(signs | self._plan, self._chapters[at], chance, rival, rivals[rival], piece, phrase=phrase)

    def _places(self, label: str, here: Iterable[tuple[float, int]]) -> Iterator[tuple[float, int, tuple[Block, ...]]]:
        """Chapters and pieces of chapters, with the chance of each."""
        for chance, at in here:
            yield chance, at, self._chapters[at].texts
            for piece, chances in self._weighing.pieces(self._chapters[at]) if self._open_at[at] else ():
                yield chances[label], at, piece.blocks

    def _texts(self, chapters: Iterable[Chapter]) -> list[Block]:
        return [block for chapter in chapters for block in chapter.texts if has_content(block)]

    def _of_plan(self) -> dict[str, float]:
        """What is the same for all its elements."""
        unsettled = [at for at in self._open if not self._settled[at]]
        letters = [sum(len(block.text) for block in chapter.texts) for chapter in self._chapters]
        share = sum(letters[at] for at in unsettled) / max(1, sum(letters))
        lacking = sum(self._order.nowhere[label] >= _FOUND for label in _NEXT_TO)
        drawn = any(b.picture or b.kind == "diagram" for at in unsettled for b in self._chapters[at].texts)
        return {
            "unsettled chapters": float(min(_MOST_COUNTED, len(unsettled))),
            "unsettled share": 3 * share,
            "lacking": float(min(_MOST_COUNTED, lacking)),
            "known chapters": float(min(10, len(self._known))) / 3,
            "print": float(any(chapter.page is not None for chapter in self._chapters)),
            "drawn": float(drawn),
            "few chapters": float(len(self._chapters) < len(_NEXT_TO)),
        }

    def _is_settled(self, at: int) -> bool:
        chapter = self._chapters[at]
        surely = self._order.chances[at][self._best[at]] >= _SETTLED
        return bool(chapter.known) or chapter.other or chapter.agency or surely or not self._filled[at]

    def _is_open(self, at: int) -> bool:
        chapter = self._chapters[at]
        return self._filled[at] and not chapter.known and not chapter.other and not chapter.agency

    def _alone(self, label: str, places: Iterable[int]) -> float:
        return _log(max((self._weighing.chances(self._chapters[at])[label] for at in places), default=0.0))

    def _piece(self, label: str, places: Iterable[int]) -> float:
        found = (chances[label] for at in places for _, chances in self._weighing.pieces(self._chapters[at]))
        return _odds(max(found, default=0.0))

    def _headed(self, label: str) -> float:
        """Best of the headings, whatever their text is like: a single row of a table is like nothing."""
        return _odds(max((self._weighing.title(self._chapters[at].title)[label] for at in self._open), default=0.0))

    def _titled(self, label: str, places: Iterable[int]) -> float:
        found = (chances[label] for at in places for chances in self._weighing.named(self._chapters[at]))
        return _odds(max(found, default=0.0))

    def _content(self, name: Name, places: Iterable[int]) -> float:
        """Most points of content; in a chapter that is surely another element's, as many as there are beyond that
        element's own."""
        return max((self._points(name, at) for at in places), default=0.0) / 2

    def _points(self, name: Name, at: int) -> float:
        points = self._weighing.points(self._chapters[at])
        known = {one.element for one in self._chapters[at].known}
        owner = known or ({self._best[at][:3]} if self._settled[at] else set())
        others = max((worth for other, worth in points.items() if other.element in owner - {name.element}), default=0.0)
        return max(0.0, points.get(name, 0.0) - others)

    def _loosely(self, label: str) -> float:
        """Chance of a piece before the first chapter."""
        if not self._loose:
            return -_MOST
        return _odds(max((chances[label] for chances in self._weighing.pieces_of(self._loose)), default=0.0))

    def _gap(self, label: str) -> float:
        """1 where the chapters before and behind the element's place follow each other, -1 where something that nobody
        knows stands between them, 0 where they are not found."""
        place = _NEXT_TO.index(label)
        before = self._last_of(_NEXT_TO[:place][-1:] or (), label)
        behind = self._first_of(_NEXT_TO[place + 1 :][:1] or (), label)
        if before is None or behind is None or behind <= before:
            return 0.0
        between = range(before + 1, behind)
        return -1.0 if any(not self._settled[at] for at in between) else 1.0

    def _last_of(self, labels: Iterable[str], label: str) -> int | None:
        found = [at for at, best in enumerate(self._best) if best in labels or (best == "2.1" and label == "2.2")]
        return found[-1] if found else None

    def _first_of(self, labels: Iterable[str], label: str) -> int | None:
        del label
        return next((at for at, best in enumerate(self._best) if best in labels), None)


def _odds(chance: float) -> float:
    """Log of the odds, between -7 and 7, in thirds."""
    chance = min(1 - 1e-9, max(1e-9, chance))
    return max(-_MOST, min(_MOST, log(chance / (1 - chance)))) / 3


def _log(chance: float) -> float:
    return max(-_MOST, log(max(chance, 1e-9))) / 3
