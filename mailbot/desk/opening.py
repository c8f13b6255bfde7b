"""Opens a stored mail for a reader: its words, one of its files, one page of a PDF as a picture.

Mails and PDF files are hostile. A process of its own does it, and in that one a limited child for each request.
"""

import io
import math
import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, TypeVar

from mailbot.documents.worker import run_limited
from mailbot.errors import MailbotError, Poison
from mailbot.settings import LimitsSection

Result = TypeVar("Result")
_SECONDS = 20.0
_MEMORY_MB = 700
_WIDTH = 1000
"""Pixels across a page: readable on a wide screen, some 150 kilobytes."""
_MOST_PIXELS = 3_000_000
_KEPT_BYTES = 40_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads of a mail: its text, and whom it names besides its sender."""

    text: str
    to: tuple[str, ...]
    cc: tuple[str, ...]


@dataclass
class Opening:
    """The process, begun when it is first needed, and the pages drawn lately (40 megabytes of them)."""

    limits: LimitsSection
    _pool: ProcessPoolExecutor | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: OrderedDict[tuple[str, int], bytes] = field(default_factory=OrderedDict)

    def words(self, raw: bytes) -> Words:
        """The mail's text. Raises Poison when it cannot be opened."""
        return self._ask(_words, raw, self.limits)

    def file(self, raw: bytes, sha256: str) -> bytes | None:
        """The file of this hash; None when the mail has none. Raises Poison when it cannot be opened."""
        return self._ask(_file, raw, sha256, self.limits)

    def page(self, raw: bytes, sha256: str, number: int) -> bytes | None:
        """A page (from 1) of the PDF of this hash as PNG; None when there is none. Raises Poison as above."""
        kept = self._kept.get((sha256, number))
        if kept is not None:
            return kept
        drawn = self._ask(_page, raw, sha256, number, self.limits)
        if drawn is not None:
            with self._lock:
                self._kept[sha256, number] = drawn
                while sum(map(len, self._kept.values())) > _KEPT_BYTES:
                    self._kept.popitem(last=False)
        return drawn

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None

    def _ask(self, function: Callable[..., Result], *args: Any) -> Result:
        try:
            return self._running().submit(_limited, function, args).result()
        except BrokenProcessPool as error:
            self.close()
            raise Poison("the process that opens mails died") from error
        except MailbotError as error:
            raise Poison(str(error)) from error

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
            return self._pool


def _limited(function: Callable[..., Result], args: tuple[Any, ...]) -> Result:
    try:
        return run_limited(function, args, seconds=_SECONDS, memory_mb=_MEMORY_MB)
    except Exception as error:  # noqa: BLE001 - whatever a reader of files raises must travel between processes
        raise Poison(f"{type(error).__name__}: {error}") from None


def _words(raw: bytes, limits: LimitsSection) -> Words:
    from mailbot.mail.parse import read_mail

    mail = read_mail(raw, limits)
    return Words(mail.text, tuple(one.address for one in mail.to), tuple(one.address for one in mail.cc))


def _file(raw: bytes, sha256: str, limits: LimitsSection) -> bytes | None:
    from mailbot.mail.parse import read_mail

    return next((one.data for one in read_mail(raw, limits).attachments if one.sha256 == sha256), None)


def _page(raw: bytes, sha256: str, number: int, limits: LimitsSection) -> bytes | None:
    import pypdfium2

    data = _file(raw, sha256, limits)
    if data is None:
        return None
    document = pypdfium2.PdfDocument(data)
    if not 0 < number <= len(document):
        return None
    page = document[number - 1]
    width, height = page.get_size()
    if not (0 < width < math.inf and 0 < height < math.inf):
        return None
    scale = min(_WIDTH / width, math.sqrt(_MOST_PIXELS / (width * height)))
    picture = page.render(scale=scale).to_pil().convert("P", colors=64)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
