"""How well marks of classification are told from words about secrets, both ways, on phrases of every place."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from validators.mail_words import in_text
from validators.marks import in_name, is_mark

PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
SEEN: dict[str, Callable[[str], object]] = {"line": is_mark, "name": in_name, "text": in_text}


def test_there_are_enough_of_both() -> None:
    assert sum(len(place["marks"]) for place in PHRASES.values()) >= 60
    assert sum(len(place["none"]) for place in PHRASES.values()) >= 60


@pytest.mark.parametrize("place", SEEN)
def test_every_mark_is_seen_and_nothing_else(place: str) -> None:
    missed = [phrase for phrase in PHRASES[place]["marks"] if not SEEN[place](phrase)]
    feigned = [phrase for phrase in PHRASES[place]["none"] if SEEN[place](phrase)]
    assert (missed, feigned) == ([], [])
