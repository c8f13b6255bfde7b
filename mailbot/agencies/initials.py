"""Names of a local government that no list lacks: its first letters (อบต.มจม. of แม่เจดีย์ใหม่), or name and province in
one word."""

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


def is_glued_to_its_province(name: str, agency: Agency, province: str, letters: str) -> bool:
    """Do the letters or the name of its province follow the agency's own name without a blank (ทต.พระทองคำนม)?
    name, province: squeezed; letters: the two of letter numbers."""
    prefixes = LOCAL_PREFIXES.get(agency.kind, ())
    whole = squeeze(agency.name_th)
    own = next((whole.removeprefix(prefix) for prefix in prefixes if whole.startswith(prefix)), "")
    endings = (letters, province) if own else ()
    return any(name == prefix + own + ending for prefix in prefixes for ending in endings)
