"""For any text: an answer, soon, the same whatever blanks, order of files or a stranger in the registry."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.agencies import tables
from mailbot.agencies.identify import Claims, identify, identify_plan, identify_sender
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry, load
from mailbot.rules import Rules
from tests.agencies.conftest import LOCAL_LIST
from tests.agencies.test_identify import CASES, answer

STRANGER = Agency(
    "o.stranger", "สถาบันทดลองสิ่งที่ไม่มีใครกล่าวถึง", "direct", ("สทมก.",), "Institute of Nothing", kind="other_state"
)
STRANGE_PLACE = Agency(
    "l.6500199",
    "องค์การบริหารส่วนตำบลฆฬฐโศฎ",
    "local_lower",
    ("อบต.ฆฬฐโศฎ",),
    "Zzyzx Subdistrict Administrative Organization",
    kind="sao",
    province_code="50",
    amphoe_code="5001",
    amphoe="เมืองเชียงใหม่",
)
WORDS = [
    "อบต.",
    "เทศบาล",
    "จังหวัด",
    "ระยอง",
    "สำนักงาน",
    "โรงเรียน",
    "กรม",
    "ที่ รย 0017/1",
    " ",
    "\n",
    "กพร.",
    "บริษัท",
    "จำกัด",
    "ของ",
    "แผน",
    "่",
    "๑",
    "City Municipality",
]
SOUP = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=40).map("".join)


@pytest.fixture(scope="module")
def with_stranger(round_rules: Rules) -> Registry:
    return load(round_rules, [STRANGER, STRANGE_PLACE])


@pytest.fixture(scope="module")
def whole_with_stranger(round_rules: Rules, whole_registry: Registry) -> Registry:
    rows = tables.agencies(LOCAL_LIST, frozenset(round_rules.tiers), {})
    return load(round_rules, [*rows, STRANGER, STRANGE_PLACE])


@pytest.mark.parametrize("case", [c for c in CASES if not c.get("local")], ids=lambda case: case["name"])
def test_an_unrelated_agency_changes_nothing(case: dict[str, Any], registry: Registry, with_stranger: Registry) -> None:
    assert answer(case, registry) == answer(case, with_stranger)


@pytest.mark.parametrize("case", [c for c in CASES if c.get("local")], ids=lambda case: case["name"])
def test_an_unrelated_agency_changes_nothing_in_the_whole_country(
    case: dict[str, Any], whole_registry: Registry, whole_with_stranger: Registry
) -> None:
    assert answer(case, whole_registry) == answer(case, whole_with_stranger)


@pytest.mark.parametrize("case", [c for c in CASES if not c.get("local")], ids=lambda case: case["name"])
def test_blanks_change_nothing(case: dict[str, Any], registry: Registry) -> None:
    spaced = case | {
        "subject": "  " + case.get("subject", "").replace(" ", " \u00a0 "),
        "covers": ["\n \n" + cover.replace(" ", "  ").replace("\n", " \n ") for cover in case.get("covers", [])],
    }
    first, second = answer(case, registry), answer(spaced, registry)
    assert (first.status, first.agency_ids, first.sender_id) == (second.status, second.agency_ids, second.sender_id)
    assert set(first.candidates) == set(second.candidates)


@pytest.mark.parametrize("case", [c for c in CASES if not c.get("local")], ids=lambda case: case["name"])
def test_order_of_files_changes_nobody(case: dict[str, Any], registry: Registry) -> None:
    turned = case | {"covers": case.get("covers", [])[::-1], "files": case.get("files", [])[::-1]}
    first, second = answer(case, registry), answer(turned, registry)
    assert (first.status, set(first.agency_ids), first.sender_id) == (
        second.status,
        set(second.agency_ids),
        second.sender_id,
    )


@settings(max_examples=200, deadline=None)
@given(
    SOUP, SOUP, SOUP, SOUP, st.sampled_from(["a@gmail.com", "a@rd.go.th", "a@evil.com", "rayong@moi.go.th", "", "@"])
)
def test_any_text_gets_an_answer(
    registry: Registry, subject: str, cover: str, letter: str, body: str, address: str
) -> None:
    claims = Claims(address, subject, subject, (cover,), (cover, subject), (letter,), body)
    found = identify(claims, registry)
    assert set(found.agency_ids + found.candidates) <= {
        one for one in found.agency_ids + found.candidates if registry.get(one)
    }
    if found.status == "identified":
        assert found.agency_ids and not found.candidates


def test_long_text_is_read_in_bounded_time(registry: Registry) -> None:
    text = "องค์การบริหารส่วนตำบล" * 20_000 + "ที่ รย 0017/1 โรงเรียนบริษัท" * 20_000
    started = time.monotonic()
    identify(Claims("a@gmail.com", text, text, (text,), (text, text), (text,), text, text), registry)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("text", ["\n" * 6_000_000, "เรียน\n" * 800_000, "อบต." * 2_500_000, "ส่ง" + "แผนของ" * 500_000])
def test_empty_lines_and_repeated_words_take_no_time(registry: Registry, text: str) -> None:
    started = time.monotonic()
    identify(Claims("a@gmail.com", text[:100_000], text, (), (text,), (text,), text), registry)
    assert time.monotonic() - started < 8


def test_a_mail_of_many_plans_is_the_sum_of_its_plans(registry: Registry) -> None:
    sender = identify_sender(Claims("rayong@moi.go.th"), registry)
    for kind in ("doae", "moph", "cgd"):
        agency = registry.agencies[f"r.{kind}.21"]
        plan = identify_plan(f"แผน BCP\n{agency.name_th}", (), sender, False, registry)
        assert plan.agency_ids == [agency.id]
    silent = identify_plan("แผนดำเนินธุรกิจอย่างต่อเนื่อง", (), sender, False, registry)
    assert (silent.status, silent.agency_ids) == ("unknown", [])


def test_word_and_pdf_of_different_agencies_make_a_question(registry: Registry) -> None:
    sender = identify_sender(Claims("a@gmail.com"), registry)
    both = identify_plan(["แผน BCP\nกรมเจ้าท่า", "แผน BCP\nกรมเจ้าท่า"], (), sender, True, registry)
    assert both.agency_ids == ["d.md"]
    silent = identify_plan(["แผน BCP\nกรมเจ้าท่า", "แผน BCP"], (), sender, True, registry)
    assert silent.agency_ids == ["d.md"]
    other = identify_plan(["แผน BCP\nกรมเจ้าท่า", "แผน BCP\nกรมทางหลวง"], (), sender, True, registry)
    assert (other.status, set(other.candidates)) == ("ambiguous", {"d.md", "d.doh"})
