"""One spelling for whatever is searched: the same function for what is stored and for what is asked."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mailbot.documents import thai

LONGEST_QUESTION = 100
FIELDS = ("receipt", "subject", "sender", "files", "findings")
"""What of a mail is searched, in the order in which its folded texts stand in the ledger."""
FIELD_END = "\x1f"
"""Stands between two of them; no folded word holds it, so that nothing is found across them."""
_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_SWAPPED = r"\2\1"
_SIGNS = " \t\r\n\u00a0.-_/()\0" + FIELD_END
_DROPPED = str.maketrans("", "", _SIGNS)
_BY_ITSELF = re.compile("[\u00a1-\u00ff]|\\(cid:")
"""What is mended with regard to the whole text that it stands in."""


def fold(text: str) -> str:
    """Letters as they are meant (ํา as ำ, เเ as แ, marks in order), Arabic digits, lower case, without spaces and
    `. - _ / ( )`: `ตําบล (อบต.) เเม่สาย ๒๕๖๙` and `ตำบล(อบต)แม่สาย 2569` become equal."""
    return thai.to_arabic(thai.norm(text)).translate(_DROPPED).casefold()


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each text folded, in their order: as lines of one text, which is three times as fast as one by one."""
    texts = list(texts)
    whole = "\n".join(texts)
    if _BY_ITSELF.search(whole) or whole.count("\n") != len(texts) - 1:
        return [fold(text) for text in texts]
    whole = thai.to_arabic(thai.norm(whole))
    for sign in _SIGNS.replace("\n", ""):
        whole = whole.replace(sign, "")
    return whole.casefold().split("\n")


@lru_cache(256)
def terms(question: str) -> tuple[str, ...]:
    """What is asked for, word by word, folded; all of them must be found. Only the first 100 letters are read."""
    return tuple(dict.fromkeys(found for word in question[:LONGEST_QUESTION].split() if (found := fold(word))))


def sort_key(name: str) -> str:
    """Thai names in the order of a dictionary: a vowel written before its consonant is sorted after it."""
    return _LEADING.sub(_SWAPPED, name)
