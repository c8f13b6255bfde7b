"""The end of the daemon within seconds of a signal, whatever it is waiting for.

It ends after the step that is under way. A step may wait for minutes though, for a name server or the answer to a
mail's last byte; then the process ends in the middle of it, as in a power cut, from which every start recovers.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

GRACE_SECONDS = 4.0

logger = logging.getLogger(__name__)


def end_on_signals(stop: Callable[[], None], let_go: Callable[[], None]) -> None:
    """SIGTERM and SIGINT call `stop`; GRACE_SECONDS later the process ends with exit code 0, after `let_go`.

    let_go: ends what would outlive us (the worker). A second signal changes nothing.
    """
    asked = threading.Event()

    def end_now() -> None:
        logger.warning("ended in the middle of a step; the next start goes on from there")
        try:
            let_go()
        finally:
            os._exit(0)

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()
        if not asked.is_set():
            asked.set()
            timer = threading.Timer(GRACE_SECONDS, end_now)
            timer.daemon = True
            timer.start()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
