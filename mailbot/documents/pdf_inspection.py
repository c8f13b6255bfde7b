"""What a PDF would do besides being read, and whether it opens without a password (pikepdf, some milliseconds)."""

import logging
import re
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

import pikepdf

from mailbot.documents.embedded import PROGRAM, of_file
from mailbot.errors import Refused

_MOST_OBJECTS = 20_000
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EF|EmbeddedFiles|RichMedia|XFA|ImportData|SubmitForm|GoToE)(?![A-Za-z])"
)
_PACKED = re.compile(rb"/(?:ObjStm|Encrypt)(?![A-Za-z])")  # objects whose names a search of the bare bytes misses
# A name spelled in hexadecimal, wholly or in part. (Packed bytes look like one now and then.)
_SPELLED = re.compile(rb"/[^\s\0/<>\[\](){}%]*#[0-9A-Fa-f]{2}[^\s\0/<>\[\](){}%]*")
_HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_MOST_PAGES = 300
_MOST_FILES = 50
_FEW_BYTES = 1500  # of a compressed content stream
_TAIL = 2048  # bytes in which a whole file has its end mark

logging.getLogger("pikepdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Inspection:
    """pages: page count, None when the page tree cannot be walked. truncated: the end of the file is missing.

    notes: finding codes of what the file holds. plain: 1-based pages that cannot show a picture.
    """

    pages: int | None
    truncated: bool
    notes: tuple[str, ...]
    plain: frozenset[int] = frozenset()


def inspect_pdf(data: bytes) -> Inspection:
    """Look a PDF over; raises Refused('file.password'). Damage is not refused here: a reader may mend it."""
    truncated = b"%%EOF" not in data[-_TAIL:]
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            notes = _notes(pdf) if _may_hide_names(data) else ()
            return Inspection(_page_count(pdf), truncated, notes, _plain_pages(pdf))
    except pikepdf.PasswordError as error:
        raise Refused("file.password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError, RecursionError):
        return Inspection(None, truncated, ())


def plain_page_count(data: bytes) -> int | None:
    """Number of pages of a whole file in which nothing is packed, locked or active, as its bare bytes show; None for
    any other, and for one whose end is missing."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-_TAIL:] or _may_hide_names(data):
        return None
    return len(_PAGE.findall(data))


def _page_count(pdf: pikepdf.Pdf) -> int | None:
    try:
        return len(pdf.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None


def _plain_pages(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Pages without any image or form, drawn by too few bytes for outlines of letters."""
    plain = set()
    try:
        for number, page in enumerate(islice(pdf.pages, _MOST_PAGES), 1):
            contents = page.obj.get("/Contents")
            if "/XObject" in page.obj.get("/Resources", {}) or not isinstance(contents, pikepdf.Stream):
                continue
            if int(contents.stream_dict.get("/Length", 0)) < _FEW_BYTES:
                plain.add(number)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError):
        return frozenset()
    return frozenset(plain)


def _may_hide_names(data: bytes) -> bool:
    """False when the bare bytes show that nothing active is inside: walking all objects takes longer than all else."""
    return bool(_ACTIVE.search(data) or _PACKED.search(data)) or any(
        _ACTIVE.search(name) or _PACKED.search(name)
        for name in (_HEXADECIMAL.sub(_letter, found) for found in _SPELLED.findall(data))
    )


def _letter(spelled: re.Match[bytes]) -> bytes:
    return bytes.fromhex(spelled[1].decode("ascii"))


def _notes(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Scripts, programs to launch, files inside; a plain link or a page to open first is none of these."""
    for item in islice(iter(pdf.objects), _MOST_OBJECTS):
        if isinstance(item, pikepdf.Dictionary) and _ACTIVE.search(item.unparse(resolved=True)):
            return ("file.active_content", *_programs(pdf))
    return ()


def _programs(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Whether one of the files inside is a program; the files themselves are told as active content."""
    try:
        for name in islice(pdf.attachments, _MOST_FILES):
            file = pdf.attachments[name]
            stream = file.obj.EF.get("/F") or file.obj.EF.get("/UF")
            if PROGRAM in (of_file(_beginning(stream), name), of_file(_beginning(stream), file.filename)):
                return (PROGRAM,)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError):
        return ()
    return ()


def _beginning(stream: pikepdf.Object | None) -> bytes:
    """The bytes of a file inside, as far as they unpack; one that is packed small is not unpacked without end: our
    child has limits on time and memory."""
    return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
