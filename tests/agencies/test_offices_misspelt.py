"""Departments and provincial offices written with one letter wrong: meant or asked, never another's."""

from random import Random

import pytest

from mailbot.agencies.identify import Claims
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from tests.agencies.test_country import RECEIVER, TITLE, count

_LETTERS = "กขคงจชดตทนบปพมยรลวสหอะาิีุูเแ"


def misspelt(name: str, random: Random) -> str:
    """The name with one letter left out, doubled, other, or exchanged with its neighbour."""
    at = random.randrange(3, len(name) - 1)
    return random.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + random.choice(_LETTERS) + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def mails(agencies: list[Agency], registry: Registry, seed: int, *, above: bool) -> list[tuple[str, Claims]]:
    """Each from gmail with its name misspelt on the cover; above: with its ministry below the name."""
    random = Random(seed)
    found = []
    for one in agencies:
        ministry = next((m for m in map(registry.get, registry.ancestors(one.id)) if m and m.kind == "ministry"), None)
        line = f"\n{ministry.name_th}" if above and ministry else ""
        cover = f"{TITLE}{misspelt(one.name_th, random)}{line}"
        found.append((one.id, Claims("a@gmail.com", subject="ส่งแผน", covers=(cover,))))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_departments_with_their_ministry(registry: Registry, seed: int) -> None:
    central = [one for one in registry.by_tier("direct") if one.kind == "department" and one.id != RECEIVER]
    right, wrong = count(mails(central, registry, seed, above=True), registry)
    assert wrong == []
    assert right >= 0.7 * len(central)


@pytest.mark.parametrize("seed", range(3))
def test_departments_alone_are_asked(registry: Registry, seed: int) -> None:
    central = [one for one in registry.by_tier("direct") if one.kind != "ministry" and one.id != RECEIVER]
    _, wrong = count(mails(central, registry, seed, above=False), registry)
    assert wrong == []


@pytest.mark.parametrize("seed", range(2))
def test_provincial_offices(registry: Registry, seed: int) -> None:
    offices = list(registry.by_tier("regional"))
    right, wrong = count(mails(offices, registry, seed, above=False), registry)
    assert wrong == []
    assert right >= 0.5 * len(offices)
