"""Thai names in Latin letters: spellings of one name have one key, names that differ keep theirs."""

import time

import pytest

from mailbot.agencies.reader import Reader
from mailbot.agencies.registry import Registry
from mailbot.agencies.romanised import EnglishPlaces, key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mueang", "Muang"),
        ("Ban Chung", "Baan Chung"),
        ("Phetchaburi", "Petchaburi"),
        ("Nakhon Sawan", "Nakorn Sawan"),
        ("Khon Kaen", "Khonkaen"),
        ("Chiang Mai", "Jiang Mai"),
        ("Samut Prakan", "Samutprakarn"),
        ("Wang Thong", "Vang Tong"),
    ],
)
def test_one_key(first: str, second: str) -> None:
    assert key(first) == key(second) != ""


@pytest.mark.parametrize(("first", "second"), [("Nan", "Ranong"), ("Trang", "Trat"), ("Phetchaburi", "Phetchabun")])
def test_other_keys(first: str, second: str) -> None:
    assert key(first) != key(second)


def test_every_province_has_its_own_key(registry: Registry) -> None:
    keys = {key(province.name_en) for province in registry.provinces.values()}
    assert len(keys) == len(registry.provinces)


@pytest.mark.parametrize(
    ("text", "provinces", "amphoes"),
    [
        ("Ban Chung SAO\nNakhon Luang District, Phra Nakhon Si Ayutthaya Province", {"14"}, {"1403"}),
        ("Amphur Mae Taeng, Chiengmai", {"50"}, {"5006"}),
        ("Changwat Nan", {"55"}, set()),
        ("Business Continuity Plan\nNarong Nan", set(), set()),
        ("", set(), set()),
    ],
)
def test_places(registry: Registry, text: str, provinces: set[str], amphoes: set[str]) -> None:
    places = EnglishPlaces(registry)
    assert (set(places.provinces(text)), set(places.amphoes(text))) == (provinces, amphoes)


@pytest.mark.parametrize(
    ("text", "ids", "sure"),
    [
        ("Tambon Chakwa Administrative Organization, Raman District, Yala", ("l.6950606",), True),
        ("Tambon Chakwa Administrative Organization", ("l.6950606",), False),
        ("Municipality of Lahansai\nLahan Sai District, Buri Ram Province", ("l.5310602",), True),
        ("Nakorn Ratchasima City Municipality, Nakhon Ratchasima Province", ("l.3300102",), True),
    ],
)
def test_local_government(whole_registry: Registry, text: str, ids: tuple[str, ...], sure: bool) -> None:
    opinion = Reader(whole_registry).read("subject", f"BCP of {text}")
    assert (opinion.ids, opinion.sure) == (ids, sure)


def test_long_words_are_read_in_linear_time(registry: Registry) -> None:
    reader = Reader(registry)
    started = time.process_time()
    for text in ("a" * 100_000, "a " * 50_000, "of Municipality " * 6_000, "provincial " * 9_000, "district " * 9_000):
        reader.read("subject", text)
    assert time.process_time() - started < 6
