"""Names with surnames and telephone numbers as they can be found again in another print of the same text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.documents.thai import consonants, key
from mailbot.plans.evidence import people, telephones

_SURNAME = re.compile(r"[ \u00a0]{1,3}([\u0e01-\u0e2eเ-ไA-Z][\u0e01-\u0e4eA-Za-z]+)")
_FEWEST_LETTERS = 3  # consonants of title and given name; shorter ones stand in any text
_NEAR = 90  # consonants between a given name and its surname when a cell breaks between them
_CELLS = re.compile(r"[\t\n]")  # a number ends with its cell, or it would take the next one's first digit along
_MOBILE = re.compile("0[689]")


@dataclass(frozen=True, slots=True)
class Person:
    """written: title, given name and surname as they stand there. given, family: their consonants, family may be ''."""

    written: str
    given: str
    family: str

    def stands_in(self, bones: str) -> bool:
        """Whether the name is in the consonants of another text, whole or with a line break inside."""
        if self.given + self.family in bones:
            return True
        if not self.family:
            return False
        at = bones.find(self.given)
        while at >= 0:
            if bones.find(self.family, at + len(self.given), at + len(self.given) + _NEAR + len(self.family)) >= 0:
                return True
            at = bones.find(self.given, at + 1)
        return False


@dataclass(frozen=True, slots=True)
class Number:
    """written: a telephone number as it stands there. digits: what identifies it, extension and neighbours cut off."""

    written: str
    digits: str


def persons(text: str) -> tuple[Person, ...]:
    """Everybody named with a title, once each, in reading order."""
    return tuple(dict.fromkeys(_persons(text)))


def numbers(text: str, *, printed: bool = False) -> tuple[Number, ...]:
    """Telephone numbers of nine digits and more, once each, in reading order; internal ones name no person.

    printed: the text is lines of print, where a number may go on in the next one.
    """
    found: dict[str, Number] = {}
    for written in telephones(text if printed else _CELLS.sub(" | ", text)):
        digits = key(written)
        if digits[:1] == "0" and digits.isdigit() and len(digits) >= 9:
            length = 10 if _MOBILE.match(digits) else 9
            found.setdefault(digits[:length], Number(" ".join(written.split()), digits[:length]))
    return tuple(found.values())


def _persons(text: str) -> Iterator[Person]:
    for line in text.replace("\t", "\n").splitlines():
        at = 0
        for name in people(line):
            at = line.index(name, at) + len(name)
            surname = _SURNAME.match(line, at)
            family = surname[1] if surname else ""
            given = consonants(name)
            if len(given) >= _FEWEST_LETTERS:
                yield Person(f"{name} {family}".strip(), given, consonants(family))
