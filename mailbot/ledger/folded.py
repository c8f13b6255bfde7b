"""One spelling for whatever is searched: the same function for what is stored and for what is asked."""

import re
from functools import lru_cache

from mailbot.documents import thai

LONGEST_QUESTION = 100
FIELDS = ("receipt", "subject", "sender", "files", "findings")
"""What of a mail is searched, in the order in which its folded texts stand in the ledger."""
FIELD_END = "\x1f"
"""Stands between two of them; no folded word holds it, so that nothing is found across them."""
_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_DROPPED = str.maketrans("", "", " \t\r\n\u00a0.-_/()\0" + FIELD_END)


def fold(text: str) -> str:
    """Letters as they are meant (ํา as ำ, เเ as แ, marks in order), Arabic digits, lower case, without spaces and
    `. - _ / ( )`: `ตําบล (อบต.) เเม่สาย ๒๕๖๙` and `ตำบล(อบต)แม่สาย 2569` become equal."""
    return thai.to_arabic(thai.norm(text)).translate(_DROPPED).casefold()


@lru_cache(256)
def terms(question: str) -> tuple[str, ...]:
    """What is asked for, word by word, folded; all of them must be found. Only the first 100 letters are read."""
    return tuple(dict.fromkeys(found for word in question[:LONGEST_QUESTION].split() if (found := fold(word))))


def sort_key(name: str) -> str:
    """Thai names in the order of a dictionary: a vowel written before its consonant is sorted after it."""
    return _LEADING.sub(r"\2\1", name)
