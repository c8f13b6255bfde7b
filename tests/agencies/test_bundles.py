"""Plans of a bundle: a clerk of a provincial office, covers without a province, a cover that names nobody."""

import pytest

from mailbot.agencies.identify import Claims, identify, identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.agencies.routing import route
from mailbot.examination import Identity
from mailbot.rules import Rules

SILENT = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\nรองรับโรคติดเชื้อไวรัสโคโรนา 2019"
COLLECTOR = "tak@moi.go.th"


def plan(cover: str, file: str, sender: Identity, registry: Registry) -> Identity:
    return identify_plan(cover, (f"{file}.docx", f"{file}.pdf"), sender, False, registry, subject="แผน BCP")


def by(body: str, registry: Registry, address: str = COLLECTOR) -> Identity:
    return identify_sender(Claims(address=address, subject="แผน BCP", body=body), registry)


@pytest.mark.parametrize(
    ("file", "kind"), [("พลังงาน", "r.moen"), ("2. ที่ดิน", "r.dol"), ("ทด", "r.dol"), ("ทสจ", "r.mnre")]
)
def test_a_silent_plan_by_its_file_and_the_list_in_the_mail(file: str, kind: str, registry: Registry) -> None:
    names = [registry.agencies[f"{one}.63"].name_th for one in ("r.cgd", "r.moen", "r.dol", "r.mnre")]
    told = plan(SILENT, file, by("\n".join(names), registry), registry)
    assert told.agency_ids == [f"{kind}.63"]
    asked = plan(SILENT, file, by("ส่งแผนค่ะ", registry), registry)
    assert (asked.status, asked.agency_ids) == ("ambiguous", [])
    assert f"{kind}.63" in asked.candidates


@pytest.mark.parametrize("file", ["1", "แผน BCP", "โรงพยาบาล", "ฉบับแก้ไข"])
def test_a_file_name_that_tells_no_office_leaves_the_plan_unknown(file: str, registry: Registry) -> None:
    assert not plan(SILENT, file, by("สำนักงานพลังงานจังหวัดตาก", registry), registry).agency_ids


def test_who_collects_for_no_province_names_no_office_by_a_file(registry: Registry) -> None:
    sender = by("แผนของสำนักงานพลังงานจังหวัดตาก", registry, "clerk@gmail.com")
    assert not plan(SILENT, "พลังงาน", sender, registry).agency_ids


def test_a_clerk_at_the_shared_host_may_collect_for_the_one_province(registry: Registry, round_rules: Rules) -> None:
    covers = ("ปศุสัตว์จังหวัดตราด\nBCP", "พมจ.ตราด\nแผน BCP")
    claims = Claims(address="somchai.n@moi.go.th", subject="Fwd: แผนรวม", covers=covers)
    sender = identify_sender(claims, registry)
    assert (sender.status, sender.candidates) == ("ambiguous", ["r.pvo.23", "d.opsmoi"])
    assert identify(claims, registry).agency_ids == ["r.dld.23", "r.msdhs.23"]
    assert route(registry.agencies["r.dld.23"], sender, (), round_rules, registry).route == "collected"


def test_a_clerk_with_plans_of_two_provinces_is_asked(registry: Registry) -> None:
    covers = ("ปศุสัตว์จังหวัดตราด\nBCP", "แรงงานจังหวัดเลย\nแผน BCP")
    found = identify(Claims(address="somchai.n@moi.go.th", subject="Fwd: แผนรวม", covers=covers), registry)
    assert found.agency_ids == []


def test_an_officer_of_the_ministry_who_names_it_is_no_clerk_of_a_province(registry: Registry) -> None:
    claims = Claims(address="suda.k@moi.go.th", subject="แผน สำนักงานปลัดกระทรวงมหาดไทย", body="จังหวัดตราด")
    assert identify_sender(claims, registry).sender_id == "d.opsmoi"


@pytest.mark.parametrize(
    "cover", ["แผน BCP\nสนง.พมจ.\n\nศาลากลางจังหวัดตราด อ.เมือง จ.ตราด 23000", "แผน BCP\nพมจ.\nจ.ตราด"]
)
def test_an_abbreviation_and_the_address_below_it(cover: str, registry: Registry) -> None:
    own = identify(Claims(address="trat_m@m-society.go.th", subject="ส่งแผน พมจ.", covers=(cover,)), registry)
    assert own.agency_ids == ["r.msdhs.23"]
    other = identify(Claims(address="a@gmail.com", subject="ส่งแผน พมจ.เลย", covers=(cover,)), registry)
    assert other.agency_ids == []


@pytest.mark.parametrize(
    ("name", "agency_id"),
    [("สำนักงานโยธาธิการและผังเมืองจังหวัดสิงบุรี", "r.dpt.17"), ("สำนักงานพลังงานจังหวัดสมุทรสาครณ์", "r.moen.74")],
)
def test_a_province_with_a_silent_letter_too_few_or_too_many(name: str, agency_id: str, registry: Registry) -> None:
    found = identify(Claims(address="a@gmail.com", subject="ส่งแผน", covers=(f"แผน BCP\n{name}",)), registry)
    assert found.agency_ids == [agency_id]


def test_a_letter_of_which_only_the_number_is_left_chooses_among_namesakes(registry: Registry) -> None:
    cover = "แผน BCP\nสทช.ที่ 4"
    sender = identify_sender(Claims(address="omcr@gmail.com", subject="สทช.ที่ 4", covers=(cover,)), registry)
    for letter, meant in (("ทส 0413/620", ["c.dmcr_region:4"]), ("คค 0704/11", ["c.drr_bureau:4"]), ("", [])):
        assert identify_plan(cover, (), sender, True, registry, letter=letter).agency_ids == meant


def test_the_name_by_its_first_letters_is_no_other_agency(whole_registry: Registry) -> None:
    cover = "แผน BCP\nองค์การบริหารส่วนตำบลแม่เจดีย์\nใหม่\nอ.เวียงป่าเป้า จ.เชียงราย"
    for short, meant in (("อบต.มจม.", ["l.6571106"]), ("อบต.กขค.", [])):
        found = identify(Claims(address="sao@gmail.com", display_name=short, covers=(cover,)), whole_registry)
        assert found.agency_ids == meant


@pytest.mark.parametrize("province", ["ตาก", "นครนายก", "ขอนแก่น"])
def test_a_half_told_office_below_a_unit_lies_in_the_collectors_province(province: str, registry: Registry) -> None:
    claims = Claims(address="x@gmail.com", display_name=f"สนจ.{province}", subject="ส่งแผนของส่วนราชการ")
    sender = identify_sender(claims, registry)
    told = plan("ฝ่ายบริหารทั่วไป\nแผน BCP\nสำนักงานพลังงานจังหวัด", "1", sender, registry)
    assert [registry.agencies[one].name_th for one in told.agency_ids] == [f"สำนักงานพลังงานจังหวัด{province}"]
    assert not plan("กองช่าง\nแผน BCP\nเทศบาลเมือง", "1", sender, registry).agency_ids


def test_a_page_with_its_province_alone_by_number_and_name_of_the_letter(registry: Registry) -> None:
    letter = "ที่ ขก 0027/11\nศาลากลางจังหวัดขอนแก่น\nเรื่อง ส่งแผน\nเรียน เลขาธิการ ก.พ.ร.\nขอส่งแผน\nขอแสดงความนับถือ\n{foot}"
    cover = "แผน BCP\nจังหวัดขอนแก่น"
    for foot, meant in (("แรงงานจังหวัดขอนแก่น", ["r.mol.40"]), ("ผู้ว่าราชการจังหวัดขอนแก่น", [])):
        claims = Claims(address="a@gmail.com", subject="ส่งแผน", covers=(cover,), letters=(letter.format(foot=foot),))
        sender = identify_sender(claims, registry)
        found = identify_plan(cover, (), sender, True, registry, subject="ส่งแผน", letter=claims.letters[0])
        assert found.agency_ids == meant
