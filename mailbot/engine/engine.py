"""The engine: mails are handed over before they are asked for, plans in one lane and scanned pages in another."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Protocol

from mailbot.bench import BenchParts, Hints
from mailbot.engine.lane import Lane
from mailbot.errors import NoWorkers, Transient
from mailbot.examination import Examination

_SLICE = 0.5  # seconds between two looks at whether the daemon is to end


class Lanes(Protocol):
    """What stands behind an engine: this machine's workers, or a cluster's."""

    @property
    def plans(self) -> Lane:
        """For mails without scanned pages, or with scanned pages that are left for later."""

    @property
    def scans(self) -> Lane:
        """For mails whose scanned pages are read."""

    def renew(self, parts: BenchParts) -> None:
        """Judge by these rules and agencies from now on."""

    def close(self) -> None:
        """Let go of all workers."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A mail that was handed over. since: by the monotonic clock, in seconds."""

    hints: Hints
    future: "Future[Examination]"
    since: float


@dataclass
class Engine:
    """Examines mails on whatever lanes it is given. For one thread; the lanes work beside it.

    stopped: whether the daemon is to end. patience: longest time in seconds that one mail is waited for.
    order_seconds: how long a mail is waited for before others go first, so that most are answered in their order.
    """

    lanes: Lanes
    stopped: Callable[[], bool]
    patience: Callable[[Hints], float]
    order_seconds: float = 3.0
    _begun: dict[tuple[str, str], "_Begun"] = field(default_factory=dict, init=False)

    def begin(self, raw: bytes, hints: Hints) -> bool:
        """Have this mail examined while others are decided. False when the lane has enough to do."""
        key = _key(raw, hints)
        if key in self._begun:
            return True
        lane, reads = self._lane(hints), hints.scans == "read"
        same_lane = [other for other in self._begun if (other[1] == "read") == reads]
        if len(same_lane) >= lane.at_once:
            if time.monotonic() - self._begun[same_lane[0]].since > self.patience(hints):
                del self._begun[same_lane[0]]  # nobody ever asked for it: a mail that was decided without us
            return False
        self._begun[key] = _Begun(hints, lane.submit(raw, hints), time.monotonic())
        return True

    def scan_is_ready(self, sha256: str) -> bool | None:
        """Whether the answer to a mail that was begun with its scanned pages is there, so that asking for it takes no
        time; None when it was not begun."""
        begun = self._begun.get((sha256, "read"))
        return None if begun is None else begun.future.done()

    def first_ready(self, digests: Sequence[str]) -> int:
        """Which of these mails without read scans (SHA-256 in hex, some begun) comes next: the first one, or when its
        answer takes long, one whose answer is there or that was never begun. The first one too when no answer comes
        within our patience or the daemon is to end."""
        begun = [self._begun.get((one, "later")) for one in digests]
        futures = [one.future for one in begun if one is not None]
        if begun[0] is None or wait(futures[:1], self.order_seconds).done:
            return 0
        if None in begun:
            return begun.index(None)
        deadline = time.monotonic() + max(self.patience(one.hints) for one in begun if one is not None)
        while not (done := wait(futures, _SLICE, FIRST_COMPLETED).done):
            if self.stopped() or time.monotonic() >= deadline:
                return 0
        return next(place for place, future in enumerate(futures) if future in done)

    def examine(self, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination, begun before or now. What was begun under other hints that concern this mail is
        examined anew. Raises Poison when the mail breaks its worker, Transient when it is to be tried again."""
        begun = self._begun.pop(_key(raw, hints), None)
        if begun is not None:
            if _same_for(raw, begun.hints, hints):
                return self._answer(begun.future, hints)
            begun.future.cancel()
        return self._answer(self._lane(hints).submit(raw, hints), hints)

    def renew(self, parts: BenchParts) -> None:
        """Judge by these rules and agencies from now on; what was begun by others is forgotten."""
        self._forget()
        self.lanes.renew(parts)

    def close(self) -> None:
        """Let go of the lanes; a mail under way is examined at the next start."""
        self._forget()
        self.lanes.close()

    def _lane(self, hints: Hints) -> Lane:
        return self.lanes.scans if hints.scans == "read" else self.lanes.plans

    def _forget(self) -> None:
        for begun in self._begun.values():
            begun.future.cancel()
        self._begun.clear()

    def _answer(self, future: "Future[Examination]", hints: Hints) -> Examination:
        deadline = time.monotonic() + self.patience(hints)
        while True:
            try:
                return future.result(timeout=_SLICE)
            except TimeoutError:
                if future.done():  # the worker's own error, not the end of our slice
                    raise
            except CancelledError as error:
                raise Transient("the workers that examined a mail are gone") from error
            if self.stopped():
                raise Transient("ending while a mail was examined")
            if time.monotonic() >= deadline:
                future.cancel()
                raise NoWorkers("no worker had time for a mail")


def _key(raw: bytes, hints: Hints) -> tuple[str, str]:
    return sha256(raw).hexdigest(), hints.scans


def _same_for(raw: bytes, before: Hints, now: Hints) -> bool:
    """Whether what was learned since cannot concern this mail: none of those addresses stands in its bytes. (An
    address that only a packed text shows is a forwarded sender's: then the mail is judged as if it had come first.)"""
    if before == now:
        return True
    if replace(before, learned={}) != replace(now, learned={}):
        return False
    changed = {address for address, _ in before.learned.items() ^ now.learned.items()}
    told = raw.lower()
    return not any(address.encode() in told for address in changed)
