"""What only one half of a pair has, when the Word file was changed after printing: names, numbers and paragraphs.

An advice for the agency, so it keeps silent wherever printing itself could have made the difference: scans, damaged
text layers, lines whose cells were interleaved, numbers that a page turn cut in two.
"""

from collections.abc import Iterable, Iterator, Sequence

from mailbot.documents.model import Document
from mailbot.documents.thai import consonants, key
from mailbot.plans.cuts import Cuts
from mailbot.plans.model import Change
from mailbot.plans.persons import Number, Person
from mailbot.plans.shingles import contained, shingles
from mailbot.plans.trace import Trace, trace

MOST = 10  # of each kind on each side
_LONG = 8  # letters of a gram: running text of another paragraph shares few of them
_FEWEST_LETTERS = 20  # consonants of a paragraph; shorter ones are cells and labels
_FOUND, _MISSING = 0.85, 0.35  # of a paragraph's grams
_SOUND = 0.8  # of the paragraphs are found whole: the text layer is no ground for differences
_SHOWN = 120  # characters of a paragraph
_SAID_BY_CONTENTS = "...."


class _Side:
    """One half with what stands beside it (annexes): where the other half's words are looked for."""

    def __init__(self, own: Trace, beside: Sequence[Trace]) -> None:
        self.own = own
        texts = (own, *beside)
        numbers = " ".join(block.number for block in own.document.blocks if block.number)
        margins = " ".join(one.document.marginal_text for one in texts)
        self.bones = "".join(one.bones for one in texts) + consonants(margins + numbers)
        self.letters = "".join(one.letters for one in texts) + key(margins)
        self.grams = shingles(self.bones, _LONG)
        self.cuts = Cuts(own.document)


def changes(word: Document | None, pdf: Document | None, beside: Sequence[Document] = ()) -> tuple[Change, ...]:
    """Of a pair that is the same document: what was changed in one half. () when nothing was or it cannot be told.

    beside: the plan's annexes; what stands there is missing in neither half.
    """
    own, printed = trace(word), trace(pdf)
    if own is None or printed is None or not _whole(own.document) or not _whole(printed.document):
        return ()
    annexes = [one for one in map(trace, beside) if one is not None]
    word_side, pdf_side = _Side(own, annexes), _Side(printed, annexes)
    shares = [(text, contained(shingles(bones, _LONG), pdf_side.grams)) for text, bones in _paragraphs(own.document)]
    if sum(share >= _FOUND for _, share in shares) < _SOUND * len(shares):
        return ()
    lost = [text for text, share in shares if share < _MISSING and not _scattered(text, pdf_side)]
    return (
        *_named("word", _not_printed(own.persons, pdf_side)),
        *_named("pdf", _not_written(printed.persons, word_side)),
        *_numbered("word", _missing_numbers(own.numbers, pdf_side, printed=True)),
        *_numbered("pdf", _missing_numbers(printed.numbers, word_side, printed=False)),
        *_written("word", lost),
        *_written("pdf", _only_printed(printed.document, word_side)),
    )


def _whole(document: Document) -> bool:
    return document.readable and not document.unread_pages and not document.ocr_pages


def _not_printed(named: Iterable[Person], pdf: _Side) -> Iterator[str]:
    """People of the Word file, by given name and surname, that the print has neither whole nor cut in two."""
    for person in named:
        if not person.stands_in(pdf.bones) and not pdf.cuts.hold(person.given + person.family, consonants):
            yield person.written


def _not_written(named: Iterable[Person], word: _Side) -> Iterator[str]:
    """People of the print, once each; by given name only, because a surname may begin another line."""
    found: dict[str, str] = {}
    for person in named:
        if person.given not in word.bones and len(person.written) > len(found.get(person.given, "")):
            found[person.given] = person.written
    yield from found.values()


def _missing_numbers(given: Iterable[Number], other: _Side, *, printed: bool) -> Iterator[str]:
    for number in given:
        if number.digits not in other.letters and not (printed and other.cuts.hold(number.digits, key)):
            yield number.written


def _only_printed(document: Document, word: _Side) -> list[str]:
    """Runs of printed lines that the Word file has not: one paragraph each."""
    found: list[str] = []
    run: list[str] = []
    repeated = _repeated(document)
    for block in document.blocks:
        if block.kind in ("header", "footer"):
            continue
        bones = consonants(block.text)
        unknown = (
            len(bones) >= _FEWEST_LETTERS
            and block.text not in repeated
            and contained(shingles(bones, _LONG), word.grams) < _MISSING
            and not _scattered(block.text, word)
        )
        if unknown:
            run.append(block.text)
        elif run:
            found.append(" ".join(run))
            run = []
    return [*found, " ".join(run)] if run else found


def _repeated(document: Document) -> frozenset[str]:
    """Lines that stand on two pages: a running head that nobody took for one."""
    pages: dict[str, set[int | None]] = {}
    for block in document.blocks:
        pages.setdefault(block.text, set()).add(block.page)
    return frozenset(text for text, seen in pages.items() if len(seen) > 1)


def _scattered(text: str, other: _Side) -> bool:
    """Whether most of its words stand in the other half, in another order: cells of a row side by side."""
    words = [bones for word in text.split() if (bones := consonants(word))]
    total = sum(map(len, words))
    return _SAID_BY_CONTENTS in text or sum(len(word) for word in words if word in other.bones) >= 0.5 * total


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """Paragraphs and cells long enough to be looked for, with their consonants."""
    for line in _pieces(document):
        bones = consonants(line)
        if len(bones) >= _FEWEST_LETTERS:
            yield line, bones


def _pieces(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind not in ("header", "footer"):
            for text in block.cells or (block.text,):
                yield from text.splitlines()


def _named(side: str, texts: Iterable[str]) -> Iterator[Change]:
    return _changes("name", side, texts)


def _numbered(side: str, texts: Iterable[str]) -> Iterator[Change]:
    return _changes("number", side, texts)


def _written(side: str, texts: Iterable[str]) -> Iterator[Change]:
    return _changes("paragraph", side, map(_shown, texts))


def _changes(kind: str, side: str, texts: Iterable[str]) -> Iterator[Change]:
    for text in list(dict.fromkeys(texts))[:MOST]:
        yield Change(kind, side, text)  # type: ignore[arg-type]


def _shown(text: str) -> str:
    """At most a line of it, cut between words."""
    line = " ".join(text.split())
    if len(line) <= _SHOWN:
        return line
    cut = line.rfind(" ", 0, _SHOWN)
    return f"{line[: cut if cut > _SHOWN // 3 else _SHOWN]} …"
