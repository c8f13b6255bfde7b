"""How long to wait after a failure: doubling and jittered, so that many mailbots do not knock at one time."""

import random
from collections.abc import Callable


class Backoff:
    """Waiting times of 1, 2, 4 … 900 seconds, each shortened by up to a half at random.

    fraction: gives a number in [0, 1); injected by tests.
    """

    def __init__(
        self, *, first: float = 1.0, longest: float = 900.0, fraction: Callable[[], float] = random.random
    ) -> None:
        self._first, self._longest, self._fraction = first, longest, fraction
        self.failures = 0

    def next(self, least: float = 0.0) -> float:
        """Seconds to wait after one more failure, at least `least` (a refused login should knock slowly)."""
        whole = min(self._longest, self._first * 2.0 ** min(self.failures, 60))
        self.failures += 1
        return max(min(least, self._longest), whole * (1.0 - self._fraction() / 2.0))

    def reset(self) -> None:
        """To be called after a success."""
        self.failures = 0
