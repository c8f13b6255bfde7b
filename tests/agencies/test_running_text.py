"""A name that goes on in running text on the first pages of a plan is still that agency's, and no unlisted one's."""

import re

from mailbot.agencies.claims import Claims
from mailbot.agencies.identify import identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.vocabulary import PREDICATES
from mailbot.examination import Identity

PREFACES = {
    "r.dld.47": "สำนักงานปศุสัตว์จังหวัดสกลนคร\nกรมปศุสัตว์ กระทรวงเกษตรและสหกรณ์\nฉบับปรับปรุง มิถุนายน ๒๕๖๓\nคำนำ\n"
    "แผนดำเนินธุรกิจอย่างต่อเนื่องฉบับนี้ สำนักงานปศุสัตว์จังหวัดสกลนครเขียนขึ้นจากฉบับปี ๒๕๕๗",
    "r.dof.75": "สำนักงานประมงจังหวัดสมุทรสงคราม\nความเป็นมา\nสำนักงานประมงจังหวัดสมุทรสงครามตั้งอยู่ตำบลลาดใหญ่ มีประมงอำเภอ 3 แห่ง",
    "r.moj_prison.66": "เรือนจำจังหวัดพิจิตร\nกรมราชทัณฑ์ กระทรวงยุติธรรม\nก. สภาพเรือนจำ\nเรือนจำจังหวัดพิจิตรเก่าแก่ เนื้อที่ ๑๑ ไร่",
    "l.2460101": "องค์การบริหารส่วนจังหวัดกาฬสินธุ์\nพ.ศ. 2563\nกองแผนและงบประมาณ ร่วมกับ สำนักปลัด อบจ.\nบทนำ\n"
    "องค์การบริหารส่วนจังหวัดกาฬสินธุ์ดูแลถนนสายรอง 74 สาย\nหัวหน้าทีม นายก อบจ. (สำรอง: รองนายก)",
    "l.2360101": "องค์การบริหารส่วนจังหวัดชัยภูมิ\nจัดทำโดย สำนักปลัดองค์การบริหารส่วนจังหวัด\nคำนำ\n"
    "องค์การบริหารส่วนจังหวัดชัยภูมิซ่อมถนนสายรอง",
    "l.3200701": "เทศบาลนครแหลมฉบัง\nอำเภอศรีราชา จังหวัดชลบุรี\nสำนักปลัดเทศบาล ร่วมกับกองยุทธศาสตร์และงบประมาณ\n"
    "เทศบาลนครแหลมฉบังอันกว้าง ๑๐๙ ตารางกิโลเมตร",
    "d.tmd": "กรมอุตุนิยมวิทยา\nกระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม\nคำนำ\nกรมอุตุนิยมวิทยาไม่เคยปิดทำการ",
}


def whose(cover: str, registry: Registry, address: str = "plan.office63@gmail.com", subject: str = "") -> Identity:
    """Whose the one plan of a mail is that begins with this text."""
    sender = identify_sender(Claims(address=address, subject=subject, covers=(cover,)), registry)
    return identify_plan(cover, ["แผน.docx"], sender, True, registry, subject=subject)


def test_the_preface_of_a_plan_raises_no_doubt_about_its_title(registry: Registry) -> None:
    for agency_id, text in PREFACES.items():
        cover = f"แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)\n{text}"
        agency = registry.get(agency_id)
        assert agency is not None
        subject = f"ส่งแผน BCP {agency.name_th}"
        found = whose(cover, registry, subject=subject)
        assert (found.status, found.agency_ids) == ("identified", [agency_id]), text


def test_a_longer_name_above_is_not_taken_for_the_shorter_one_below(registry: Registry) -> None:
    """เทศบาลนครระยองใหม่ is on no list; a sentence about นครระยอง below does not make it that one."""
    cover = "แผน BCP\nเทศบาลนครระยองใหม่\nคำนำ\nอยู่ติดกับเทศบาลนครระยอง มีพื้นที่น้อย"
    found = whose(cover, registry)
    assert found.status != "identified"


def test_no_name_holds_a_word_that_begins_a_predicate(whole_registry: Registry) -> None:
    """Else the name would be cut short there: of บ้านใช้ nothing would be left but บ้าน."""
    inside = re.compile(PREDICATES)
    cut = {
        name
        for agency in whole_registry
        for name in map(squeeze, (agency.name_th, *agency.short_names, *agency.former_names))
        if inside.search(name, 1)
    }
    assert not cut


def test_neighbours_below_the_title_page_are_not_its_owners(registry: Registry) -> None:
    """The hospital, the temple, the offices in the same building: none stands on the title page."""
    cover = (
        "แผนบริหารความต่อเนื่อง\nสำนักงานแรงงานจังหวัดสตูล\nคำนำ\nวัดในจังหวัดเป็นที่พักพิง\n"
        "สำนักงานจัดหางานจังหวัดสตูลและสำนักงานประกันสังคมจังหวัดสตูลมีแผนของตนแล้ว\nเทศบาลเมืองสตูลช่วยเหลือ"
    )
    found = whose(cover, registry)
    assert (found.status, found.agency_ids) == ("identified", ["r.mol.91"])


def test_places_and_ministries_in_short_belong_to_the_title_page() -> None:
    title = "ก.มหาดไทย\nแผนบริหารความต่อเนื่อง\nอบต.ตะพง\nอ.เมือง\nจ.ระยอง\nจ. ระยอง\n"
    for text in ("คำนำ\nอบต.", "ก. สภาพพื้นที่\n", "ก) สภาพพื้นที่\n", "๑. ความเป็นมา\n", "บทที่ 1\n", "a" * 100):
        assert title_block_end(title + text) == len(title), text


def test_a_verb_is_no_place_of_a_branch(registry: Registry) -> None:
    """การไฟฟ้าส่วนภูมิภาคจ่ายไฟให้ 74 จังหวัด once credited a branch called จ่ายไฟให้."""
    cover = "แผนบริหารความต่อเนื่อง\nกฟภ.\nการไฟฟ้าส่วนภูมิภาค\nคำนำ\nการไฟฟ้าส่วนภูมิภาคจ่ายไฟให้ 74 จังหวัด"
    found = whose(cover, registry, "bcm.center@pea.co.th")
    assert found.agency_ids == ["s.pea"]


def test_a_plan_without_a_title_is_asked_with_all_that_it_names(registry: Registry) -> None:
    cover = (
        "บทที่ 1\nความเป็นมา\nกรมประมง กรมปศุสัตว์ และกรมการข้าวได้จัดส่งแล้ว\n"
        "กองแผนงานและวิชาการจึงได้จัดทำแผนฉบับนี้ขึ้นเพื่อใช้ภายในกรมวิชาการเกษตร"
    )
    found = whose(cover, registry)
    assert found.status == "ambiguous"
    assert "d.doa" in found.candidates


def test_a_title_page_behind_the_preface_is_found(registry: Registry) -> None:
    cover = (
        "คำนำ\nขอบคุณองค์การบริหารส่วนจังหวัดชลบุรีและองค์การบริหารส่วนจังหวัดปราจีนบุรีที่แลกเปลี่ยนข้อมูล\nสารบัญ\nบทนำ 1\n\n"
        "แผนบริหารความต่อเนื่อง\nองค์การบริหารส่วนจังหวัดฉะเชิงเทรา\n\nบทนำ\nปภ. จังหวัดฉะเชิงเทรา"
    )
    found = whose(cover, registry)
    assert found.agency_ids == ["l.2240101"]


def test_the_place_of_a_namesake_does_not_choose_among_twins(whole_registry: Registry) -> None:
    """ทต.บ้านเหล่า of จังหวัดเชียงราย tells that another one is in พะเยา: once its plan was credited there."""
    cover = (
        "แผนบริหารความต่อเนื่อง\nทต.บ้านเหล่า\nคำนำ\nแผนฉบับที่หนึ่งใช้สำหรับแผ่นดินไหว\n"
        "เราทราบว่าที่อำเภอแม่ใจ จังหวัดพะเยา มีเทศบาลชื่อเดียวกัน แผนคนละฉบับ"
    )
    found = whose(cover, whole_registry)
    assert (found.status, set(found.candidates)) == ("ambiguous", {"l.5560702", "l.5571701"})
