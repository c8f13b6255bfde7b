"""A small process from which the readers of files are forked: to fork a worker that has grown costs more than a file.

It looks into no file: it hands bytes and a pipe on to a child with the limits of `worker.py`, and buries it. It obeys
whoever started it, and nobody else. Whatever happens to it, the file at hand is read by a fork of our own instead.
"""

import contextlib
import ctypes
import gc
import io
import os
import pickle
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from mailbot.documents.worker import RARE_COLLECTION, Limited, Usage, bury, die_with_parent, fork_limited, run_limited

Result = TypeVar("Result")

_FROM = 4  # files that are read by forks of our own before a nursery pays
_MOST_DEATHS = 3  # then something is wrong with it, and we do without
_ANSWER_SECONDS = 10.0  # it forks and buries, which takes milliseconds
_LARGEST_MESSAGE = 2**16  # bytes
_REHEARSALS, _SAMPLES = 3, 12
_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Where the kernel gives large pages to whoever asks, a child takes its memory in a few steps instead of thousands."""
_START = "import sys; sys.path[:] = {path!r}; from mailbot.documents.nursery import serve; serve({socket})"


_nurseries: list["Nursery"] = []  # one at most: this process's


def allow() -> "Nursery":
    """From now on the files that this process reads are read by children of a nursery, once that pays."""
    if not _nurseries:
        _nurseries.append(Nursery())
    return _nurseries[0]


def rest() -> None:
    """Before something large is started: what the nursery holds is given back, unless a child of it is at work, and
    what this process has freed."""
    for nursery in _nurseries:
        nursery.rest()
    _give_back()


def forbid() -> None:
    """Undo it, and end the nursery."""
    while _nurseries:
        _nurseries.pop().close()


def begin(
    function: Callable[..., Result], args: tuple[Any, ...], data: bytes, *, seconds: float, memory_mb: int
) -> "Limited[Result] | Nursed[Result]":
    """function(*args, data) in a child with limits, as Limited.begin; function and args must be picklable."""
    if _nurseries:
        return _nurseries[0].begin(function, args, data, seconds=seconds, memory_mb=memory_mb)
    return Limited.begin(function, (*args, data), seconds=seconds, memory_mb=memory_mb)


class Gone(Exception):
    """The nursery does not answer."""


@dataclass
class Nursery:
    """Our end of it. Started by itself in the background once it pays; until it says that it is ready nobody waits.

    For a process without other threads, like the forks that it stands for.
    """

    _owner: int = field(default_factory=os.getpid)
    _process: "subprocess.Popen[bytes] | None" = None
    _socket: socket.socket | None = None
    _ready: bool = False
    _asked: int = 0
    _at_work: set[int] = field(default_factory=set)
    _begun: int = 0
    _first: int = 0
    _deaths: int = 0

    def begin(
        self, function: Callable[..., Result], args: tuple[Any, ...], data: bytes, *, seconds: float, memory_mb: int
    ) -> "Limited[Result] | Nursed[Result]":
        """A child of the nursery, or, before it is ready and when it is gone, one of our own."""
        self._asked += 1
        if self._is_ready():
            with contextlib.suppress(Gone):
                return self._nursed(function, args, data, seconds, memory_mb)
        return Limited.begin(function, (*args, data), seconds=seconds, memory_mb=memory_mb)

    def processor_seconds(self) -> float:
        """What it and its buried children have used so far: for measuring."""
        try:
            return float(self._ask(("used",))) if self._is_ready() else 0.0
        except Gone:
            return 0.0

    def wait_until_ready(self, seconds: float) -> bool:
        """Start it now, and wait: for tests and for measuring."""
        self._asked = max(self._asked, _FROM + 1)
        until = time.monotonic() + seconds
        while not self._is_ready() and time.monotonic() < until:
            time.sleep(0.02)
        return self._ready

    def rest(self) -> None:
        """End it until some more files have come, unless a child of it is at work."""
        if self._owner == os.getpid() and not self._at_work:
            self.close()
            self._asked = 0

    def close(self) -> None:
        """End it, and with it all that it started."""
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process, self._socket, self._ready = None, None, False

    def _is_ready(self) -> bool:
        if self._ready or self._owner != os.getpid() or self._asked <= _FROM or self._deaths >= _MOST_DEATHS:
            return self._ready and self._owner == os.getpid()
        if self._socket is None:
            self._start()
        elif _has_word(self._socket):
            with contextlib.suppress(Gone):
                self._ready = self._answer(0) == "ready"
        return self._ready

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-c", _START.format(path=sys.path, socket=theirs.fileno())]
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    env={**os.environ, **_LARGE_PAGES},
                )
            except OSError:
                ours.close()
                self._deaths += 1
                return
        self._socket, self._first = ours, self._begun + 1

    def _nursed(
        self, function: Callable[..., Result], args: tuple[Any, ...], data: bytes, seconds: float, memory_mb: int
    ) -> "Nursed[Result]":
        receiving, sending = os.pipe()
        source = os.memfd_create("file")
        try:
            with open(source, "wb", closefd=False) as file:
                file.write(data)
            task = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
            self._begun += 1
            self._tell(("begin", self._begun, task, seconds, memory_mb), (source, sending))
        except BaseException:
            os.close(receiving)
            raise
        finally:
            os.close(source)
            os.close(sending)
        self._at_work.add(self._begun)
        bury, leave = partial(self._bury, self._begun), partial(self._leave, self._begun)
        child: Limited[Result] = Limited(receiving, time.monotonic() + seconds, seconds, memory_mb, bury, leave)
        return Nursed(child, function, (*args, data), seconds, memory_mb)

    def _bury(self, number: int, grace: float) -> Usage:
        """How a child of it ended, after `grace` seconds in which it may end by itself. Raises Gone."""
        self._at_work.discard(number)
        if number < self._first:
            raise Gone
        return Usage(*self._ask(("bury", number, grace), longer=grace))

    def _leave(self, number: int) -> None:
        """It is to end this child; nobody waits for that. Should it be gone, its children are so too."""
        self._at_work.discard(number)
        if number >= self._first:
            with contextlib.suppress(Gone):
                self._tell(("leave", number))

    def _ask(self, request: tuple[Any, ...], longer: float = 0.0) -> Any:
        """Its answer to one request; raises Gone, after which the next file is asked of a new one."""
        self._tell(request)
        return self._answer(_ANSWER_SECONDS + longer)

    def _tell(self, request: tuple[Any, ...], descriptors: tuple[int, ...] = ()) -> None:
        if self._socket is None:
            raise Gone
        try:
            self._socket.settimeout(_ANSWER_SECONDS)
            socket.send_fds(self._socket, [pickle.dumps(request, pickle.HIGHEST_PROTOCOL)], descriptors)
        except OSError as error:
            self._lost()
            raise Gone from error

    def _answer(self, seconds: float) -> Any:
        assert self._socket is not None  # noqa: S101 - asked only where there is one
        try:
            self._socket.settimeout(seconds)
            message = self._socket.recv(_LARGEST_MESSAGE)
        except OSError as error:
            self._lost()
            raise Gone from error
        if not message:
            self._lost()
            raise Gone
        return pickle.loads(message)  # noqa: S301 - written by our own process, which reads no file

    def _lost(self) -> None:
        self.close()
        self._deaths += 1


@dataclass(frozen=True, slots=True)
class Nursed(Generic[Result]):
    """A call that goes on in a child of the nursery; when that dies, a fork of our own begins it anew."""

    _child: Limited[Result]
    _function: Callable[..., Result]
    _args: tuple[Any, ...]
    _seconds: float
    _memory_mb: int

    def result(self) -> Result:
        """What the function returns, as Limited.result."""
        try:
            return self._child.result()
        except Gone:
            return run_limited(self._function, self._args, seconds=self._seconds, memory_mb=self._memory_mb)

    def end(self) -> None:
        """The result is not wanted any more."""
        with contextlib.suppress(Gone):
            self._child.end()


def serve(descriptor: int) -> None:
    """The nursery's life: load the readers, then obey until whoever started it is gone."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asking = socket.socket(fileno=descriptor)
    _load_readers()
    settle()
    with contextlib.suppress(ConnectionError):
        _obey(asking)


def _obey(asking: socket.socket) -> None:
    asking.send(pickle.dumps("ready"))
    born: dict[int, tuple[int, int]] = {}
    while True:
        request, descriptors, _, _ = socket.recv_fds(asking, _LARGEST_MESSAGE, 2)
        if not request:
            return
        what, *rest = pickle.loads(request)  # noqa: S301 - written by the process that started us
        if what == "begin":
            source, sending = descriptors
            born[rest[0]] = _fork(source, sending, *rest[1:])
        elif what == "bury":
            asking.send(pickle.dumps(tuple(bury(*born.pop(rest[0]), rest[1]))))
        elif what == "leave":
            bury(*born.pop(rest[0]), 0.0)
        else:
            asking.send(pickle.dumps(_used()))


def _load_readers() -> None:
    """Import what reads files, and run it some times: whatever is made at first use, and whatever Python learns of its
    code by running it, is then there for every child, which would have to copy the pages that it writes."""
    from mailbot.documents import pdfminer_places  # noqa: F401 - which pdf.py itself loads only when it asks it
    from mailbot.documents.pdf import read_pdf
    from mailbot.documents.read import packed  # it knows all other readers
    from mailbot.documents.word import read_word

    word, pdf = _sample_word(), _sample_pdf()
    for _ in range(_REHEARSALS):
        pickle.dumps(packed(read_word, word), pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(Exception):  # a file that no program here can read teaches nothing, and breaks nothing
        read_pdf(pdf, seconds=10.0, memory_mb=1024)


def _sample_word() -> bytes:
    """A small plan with what plans have: headings, paragraphs of several runs, lists, tables."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    for number in range(_SAMPLES):
        document.add_heading(f"๒.{number} วัตถุประสงค์", 1 + number % 2)
        paragraph = document.add_paragraph("เพื่อให้หน่วยงานมีแผนใน", "List Number" if number % 2 else None)
        run = paragraph.add_run("การบริหารความต่อเนื่อง\tและนำไปปฏิบัติได้")
        run.bold, run.font.size = bool(number % 2), Pt(16)
        table = document.add_table(3, 3, "Table Grid")
        for row in table.rows:
            for cell in row.cells:
                cell.text = "ทรัพยากรที่ต้องใช้ 24 ชั่วโมง"
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _sample_pdf() -> bytes:
    import pikepdf

    stored = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(stored)
    return stored.getvalue()


def settle() -> None:
    """What this process holds now it will hold to its end: become as small as can be, look through none of it again for
    what is not used any more, and keep children from touching, and so copying, what they never use."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(RARE_COLLECTION)
    _give_back()


def _give_back() -> None:
    """To the system, what was freed and is kept for later."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)  # of glibc


def _fork(source: int, sending: int, task: bytes, seconds: float, memory_mb: int) -> tuple[int, int]:
    """Process number of a new child that does the task, and the kilobytes with which it was born."""
    try:
        with open(source, "rb", buffering=0) as file:
            file.seek(0)
            data = file.readall()
        return fork_limited(_task, (task, data), sending, seconds=seconds, memory_mb=memory_mb)
    finally:
        os.close(sending)


def _task(task: bytes, data: bytes) -> object:
    function, args = pickle.loads(task)  # noqa: S301 - written by the process that started us
    return function(*args, data)


def _used() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _has_word(waiting: socket.socket) -> bool:
    """Whether it has said something, or is gone."""
    return bool(select.select([waiting], [], [], 0)[0])
