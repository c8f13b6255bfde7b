"""A department's name on the title page may be but the head of the paper; helpers below a heading own no plan."""

import pytest

from mailbot.agencies.registry import Registry
from tests.agencies.test_running_text import whose

HOUSE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\nกรมส่งเสริมการเกษตร\nกระทรวงเกษตรและสหกรณ์\n\nคำนำ\n"
OFFICE = "สำนักงานเกษตรจังหวัดอุทัยธานี"
BARE = "แผนบริหารความต่อเนื่อง\nพ.ศ. ๒๕๖๓\n\nส่วนที่ 1\n1.1 ภูมิหลัง\n"
HEADINGS = (
    *("1.5 สำรอง", "พื้นที่สำรอง", "สถานที่ปฏิบัติงานสำรอง", "หน่วยงานพันธมิตร", "หน่วยงานใกล้เคียง", "ฉุกเฉิน", "๔ ทะเบียนโทรศัพท์"),
    *("หน่วยงานที่ต้องประสาน", "อาณาเขต", "ศูนย์ปฏิบัติงานสำรอง (๒ แห่ง)", "ย้ายไปที่"),
)
TELLING = (
    "งานทะเบียนเกษตรกรของ{}จึงหยุดมิได้",
    "อาคาร{}สร้างเมื่อปี ๒๕๓๐",
    "{}ได้จัดทำแผนฉบับนี้ขึ้น",
)
NAMING = (
    "ผู้มาติดต่อ{}วันละ ๒๐๐ คน",
    "เมื่อปี ๒๕๕๔ {}ถูกน้ำท่วมสูง ๑ เมตร",
    "ข้าราชการ{}ติดเชื้อ ๒ ราย",
    "{}ตั้งอยู่ริมแม่น้ำ น้ำท่วมทุกปี\nจึงจัดทำแผนนี้ขึ้นใหม่",
)


@pytest.mark.parametrize("sentence", TELLING)
def test_the_office_of_which_the_text_below_its_department_tells_owns_the_plan(
    sentence: str, registry: Registry
) -> None:
    found = whose(HOUSE + sentence.format(OFFICE), registry)
    assert (found.status, found.agency_ids) == ("identified", ["r.doae.61"])


@pytest.mark.parametrize("sentence", NAMING)
def test_a_department_is_asked_about_where_the_text_names_its_office(sentence: str, registry: Registry) -> None:
    found = whose(HOUSE + sentence.format(OFFICE), registry)
    assert found.status == "ambiguous"
    assert {"d.doae", "r.doae.61"} <= {*found.candidates}


@pytest.mark.parametrize(
    "sentence",
    ["กรมฯ จึงได้จัดทำแผนฉบับนี้ขึ้น เพื่อให้{}ถือปฏิบัติ", "กรมส่งเสริมการเกษตรได้จัดทำแผนฉบับนี้\nพื้นที่สำรอง\n{}", "หน่วยงานพันธมิตร\n- {}"],
)
def test_a_department_that_wrote_it_itself_or_names_but_helpers_is_credited(sentence: str, registry: Registry) -> None:
    found = whose(HOUSE + sentence.format(OFFICE), registry)
    assert (found.status, found.agency_ids) == ("identified", ["d.doae"])


@pytest.mark.parametrize("house", ["กรมส่งเสริมการปกครองท้องถิ่น", "กรมการปกครอง"])
def test_a_local_government_in_the_text_keeps_the_plan_from_the_department_that_watches(
    house: str, registry: Registry
) -> None:
    for own in ("เทศบาลนครขอนแก่น", "เทศบาลตำบลไม่มีในบัญชี"):
        for sentence in (*NAMING, "ทะเบียนโทรศัพท์\n{}"):
            found = whose(f"{house}\nกระทรวงมหาดไทย\nแผนดำเนินธุรกิจอย่างต่อเนื่อง\n\nคำนำ\n{sentence.format(own)}", registry)
            assert "d.dla" not in found.agency_ids
            assert "d.dopa" not in found.agency_ids


@pytest.mark.parametrize("heading", HEADINGS)
def test_an_office_below_a_heading_of_helpers_owns_no_plan(heading: str, registry: Registry) -> None:
    helper = "สำนักงานประกันสังคมจังหวัดพิษณุโลก"
    for listed in (f"{heading}\n{helper}", f"{heading}\n- {helper}\n- สถานีตำรวจภูธรเมือง"):
        told = f"{BARE}โดยตั้งสำนักงานประกันสังคมจังหวัดพิจิตรขึ้นเป็นราชการส่วนภูมิภาค\n{listed}"
        assert "r.sso.65" not in whose(told, registry).agency_ids
        alone = whose(f"{BARE}โรคระบาดกระทบการทำงานของสำนักงานประกันสังคมจังหวัดพิจิตร\n{listed}", registry)
        assert "r.sso.65" not in alone.agency_ids


def test_the_office_that_was_founded_owns_it_beside_its_neighbour_in_reserve(registry: Registry) -> None:
    text = f"{BARE}โดยตั้งสำนักงานประกันสังคมจังหวัดพิจิตรขึ้นเป็นราชการส่วนภูมิภาค\n1.5 สำรอง\nสำนักงานประกันสังคมจังหวัดพิษณุโลก"
    found = whose(text, registry)
    assert (found.status, found.agency_ids) == ("identified", ["r.sso.66"])


def test_two_offices_of_a_kind_are_not_told_apart_by_a_line_of_their_own(registry: Registry) -> None:
    text = f"{BARE}เจ้าหน้าที่สำนักงานประกันสังคมจังหวัดพิจิตร ๒๔ คน\nสำนักงานประกันสังคมจังหวัดพิษณุโลก\nทีมงาน ๕ คน"
    assert whose(text, registry).status == "ambiguous"


def test_a_department_below_its_ministry_that_says_that_it_wrote_it_owns_the_plan(registry: Registry) -> None:
    text = (
        "กระทรวงวัฒนธรรม\nแผนความต่อเนื่อง 2563\nภาพปก : กรมชลประทาน\n\nคำนำ\nกรมการศาสนาจัดทำแผนฉบับนี้ขึ้น\n"
        "อาคารเดียวกับกรมศิลปากร ร่วมกับสำนักงานปลัดกระทรวง"
    )
    found = whose(text, registry)
    assert (found.status, found.agency_ids) == ("identified", ["d.dra"])


def test_a_department_named_like_its_offices_is_not_placed_by_a_helper(registry: Registry) -> None:
    own = "สำนักงานประกันสังคม"
    text = f"{own}\nกระทรวงแรงงาน\nแผนธุรกิจ\n\nคำนำ\n{own}มีบุคลากร ๔๕ คน\nหน่วยงานภายนอก\n{own}จังหวัดสตูล"
    assert "r.sso.91" not in whose(text, registry).agency_ids
