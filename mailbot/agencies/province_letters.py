"""The two letters of a province (อต for อุตรดิตถ์), as letter numbers bear them, and of which provinces they may speak."""

import re

from mailbot.agencies.registry import Registry

_NOT_CONSONANT = re.compile("[^ก-ฮ]")
# Further ones that people take for each other's.
_MISTAKEN = {"พบ": ("67",)}


def by_letters(registry: Registry) -> dict[str, tuple[str, ...]]:
    """Letters to the code of their province; behind it the codes of others whose names begin with them (ตร is ตราด, and
    many write it for ตรัง): letters of several decide nothing alone."""
    begins = {code: _NOT_CONSONANT.sub("", province.name_th)[:2] for code, province in registry.provinces.items()}
    return {
        province.letters: (
            code,
            *(other for other, letters in begins.items() if letters == province.letters and other != code),
            *_MISTAKEN.get(province.letters, ()),
        )
        for code, province in registry.provinces.items()
    }
