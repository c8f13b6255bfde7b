"""Invented people: names are put together from parts, telephone numbers stand in an unused block."""

from dataclasses import dataclass
from random import Random

from mailbot.demo.content_files import content


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist; office and mobile are printed with Thai digits."""

    name: str
    office: str
    mobile: str


def invent_people(count: int, random: Random) -> tuple[Person, ...]:
    """count different people, the same for the same random state."""
    parts = content("names.toml")
    people: dict[str, Person] = {}
    numbers = random.sample(range(1000), count * 2)
    while len(people) < count:
        title = random.choice(list(parts["given"]))
        surname = random.choice(parts["surname_heads"]) + random.choice(parts["surname_tails"])
        name = f"{title}{random.choice(parts['given'][title])} {surname}"
        at = len(people)
        if name not in people:
            people[name] = Person(name, _number("๐ ๒๐๐๐ ๐", numbers[at]), _number("๐๘ ๐๐๐๐ ๐", numbers[count + at]))
    return tuple(people.values())


def _number(prefix: str, number: int) -> str:
    return prefix + f"{number:03d}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
