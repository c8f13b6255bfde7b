"""Names written otherwise: another kind, one letter off; and short names that a slip would have made."""

from dataclasses import replace

import pytest

from mailbot.agencies.near_names import NearNames
from mailbot.agencies.places import Places
from mailbot.agencies.reader import Reader
from mailbot.agencies.registry import Registry


@pytest.fixture(scope="module")
def near(whole_registry: Registry) -> NearNames:
    return NearNames(whole_registry)


@pytest.fixture(scope="module")
def reader(whole_registry: Registry) -> Reader:
    return Reader(whole_registry)


def test_the_same_name_under_another_kind(near: NearNames) -> None:
    assert near.of_other_kinds("sao", "บ้านแหวน") == ("l.5501503",)
    assert near.of_other_kinds("sao", "บ้านแหวนขอส่งแผน") == ("l.5501503",)
    assert near.of_other_kinds("subdistrict_municipality", "บ้านแหวน") == ()
    assert near.of_other_kinds("municipality", "บ้านชุ้ง") == ("l.6140306",)


@pytest.mark.parametrize("run", ["บ้านชุง", "บ้านชุ้งง", "บ้านชู้ง", "บ้านชุงขอส่งแผน", "บ้าชนุ้ง"])
def test_one_letter_away(near: NearNames, run: str) -> None:
    assert "l.6140306" in near.one_letter_away("sao", run)


def test_two_letters_away_are_another_name(near: NearNames, whole_registry: Registry) -> None:
    assert "l.6140306" not in near.one_letter_away("sao", "บ้ชุง")
    assert "l.6140306" not in near.one_letter_away("sao", "นบ้าชุ้ง")
    assert "l.6140306" not in near.one_letter_away("sao", "บ้านชุ้ง")


def test_where_the_list_is_not_whole_nothing_is_near(registry: Registry) -> None:
    assert NearNames(registry).of_other_kinds("sao", "บ้านแหวน") == ()
    assert NearNames(registry).one_letter_away("sao", "บ้านชุง") == ()


@pytest.mark.parametrize(
    ("text", "ids", "sure", "slip"),
    [
        ("องค์การบริหารส่วนตำบลบ้านแหวน อำเภอหางดง จังหวัดเชียงใหม่", ("l.5501503",), True, "kind"),
        ("องค์การบริหารส่วนตำบลบ้านแหวน จังหวัดเชียงใหม่", ("l.5501503",), False, "kind"),
        ("องค์การบริหารส่วนตำบลบ้านแหวน", ("l.5501503",), False, "kind"),
        ("องค์การบริหารส่วนตำบลบ้านชุง จังหวัดพระนครศรีอยุธยา", ("l.6140306",), True, "spelling"),
        ("องค์การบริหารส่วนตำบลบ้านชุง", ("l.6140306", "l.6411113"), False, "spelling"),
        ("เทศบาลตำบลหนองสามวัง อำเภอหนองเสือ จังหวัดปทุมธานี", ("l.6130408",), True, "kind"),
    ],
)
def test_what_is_meant(reader: Reader, text: str, ids: tuple[str, ...], sure: bool, slip: str) -> None:
    opinion = reader.read("subject", f"แผน BCP {text}")
    assert (opinion.ids, opinion.sure) == (ids, sure)
    assert {one.slip for one in opinion.slips} == {slip}
    assert any(piece.weight < 0 for piece in opinion.evidence())


def test_a_name_far_from_where_it_is_said_to_be_is_nobodys(reader: Reader) -> None:
    opinion = reader.read("subject", "แผน BCP องค์การบริหารส่วนตำบลบ้านชุง อำเภอหางดง จังหวัดเชียงใหม่")
    assert (opinion.ids, opinion.outside) == ((), "unlisted")


def test_a_short_name_that_a_slip_would_have_made_is_thin(reader: Reader) -> None:
    bare = reader.read("subject", "ส่งแผน BCP อบต.ปอ")
    assert (bare.ids, bare.sure, bare.thin) == (("l.6571304",), False, True)
    assert bare.beside
    whole = reader.read("cover", "แผน BCP\nองค์การบริหารส่วนตำบลปอ")
    assert (whole.ids, whole.sure, whole.thin) == (("l.6571304",), True, False)
    placed = reader.read("subject", "ส่งแผน BCP อบต.ปอ อ.เวียงแก่น จ.เชียงราย")
    assert (placed.sure, placed.thin) == (True, False)


def test_places_of_nobody_narrow_nothing() -> None:
    assert replace(Places(), provinces=frozenset({"50"})).narrow([]) == ()
