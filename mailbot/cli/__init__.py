"""The command line: a small file per group of commands, no logic. Exit codes: 0 done, 1 found broken, 2 wrong usage."""

from mailbot.cli.front import main

__all__ = ["main"]
