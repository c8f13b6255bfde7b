"""Advice of clauses 3.1 to 3.3 on invented plans: told where the thing is not there, never where it is."""

from dataclasses import replace

import pytest

from mailbot.documents.model import Document
from mailbot.mail.model import Attachment
from mailbot.plans.model import PlanFile
from mailbot.rules import Advice, Rules, load
from tests.validators.invented import OLD, made, told
from validators import digital, long_duration, out_of_date, pandemic, province_coordination
from validators.years import years

DISEASE = [
    "แผนรองรับโรคระบาด",
    "กรณีโรคติดต่ออันตราย",
    "โรคติดเชื้อไวรัสโคโรนา ๒๐๑๙",
    "สถานการณ์โควิด-19",
    "สถานการณ์ COVID-19 ในพื้นที่",
    "COVID 19",
    "ไวรัสโคโรน่า",
    "โรคอุบัติใหม่",
    "ภาวะโรค\nระบาด",
    "โรคระบ าด",
    "Pandemic influenza",
    "การแพร่ระบาดของเชื้อไข้หวัดใหญ่",
    "ภาวะฉุกเฉินทางสาธารณสุข",
    "โคิวด และโรคระบาดต่อเนี่อง",
]
HOME = [
    "ให้บุคลากรปฏิบัติงานที่บ้าน",
    "ทำงานจากที่พัก",
    "Work from Home (WFH)",
    "ประชาชนไม่สามารถเดินทางออกจากบ้านมาติดต่อราชการได้",
    "เมื่อมีการล็อกดาวน์พื้นที่",
    "ปฏิบัติราชการนอกสถานที่ตั้ง",
    "ให้บริการออนไลน์",
    "รับคำขอทางเว็บไซต์",
]


@pytest.mark.parametrize("disease", DISEASE)
@pytest.mark.parametrize("home", HOME)
def test_a_plan_that_covers_outbreaks_and_home_is_not_advised(rules: Rules, disease: str, home: str) -> None:
    assert told(pandemic.check, made(disease, home), rules) == []


@pytest.mark.parametrize(
    "words",
    [
        "ตามมาตรการเตรียมความพร้อมของหน่วยงานภาครัฐในการบริหารราชการและให้บริการประชาชนในสภาวะวิกฤต"
        " [รองรับสถานการณ์การระบาดของโรคติดเชื้อไวรัสโคโรนา ๒๐๑๙ (COVID-19)] ตามมติคณะรัฐมนตรี",
        "มติคณะรัฐมนตรีให้ทบทวนแผน\nให้เป็นปัจจุบัน รวมทั้งสามารถรองรับกรณีเกิดโรคระบาด\nต่อเนื่องได้ โดยกำหนดให้หน่วยงานจัดส่งแผนฯ",
        "พระราชบัญญัติโรคติดต่อ พ.ศ. ๒๕๕๘",
        "ทั้งนี้ แผนฉบับนี้ไม่ครอบคลุมกรณีโรคระบาด",
        "เฝ้าระวังโรคระบาดสัตว์ในฟาร์ม",
        "สำรองข้อมูลกันไฟฟ้าดับ",
    ],
)
def test_to_quote_the_circular_is_not_to_cover_an_outbreak(rules: Rules, words: str) -> None:
    (finding,) = told(pandemic.check, made(words, "ปฏิบัติงานที่บ้าน"), rules)
    assert finding.parameters["missing"] == "สถานการณ์โรคระบาด"
    (finding,) = told(pandemic.check, made(words), rules)
    assert "ออกจากบ้าน" in finding.parameters["missing"]


def test_an_outbreak_without_anybody_at_home_is_told_as_that(rules: Rules) -> None:
    (finding,) = told(pandemic.check, made("รองรับโรคระบาด"), rules)
    assert finding.parameters["missing"] == rules.advice.pandemic.missing_home


DIGITAL = [
    "มุ่งเน้นระบบบริการอิเล็กทรอนิกส์ (e-Service)",
    "ให้บริการ E-SERVICE",
    "ระบบ eService ของกรม",
    "นำเทคโนโลยีดิจิทัลมาใช้",
    "เทคโนโลยีดิจิตอล",
    "ยื่นคำขอออนไลน์",
    "ประชุมผ่าน Zoom",
    "ประชุมทางไกล",
    "ใช้ VPN จากที่พัก",
    "วิดีโอคอนเฟอเรนซ์",
    "แอปพลิเคชันของเทศบาล",
    "ให้บริการประชาชนผ่านเว็บไซต์",
    "รับเรื่องร้องเรียนทาง LINE",
    "ลงทะเบียนทาง Facebook ของ อบต.",
    "ระบบสารบรรณอิเล็กทรอนิกส์",
    "เก็บไว้บน Google Drive",
    "Line OA",
]


@pytest.mark.parametrize("words", DIGITAL)
def test_a_plan_with_digital_technology_is_not_advised(rules: Rules, words: str) -> None:
    assert told(digital.check, made(words), rules) == []


@pytest.mark.parametrize("words", ["", "ไม่มีระบบออนไลน์", "guideline ของกระทรวง", "ไปรษณีย์อิเล็กทรอนิกส์ plan@example.go.th"])
def test_a_plan_of_papers_is_advised(rules: Rules, words: str) -> None:
    assert [finding.code for finding in told(digital.check, made(words), rules)] == ["advice.digital"]


ADAPTED = [
    "แผนเผชิญเหตุ กรณีอุทกภัย\nองค์การบริหารส่วนตำบลตัวอย่าง\n",
    "แผนป้องกันและระงับอัคคีภัย ศาลากลางจังหวัด\n",
    "แผนฉุกเฉิน (ไฟไหม้ที่ทำงาน)\n",
    OLD + "\nแผนฉบับนี้ปรับปรุงจากแผนเผชิญเหตุของหน่วยงาน",
    OLD + "\nหน่วยงานได้นำแผนป้องกันและระงับอัคคีภัย มาปรับเป็นแผนดำเนินธุรกิจอย่างต่อเนื่อง",
    OLD + "\nจัดทำขึ้นจาก PMQA หมวด ๖ การปฏิบัติการ",
]
LONG = [
    "กรณีเหตุการณ์ยืดเยื้อ ให้สลับชุดปฏิบัติงาน",
    "รองรับเหตุการณ์นานกว่า ๑ เดือน",
    "มากกว่า 30 วัน",
    "อย่างน้อย ๖ สัปดาห์",
    "ในระยะยาว ให้ปฏิบัติงานที่บ้าน",
    "ต่อเนื่องเป็นระยะเวลานาน",
    "การระบาดหลายเดือน",
]


@pytest.mark.parametrize("base", ADAPTED)
def test_an_adapted_plan_must_hold_for_more_than_a_month(rules: Rules, base: str) -> None:
    (finding,) = told(long_duration.check, made("ซ้อมแผนทุก ๖ เดือน และซ่อมอาคารให้เสร็จใน ๗ วัน", base=base), rules)
    assert finding.parameters["source"] in rules.advice.long_duration.sources
    for words in LONG:
        assert told(long_duration.check, made(words, base=base), rules) == []


@pytest.mark.parametrize("words", ["", "ประกาศใช้แผนเผชิญเหตุของแต่ละอาคาร แล้วประเมินความเสียหาย", "ซ้อมแผนหนีไฟปีละครั้ง"])
def test_a_plan_that_only_names_another_is_not_one(rules: Rules, words: str) -> None:
    assert told(long_duration.check, made(words), rules) == []


OLD_YEARS = [
    "ฉบับปรับปรุง พ.ศ. ๒๕๕๙",
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง ประจำปีงบประมาณ ๒๕๖๐",
    "ทบทวนครั้งที่ ๒/๒๕๖๑",
    "ปรับปรุงเมื่อ ๑ ต.ค. 59",
    "ข้อมูล ณ วันที่ 30 กันยายน 2558",
    "อนุมัติแผนเมื่อวันที่ ๓๑/๓/๒๕๕๗",
    "Revised January 2016",
]
OF_OTHERS = [
    "เช่น มหาอุทกภัย ๒๕๕๔",
    "พระราชบัญญัติป้องกันและบรรเทาสาธารณภัย พ.ศ. ๒๕๕๐",
    "มติคณะรัฐมนตรีเมื่อวันที่ ๓๑ มีนาคม ๒๕๖๓",
    "หนังสือสำนักงาน ก.พ.ร. ที่ นร ๑๒๐๐/ว๐๐๑๒ ลงวันที่ ๕ พฤษภาคม ๒๕๖๓",
    "โรคติดเชื้อไวรัสโคโรนา 2019",
    "ยุทธศาสตร์ชาติ ๒๐ ปี (พ.ศ. ๒๕๖๑ - ๒๕๘๐)",
    "พ.ร.บ. ปรับปรุงกระทรวง ทบวง กรม (ฉบับที่ ๒) พ.ศ. ๒๕๔๕",
    "มาตรฐาน ISO 22301:2012 และ มอก. ๒๒๓๐๑-๒๕๕๖",
    "โทรศัพท์ ๐ ๒๕๖๓ ๑๒๓๔ และ 0-2559-1234",
    "งบประมาณ ๒,๕๖๐ บาท ภายใน 2560 บาท",
    "ในเวลา ๑๔.๕๕ น. ชั้น ๒๕ ห้อง ๒๕๖๑๒",
]


@pytest.mark.parametrize("year", OLD_YEARS)
def test_a_plan_of_years_ago_is_advised_whatever_else_it_cites(rules: Rules, year: str) -> None:
    for plan in (made(year), made(year, *OF_OTHERS)):
        (finding,) = told(out_of_date.check, plan, rules)
        assert 2557 <= int(finding.parameters["year"]) <= 2561
        assert finding.place is not None
        assert finding.place.startswith("แผน.")
    for new in (
        "ปรับปรุง พ.ศ. ๒๕๖๓",
        "ทบทวนปีงบประมาณ 63",
        "ซ้อมแผนเดือนธันวาคม ๒๕๖๓",
        "คำสั่งที่ ๑๒/๒๕๖๓",
        "มิ.ย. 2020",
        "ปี ๒๕๖๒",
    ):
        assert told(out_of_date.check, made(year, new), rules) == []


@pytest.mark.parametrize("words", OF_OTHERS)
def test_years_of_others_are_not_the_plans(rules: Rules, words: str) -> None:
    assert told(out_of_date.check, made(words), rules) == []


def test_the_years_on_a_cover_count_by_themselves(rules: Rules) -> None:
    (finding,) = told(out_of_date.check, made(base="แผนดำเนินธุรกิจอย่างต่อเนื่อง\nพ.ศ. ๒๕๕๘\n" + OLD), rules)
    assert finding.parameters == {"file": "แผน.docx, แผน.pdf", "year": "2558"}


def test_a_team_of_years_ago_in_a_new_plan(rules: Rules) -> None:
    (finding,) = told(
        out_of_date.check,
        made("ฉบับปรับปรุง พ.ศ. ๒๕๖๓", "รายชื่อทีมงานและโทรศัพท์ (ข้อมูล ณ วันที่ ๑ ตุลาคม ๒๕๕๗)"),
        rules,
    )
    assert finding.parameters["year"] == "2557"
    assert finding.parameters["part"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("พ.ศ. ๒๕๖๓", [2563]),
        ("ปี 63 และปีงบประมาณ ๖๑", [2563, 2561]),
        ("1/10/59 ถึง 30 ก.ย. 60", [2559, 2560]),
        ("ค.ศ. 2020", [2563]),
        ("๐ ๒๕๖๓ ๑๒๓๔", []),
        ("๒,๕๖๓ คน 2563 คน", []),
        ("อายุ ๖๐ ปี ๔๕ วัน", []),
    ],
)
def test_every_way_to_write_a_year(text: str, values: list[int]) -> None:
    assert [year.value for year in years(text, (), ())] == values


@pytest.mark.parametrize(
    "words",
    [
        "จัดตั้งศูนย์บัญชาการเหตุการณ์จังหวัด",
        "ประสานงานระหว่างหน่วยงานภายในจังหวัด",
        "แจ้งเหตุไปยังหัวหน้าส่วนราชการประจำจังหวัดทุกแห่ง",
        "รายงานต่อที่ประชุมคณะกรมการจังหวัด",
        "ให้ทุกอำเภอรายงานสถานการณ์",
    ],
)
def test_a_provincial_office_that_coordinates_is_not_advised(rules: Rules, words: str) -> None:
    assert told(province_coordination.check, replace(made(words), agency_id="r.pvo.21", tier="regional"), rules) == []


def test_only_provincial_offices_are_advised_to_coordinate(rules: Rules) -> None:
    ours = replace(made("ประสานงานกับผู้ให้บริการ"), agency_id="r.pvo.21", tier="regional")
    (finding,) = told(province_coordination.check, ours, rules)
    assert finding.code == "advice.province_coordination"
    for other in ("r.amphoe:2105", "l.6210109", "d.cdd", None):
        assert told(province_coordination.check, replace(ours, agency_id=other), rules) == []


CHECKS = (pandemic.check, digital.check, long_duration.check, out_of_date.check, province_coordination.check)
POOR = {"base": "แผนเผชิญเหตุ\nพ.ศ. ๒๕๕๕"}


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_advised_on_what_was_not_read_well(rules: Rules, check: object) -> None:
    plan = replace(made(**POOR), agency_id="r.pvo.21", tier="regional")
    assert told(check, plan, rules), "the plan itself is advised"
    for changes in ({"readable": False}, {"ocr_pages": (2,)}, {"unread_pages": (1,)}, {"problem": "file.damaged"}):
        poor = made(**POOR, **changes)
        assert told(check, replace(plan, word=poor.word, pdf=poor.pdf), rules) == [], changes
    for role in ("circular", "blank_form"):
        assert plan.word is not None
        assert told(check, replace(plan, word=replace(plan.word, role=role)), rules) == []
    picture = PlanFile(Attachment("ภาคผนวก.jpg", b"x", "image", "3"), "annex", None)
    assert told(check, replace(plan, annexes=(picture,)), rules) == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_scan_beside_a_word_file_that_was_read_hinders_no_advice(rules: Rules, check: object) -> None:
    plan = replace(made(**POOR), agency_id="r.pvo.21", tier="regional")
    assert plan.pdf is not None
    scan = replace(plan.pdf, document=Document((), "none", pages=3, readable=False, unread_pages=(1, 2, 3)))
    assert told(check, replace(plan, pdf=scan), rules)


def test_rules_without_advice_advise_nothing() -> None:
    bare = load("bcp-2563").model_copy(update={"advice": Advice()})
    plan = replace(made(**POOR), agency_id="r.pvo.21", tier="regional")
    assert [finding for check in CHECKS for finding in check(plan, bare)] == []
