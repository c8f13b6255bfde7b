"""Passwords: argon2id, at most two at a time (each takes 64 megabytes), and the same time for a name nobody has."""

import threading

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST, LONGEST = 12, 200
MOST_AT_ONCE = 2


class Passwords:
    """Hashes and compares. hasher: cheaper parameters make tests quick."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))
        self._places = threading.Semaphore(MOST_AT_ONCE)
        self._nobody = self._hash.hash("a password that nobody has")

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        with self._places:
            return self._hash.hash(password)

    def matches(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """(whether it is the password, its hash under today's parameters when these have changed). kept: None when
        there is no such account: it takes as long, so that nobody learns which names exist."""
        with self._places:
            right, newer = self._hash.verify_and_update(password[:LONGEST], kept or self._nobody)
        return (right and kept is not None), newer if right and kept is not None else None


def fault_of(password: str, name: str) -> str | None:
    """Why this password will not do: 'short', 'long' or 'name'; None when it will. Length alone makes it strong
    (NIST SP 800-63B); no mixture of signs is asked for."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    return "name" if name.casefold() in password.casefold() else None
