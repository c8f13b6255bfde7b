"""Names in text: boundaries, spellings, ambiguous abbreviations, what is no agency."""

import pytest

from mailbot.agencies.names import Names
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed


@pytest.fixture(scope="module")
def names(registry: Registry) -> Names:
    return Names(registry)


@pytest.fixture(scope="module")
def all_names(whole_registry: Registry) -> Names:
    return Names(whole_registry)


def found(names: Names, text: str) -> list[tuple[str, ...]]:
    return [mention.ids for mention in names.find(Squeezed(text))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("กรมการปกครอง", [("d.dopa",)]),
        ("กรม การ ปกครอง", [("d.dopa",)]),
        ("ของกรมการปกครองขอส่งแผน", [("d.dopa",)]),
        ("สำนักงานเกษตรจังหวัดระยอง กรมส่งเสริมการเกษตร", [("r.doae.21",), ("d.doae",)]),
        ("สนง.เกษตร จ.ระยอง", [("r.doae.21",)]),
        ("สนจ.รย.", [("r.pvo.21",)]),
        ("ทน.ระยอง", [("l.3210102",)]),
        ("องค์กรบริหารส่วนจังหวัดระยอง", [("l.2210101",)]),
        ("อ.บ.จ.ระยอง", [("l.2210101",)]),
        ("อบจ. ระยอง", [("l.2210101",)]),
        ("กระทรวงมหาดไทย", [("d.opsmoi",)]),
        ("Rayong City Municipality", [("l.3210102",)]),
        ("การไฟฟ้าส่วนภูมิภาค\nกรุงเทพมหานคร", [("s.pea",)]),
        ("ประชุม 12 ก.พ. 2563", []),
        ("พ.ศ. 2563", []),
        ("จังหวัดระยอง อำเภอเมือง", []),
        ("thai airways", []),
    ],
)
def test_found(names: Names, text: str, ids: list[tuple[str, ...]]) -> None:
    assert found(names, text) == ids


def test_a_longer_name_is_never_read_as_the_shorter_one(all_names: Names, whole_registry: Registry) -> None:
    """231 อบต. names begin another's: each full name must mean exactly those that bear it."""
    for agency in whole_registry.by_tier("local_lower"):
        (mention,) = all_names.find(Squeezed(f"แผนของ{agency.name_th} จำนวน 1 ชุด"))
        assert agency.id in mention.ids
        assert {whole_registry.agencies[one].name_th for one in mention.ids} >= {agency.name_th}
        others = [one for one in mention.ids if whole_registry.agencies[one].name_th != agency.name_th]
        assert all(agency.name_th in whole_registry.agencies[one].former_names for one in others)


@pytest.mark.parametrize(
    "text",
    [
        "อบต.บ้านแหวน",
        "องค์การบริหารส่วนตำบลบ้านแหวนน้ำ",
        "เทศบาลตำบลไม่มีจริง",
        "รอบต่อไปจะสอบตก",
        "โรงเรียนระยองวิทยาคม",
        "รพ.สต.ตะพง",
    ],
)
def test_no_agency(all_names: Names, text: str) -> None:
    assert [ids for ids in found(all_names, text) if ids] == []


def test_shared_abbreviations_are_doubtful(names: Names) -> None:
    for text in ("กพร.", "สสจ.ระยอง", "ทช.", "ปภ.", "สป."):
        (mention,) = names.find(Squeezed(text))
        assert mention.form == "doubtful", text
