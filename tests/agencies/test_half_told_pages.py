"""Title pages that tell half: a place without its level, a twin told by its telephone, an office without its province,
units and groups beside a name, English names in another order."""

import pytest

from mailbot.agencies.claims import Claims
from mailbot.agencies.identify import identify, identify_plan, identify_sender
from mailbot.agencies.places import Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.telephones import provinces_dialled
from tests.agencies.test_running_text import whose

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)\n"
LEVELS = {
    "the head signs": ("ตำบลร้องวัวแดง อำเภอสันกำแพง จังหวัดเชียงใหม่\nคำนำ\nใช้เมื่อเกิดเหตุ\nปลัดองค์การบริหารส่วนตำบล", "l.6501308"),
    "the town writes": ("ตำบลห้วยราช อำเภอห้วยราช จังหวัดบุรีรัมย์\nคำนำ\nเทศบาลจึงได้จัดทำแผนนี้ขึ้น", "l.5311601"),
    "the other of the two": ("ตำบลแหลมสัก อำเภออ่าวลึก จังหวัดกระบี่\nคำนำ\nนายกองค์การบริหารส่วนตำบลขอขอบคุณทุกคน", "l.6810510"),
    "the level by itself": ("อบต.\nต.บ้านบุ่ง อ.เมือง จ.พิจิตร", "l.6660107"),
    "a bare name on the title": ("ตันหยง ปัตตานี\nคำนำ\nเทศบาลตำบลตันหยงเล็งเห็นความสำคัญของการเตรียมพร้อม", "l.5940901"),
    "a sentence goes on from the name": (
        "เมืองสามหมอก\nคำนำ\nเทศบาลเมืองแม่ฮ่องสอนขอใช้แผนฉบับนี้แทนแผนเดิม\nขอบคุณองค์การบริหารส่วนจังหวัดแม่ฮ่องสอน",
        "l.4580102",
    ),
    "a bare name, and a verb behind the whole one": (
        "สัมปทวน\nนครชัยศรี\nคำนำ\nปีนั้นองค์การบริหารส่วนตำบลสัมปทวนทำงานบนเรือ\nเทศบาลตำบลห้วยพลู ส่งอาหารมาให้",
        "l.6730311",
    ),
    "the namesake told apart": (
        "เทศบาลตำบลดอนทราย\nจังหวัดพัทลุง\nคำนำ\nอีกแห่งหนึ่งอยู่อำเภอปากพะยูน ส่วนเราอยู่อำเภอควนขนุน",
        "l.5930510",
    ),
    "the title page behind a signed preface": (
        "คำนำ\nได้รับคำปรึกษาจากมหาวิทยาลัยราชภัฏราชนครินทร์\nกลุ่มงานป้องกันฯ\nพฤษภาคม 2563\nสารบัญ\nบทนำ ........ 1\n"
        "แผนบริหารความต่อเนื่อง\nองค์การบริหารส่วนจังหวัดฉะเชิงเทรา\nบทนำ\nอยู่ในเขตเทศบาลเมืองฉะเชิงเทรา",
        "l.2240101",
    ),
    "the area of the telephone": ("องค์การบริหารส่วนตำบลเทอดไทย\nโทรศัพท์ 053-730205", "l.6571503"),
    "the address of the twin": ("เทศบาลตำบลหนองปลาไหล\n36/7 หมู่ 6 ถนนสุขุมวิท 20150", "l.5200407"),
}
ASKED = {
    "no level": ("ตำบลค้อวัง อำเภอค้อวัง จังหวัดยโสธร", {"l.5350701", "l.6350705"}),
    "both levels": ("ตำบลค้อวัง อำเภอค้อวัง\nคำนำ\nปลัดเทศบาล และปลัด อบต. ร่วมกันทำ", {"l.5350701", "l.6350705"}),
    "a name and its place below": ("บ้านเป้า\nอ.เกษตรสมบูรณ์ จ.ชัยภูมิ", {"l.5360402", "l.6360404"}),
    "a mobile telephone": ("อบต.จอมศรี\nโทร 081-234-5678", {"l.6411908", "l.6420305"}),
    "numbers of two areas": ("อบต.จอมศรี\nโทร 042-234567 โทรสาร 053-234567", {"l.6411908", "l.6420305"}),
    "a secretariat above": ("สำนักปลัดเทศบาล\nเทศบาลตำบลยะรัง อำเภอยะรัง จังหวัดปัตตานี", {"l.5941001"}),
}
OFFICES = {
    "a group below": ("สำนักงานอุตสาหกรรมจังหวัดกระบี่\n\nกลุ่มนโยบายและแผนงาน", "r.moin.81"),
    "the committee above": ("คณะบริหารความต่อเนื่อง\nสำนักงานประมงจังหวัดตราด", "r.dof.23"),
    "its province in the text": (
        "สำนักงานปศุสัตว์จังหวัด\nคำนำ\nเราใช้แผนของปศุสัตว์จังหวัดขอนแก่นมาดัดแปลง\nสำนักงานปศุสัตว์จังหวัดนครพนมตั้งอยู่ถนนอภิบาลบัญชา",
        "r.dld.48",
    ),
    "cut short below its ministry": ("กรมอุทยานฯ\nกระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม", "d.dnp"),
    "English in another order": ("Provincial Office of Public Health, Nan", "r.moph.55"),
    "English without Provincial": ("Nan Labor Office", "r.mol.55"),
    "English, province behind": ("Office of Natural Resources and Environment, Chaiyaphum Province", "r.mnre.36"),
    "English, other spelling": ("Mukdaharn Provincial Culture Office", "r.mocu.49"),
    "English department turned round": ("Trade Negotiations Department, Ministry of Commerce", "d.dtn"),
}


@pytest.mark.parametrize("told", LEVELS)
def test_what_the_page_tells_elsewhere_completes_it(told: str, whole_registry: Registry) -> None:
    text, agency_id = LEVELS[told]
    found = whose(text if text.startswith("คำนำ") else TITLE + text, whole_registry)
    assert (found.status, found.agency_ids) == ("identified", [agency_id])


@pytest.mark.parametrize("told", ASKED)
def test_what_stays_open_is_asked_with_all_that_it_may_be(told: str, whole_registry: Registry) -> None:
    text, agency_ids = ASKED[told]
    found = whose(TITLE + text, whole_registry)
    assert found.status == "ambiguous"
    assert agency_ids <= {*found.candidates}


@pytest.mark.parametrize("told", OFFICES)
def test_offices_by_half_a_name_or_in_english(told: str, registry: Registry) -> None:
    text, agency_id = OFFICES[told]
    found = whose(TITLE + text, registry)
    assert (found.status, found.agency_ids) == ("identified", [agency_id])


def test_an_english_line_that_only_resembles_an_office_is_none(registry: Registry) -> None:
    for line in (
        "Provincial Hospital Nan",
        "Public Health, Nan",
        "Chon Buri Fisheries Research Office",
        "Bangkok Office",
    ):
        assert whose(TITLE + line, registry).status != "identified", line


def test_a_school_or_hospital_keeps_its_home_as_a_candidate(registry: Registry) -> None:
    for house in ("โรงพยาบาลสงขลานครินทร์\nคณะแพทยศาสตร์ มหาวิทยาลัยสงขลานครินทร์", "โรงเรียนสาธิต\nมหาวิทยาลัยสงขลานครินทร์"):
        found = whose(TITLE + house, registry)
        assert found.status == "not_agency"
        assert found.candidates == ["u.psu"]


def test_telephones_tell_an_area_only_when_they_agree() -> None:
    assert provinces_dialled("โทร. 0 5428 1590 โทรสาร 0 5428 1591") == {"52", "54", "55", "56"}
    assert provinces_dialled("โทร 02-123-4567") == provinces_dialled("โทร 054-281590 โทร 042-123456") == frozenset()
    assert not Places(dialled=frozenset({"52"}))


def test_a_silent_plan_with_anothers_name_on_one_of_its_files_is_asked_about(registry: Registry) -> None:
    cover = f"{TITLE}2563"
    sender = identify_sender(Claims(address="loei@moi.go.th", subject="ส่งแผน BCP", covers=(cover,)), registry)
    names = ["แผน BCP คลังจังหวัดเลย.docx", "แผน BCP สถิติจังหวัดเลย.pdf"]
    found = identify_plan(cover, names, sender, True, registry, subject="ส่งแผน BCP")
    assert found.status == "ambiguous"
    assert {"r.cgd.42", "r.nso.42"} <= {*found.candidates}


def test_abbreviations_of_a_collector_are_completed_by_the_ministry_below(registry: Registry) -> None:
    covers = (f"{TITLE}ปภ.จ.พะเยา", f"{TITLE}สสจ.\nกระทรวงสาธารณสุข")
    found = identify(Claims(address="phayao@moi.go.th", subject="ส่งแผน BCP ส่วนราชการ", covers=covers), registry)
    assert set(found.agency_ids) == {"r.ddpm.56", "r.moph.56"}


def test_the_office_of_a_district_brings_the_plans_of_its_local_governments(whole_registry: Registry) -> None:
    def brought(cover: str) -> tuple[str, list[str]]:
        subject = "รวบรวมแผน BCP ของ อปท. อำเภอบ้านผือ จังหวัดอุดรธานี"
        body = "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอบ้านผือ ขอส่งแผนของ อปท. ในพื้นที่"
        claims = Claims(address="dla.banphue@gmail.com", subject=subject, body=body, covers=(cover, f"{TITLE}ทต.บ้านผือ"))
        sender = identify_sender(claims, whole_registry)
        found = identify_plan(cover, ["c1.docx"], sender, False, whole_registry, subject=subject)
        return found.status, found.agency_ids

    assert brought(f"{TITLE}อบต.คำด้วง") == ("identified", ["l.6411710"])
    assert brought(f"{TITLE}องค์การบริหารส่วนตำบลสะเนียน อำเภอเมืองน่าน")[0] == "ambiguous"


def test_a_department_cut_short_is_known_when_its_ministry_sends_it(registry: Registry) -> None:
    for address, status in (("plan@moj.go.th", "identified"), ("plan.office63@gmail.com", "ambiguous")):
        assert whose(f"{TITLE}กรมพินิจฯ", registry, address=address).status == status


def test_a_region_and_a_club_bring_plans_by_their_covers(whole_registry: Registry) -> None:
    def brought(cover: str, address: str, display: str, subject: str) -> tuple[str, list[str]]:
        claims = Claims(address=address, display_name=display, subject=subject, body="ส่งแผนค่ะ", covers=(cover, TITLE))
        sender = identify_sender(claims, whole_registry)
        found = identify_plan(cover, ["c1.docx"], sender, False, whole_registry, subject=subject)
        return found.status, found.agency_ids

    region = ("region7@dld.go.th", "ปศข.7", "ปศข.7 ส่งแผน")
    assert brought(f"{TITLE}สำนักงานปศุสัตว์จังหวัดราชบุรี", *region) == ("identified", ["r.dld.70"])
    assert brought(f"{TITLE}สำนักงานเกษตรจังหวัดราชบุรี", *region)[0] == "ambiguous"
    club = ("plg.lao@hotmail.com", "ชมรม อปท. พัทลุง", "รวมแผน BCP อปท. พัทลุง")
    assert brought(f"{TITLE}เทศบาลตำบลจองถนน\nอำเภอเขาชัยสน", *club) == ("identified", ["l.5930303"])
    assert brought(f"{TITLE}เทศบาลตำบลนาส่วง\nอำเภอเดชอุดม", *club)[0] == "ambiguous"


def test_a_school_that_sends_for_its_municipality_is_no_rival(whole_registry: Registry) -> None:
    def sent(subject: str) -> str:
        cover = f"{TITLE}เทศบาลตำบลต้นไทร\nอำเภอบาเจาะ จังหวัดนราธิวาส"
        display = "โรงเรียนเทศบาลต้นไทร"
        claims = Claims(address="tonsai_school@gmail.com", display_name=display, subject=subject, covers=(cover,))
        sender = identify_sender(claims, whole_registry)
        return identify_plan(cover, ["แผน.docx"], sender, True, whole_registry, subject=subject).status

    assert sent("แผน BCP ของเทศบาลตำบลต้นไทร") == "identified"
    assert sent("แผน BCP") == "ambiguous"
