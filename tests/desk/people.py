"""Who works at the desk of the tests."""

from pwdlib.hashers.argon2 import Argon2Hasher

from mailbot.desk.passwords import Passwords
from mailbot.ledger.accounts import Role

PEOPLE: tuple[tuple[str, Role], ...] = (
    ("viewer", "viewer"),
    ("officer", "officer"),
    ("second", "officer"),
    ("chief", "chief"),
)
PASSWORD = "correct horse battery"


def quick_passwords() -> Passwords:
    """Argon2 with parameters that make tests quick."""
    return Passwords(Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))
