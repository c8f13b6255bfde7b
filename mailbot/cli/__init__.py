"""The command line: one small file per group of commands, no logic; exit codes 0 done, 1 found broken, 2 wrong usage."""

from mailbot.cli.main import main

__all__ = ["main"]
