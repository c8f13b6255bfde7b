"""What a mail tells around a plan: a line of nothing but a place, a bare name, who gathers whose plans."""

import pytest

from mailbot.agencies.claims import Claims
from mailbot.agencies.identify import identify, identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.examination import Identity

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)\n"


def answer(cover: str, registry: Registry, **claims: str) -> Identity:
    """Whose a lone plan with this cover is, by a mail that says so much."""
    told = {"address": "plan63@gmail.com", "subject": "ส่งแผน BCP"} | claims
    return identify(Claims(file_names=("แผน.docx",), covers=(TITLE + cover,), **told), registry)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body", ["อ.แม่ฟ้าหลวง", "ที่ทำการ หมู่ ๓ ต.เทอดไทย อ.แม่ฟ้าหลวง", "ตั้งอยู่ ๑๒ หมู่ ๔ อำเภอแม่ฟ้าหลวง จังหวัดเชียงราย"]
)
def test_a_line_that_is_nothing_but_a_place_tells_namesakes_apart(body: str, whole_registry: Registry) -> None:
    found = answer("องค์การบริหารส่วนตำบลเทอดไทย", whole_registry, body=body)
    assert found.agency_ids == ["l.6571503"]


def test_a_place_amid_a_sentence_of_the_mail_chooses_none(whole_registry: Registry) -> None:
    found = answer("องค์การบริหารส่วนตำบลเทอดไทย", whole_registry, body="ได้ส่งสำเนาให้อำเภอแม่ฟ้าหลวงทราบแล้ว")
    assert found.agency_ids == []
    assert {"l.6452002", "l.6571503"} <= {*found.candidates}


def test_a_bare_name_asks_for_all_local_governments_that_bear_it(whole_registry: Registry) -> None:
    found = answer("ลาดบัวหลวง", whole_registry, body="จ.พระนครศรีอยุธยา")
    assert (found.status, {*found.candidates}) == ("ambiguous", {"l.5141001", "l.6141007"})


def test_the_kind_alone_on_the_cover_is_the_senders_whose_address_is_its_code(whole_registry: Registry) -> None:
    address = "saraban_05360901@dla.go.th"
    assert answer("สำนักงานเทศบาลตำบล", whole_registry, address=address).agency_ids == ["l.5360901"]
    assert answer("ที่ทำการองค์การบริหารส่วนตำบล", whole_registry, address=address).agency_ids == []


@pytest.mark.parametrize(
    ("cover", "subject"),
    [
        ("ด่านศุลกากรสะเดา\nกรมศุลกากร", "แผน BCP ด่านฯ สะเดา"),
        ("เรือนจำอำเภอสีคิ้ว\nกรมราชทัณฑ์", "แผน BCP เรือนจำฯ สีคิ้ว"),
    ],
)
def test_a_name_cut_short_in_its_middle_is_no_other(cover: str, subject: str, registry: Registry) -> None:
    alone = answer(cover, registry, address="a@gmail.com")
    assert answer(cover, registry, subject=subject).agency_ids == alone.agency_ids


def test_the_province_in_a_name_makes_no_rival_of_its_offices(registry: Registry) -> None:
    found = answer("มหาวิทยาลัยราชภัฏอุดรธานี", registry, subject="ส่งแผน BCP อุดรธานี")
    assert found.agency_ids == ["u.rajabhat_udru"]


def test_an_office_below_the_line_of_its_province(registry: Registry) -> None:
    own = answer("จังหวัดตรัง\nสำนักงานประมงจังหวัด", registry)
    forwarded = answer(
        "จังหวัดตรัง\nสำนักงานประมงจังหวัด", registry, address="trang@moi.go.th", display_name="สำนักงานจังหวัดตรัง"
    )
    assert own.agency_ids == forwarded.agency_ids == ["r.dof.92"]


def test_a_bill_in_a_departments_name_is_no_plan(registry: Registry) -> None:
    cover = "ใบแจ้งชำระค่าธรรมเนียม\nระบบรับแผน BCP\nกรมการขนส่งทางบก"
    sender = identify_sender(Claims(address="x@outlook.com", display_name="กรมการขนส่งทางบก", covers=(cover,)), registry)
    assert identify_plan(cover, ["invoice.docx"], sender, True, registry).agency_ids == []


def test_a_town_called_like_a_customs_house_is_no_unit(whole_registry: Registry) -> None:
    assert answer("ด่านซ้าย\nจังหวัดเลย", whole_registry, subject="แผน BCP ด่านซ้าย").status != "not_agency"


@pytest.mark.parametrize(
    ("sender", "subject", "cover", "agency_id"),
    [
        ("ยุติธรรมจังหวัดตรัง", "แผน BCP หน่วยงานยุติธรรมในจังหวัดตรัง", "สำนักงานบังคับคดีจังหวัดตรัง", "c.led:92"),
        ("สำนักงานสรรพากรภาค ๗", "รวมแผนสรรพากรพื้นที่", "สำนักงานสรรพากรพื้นที่พิจิตร", "c.rd_area:66"),
    ],
)
def test_who_gathers_for_its_ministry_or_its_area(
    sender: str, subject: str, cover: str, agency_id: str, registry: Registry
) -> None:
    claims = Claims(address="plan63@gmail.com", display_name=sender, subject=subject, covers=(TITLE + cover, TITLE))
    found = identify_plan(
        TITLE + cover, ["1.docx"], identify_sender(claims, registry), False, registry, subject=subject
    )
    assert found.agency_ids == [agency_id]
    elsewhere = TITLE + "สำนักงานบังคับคดีจังหวัดแพร่"
    found = identify_plan(elsewhere, ["2.docx"], identify_sender(claims, registry), False, registry, subject=subject)
    assert found.agency_ids == []


def test_a_number_of_universities_names_none(registry: Registry) -> None:
    claims = Claims(
        address="rajabhat63@gmail.com", subject="รวมแผน", body="ส่งรวมของมหาวิทยาลัยราชภัฏ ๓ แห่ง", covers=(TITLE,)
    )
    cover = TITLE + "มหาวิทยาลัยราชภัฏเลย"
    assert identify_plan(cover, ["1.docx"], identify_sender(claims, registry), False, registry).agency_ids == [
        "u.rajabhat_lru"
    ]


def test_a_ministrys_short_name_is_never_read_out_of_two_words(registry: Registry) -> None:
    """ชะงัก / คลังจังหวัด… is no ก.คลัง."""
    cover = "กรมบัญชีกลาง\nบทที่ 1\n- เพื่อลดผลกระทบจากการหยุดชะงัก\nคลังจังหวัดแพร่ เป็นหัวหน้าทีมบริหารความต่อเนื่อง"
    assert answer(cover, registry).agency_ids == ["r.cgd.54"]


def of_bundle(cover: str, sender: str, subject: str, registry: Registry) -> Identity:
    """Whose one plan of several is that a free address brings."""
    claims = Claims(address="plan63@gmail.com", display_name=sender, subject=subject, covers=(TITLE + cover, TITLE))
    found = identify_sender(claims, registry)
    return identify_plan(TITLE + cover, ["1.docx"], found, False, registry, subject=subject)


def test_an_abbreviation_that_may_be_the_collectors_own_is_asked_in_a_bundle(registry: Registry) -> None:
    """กษจ. is the office of เกษตร or of เกษตรและสหกรณ์; the one that gathers brings the other's plan too."""
    found = of_bundle("กษจ.ตรัง", "สำนักงานเกษตรและสหกรณ์จังหวัดตรัง", "รวมแผน BCP จังหวัดตรัง", registry)
    assert found.agency_ids == []
    assert {"r.doae.92", "r.moac.92"} <= {*found.candidates}


@pytest.mark.parametrize("subject", ["รวมแผน BCP จังหวัดตรัง", "ส่งแผน BCP", "ส่งแผน BCP หน่วยงานในจังหวัด"])
def test_a_club_of_local_governments_gathers_by_its_name(subject: str, registry: Registry) -> None:
    assert of_bundle("เทศบาลนครตรัง", "สมาคม อปท. ตรัง", subject, registry).agency_ids == ["l.3920102"]
    assert of_bundle("เทศบาลนครยะลา", "สมาคม อปท. ตรัง", subject, registry).agency_ids == []
