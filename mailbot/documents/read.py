"""The one way into this room: bytes of a Word or PDF file to a Document, whatever the bytes are."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mailbot.documents.legacy import read_legacy
from mailbot.documents.model import Block, Document
from mailbot.documents.office_reading import with_structure
from mailbot.documents.pdf import read_pdf
from mailbot.documents.sheets import read_sheets
from mailbot.documents.slides import read_slides
from mailbot.documents.word import read_word
from mailbot.documents.worker import LimitExceeded, run_limited
from mailbot.errors import Refused, Transient
from mailbot.mail.model import Kind

_PROBLEMS = {"time": "file.too_long", "memory": "file.bomb", "crash": "file.damaged"}
_ANNEX_READERS: dict[Kind, Callable[[bytes, str], Document]] = {"spreadsheet": read_sheets, "presentation": read_slides}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(
    data: bytes, kind: Kind, name: str, *, seconds: float, memory_mb: int, places: bool = False
) -> Document:
    """Read a file of kind 'word', 'word_legacy', 'pdf', 'spreadsheet' or 'presentation'.

    seconds: longest time. memory_mb: megabytes that reading may take. name: data only, never opened.
    places: for PDF, size and weight of the lines too (slow). Never raises for what the bytes are: a file that cannot
    be read is a Document without blocks, readable False, with its finding code in `problem`. Same bytes, same Document.
    Raises Transient when the machine cannot start a worker.
    """
    reader = _reader(data, kind, name, seconds, memory_mb, places)
    if reader is None:
        return _unread("file.unsupported")
    if not data:
        return _unread("file.empty")
    begun = time.monotonic()
    document = _limited(reader, data, seconds, memory_mb)
    if reader is not read_legacy:
        return document
    return with_structure(
        document,
        data,
        seconds=seconds - (time.monotonic() - begun),
        memory_mb=memory_mb,
        limited=lambda again, content, left: _limited(again, content, left, memory_mb),
    )


def _limited(reader: Callable[[bytes], Document], data: bytes, seconds: float, memory_mb: int) -> Document:
    """The reader's answer from a child with limits, or a Document with the problem that kept it from answering."""
    try:
        return _unpacked(run_limited(_packed, (reader, data), seconds=seconds, memory_mb=memory_mb))
    except Transient:
        raise  # the machine is at fault, not the file
    except LimitExceeded as limit:
        return _unread(_PROBLEMS[limit.reason])
    except Refused as refused:
        return _unread(refused.code)
    except Exception:  # noqa: BLE001 - readers of other people's formats raise anything; the file is at fault
        return _unread("file.damaged")


def _reader(
    data: bytes, kind: Kind, name: str, seconds: float, memory_mb: int, places: bool
) -> Callable[[bytes], Document] | None:
    if kind == "pdf":
        return lambda content: read_pdf(content, seconds=seconds, memory_mb=memory_mb, places=places)
    if kind in _ANNEX_READERS:
        annex = _ANNEX_READERS[kind]
        return None if data.startswith(_OLE) else lambda content: annex(content, name)
    if kind == "word_legacy" or (kind == "word" and data.startswith(_OLE)):
        return read_legacy
    return read_word if kind == "word" else None


def _packed(reader: Callable[[bytes], Document], data: bytes) -> tuple[Document, list[tuple[Any, ...]]]:
    """In the worker: the blocks as bare tuples, which cross the pipe several times as fast."""
    document = reader(data)
    return replace(document, blocks=()), [tuple(block) for block in document.blocks]


def _unpacked(packed: tuple[Document, list[tuple[Any, ...]]]) -> Document:
    document, rows = packed
    return replace(document, blocks=tuple(map(Block._make, rows)))


def _unread(problem: str) -> Document:
    return Document(blocks=(), reader="none", readable=False, problem=problem)
