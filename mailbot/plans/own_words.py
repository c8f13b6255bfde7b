"""Elements in an agency's own words: what the best division of a plan into chapters adds to what known headings told.

A known heading keeps its say. Where there is none, a chapter whose content speaks for the element makes it present, and
a plan whose chapters are all accounted for makes it absent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mailbot.documents.model import Block, Document
from mailbot.documents.thai import skeleton
from mailbot.plans.chapters import divisions
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import is_bare_table
from mailbot.plans.hits import SOFT, has_content, is_placeholder, is_printed, is_promise
from mailbot.plans.learned.opinion import opinion_of
from mailbot.plans.learned.sequence import OTHER
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.lines import Line, LineReader
from mailbot.plans.listed import is_listed, listed_chapters
from mailbot.plans.lookalikes import resembles
from mailbot.plans.model import ElementResult, Weighed
from mailbot.plans.one_series import in_one_series
from mailbot.plans.only_named import only_named, without_untold
from mailbot.plans.order import parts_in_order
from mailbot.plans.paragraphs import by_paragraphs
from mailbot.plans.placing import PARTS, SLOTS, Place, Placed, place
from mailbot.plans.presence import Presence, quote
from mailbot.plans.sections import Reading
from mailbot.plans.told_parts import told_of_the_plan
from mailbot.rules import ELEMENTS, Rules

_FEWEST_FILLED = 6  # of ten places; with fewer the division explains too little to call anything absent
_SHORT = 4  # letters of the skeleton; the outline of a print leaves out shorter bold lines
_FEWEST_KNOWN = 4  # elements with a known heading, in a plan that nothing divides into chapters
_MAYBE_ABSENT = 0.4  # chance, against words that only sound like the element's
_SURELY_ABSENT = 0.9  # chance, where something speaks for the element
_BEYOND_DOUBT, _FAR_BEYOND_DOUBT = 0.93, 0.95  # chance, where some line may be a heading that was not seen
_EXPLAINED = 8  # places filled, from which on the lower of the two is enough
_UNTOUCHED = frozenset({"unread", "maybe_blank", "next_heading"})
_LOOSE = 8  # blocks of text in no section; a list of contents has none
_NAMED = "2.3"  # persons with what each does may stand in any chapter; their names prove them
_CONTENT = frozenset({"no_events", "no_names", "no_areas", "no_times", "no_steps", "no_people"})  # known words not met
_ITS_OWN, _FILLED, _MAYBE_FILLED = 0.25, 0.8, 0.3  # chances of what stands below a known heading
_OPEN = frozenset({"unknown_heading", "no_heading", "soft_heading", "parts_unsure", "own_words", "lookalike"})

_LAST: list[tuple[Rules, LineReader]] = []  # a process works under one set of rules


@dataclass(frozen=True, slots=True)
class Told:
    """What known headings told. read: all was read well, and nothing unread can hold more. whole: and every heading was
    seen."""

    results: Mapping[str, ElementResult]
    found: Mapping[str, Presence | None]
    source: str
    read: bool
    whole: bool = False


def with_own_words(told: Told, reading: Reading, lexicon: Lexicon, rules: Rules) -> dict[str, ElementResult]:
    """The results with what the chapters of the plan say; unchanged where no division explains the plan."""
    results = _with_chapters(told, reading, lexicon, rules)
    for key, result in results.items():
        if result.state == "present" and rules.elements[key].parts:
            results[key] = _without_untold(result, told, reading, lexicon, rules)
    return results


def _without_untold(
    result: ElementResult, told: Told, reading: Reading, lexicon: Lexicon, rules: Rules
) -> ElementResult:
    parts = only_named(reading, rules)
    opinion = opinion_of(rules, lambda block: list(_reader(rules).lines(block)), lexicon) if parts else None
    return without_untold(result, parts, reading, opinion, rules, read=told.read) if opinion else result


def _with_chapters(told: Told, reading: Reading, lexicon: Lexicon, rules: Rules) -> dict[str, ElementResult]:
    if all(_is_settled(told, key) for key in told.results) or not set(ELEMENTS) <= rules.elements.keys():
        return dict(told.results)
    placed = best_placing(reading, lexicon, rules) if _tells_headings(reading.document) else None
    if placed is None:
        return _unless_all_is_unknown(told, reading)
    whole = told.read and placed.filled >= _FEWEST_FILLED and _shows_headings(reading, placed)
    told = replace(told, whole=whole)
    return {
        key: _explained(
            _of_parts(told, placed, reading, rules) if rules.elements[key].parts else _of_one(told, placed, key, rules),
            told.results[key],
            key,
            placed,
        )
        for key in told.results
    }


def _explained(result: ElementResult, before: ElementResult, key: str, placed: Placed) -> ElementResult:
    """With what likeness said, where it was in doubt or settled a doubt."""
    if result == before and result.state not in ("review", "absent"):
        return result
    weighed = tuple(
        Weighed(
            name.part or key,
            " ".join(one.chapter.title.split()),
            round(one.chance, 2),
            one.rival[:3] if one.rival != OTHER else OTHER,
            round(one.rival_chance, 2),
            round(one.absent, 2),
        )
        for name, one in placed.doubts.items()
        if name.element == key
    )
    return replace(result, weighed=weighed)


def _unless_all_is_unknown(told: Told, reading: Reading) -> dict[str, ElementResult]:
    """Without chapters, and with hardly a known heading, all that is not found may stand in words of the agency."""
    loose = sum(map(has_content, reading.orphans))
    known = sum(own is not None and not own.guessed for own in told.found.values())
    return {
        key: replace(result, state="review", reason="unknown_heading")
        if result.state == "absent" and known < _FEWEST_KNOWN and loose >= _LOOSE
        else result
        for key, result in told.results.items()
    }


def best_placing(reading: Reading, lexicon: Lexicon, rules: Rules) -> Placed | None:
    """The division of a document that explains it best; None when it has no chapters."""
    reader = _reader(rules)
    if not reader.speaks:
        return None
    known: dict[int, tuple[Block, list[Line]]] = {}  # with the block, so that no other can take its id

    def lines(block: Block) -> Sequence[Line]:
        if id(block) not in known:
            known[id(block)] = block, list(reader.lines(block))
        return known[id(block)][1]

    hits = [section.hit for section in reading.sections if section.hit is not None]
    opinion = opinion_of(rules, lines, lexicon)
    listed = listed_chapters(reading.document.blocks, reading.contents)
    telling = opinion.titles(reading.document) if opinion is not None else frozenset[int]()
    series = in_one_series(reading.headings, telling)
    ways = (listed, telling | series, listed | telling | series) if telling else (listed,)
    kept = list(divisions(reading.document, reading.headings, hits, reading.contents, lexicon, ways))
    found = [place(chapters, lines, lexicon, rules) for chapters in kept]
    if max((placed.filled for placed in found), default=0) < _FEWEST_FILLED:
        paragraphs = by_paragraphs(reading.document, reading.contents, lexicon)
        found += [place(paragraphs, lines, lexicon, rules)] if paragraphs else []
    if opinion is not None and found:
        return opinion.best(found, listed, telling, reading.document.blocks)
    return max(found, key=lambda placed: placed.worth, default=None)


def _tells_headings(document: Document) -> bool:
    """Not a print of which only the words are known: there any short line may be a heading."""
    return not is_printed(document) or any(block.size is not None for block in document.blocks)


def _shows_headings(reading: Reading, placed: Placed) -> bool:
    """The reader told headings from text, and none of them is a bare short paragraph among others."""
    blocks = reading.document.blocks
    if is_listed(placed.chapters, listed_chapters(blocks, reading.contents)):
        return True
    if is_printed(reading.document):
        return not _hides_headings(blocks) and all(blocks[held.chapter.start].bold for held in placed.places.values())
    starts = {heading.block_index for heading in reading.headings}
    hits = [part.hit for part in reading.sections if part.hit and part.hit.strength > SOFT and not part.hit.rest]
    named = {hit.index for hit in hits if not hit.listed and all(not name.part for name in hit.names)}
    bare = any(index not in starts for index in (*named, *(part.index for part in reading.unknown)))
    return parts_in_order(reading.document) and not bare


def _hides_headings(blocks: Sequence[Block]) -> bool:
    """Bold lines of two or three letters that stand alone, which the outline of a print leaves out."""
    for before, own, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if own.bold and 1 < len(skeleton(own.text)) < _SHORT and not before.bold and not after.bold:
            return True
    return False


def _is_settled(told: Told, key: str) -> bool:
    """A known heading has said what there is to say."""
    result, own = told.results[key], told.found[key]
    if result.source == "annex":
        return True
    return own is not None and not own.guessed and (result.state == "present" or result.reason == "empty")


def _of_one(told: Told, placed: Placed, key: str, rules: Rules) -> ElementResult:
    result, own, name = told.results[key], told.found[key], Name(key)
    if _is_settled(told, key) or result.reason in _UNTOUCHED or name not in SLOTS:
        return result
    if result.state == "weak" and own is not None and _is_left_open(own):
        return result
    held = placed.places.get(name)
    if held is not None and held.sure and resembles(rules.elements[key], _blocks_of(held, placed), held.chapter.title):
        held = replace(held, sure=False)
    guessed = own is None or own.guessed or result.reason == "lookalike"
    if held is not None and held.sure:
        return _present(result, held, told)
    if (
        held is not None
        and held.empty
        and held.chapter.page is None
        and result.state in ("absent", "review")
        and told.whole
        and guessed
    ):
        return _at(result, held, told, "weak", "empty")
    if result.state == "absent" and (name not in placed.nowhere or placed.filled < _FEWEST_FILLED - 2):
        return replace(result, state="review", reason="unknown_heading")
    body = placed.bodies.get(name)
    everyday = own is not None and resembles(rules.elements[key], own.section.blocks)
    if result.state == "weak" and result.reason in _CONTENT and body and body.filled >= _MAYBE_FILLED and not everyday:
        alike = body.own >= _ITS_OWN and body.filled >= _FILLED
        return replace(result, state="present" if alike else "review", reason="own_words", looked_for=())
    against = name in placed.unlikely and not (key == _NAMED and result.reason == "own_words")
    doubt = placed.doubts.get(name)
    against = against or (doubt is not None and doubt.absent >= _MAYBE_ABSENT)
    if guessed and result.state == "present" and (against or name in placed.nowhere or _is_anothers(own, name, placed)):
        result = replace(result, state="review", reason="own_words")
    if key == "2.8" and result.reason == "no_heading":
        return result  # a picture or a table of telephones stands in no chapter
    if result.state == "review" and result.reason == "own_words" and doubt and doubt.absent < _SURELY_ABSENT:
        return result  # the words of a heading spoke for it
    gone = doubt is not None and _is_beyond_doubt(doubt.absent, placed.filled)
    listed = (
        own is not None and own.strength == SOFT and own.reason == "empty" and gone
    )  # nothing but its name in a list
    guessed = guessed or listed
    if name in placed.nowhere and (told.whole or (told.read and gone)) and guessed and result.reason in _OPEN:
        title = rules.elements[key].title_th
        return ElementResult("absent", source=told.source, reason="not_found", looked_for=(title,))
    return result


def _blocks_of(held: Place, placed: Placed) -> Sequence[Block]:
    """The whole paragraphs of which a piece is held: 'ของหลวงในบัญชีมี' stands before 'รถน้ำ ๑ คัน …'."""
    chapter = next((one for one in placed.chapters if one.start == held.chapter.start), held.chapter)
    whole = [block for block in chapter.texts if any(piece.text in block.text for piece in held.chapter.texts)]
    return whole or held.chapter.texts


def _gone(name: Name, placed: Placed) -> bool:
    doubt = placed.doubts.get(name)
    return doubt is not None and _is_beyond_doubt(doubt.absent, placed.filled)


def _is_beyond_doubt(absent: float, filled: int) -> bool:
    """So surely absent that a heading which was not seen would make no difference."""
    return absent >= (_BEYOND_DOUBT if filled >= _EXPLAINED else _FAR_BEYOND_DOUBT) and filled >= _FEWEST_FILLED


def _is_left_open(own: Presence) -> bool:
    """Nothing below a heading but the word that it is still to come, or a form: what stands elsewhere is not meant."""
    blocks = own.section.blocks
    told = is_bare_table(blocks) or any(is_placeholder(block.text) or is_promise(block.text) for block in blocks)
    return own.reason == "empty" and told


def _is_anothers(own: Presence | None, name: Name, placed: Placed) -> bool:
    """The words of a title were taken for this element; its content is surely another's."""
    if own is None:
        return False
    title = own.section.heading
    return any(held.sure and held.chapter.title == title for other, held in placed.places.items() if other != name)


def _of_parts(told: Told, placed: Placed, reading: Reading, rules: Rules) -> ElementResult:
    """2.1: each part by a known heading or by a chapter."""
    key = PARTS[0].element
    result, own = told.results[key], told.found[key]
    if _is_settled(told, key) or result.reason == "unread":
        return result
    known = own.found if own is not None and not own.guessed else ()
    sure = {n.part: placed.places[n] for n in PARTS if n in placed.places and placed.places[n].sure}
    found = tuple(name.part for name in PARTS if name.part in known or name.part in sure)
    missing = tuple(
        name.part
        for name in PARTS
        if name.part not in found
        and (name in placed.nowhere or placed.places[name].empty)
        and not (
            own is not None and name.part in own.doubtful and (own.labelled or name not in placed.nowhere)
        )  # under a label of its own, or in the heading itself
    )
    doubtful = tuple(name.part for name in PARTS if name.part not in (*found, *missing))
    said = {part for part in doubtful if told_of_the_plan(rules.elements[key], part, reading)}
    found = tuple(name.part for name in PARTS if name.part in said.union(found))
    doubtful = tuple(part for part in doubtful if part not in said)
    if len(found) == len(PARTS):
        first = next(iter(sure.values()), None)
        shown = replace(result, state="present", reason="", parts=found, looked_for=())
        return _present(shown, first, told, found) if first and not known else shown
    gone = told.read and all(name.part in found or _gone(name, placed) for name in PARTS)
    if doubtful or not (told.whole or gone):
        if result.state in ("absent", "weak") and (doubtful or len(found) > len(result.parts)):
            return replace(result, state="review", reason="parts_unsure", parts=found, looked_for=(*missing, *doubtful))
        return replace(result, parts=found, looked_for=(*missing, *doubtful)) if result.state == "review" else result
    if result.state == "weak" and result.reason != "parts_missing":
        return result
    if not found:
        return ElementResult("absent", source=told.source, reason="not_found", looked_for=tuple(p.part for p in PARTS))
    first = next(iter(sure.values()), None)
    shown = _at(result, first, told, "weak", "parts_missing") if first else replace(result, state="weak")
    return replace(shown, reason="parts_missing", parts=found, looked_for=missing)


def _present(result: ElementResult, held: Place, told: Told, parts: tuple[str, ...] = ()) -> ElementResult:
    return replace(_at(result, held, told, "present", "own_words"), parts=parts, looked_for=())


def _at(result: ElementResult, held: Place, told: Told, state: str, reason: str) -> ElementResult:
    chapter = held.chapter
    return ElementResult(
        "present" if state == "present" else "weak",
        chapter.page or (result.page if result.heading == chapter.title else None),
        " ".join(chapter.title.split()) or None,
        quote(chapter.texts),
        told.source,
        reason,
    )


def _reader(rules: Rules) -> LineReader:
    for known, reader in _LAST:
        if known is rules:
            return reader
    reader = LineReader(rules.content)
    _LAST[:] = [(rules, reader)]
    return reader
