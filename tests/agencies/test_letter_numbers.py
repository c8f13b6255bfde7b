"""Letter numbers: the province's letters and the office's digits; numbers that are only referred to do not count."""

import pytest

from mailbot.agencies.letter_numbers import letter_numbers
from mailbot.agencies.registry import Registry


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ที่ รย ๐๐๑๗/ว๑๒๓", ("r.pvo.21",)),
        ("ที่ รย 0017.2/ว 123", ("r.pvo.21",)),
        ("ที่ รย ๐๐๒๓.๓/๔๕", ("r.dla.21",)),
        ("ที่ พล ๐๐๓๒/๑", ("r.moph.65",)),
        ("ที่ นม 0118/22", ("r.amphoe:3001",)),
        ("ที่ สฎ 51001/9", ("l.2840101",)),
        ("ที่รย 0018.1/9", ("r.dopa.21",)),
    ],
)
def test_offices(registry: Registry, text: str, ids: tuple[str, ...]) -> None:
    assert [number.ids for number in letter_numbers(text, registry)] == [ids]


def test_kinds_of_local_government(registry: Registry) -> None:
    (number,) = letter_numbers("ที่ นม 78203/15", registry)
    assert (number.ids, number.province_code, number.kinds) == ((), "30", ("sao",))
    (number,) = letter_numbers("ที่ รย 52001/15", registry)
    assert "city_municipality" in number.kinds


def test_ministry_letters(registry: Registry) -> None:
    (number,) = letter_numbers("ที่ กค 0711/1234", registry)
    assert (number.ids, number.ministry_id) == ((), "m.mof")


@pytest.mark.parametrize(
    "text",
    [
        "ตามหนังสือสำนักงาน ก.พ.ร. ที่ นร ๑๒๐๐/ว๐๐๑๒ ลงวันที่ ๕ พฤษภาคม ๒๕๖๓",
        "อ้างถึง หนังสือจังหวัดระยอง ที่ รย 0017.2/ว 123",
        "ที่ ๑๒ หมู่ ๓",
        "พื้นที่ รย 0017",
        "",
    ],
)
def test_not_ours(registry: Registry, text: str) -> None:
    assert letter_numbers(text, registry) == []
