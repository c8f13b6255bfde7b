"""Are the eight elements of clause 2 in a plan? Word decides, the PDF confirms; absent only when all was read well."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.documents.model import Document
from mailbot.documents.page_quality import is_intact
from mailbot.documents.thai import consonants, skeleton
from mailbot.element_rules import Element
from mailbot.plans.element_name import Name
from mailbot.plans.evidence import is_grid_without_figures, people, telephones
from mailbot.plans.hideouts import hideout, stray_numbers
from mailbot.plans.hits import SOFT, has_content, is_printed
from mailbot.plans.lexicon import Lexicon, lexicon_of
from mailbot.plans.lookalikes import resembles
from mailbot.plans.model import ElementResult, State
from mailbot.plans.order import named_anywhere, parts_in_order, sees_pictures
from mailbot.plans.own_words import Told, with_own_words
from mailbot.plans.pages import Pages
from mailbot.plans.presence import Presence, presence, quote
from mailbot.plans.roles import LAID_OUT_AS_TABLE
from mailbot.plans.sections import Reading, layout, read
from mailbot.plans.strong import strong_for
from mailbot.rules import Rules

_PICTURE_PRONE = frozenset({"2.3", "2.7", "2.8"})  # often a picture, which a PDF reader does not see
_NOTHING_THERE = frozenset({"empty", "too_short"})
_OWN_READERS = frozenset({"word", "html"})  # they never run two paragraphs together
_BARE_IN_PRINT = 2  # headings
_FEWEST_KNOWN = 3  # elements that known headings name; a print with fewer has headings in words of its own
_FEWEST_OF_A_TEXT = 20  # letters of the skeleton
_OPENING = 40  # characters of a text by which it is looked for in the print
_BEGINNING = 1_000  # characters
_FEWEST_LETTERS = 300  # of the skeleton; below this a file with pictures is a scan pasted into Word


@dataclass(frozen=True, slots=True)
class _Halves:
    """Readings of the halves that could be read, and whether the plan has parts nobody could read.

    printed: the other half, read only when the deciding one leaves something open.

    source: 'word' or 'pdf', the half that decides. missing: elements that no heading of that half names.
    known: number of elements that headings in known words name there.
    """

    rules: Rules
    lexicon: Lexicon
    source: str
    main: Reading
    printed: Document | None
    pages: Pages
    annexes: tuple[Reading, ...]
    annex_names: tuple[str, ...]
    whole: bool
    unread_print: bool
    missing: frozenset[str] = frozenset()
    known: int = 0

    @property
    def print(self) -> Reading | None:
        """The other half read, None when it was not sent or has no text."""
        return read(self.printed, self.lexicon) if self.printed is not None else None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Where an unknown heading may stand: the print repeats the Word file in broken lines and is left out."""
        return (self.main, *self.annexes)


def judge_elements(
    word: Document | None,
    pdf: Document | None,
    annexes: Sequence[Document],
    rules: Rules,
    annex_names: Sequence[str] = (),
) -> dict[str, ElementResult]:
    """State of each element of the round ('2.1' to '2.8' in 2563), with page (in the PDF), heading and quote.

    word, pdf: the halves as read, None when not sent. annexes: texts of annexes. annex_names: file names of annexes
    whose content cannot be read (pictures, spreadsheets): they may hold a call tree, so they stop an 'absent'.
    """
    lexicon = lexicon_of(rules)
    halves = [half for half in (word, pdf) if half is not None and _has_text(half)]
    if not halves:
        return {element: ElementResult("review", reason="unread") for element in rules.elements}
    main = read(halves[0], lexicon)
    printed = halves[1] if len(halves) > 1 else None
    found = {key: presence(rules.elements[key], main) for key in rules.elements}
    parts = _Halves(
        rules=rules,
        lexicon=lexicon,
        source="word" if halves[0] is word else "pdf",
        main=main,
        printed=printed,
        pages=Pages(layout(printed, lexicon) if printed is not None else None),
        annexes=tuple(read(annex, lexicon) for annex in annexes if _has_text(annex)),
        annex_names=tuple(annex_names),
        whole=_read_whole(halves[0]),
        unread_print=pdf is not None and (not pdf.readable or bool(pdf.unread_pages)),
        missing=frozenset(key for key, one in found.items() if one is None),
        known=sum(1 for one in found.values() if one and not one.guessed and one.strength > SOFT),
    )
    soft = sum(1 for one in found.values() if one and one.fits and one.strength == SOFT)
    as_table = soft >= LAID_OUT_AS_TABLE
    results = {key: _judge(rules.elements[key], found[key], parts, as_table) for key in rules.elements}
    nothing_else = parts.whole and not parts.annex_names and not parts.annexes
    told = with_own_words(Told(results, found, parts.source, nothing_else), main, lexicon, rules)
    return {key: _paged(result, parts) for key, result in told.items()}


def _paged(result: ElementResult, parts: _Halves) -> ElementResult:
    """With the page of the print on which its heading stands, or its text where it has none, when that is not known."""
    words = result.heading or (result.quote or "")[:_OPENING]
    if result.page is None and words and result.source != "annex":
        return replace(result, page=parts.pages.page_of(words))
    return result


def _judge(element: Element, own: Presence | None, parts: _Halves, as_table: bool) -> ElementResult:
    """The decision table for one element, from the surest to the last."""
    if own and own.fits and parts.source == "pdf" and is_grid_without_figures(element.id, own.section.blocks):
        return _result("review", own, parts, "maybe_blank")
    if own and own.fits and not own.runs_on and (own.strength > SOFT or as_table):
        alike = resembles(element, own.section.blocks)
        return _result("review", own, parts, "lookalike") if alike else _result("present", own, parts)
    annexed = _in_annexes(element, own, parts)
    if annexed is not None:
        return annexed
    if own and own.fits:
        return _result("review", own, parts, "next_heading" if own.runs_on else "soft_heading")
    if own:
        return _unfit(element, own, parts, as_table)
    return _nowhere(element, parts)


def _unfit(element: Element, own: Presence, parts: _Halves, as_table: bool) -> ElementResult:
    """A heading whose content does not fit: weak, unless the other half or an annex that is named may hold it."""
    printed = presence(element, parts.print) if parts.print else None
    bare = own.reason in _NOTHING_THERE
    if printed and printed.fits and printed.strength > SOFT and not (bare and _is_known(printed, parts.main)):
        return _result("review", own, parts, "only_in_print")
    if own.doubtful and not own.missing:
        return _result("review", own, parts, "parts_unsure")
    if (
        own.missing
        and not parts_in_order(parts.main.document)
        and named_anywhere(element, parts.main, parts.lexicon, own.missing)
    ):
        return _result("review", own, parts, "order_unsure")
    if not parts.whole or (own.strength == SOFT and not as_table):
        return _result("review", own, parts, "unread_pages" if not parts.whole else "soft_heading")
    if own.reason == "empty" and not own.guessed and _says_more(element, own, parts):
        return _result("review", own, parts, "content_in_heading")
    if element.id == "2.8" and own.reason == "no_people" and stray_numbers(parts.main, parts.rules):
        return _result("review", own, parts, "order_unsure")
    if own.guessed and (own.reason != "empty" or not _looks_like_a_heading(own, parts.main)):
        return _result("review", own, parts, "unknown_heading")
    if own.refers or (parts.annex_names and own.reason != "parts_missing"):
        return _result("review", own, parts, "refers_to_annex")
    if (
        _boxes_elsewhere(parts.main, own)
        or _displaced(parts.main, own)
        or (own.reason in _NOTHING_THERE and _out_of_order(parts.main))
    ):
        return _result("review", own, parts, "order_unsure")
    if not sees_pictures(parts.main.document) and element.id in _PICTURE_PRONE:
        return _result("review", own, parts, "maybe_picture")
    if not parts_in_order(parts.main.document) and own.reason not in ("empty", "parts_missing"):
        return _result("review", own, parts, "order_unsure")
    return _result("weak", own, parts)


def _says_more(element: Element, own: Presence, parts: _Halves) -> bool:
    """A heading that may hold its content itself: a scope that is an agency's name, a team of one person."""
    heading = own.section.heading
    if element.parts:
        lacking = {Name(element.id, part) for part in own.missing}
        named = [part.heading for part in parts.main.sections if part.hit and part.hit.names & lacking]
        return any(not parts.lexicon.is_bare(one) for one in named or [heading])
    return bool(people(heading) or telephones(heading))


def _nowhere(element: Element, parts: _Halves) -> ElementResult:
    """No heading in the deciding half: absent only when nothing else speaks for the element."""
    printed = _only_in_print(element, parts)
    looked_for = tuple(element.parts) or (element.title_th,)
    if printed:
        return replace(_result("review", printed, parts, "only_in_print", "pdf"), looked_for=looked_for)
    for reading in parts.readings:
        place = hideout(element, reading, parts.missing | {element.id}, parts.lexicon, parts.rules)
        if place is not None:
            page = place.page or (parts.pages.page_of(place.heading) if place.heading else None)
            state: State = "present" if place.sure else "review"
            sought = () if place.sure else looked_for
            return ElementResult(
                state, page, place.heading, quote(place.blocks), parts.source, place.reason, (), sought
            )
    if not parts.whole:
        return ElementResult("review", source=parts.source, reason="unread_pages", looked_for=looked_for)
    if parts.main.document.reader not in _OWN_READERS and (named := named_anywhere(element, parts.main, parts.lexicon)):
        return ElementResult("review", None, named, None, parts.source, "order_unsure", (), looked_for)
    if parts.annex_names or (element.id == "2.8" and parts.unread_print):
        return ElementResult("review", source=parts.source, reason="annex_unread", looked_for=looked_for)
    if parts.known < _FEWEST_KNOWN and is_printed(parts.main.document):
        return ElementResult("review", source=parts.source, reason="unknown_heading", looked_for=looked_for)
    return ElementResult("absent", source=parts.source, reason="not_found", looked_for=looked_for)


def _only_in_print(element: Element, parts: _Halves) -> Presence | None:
    """A heading that the PDF has and the Word file has not; a printed line that is part of a Word paragraph is none."""
    printed = presence(element, parts.print) if parts.print else None
    if printed is None:
        return None
    bones = consonants(printed.section.heading)
    whole = any(bones in consonants(block.text) for block in parts.main.document.blocks)
    return None if whole else printed


def _is_known(printed: Presence, main: Reading) -> bool:
    """Every line of the print's section stands somewhere in the deciding half. A print that runs on into the next
    chapter has the same words; a line that stands nowhere else may be a box that nobody read."""
    whole = consonants(main.document.text)
    return all(consonants(block.text) in whole for block in printed.section.blocks)


def _in_annexes(element: Element, own: Presence | None, parts: _Halves) -> ElementResult | None:
    """An element that stands in an annex file: by its heading there, by content for which the plan has a heading, or,
    for the call tree, by the file's own name."""
    for reading in parts.annexes:
        found = presence(element, reading)
        if found and found.fits:
            return _result("present", found, parts, source="annex")
        if own and element.id in strong_for(reading.document.blocks, parts.rules):
            return replace(_result("present", own, parts, "in_annex"), source="annex")
    if element.id == "2.8":
        for name in parts.annex_names:
            stem = name.rsplit(".", 1)[0].replace("_", " ")
            if any(n.element == "2.8" for n in parts.lexicon.names(stem)) or "calltree" in skeleton(stem):
                return ElementResult("present", None, stem, None, "annex", "annex_name")
    return None


def _result(
    state: State, found: Presence, parts: _Halves, reason: str | None = None, source: str | None = None
) -> ElementResult:
    part = found.section
    page = part.page or (None if source == "annex" else parts.pages.page_of(part.heading))
    return ElementResult(
        state=state,
        page=page,
        heading=" ".join(part.heading.split()),
        quote=quote(part.blocks),
        source=source or parts.source,
        reason=found.reason if reason is None else reason,
        parts=found.found,
        looked_for=(*found.missing, *found.doubtful),
    )


def _boxes_elsewhere(reading: Reading, own: Presence) -> bool:
    """Text boxes from a reader that gives them all behind the body: one of them may hold the content."""
    boxes = any(block.kind == "textbox" for block in reading.document.blocks)
    return boxes and not own.missing and not parts_in_order(reading.document)


def _looks_like_a_heading(own: Presence, reading: Reading) -> bool:
    """Bold, in a style, or in a box: not an item of a list whose words sound like an element."""
    hit = own.section.hit
    if hit is None:
        return False
    styled = any(heading.styled for heading in reading.headings if heading.block_index == hit.index)
    block = reading.document.blocks[hit.index]
    return styled or block.bold or block.in_table


def _displaced(reading: Reading, own: Presence) -> bool:
    """A heading in a text box, from a reader that gives all boxes after the body: what stands under it is not below."""
    hit = own.section.hit
    boxed = hit is not None and reading.document.blocks[hit.index].kind == "textbox"
    return boxed and not parts_in_order(reading.document)


def _out_of_order(reading: Reading) -> bool:
    """Several headings with nothing below them, from a reader that does not see where boxes and cells stand."""
    if parts_in_order(reading.document):
        return False
    bare = [
        part for part in reading.sections if part.hit and not part.hit.listed and not any(map(has_content, part.blocks))
    ]
    return len(bare) >= _BARE_IN_PRINT


def _has_text(document: Document) -> bool:
    """Twenty letters; that a long beginning has twice as many settles it at once."""
    if document.problem is not None or not document.blocks:
        return False
    text = document.text
    return len(skeleton(text[:_BEGINNING])) >= 2 * _FEWEST_OF_A_TEXT or len(skeleton(text)) >= _FEWEST_OF_A_TEXT


def _read_whole(document: Document) -> bool:
    """All of it was read, and read right: only then may anything be called absent."""
    if not document.readable or document.unread_pages or _scanned(document):
        return False
    return document.pages is None or is_intact(document.text)


def _scanned(document: Document) -> bool:
    """Pictures and hardly any text: pages pasted as pictures."""
    return any(block.picture for block in document.blocks) and len(skeleton(document.text)) < _FEWEST_LETTERS
