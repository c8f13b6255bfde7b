"""Runs one function in a child process that may neither hang, nor eat the machine, nor take us down with it.

No reader of PDF or Word survives every hostile file, so each runs here: killed with its whole process group
when its time is up, refused memory beyond its share, and a crash of native code is an answer like any other.
"""

import contextlib
import ctypes
import gc
import math
import os
import pickle
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, NoReturn, TypeVar

from mailbot.errors import Poison, Transient

Result = TypeVar("Result")
Reason = Literal["time", "memory", "crash"]

_FRAME = 9  # bytes before the pickle: what it is, and its length
_LARGEST_RESULT = 512 * 2**20  # bytes
_LARGEST_FILE = 256 * 2**20  # bytes a child may write to any one file
_MOST_OPEN_FILES = 128
_GRACE = 2.0  # seconds in which a child that gave no answer ends by itself
_TAKING_SECONDS = 0.5  # in which a finished child hands over its answer
_SET_PARENT_DEATH_SIGNAL = 1  # linux/prctl.h PR_SET_PDEATHSIG
_OUT_OF_MEMORY_SIGNALS = {signal.SIGABRT, signal.SIGILL, signal.SIGTRAP, signal.SIGKILL}

RARE_COLLECTION = 50_000  # objects between two searches for rings, of which reading and judging leave few

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class LimitExceeded(Poison):
    """The child was ended. reason: 'time', 'memory', or 'crash' (killed by a signal, or it vanished)."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason: Reason = reason
        self.detail = detail
        super().__init__(reason, detail)

    def __str__(self) -> str:
        return f"worker ended: {self.reason} ({self.detail})" if self.detail else f"worker ended: {self.reason}"


def run_limited(function: Callable[..., Result], args: tuple[Any, ...], *, seconds: float, memory_mb: int) -> Result:
    """Call function(*args) in a forked child and return what it returns: begin and result of Limited in one."""
    return Limited.begin(function, args, seconds=seconds, memory_mb=memory_mb).result()


class Usage(NamedTuple):
    """How a child ended (status as of wait4), and by how much it outgrew its parent (kilobytes): a child of a large
    process is large from birth."""

    status: int
    grown: int


@dataclass(frozen=True, slots=True)
class Limited(Generic[Result]):
    """A call that goes on in a forked child while we do something else.

    bury: ends the child, after so many seconds in which it may end itself. leave: the same for a child that is done or
    not wanted any more, of which nothing need be known.
    """

    receiving: int
    deadline: float
    seconds: float
    memory_mb: int
    bury: Callable[[float], Usage]
    leave: Callable[[], object]

    @classmethod
    def begin(
        cls, function: Callable[..., Result], args: tuple[Any, ...], *, seconds: float, memory_mb: int
    ) -> "Limited[Result]":
        """Start function(*args) in a child; ask for its result, once.

        seconds: wall clock and CPU time. memory_mb: megabytes of address space beyond what this process has mapped.
        The child has no terminal input or output, none of our open files, and dies with us. Raises Transient when the
        machine gives no process. Call it from a process without other threads: a lock that another thread holds at the
        fork stays locked for ever.
        """
        try:
            receiving, sending = os.pipe()
            pid, born_with = fork_limited(function, args, sending, seconds=seconds, memory_mb=memory_mb)
        except OSError as error:
            raise Transient(f"no worker process: {error}") from error
        os.close(sending)
        end = partial(bury, pid, born_with)
        return cls(receiving, time.monotonic() + seconds, seconds, memory_mb, end, partial(end, 0.0))

    def result(self) -> Result:
        """What the function returns, which must be picklable; an exception of the function is raised here.
        Raises LimitExceeded. The child is ended, whatever it does."""
        # It may have been done long ago and wait, until we take it, with an answer that is larger than a pipe.
        deadline = max(self.deadline, time.monotonic() + _TAKING_SECONDS)
        try:
            message = _receive(self.receiving, deadline)
        except BaseException as error:
            self.end()
            if isinstance(error, TimeoutError):
                raise LimitExceeded("time", f"{self.seconds:g} s") from None
            raise
        os.close(self.receiving)
        if message is None:
            raise _died(self.bury(min(deadline - time.monotonic(), _GRACE)), self.memory_mb)
        self.leave()
        result: Result = _unpack(message)
        return result

    def end(self) -> None:
        """The result is not wanted any more."""
        os.close(self.receiving)
        self.leave()


def fork_limited(
    function: Callable[..., Any], args: tuple[Any, ...], sending: int, *, seconds: float, memory_mb: int
) -> tuple[int, int]:
    """Process number of a forked child that sends what function(*args) returns through a pipe (see Limited.begin), and
    with how many kilobytes it was born. Raises OSError when the machine gives no process."""
    born_with = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = memory_mb * 2**20 + _mapped_bytes()  # asked here: what a child does first costs it a copy of its page
    pid = os.fork()
    if pid == 0:
        _child(function, args, sending, seconds, largest)
    return pid, born_with


def bury(pid: int, born_with: int, grace: float) -> Usage:
    """Kill a child of ours and all it started, and take its place from the table of processes: no zombie, no orphan.
    grace: seconds in which it may end by itself, so that its exit status tells why."""
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(0.005)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return Usage(status, usage.ru_maxrss - born_with)


def die_with_parent() -> None:
    """For the first moments of a child: killed when its parent ends, so that no orphan goes on reading."""
    if _LIBC is not None:
        _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _child(function: Callable[..., Any], args: tuple[Any, ...], sending: int, seconds: float, largest: int) -> NoReturn:
    """All that happens in the child, with `largest` bytes of address space. It leaves by _exit, so nothing of ours
    is flushed, closed or cleaned twice."""
    try:
        os.setsid()
        die_with_parent()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        gc.freeze()
        gc.set_threshold(RARE_COLLECTION)
        sending = _only_descriptor(sending)
        _limit(seconds, largest)
        kind, payload = b"R", b""
        try:
            payload = pickle.dumps(function(*args), pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            kind = b"M"
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the caller's to see
            kind, payload = b"E", _pickled_error(error)
        _send(sending, kind + len(payload).to_bytes(_FRAME - 1, "big"))
        _send(sending, payload)
    finally:
        os._exit(0)


def _only_descriptor(sending: int) -> int:
    """Keep the pipe and stderr; the rest (mail server, ledger, lock) is none of the child's business."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    kept = 3
    if sending != kept:
        os.dup2(sending, kept, inheritable=False)
    os.closerange(kept + 1, min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65536))
    return kept


def _limit(seconds: float, largest: int) -> None:
    processor = math.ceil(seconds) + 1
    _set_limit(resource.RLIMIT_AS, largest)
    _set_limit(resource.RLIMIT_CPU, processor)
    _set_limit(resource.RLIMIT_FSIZE, _LARGEST_FILE)
    _set_limit(resource.RLIMIT_NOFILE, _MOST_OPEN_FILES)
    _set_limit(resource.RLIMIT_CORE, 0)


def _set_limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def _mapped_bytes() -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 256 * 2**20


def _pickled_error(error: BaseException) -> bytes:
    """The exception, or, when it cannot travel, its text."""
    try:
        payload = pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
        pickle.loads(payload)  # noqa: S301 - our own bytes, to see that they can be read
    except Exception:  # noqa: BLE001 - an exception class may do anything when it is pickled
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return payload


def _send(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _receive(descriptor: int, deadline: float) -> bytes | None:
    """The child's whole message, None when it ended early; raises TimeoutError."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    received = bytearray()
    wanted = _FRAME
    while len(received) < wanted:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(math.ceil(left * 1000)):
            raise TimeoutError
        chunk = os.read(descriptor, 1 << 20)
        if not chunk:
            return None
        received += chunk
        if wanted == _FRAME and len(received) >= _FRAME:
            wanted = _FRAME + int.from_bytes(received[1:_FRAME], "big")
            if wanted > _LARGEST_RESULT:
                return None
    return bytes(received)


def _died(usage: Usage, memory_mb: int) -> LimitExceeded:
    """Why a child ended without an answer."""
    status = usage.status
    if not os.WIFSIGNALED(status):
        return LimitExceeded("crash", f"exit {os.waitstatus_to_exitcode(status)}")
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name
    if number == signal.SIGXCPU:
        return LimitExceeded("time", name)
    if number in _OUT_OF_MEMORY_SIGNALS or usage.grown > memory_mb * 1024 * 3 // 4:
        return LimitExceeded("memory", name)
    return LimitExceeded("crash", name)


def _unpack(message: bytes) -> Any:
    kind = message[:1]
    if kind == b"M":
        raise LimitExceeded("memory", "MemoryError")
    value = pickle.loads(message[_FRAME:])  # noqa: S301 - written by our own child
    if kind == b"E":
        raise value
    return value
