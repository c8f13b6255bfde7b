"""Runs the real daemon once in a process of its own and, where a test says so, dies by SIGKILL at a named step.

Usage: python -m tests.daemon.driver CONFIG [STEP COUNT]
"""

import logging
import sys
from pathlib import Path

from tests.daemon.prefork import run


def main() -> int:
    """One `run --once`; prints mails and answers that wait for a later try."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    die_at, count = (sys.argv[2], int(sys.argv[3])) if len(sys.argv) > 3 else ("", 0)
    return run(Path(sys.argv[1]), die_at, count)


if __name__ == "__main__":
    sys.exit(main())
