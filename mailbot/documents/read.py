"""The one way into this room: bytes of a Word or PDF file to a Document, whatever the bytes are."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import starmap
from typing import Any

from mailbot.documents import nursery
from mailbot.documents.legacy import read_legacy
from mailbot.documents.model import Block, Document
from mailbot.documents.office_reading import with_structure
from mailbot.documents.pdf import read_pdf
from mailbot.documents.plain_print import PlainPrint, longest, pictured_among
from mailbot.documents.sheets import read_sheets
from mailbot.documents.slides import read_slides
from mailbot.documents.word import read_word
from mailbot.documents.worker import Limited, LimitExceeded
from mailbot.errors import Refused, Transient
from mailbot.mail.model import Kind

_PROBLEMS = {"time": "file.too_long", "memory": "file.bomb", "crash": "file.damaged"}
_ANNEX_READERS: dict[Kind, Callable[..., Document]] = {"spreadsheet": read_sheets, "presentation": read_slides}
_AT_ONCE = 2  # one file is taken over while the next one is read
_Packed = tuple[Document, list[tuple[Any, ...]]]
_ALWAYS = 3  # the first fields of a block; most lines of a print have no others
_DEFAULTS = tuple(Block._field_defaults.values())[1:]
_Child = Limited[_Packed] | nursery.Nursed[_Packed]
_Begun = _Child | PlainPrint | Document
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class File:
    """One file to be read. kind: 'word', 'word_legacy', 'pdf', 'spreadsheet' or 'presentation'. name: data only, never
    opened. places: for PDF, size and weight of the lines too (slow)."""

    data: bytes
    kind: Kind
    name: str
    places: bool = False


def read_document(
    data: bytes, kind: Kind, name: str, *, seconds: float, memory_mb: int, places: bool = False
) -> Document:
    """Read one file; see read_documents."""
    (document,) = read_documents([File(data, kind, name, places)], seconds=seconds, memory_mb=memory_mb)
    return document


def read_documents(files: Sequence[File], *, seconds: float, memory_mb: int) -> list[Document]:
    """Read files in their order, the next one beside each: the halves of a pair take the time of the longer one.

    seconds: longest time, memory_mb: megabytes, that reading one file may take. Never raises for what the bytes are: a
    file that cannot be read is a Document without blocks, readable False, with its finding code in `problem`. Same
    bytes, same Document. Raises Transient when the machine cannot start a worker.
    """
    begun: deque[_Reading] = deque()
    documents = []
    if any(_is_old(file.data, file.kind) for file in files):
        nursery.rest()  # LibreOffice will need the room, and what is read beside it shall not be in its way
    try:
        for file in files:
            begun.append(_Reading.begin(file, seconds, memory_mb))
            if len(begun) == _AT_ONCE:
                documents.append(begun.popleft().document())
        while begun:
            documents.append(begun.popleft().document())
    finally:
        for reading in begun:
            reading.abandon()
    return documents


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that is being read, or the Document of one that nobody reads."""

    file: File
    begun: _Begun
    seconds: float
    memory_mb: int
    since: float

    @classmethod
    def begin(cls, file: File, seconds: float, memory_mb: int) -> "_Reading":
        return cls(file, _begin(file, seconds, memory_mb), seconds, memory_mb, time.monotonic())

    def document(self) -> Document:
        if isinstance(self.begun, Document):
            return self.begun
        if isinstance(self.begun, PlainPrint):
            return self._plain(self.begun) or _told(_begin_child(self.file, self._anew, self.memory_mb))
        document = _told(self.begun)
        if _is_old(self.file.data, self.file.kind):
            return with_structure(
                document,
                self.file.data,
                seconds=self.seconds - (time.monotonic() - self.since),
                memory_mb=self.memory_mb,
                limited=lambda again, content, left: _limited(again, content, left, self.memory_mb),
            )
        return document

    def abandon(self) -> None:
        if not isinstance(self.begun, Document):
            self.begun.end()

    @property
    def _anew(self) -> float:
        """Seconds for a child, when reading it as a plain print came to nothing."""
        return self.seconds - longest(self.seconds)

    def _plain(self, print_: PlainPrint) -> Document | None:
        """What was read of a plain print; None when it is to be read anew by a child of its own."""
        try:
            return print_.document(self._pictured)
        except Transient:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it concerns this file, and the child will say it
            return None

    def _pictured(self, few: list[int]) -> list[int]:
        child = nursery.begin(pictured_among, (few,), self.file.data, seconds=self._anew, memory_mb=self.memory_mb)
        return child.result()


def _begin(file: File, seconds: float, memory_mb: int) -> _Begun:
    if not file.data:
        return _unread("file.unsupported" if _reader(file, seconds, memory_mb) is None else "file.empty")
    if file.kind == "pdf" and not file.places:
        print_ = PlainPrint.begin(file.data, seconds=seconds, memory_mb=memory_mb)
        if print_ is not None:
            return print_
    return _begin_child(file, seconds, memory_mb)


def _begin_child(file: File, seconds: float, memory_mb: int) -> _Child | Document:
    reader = _reader(file, seconds, memory_mb)
    if reader is None:
        return _unread("file.unsupported")
    return nursery.begin(packed, (reader,), file.data, seconds=seconds, memory_mb=memory_mb)


def _limited(reader: Callable[[bytes], Document], data: bytes, seconds: float, memory_mb: int) -> Document:
    """The reader's answer from a child with limits, or a Document with the problem that kept it from answering."""
    return _told(Limited.begin(packed, (reader, data), seconds=seconds, memory_mb=memory_mb))


def _told(child: _Child | Document) -> Document:
    try:
        return child if isinstance(child, Document) else _unpacked(child.result())
    except Transient:
        raise  # the machine is at fault, not the file
    except LimitExceeded as limit:
        return _unread(_PROBLEMS[limit.reason])
    except Refused as refused:
        return _unread(refused.code)
    except Exception:  # noqa: BLE001 - readers of other people's formats raise anything; the file is at fault
        return _unread("file.damaged")


def _reader(file: File, seconds: float, memory_mb: int) -> Callable[[bytes], Document] | None:
    if file.kind == "pdf":
        return partial(read_pdf, seconds=seconds, memory_mb=memory_mb, places=file.places)
    if file.kind in _ANNEX_READERS:
        return None if file.data.startswith(_OLE) else partial(_ANNEX_READERS[file.kind], name=file.name)
    if _is_old(file.data, file.kind):
        return read_legacy
    return read_word if file.kind == "word" else None


def _is_old(data: bytes, kind: Kind) -> bool:
    return kind == "word_legacy" or (kind == "word" and data.startswith(_OLE))


def packed(reader: Callable[[bytes], Document], data: bytes) -> _Packed:
    """In the child: the blocks as bare tuples without what goes without saying, which cross the pipe several times as
    fast."""
    document = reader(data)
    return replace(document, blocks=()), [
        block[:_ALWAYS] if block[_ALWAYS:] == _DEFAULTS else tuple(block) for block in document.blocks
    ]


def _unpacked(answer: _Packed) -> Document:
    document, rows = answer
    return replace(document, blocks=tuple(starmap(Block, rows)))


def _unread(problem: str) -> Document:
    return Document(blocks=(), reader="none", readable=False, problem=problem)
