"""A title says what a plan is about: tasks and common nouns in it name nobody, and the agency below owns the plan."""

import pytest

from mailbot.agencies.claims import Claims
from mailbot.agencies.identify import identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.agencies.subjects_of_titles import without_subjects
from mailbot.examination import Identity

TITLES = (
    "แผนบริหารความต่อเนื่องของ{task}",
    "แผนความพร้อมของ{noun}ต่อสภาวะวิกฤต",
    "แผนความพร้อมของ{noun}\nต่อสภาวะวิกฤต พ.ศ. ๒๕๖๓",
    "แผนของ{noun}เมื่อเกิดเหตุฉุกเฉิน",
    "แผนรับมือภัยพิบัติของ{noun}แห่งเรา",
    "คู่มือ{noun}ยามเกิดเหตุ",
    "แนวทางการทำงานต่อเนื่องของ{noun}กรณีเกิดเหตุฉุกเฉิน",
    "แนวทางปฏิบัติเมื่อ{noun}เปิดทำการไม่ได้",
    "เมื่อ{noun}หยุดไม่ได้",
    "เมื่อ{task}หยุดไม่ได้\nแผนความต่อเนื่อง",
    "เมื่อเกิดภัย {noun}ของเราต้องไม่หยุด",
    "{noun}ต้องเดินต่อ\nแผนบริหารความต่อเนื่อง",
    "{noun}ไม่หยุดให้บริการ : แผนบริหารความต่อเนื่อง",
    "ถ้า{noun}เปิดไม่ได้ จะทำอย่างไร",
    "แผนให้{noun}ทำงานต่อได้ในภาวะฉุกเฉิน",
    "แผนเผชิญเหตุและความต่อเนื่องของ{noun}จากอุทกภัย",
    "แผน{noun}สู้ภัย",
    "แผนทำงานต่อเนื่องของ{noun}เรา",
    "แผนธุรกิจต่อเนื่อง\nของ{noun}ที่ให้บริการประชาชน",
    "แผนรองรับสถานการณ์ฉุกเฉินของ{noun}ประจำปี ๒๕๖๓",
    "ฉบับปรับปรุงครั้งที่ ๒\nแผนความพร้อมของ{noun}ในภาวะวิกฤต",
    "BUSINESS CONTINUITY PLAN\nแผนความต่อเนื่องของ{task}และบริการประชาชน",
    "Business Continuity Management\nแนวทางของ{noun}ในการบริหารความต่อเนื่อง",
    "มาตรการของ{noun}รับมือโรคระบาด",
    "ไฟดับ น้ำท่วม โรคระบาด\n{noun}ทำอะไร",
    "แผนการจัดการความต่อเนื่องของ{noun}แบบบูรณาการ",
    "โลโก้{noun}\nแผนบริหารความต่อเนื่อง",
)
NAMED = (
    "แผนความพร้อมของ{name}ต่อสภาวะวิกฤต",
    "คู่มือการทำงานต่อเนื่องของ{name}ในภาวะฉุกเฉิน",
    "แนวทางปฏิบัติของ{name} กรณีเกิดเหตุฉุกเฉิน",
    "เมื่อ{name}หยุดไม่ได้",
    "แผนรักษา{task}ของ{name}ยามวิกฤต",
    "แผนให้{name}บริการประชาชนได้ต่อเนื่อง",
    "แผนบริหารความต่อเนื่องของ{task} {name}",
    "แผนบริหารความต่อเนื่องของ{task}\nของ{name}",
)
OFFICES = (
    ("r.doae.35", "สำนักงานเกษตรจังหวัดยโสธร", "กรมส่งเสริมการเกษตร กระทรวงเกษตรและสหกรณ์", "งานส่งเสริมการเกษตร", "สำนักงาน"),
    ("r.moen.50", "สำนักงานพลังงานจังหวัดเชียงใหม่", "สำนักงานปลัดกระทรวงพลังงาน กระทรวงพลังงาน", "งานพลังงาน", "จังหวัด"),
    ("l.3520102", "เทศบาลนครลำปาง", "อำเภอเมืองลำปาง จังหวัดลำปาง", "งานทะเบียนราษฎร", "เทศบาล"),
    ("l.2910101", "องค์การบริหารส่วนจังหวัดสตูล", "", "ภารกิจหลัก", "อบจ."),
    ("d.dld", "กรมปศุสัตว์", "กระทรวงเกษตรและสหกรณ์", "บริการประชาชน", "กรม"),
    ("u.kku", "มหาวิทยาลัยขอนแก่น", "", "งานบริการนักศึกษา", "มหาวิทยาลัย"),
)


def whose(cover: str, registry: Registry) -> Identity:
    """Whose the plan of this first page is, in a mail that says nothing."""
    sender = identify_sender(Claims("plan.office63@gmail.com", subject="ส่งแผน", covers=(cover,)), registry)
    return identify_plan(cover, ["แผน.docx"], sender, True, registry, subject="ส่งแผน")


@pytest.mark.parametrize("title", TITLES)
def test_what_a_title_is_about_raises_no_doubt(registry: Registry, title: str) -> None:
    for agency_id, name, above, task, noun in OFFICES:
        told = title.format(task=task, noun=noun)
        for cover in (f"{told}\n{name}\n{above}\n๒๕๖๓", f"{name}\n{above}\n{told}"):
            assert whose(cover, registry).agency_ids == [agency_id], cover


@pytest.mark.parametrize("title", NAMED)
def test_a_name_in_a_title_in_other_words_is_its_owners(registry: Registry, title: str) -> None:
    """Below it stood its department or its ministry's secretary, and was credited."""
    for agency_id, name, above, task, _ in OFFICES:
        cover = f"{title.format(name=name, task=task)}\n{above}"
        assert whose(cover, registry).agency_ids == [agency_id], cover


@pytest.mark.parametrize(
    "line",
    [
        "ตราเทศบาล",
        "ตรา อบต.",
        "โรงเรียน วัด และชุมชนปลอดภัย",
        "นายสมชาย ใจดี\nปลัดเทศบาล\nผู้จัดทำ",
        "สำเนาที่ ๒ จาก ๕",
        "ใช้ภายในหน่วยงานเท่านั้น",
        "อนุมัติโดย นายกเทศมนตรี",
        "ผ่านความเห็นชอบจากสภาเทศบาล",
        "Facebook : เทศบาลของเรา",
        "โทร. ๐ ๒๑๒๓ ๔๕๖๗ www.example.go.th",
    ],
)
def test_lines_around_a_title_name_nobody(registry: Registry, line: str) -> None:
    for agency_id, name, above, _, _ in OFFICES:
        title = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)"
        at_its_foot, at_its_head = f"{title}\n{name}\n{above}\n{line}", f"{line}\n{name}\n{above}\n{title}"
        for cover in (at_its_foot, at_its_head) if line.startswith(("ตรา", "สำเนา", "ใช้")) else (at_its_foot,):
            assert whose(cover, registry).agency_ids == [agency_id], cover


def test_a_divisions_title_is_still_no_agencys(registry: Registry) -> None:
    for unit in ("กองช่าง", "ฝ่ายโยธา", "กองสาธารณสุขและสิ่งแวดล้อม"):
        found = whose(f"แผนบริหารความต่อเนื่องของ{unit}\nเทศบาลนครลำปาง", registry)
        assert found.status == "not_agency", unit


def test_a_name_that_no_list_knows_is_not_taken_for_a_common_noun(registry: Registry) -> None:
    for name in ("เทศบาลต่อแพใหม่", "เทศบาลเมืองในเวียงทอง", "องค์การบริหารส่วนตำบล\nสำนักท้อนทอง"):
        found = whose(f"แผนความพร้อมของ{name}ต่อสภาวะวิกฤต\nองค์การบริหารส่วนจังหวัดระยอง", registry)
        assert found.agency_ids == [], name


def test_a_name_that_goes_on_with_a_further_noun_is_anothers(registry: Registry) -> None:
    ministry = "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"
    found = whose(f"แผนบริหารความต่อเนื่อง\nองค์การสวนพฤกษศาสตร์และป่าสาธิตภาคเหนือ\n{ministry}", registry)
    assert (found.status, found.agency_ids) == ("ambiguous", [])
    for beside in ("และหน่วยงานในสังกัด", "และสำนักงานใหญ่", ""):
        found = whose(f"แผนบริหารความต่อเนื่อง\nองค์การสวนพฤกษศาสตร์{beside}\n{ministry}", registry)
        assert found.agency_ids == ["s.bgo"], beside


def test_a_unit_of_the_armed_forces_is_not_the_whole_force(registry: Registry) -> None:
    for told in ("กรมอู่ทหารเรือ กองทัพเรือ", "กรมแผนที่ทหาร กองบัญชาการกองทัพไทย"):
        cover = "แผนการดำรงบริการ\nพ.ศ. ๒๕๖๓\nตอนที่ ๑ กล่าวทั่วไป\nดูแลอาคาร"
        sender = identify_sender(Claims("a@gmail.com", subject=f"ส่งแผน BCP {told}"), registry)
        found = identify_plan(cover, ["แผน.docx"], sender, True, registry, subject=f"ส่งแผน BCP {told}")
        assert found.agency_ids == [], told
        apart = told.replace(" ", "\n")
        assert whose(f"แผนบริหารความต่อเนื่อง\n{apart}", registry).agency_ids == [], told


def test_no_name_of_the_country_holds_such_words(whole_registry: Registry) -> None:
    """Else it would be torn apart there."""
    names = {
        name
        for one in whole_registry
        for name in (one.name_th, *one.short_names, *one.former_names)
        if "\n" not in name
    }
    names |= {place.name_th for place in whole_registry.amphoes.values()}
    names |= {place.name_th for place in whole_registry.provinces.values()}
    torn = {name for name in names if without_subjects(f"แผน\n{name}") != f"แผน\n{name}"}
    assert not torn


@pytest.mark.parametrize(
    ("agency_id", "below"),
    [
        ("d.dtn", "กรมเจรจาการค้าระหว่างประเทศ\nกระทรวงพาณิชย์ จังหวัดนนทบุรี"),
        ("r.dlpw.25", "สำนักงานสวัสดิการและคุ้มครองแรงงานจังหวัดปราจีนบุรี\nศูนย์ราชการกระทรวงแรงงานจังหวัดปราจีนบุรี"),
    ],
)
def test_a_ministry_with_its_seat_raises_no_doubt(registry: Registry, agency_id: str, below: str) -> None:
    assert whose(f"แผนบริหารความพร้อมต่อสภาวะวิกฤต\n{below}", registry).agency_ids == [agency_id]


def test_a_department_with_offices_beside_a_province_is_asked(registry: Registry) -> None:
    """It may be the plan of its office in that province."""
    assert not whose("แผนบริหารความต่อเนื่อง\nกรมปศุสัตว์\nกระทรวงเกษตรและสหกรณ์ จังหวัดน่าน", registry).agency_ids
