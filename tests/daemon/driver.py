"""Runs the real daemon once in a process of its own and, where a test says so, dies by SIGKILL at a named step.

Usage: python -m tests.daemon.driver CONFIG [STEP COUNT]
"""

import logging
import os
import signal
import sys
from pathlib import Path

from mailbot import config_file
from mailbot.workplace import Workplace


def main() -> None:
    """One `run --once`; prints mails and answers that wait for a later try."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    settings = config_file.load(Path(sys.argv[1]))
    die_at, left = (sys.argv[2], int(sys.argv[3])) if len(sys.argv) > 3 else ("", 0)

    def step(name: str) -> None:
        nonlocal left
        if name == die_at:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    place = Workplace(settings, step=step)
    with place.lock():
        done = place.daemon.run_once()
    place.close()
    print(f"{done.waiting} {done.unsent}")


if __name__ == "__main__":
    main()
