"""The name of a local government by its first letters: อบต.มจม. of แม่เจดีย์ใหม่ is no other agency that a list lacks."""

import re

from mailbot.agencies.model import Agency
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

_LETTERS = re.compile("[ก-ฮ]{2,5}")
_NOT_CONSONANT = re.compile("[^ก-ฮ]")


def is_initials(name: str, agency: Agency) -> bool:
    """Do consonants alone follow the kind of the agency (squeezed), and are they its own, in order from the first?"""
    prefixes = LOCAL_PREFIXES.get(agency.kind, ())
    whole = squeeze(agency.name_th)
    own = next((whole.removeprefix(prefix) for prefix in prefixes if whole.startswith(prefix)), "")
    for prefix in prefixes:
        short = name.removeprefix(prefix)
        if short != name and _LETTERS.fullmatch(short):
            letters = _NOT_CONSONANT.sub("", own)
            return letters[:1] == short[0] and _stands_in(short, letters)
    return False


def _stands_in(short: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in short)
