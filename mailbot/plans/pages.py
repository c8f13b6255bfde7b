"""On which page of the PDF a heading of the Word file stands, also when it wraps there or lost its marks."""

from functools import cached_property

from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import consonants, consonants_of_lines, skeleton
from mailbot.plans.sections import Layout

_FEWEST_LETTERS = 4
_CONTENTS = frozenset(map(skeleton, ("สารบัญ", "สารบัญ หน้า", "contents")))
_LONGEST_NUMBER = 8  # letters of a number before a heading, 'สวนท12'


class Pages:
    """The lines of one PDF, made comparable once. laid: None when there is no PDF to look in."""

    def __init__(self, laid: Layout | None) -> None:
        self._blocks: list[Block] = []
        if laid is not None:
            scanned = _scanned_contents(laid.document)
            self._blocks = [
                block
                for at, block in enumerate(laid.document.blocks)
                if at not in laid.contents and block.kind not in ("header", "footer") and block.page not in scanned
            ]

    def page_of(self, heading: str) -> int | None:
        """1-based page, None when it is not there: as a line of its own first, then wrapped, then inside a line."""
        rest = split_number(heading).rest
        for bones, lines in ((skeleton(rest), self._skeletons), (consonants(rest), self._consonants)):
            if len(bones) < _FEWEST_LETTERS:
                continue
            for found in (_own_line, _wrapped, _inside):
                for at, line in enumerate(lines):
                    if found(bones, line, lines[at + 1] if at + 1 < len(lines) else ""):
                        return self._blocks[at].page
        return None

    @cached_property
    def _skeletons(self) -> list[str]:
        return [skeleton(block.text) for block in self._blocks]

    @cached_property
    def _consonants(self) -> list[str]:
        return consonants_of_lines([block.text for block in self._blocks])


def _scanned_contents(document: Document) -> frozenset[int | None]:
    """Pages of a scan with a table of contents: character recognition tears titles and page numbers apart there."""
    if not document.ocr_pages:
        return frozenset()
    titled = {block.page for block in document.blocks if skeleton(block.text) in _CONTENTS}
    return frozenset(titled & set(document.ocr_pages))


def _own_line(bones: str, line: str, following: str) -> bool:
    return line.endswith(bones) and len(line) <= len(bones) + _LONGEST_NUMBER


def _wrapped(bones: str, line: str, following: str) -> bool:
    if not _FEWEST_LETTERS <= len(line) < len(bones) + _LONGEST_NUMBER:
        return False
    return 0 <= (line + following).find(bones) < min(_LONGEST_NUMBER, len(line))


def _inside(bones: str, line: str, following: str) -> bool:
    return bones in line
