"""Old Word files read twice: by our own reader for their words, by way of LibreOffice for their structure.

Neither is believed alone. LibreOffice knows headings, numbers, tables and text boxes; what only our reader has is put
where it belongs, unless the file says that it is deleted or hidden.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

from mailbot.documents import nursery
from mailbot.documents.model import Block, Document
from mailbot.documents.office import convert_to_docx
from mailbot.documents.rich_text import is_cut_off
from mailbot.documents.thai import skeleton
from mailbot.documents.word import read_word
from mailbot.documents.word_package import open_word
from mailbot.documents.word_text import every_letter

_SUFFIXES = {"piece-table": ".doc", "rtf": ".rtf", "odt": ".odt"}
_FEWEST_LETTERS = 4  # a shorter line says nothing, and stands somewhere in any text
_LONGEST_NUMBER = 10  # letters of what RTF files have of an automatic number
_FIB_OF_WORD_97 = 0xC1  # before it, Word had no piece table that we know
_LONGEST = 20.0  # seconds that LibreOffice may take
_LEAST = 3.0  # seconds below which it is not worth starting

Limited = Callable[[Callable[[bytes], Document], bytes, float], Document]


def with_structure(own: Document, data: bytes, *, seconds: float, memory_mb: int, limited: Limited) -> Document:
    """What our reader read, enriched by LibreOffice's view of the same bytes where that is installed.

    limited: runs a reader over bytes within these seconds and answers with a Document in any case.
    Never worse than `own`: what cannot be converted or read afterwards is given back as it was.
    """
    suffix = _suffix(own, data)
    if suffix is None or seconds < _LEAST:
        return own
    nursery.rest()  # LibreOffice alone takes 200 MB
    converted = convert_to_docx(data, suffix, seconds=min(_LONGEST, seconds / 2), memory_mb=memory_mb)
    if converted is None:
        return own
    found = limited(lambda docx: _joined(own, docx), converted, seconds / 2)
    if found.problem is not None or not found.blocks:
        return own
    sound = suffix != ".rtf" or not is_cut_off(data)
    notes = tuple(dict.fromkeys(("file.legacy_word", *own.notes, *found.notes)))
    return replace(found, readable=found.readable and sound, notes=notes)


def _suffix(own: Document, data: bytes) -> str | None:
    """What to call the file for LibreOffice; None for what it shall not see: locked, damaged, hostile, web pages."""
    if own.problem is None or own.problem == "file.empty":
        return _SUFFIXES.get(own.reader)
    return ".doc" if own.problem == "file.damaged" and _is_word_95(data) else None


def _is_word_95(data: bytes) -> bool:
    """Word 6 and 95: an OLE file whose main stream begins with an older version number."""
    marker = data.find(b"\xdc\xa5", 512)
    while marker >= 0:
        if marker % 512 == 0 and len(data) >= marker + 4:
            return bool(struct.unpack_from("<H", data, marker + 2)[0] < _FIB_OF_WORD_97)
        marker = data.find(b"\xdc\xa5", marker + 1)
    return False


def _joined(own: Document, docx: bytes) -> Document:
    """In the limited child: LibreOffice's blocks with what only our reader has in between."""
    document = replace(read_word(docx), reader="libreoffice")
    lost = list(_lost(own.blocks, document.blocks, skeleton(every_letter(open_word(docx).main))))
    if not lost:
        return document
    blocks = list(document.blocks)
    for at, block in reversed(lost):
        blocks.insert(at, block)
    return replace(document, blocks=tuple(blocks))


def _lost(own: tuple[Block, ...], others: tuple[Block, ...], every_bone: str) -> Iterator[tuple[int, Block]]:
    """Blocks whose text the other reading lacks, each with the place in it where it belongs."""
    bones = [skeleton(f"{block.number} {block.text}") for block in others]
    whole = "".join(bones)
    ends = list(accumulate(map(len, bones)))
    cursor = place = 0
    for block in own:
        missing = False
        for bone in _bones(block):
            at = whole.find(bone, cursor)
            at = at if at >= 0 else whole.find(bone)
            if at >= 0:
                cursor, place = at, bisect_right(ends, at) + 1
            elif bone not in every_bone:
                missing = True
        if missing:
            yield min(place, len(others)), block


def _bones(block: Block) -> Iterator[str]:
    """Skeletons of the lines of a block that are long enough to be looked for, without the number before a tab."""
    for part in block.cells or (block.text,):
        for line in part.split("\n"):
            number, tab, rest = line.partition("\t")
            bone = skeleton(rest if tab and len(number) <= _LONGEST_NUMBER else line)
            if len(bone) >= _FEWEST_LETTERS:
                yield bone
