"""The list to which every migration adds itself, and what they share."""

import sqlite3

from sqlite_utils.migrations import Migrations

migrations = Migrations("mailbot")


def statements(script: str) -> list[str]:
    """Single statements of a script; triggers hold semicolons, so ask SQLite where each one ends."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found
