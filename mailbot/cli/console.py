"""Where tables go: the terminal's width when there is one, else wide enough for a file or a pipe."""

import sys

from rich.console import Console

PIPE_WIDTH = 160


def console(*, error: bool = False) -> Console:
    """A Console for standard output (or standard error). No ":x:" of what others wrote becomes a picture."""
    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else PIPE_WIDTH, emoji=False)
