"""Places in text: found behind their marks, and quickly whatever stands there."""

import time

import pytest

from mailbot.agencies.places import Gazetteer
from mailbot.agencies.registry import Registry


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("จังหวัดระยอง", {"21"}),
        ("จ.  ระยอง", {"21"}),
        ("ส่งจาก ระยอง", {"21"}),
        ("ส่งจาก    ระยอง และ ชลบุรี", {"21", "20"}),
        ("กระยอง", set()),
        ("อ.เมือง จ.อต.", {"53"}),
        ("จว.ตร", {"23", "92"}),
        ("จ.สมุทปราการ", {"11"}),
        ("จังหวัดบุรีรัม", {"31"}),
        ("จังหวัดต่างๆ จ.กข", set()),
    ],
)
def test_provinces(registry: Registry, text: str, codes: set[str]) -> None:
    assert Gazetteer(registry).find(text).provinces == codes


def test_a_long_run_of_blanks_is_looked_at_once(registry: Registry) -> None:
    gazetteer = Gazetteer(registry)
    started = time.process_time()
    assert not gazetteer.find(" " * 20_000)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("อ.สัตหีป จ.ชลบุรี", {"2009"}),
        ("อำเภอสัตหีป", set()),
        ("อำเภอเมืองระยอง จังหวัดระยอง", {"2101"}),
        ("อำเภอที่ประสบภัย จังหวัดชลบุรี", set()),
    ],
)
def test_districts(registry: Registry, text: str, codes: set[str]) -> None:
    assert Gazetteer(registry).find(text).amphoes == codes
