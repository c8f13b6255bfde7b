"""What letters said wrongly when they were read aloud as the clerk, the plan officer and the provincial office."""

import re
from datetime import UTC, datetime

import pytest

from mailbot.examination import Identity
from mailbot.replies import findings
from mailbot.replies.compose import compose
from mailbot.replies.lines import fold
from mailbot.replies.thai_form import Language
from tests.replies import samples
from tests.replies.samples import KLAENG, PROVINCE, RULES, TAPHONG, attachment, examination, facts, finding, plan

YEARS_LATER = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_one_unknown_plan_among_many_is_named_by_its_number() -> None:
    """Thirty plans of which one has no known agency were answered as one plan of nobody."""
    plans = [
        plan(agency_id=PROVINCE, word="ก.docx", pdf="ก.pdf"),
        plan("review", [finding("agency.unknown")], None, "ข.docx", "ข.pdf"),
        plan("review", [finding("pair.unsure")], KLAENG, "ค.docx", "ค.pdf"),
    ]
    letter = compose(examination(plans, "review"), facts(), RULES)
    text = letter.text.replace("\n", " ")
    assert letter.kind == "identity"
    assert "จำนวน ๓ ฉบับ" in text
    assert "รับครบถ้วนแล้ว ๑ ฉบับ ยังไม่ทราบหน่วยงานเจ้าของแผน ๑ ฉบับ และเจ้าหน้าที่จะตรวจอีกครั้ง ๑ ฉบับ" in text
    assert "๒. ยังไม่ทราบหน่วยงาน – ขอทราบชื่อหน่วยงาน" in text
    assert "ลำดับที่ ๒ ยังไม่ทราบหน่วยงาน" in text
    english = compose(examination(plans, "review", language="en"), facts(), RULES).text.replace("\n", " ")
    assert "1 complete, 1 whose agency we do not know yet and 1 for an officer to look at" in english


def test_agencies_with_the_same_points_are_told_together() -> None:
    bad = [finding("element.2.5"), finding("element.2.8")]
    plans = [plan("deficient", bad, TAPHONG, f"{n}.docx", f"{n}.pdf") for n in range(1, 31)]
    text = compose(examination(plans, "deficient"), facts(), RULES).text
    assert text.count("(ข้อ ๒.๕ ของแนวทางฯ)") == 1
    assert re.search(r"ลำดับที่ ๑, ๒, ๓, [๐-๙, \n]+และ ๓๐ องค์การบริหารส่วนตำบลตะพง", text)
    assert len(text.encode()) < 12_000


def test_the_same_lack_of_two_plans_is_told_once_though_their_files_differ() -> None:
    plans = [plan("deficient", [finding("element.2.8", file=f"{n}.docx")], KLAENG, f"{n}.docx", None) for n in (1, 2)]
    text = compose(examination(plans, "deficient"), facts(), RULES).text
    assert "ลำดับที่ ๑ และ ๒ เทศบาลตำบลเมืองแกลง" in text
    assert text.count("(ข้อ ๒.๘ ของแนวทางฯ)") == 1


def test_a_long_letter_is_short_in_its_doubts_too() -> None:
    doubt = [
        finding("pair.unsure", word="ยาว.docx", pdf="ยาว.pdf"),
        finding("element.2.5.unsure", place="ยาว.pdf หน้า 6"),
    ]
    plans = [plan("review", doubt, TAPHONG, f"{n}.docx", f"{n}.pdf") for n in range(1, 9)]
    text = compose(examination(plans, "review"), facts(), RULES).text
    assert "ยาว" not in text
    assert text.count("หน้า ๖") == 1


def test_an_empty_pdf_is_one_lack_and_not_two() -> None:
    found = [finding("pair.pdf_missing", word="แผน.docx")]
    mail_level = [finding("file.empty", place="แผน.pdf", file="แผน.pdf")]
    one = examination([plan("deficient", found, pdf=None)], "deficient", found=mail_level)
    letter = compose(one, facts(), RULES)
    assert "จำนวน ๑ ข้อ" in letter.text
    assert "ไม่มีข้อมูล" in letter.text
    assert "ยังไม่ได้รับไฟล์ PDF" not in letter.text


def test_a_missing_pdf_is_still_told_beside_a_damaged_word_file() -> None:
    found = [finding("pair.pdf_missing"), finding("file.damaged", place="แผน.docx", file="แผน.docx")]
    assert "จำนวน ๒ ข้อ" in compose(examination([plan("deficient", found, pdf=None)], "deficient"), facts(), RULES).text


def test_advice_and_nothing_to_do_do_not_stand_in_one_letter() -> None:
    advised = examination([plan(found=[finding("route.copy_to_moi")], agency_id=PROVINCE)])
    text = compose(advised, facts(), RULES).text
    assert "ไม่ต้องดำเนินการใดเพิ่มเติม" not in text
    assert "(หนังสือกระทรวงมหาดไทย ข้อ ๑)" in text
    assert "ไม่ต้องแก้ไขและไม่ต้องส่งแผนถึงสำนักงาน\u00a0ก.พ.ร. ซ้ำ" in text.replace("\n", " ")
    assert "need not be sent to us again" in compose(advised, facts(language="en"), RULES).text.replace("\n", " ")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_question_after_the_deadline_is_not_told_to_send_by_a_day_that_is_past(language: Language) -> None:
    question = examination(kind="inquiry", verdict="no_plan", language=language, identity=Identity(status="unknown"))
    text = compose(question, facts(received_at=YEARS_LATER), RULES).text.replace("\n", " ")
    assert ("แม้พ้นกำหนดแล้วก็ยังรับไว้ตามปกติ" if language == "th" else "plans are still taken") in text
    assert "PDF ภายใน" not in text and ", by Tuesday" not in text


def test_a_late_plan_that_an_officer_looks_at_is_told_that_it_is_late() -> None:
    late = plan("review", [finding("pair.unsure"), finding("late")]).model_copy(update={"late": True})
    text = compose(examination([late], "review"), facts(received_at=YEARS_LATER), RULES).text
    assert "ได้รับหลังวันที่กำหนด (๓๐ มิถุนายน ๒๕๖๓)" in text


def test_a_missing_part_is_not_called_a_missing_section() -> None:
    text = findings.message("element.2.1", {"missing": "สมมติฐาน, ขอบเขต"}, RULES)
    assert "ยังไม่พบ สมมติฐาน และขอบเขต" in text
    assert "ยังไม่พบหัวข้อ" not in text
    assert "ยังไม่พบหัวข้อ" in findings.message("element.2.1", {}, RULES)


def test_an_english_letter_says_the_missing_part_in_english() -> None:
    assert findings.message("element.2.1", {"missing": "สมมติฐาน, ขอบเขต"}, RULES, "en").endswith(
        "assumptions and scope."
    )


def test_an_english_letter_greets_no_office_by_its_thai_title() -> None:
    english = examination([plan()], language="en")
    letter = compose(english, facts(salutations=samples.SALUTATIONS, agency_names=samples.NAMES), RULES)
    assert letter.text.startswith("Dear Sir or Madam,\n")


def test_forty_candidates_do_not_drown_the_letter() -> None:
    many = ", ".join(f"องค์การบริหารส่วนตำบลหนองบัว {n}" for n in range(40))
    text = findings.message("agency.ambiguous", {"candidates": many}, RULES)
    assert text.count("หนองบัว") == findings.MOST_CANDIDATES
    assert text.endswith("แห่งอื่น")


def test_a_doubt_does_not_say_again_that_an_officer_looks() -> None:
    doubt = [finding("pair.unsure"), finding("element.2.3.unsure"), finding("file.too_long", file="ก.pdf")]
    text = compose(examination([plan("review", doubt)], "review"), facts(), RULES).text
    points = text[text.index("เรื่องที่เจ้าหน้าที่จะตรวจอีกครั้ง") : text.index("หากเห็นว่า")]
    assert points.count("เจ้าหน้าที่") == 1


def test_how_to_send_is_said_once() -> None:
    found = [
        finding(code, file="ก.docx")
        for code in ("file.password", "archive.damaged", "plan.blank_form", "file.executable")
    ]
    files = [attachment("ก.docx")]
    text = compose(examination([plan("deficient", found)], "deficient", attachments=files), facts(), RULES).text
    assert text.replace("\n", "").count("โดยตอบกลับอีเมลฉบับนี้") == 1


def test_sizes_in_points_are_in_thai_words() -> None:
    text = findings.message("mail.header_too_large", {"limit": "16 kB"}, RULES)
    assert "kB" not in text
    assert "๔๐ เมกะไบต์" in findings.message("mail.too_large", {"size": "52.0 MB", "limit": "40 MB"}, RULES)


def test_a_number_stays_with_what_it_counts() -> None:
    text = "ตารางทรัพยากรแต่ละด้านตามข้อ ๒.๔ กับจำนวนที่ต้องใช้ภายใน ๔ ชั่วโมง ๑ วัน ๑ สัปดาห์ ๑ เดือน เช่น คอมพิวเตอร์ ๕ เครื่อง"
    for width in range(20, 76):
        assert not [line for line in fold(text, width).split("\n") if re.search(r"(?<!ข้อ) [๐-๙]$", line)]


def test_an_english_date_stays_on_one_line() -> None:
    for width in range(20, 76):
        assert not re.search(
            r"5\nMay|May\n2020", fold("sent with the letter of the office dated 5 May 2020 (B.E. 2563)", width)
        )


def test_html_keeps_its_form_where_head_and_style_are_taken_away() -> None:
    """Mail programs that show only what stands in body still get language, font, borders and table headers."""
    html = compose(examination([plan(), plan()]), facts(), RULES).html
    body = html[html.index("<body>") :]
    assert '<div lang="th" style="font:16px' in body
    assert body.count("<table") == body.count('border="1"') == 2
    assert 'scope="col"' in body and 'scope="row"' in body
    assert not re.search(r"https?:|<img|url\(", html)


def test_an_officers_remark_stands_first_whole_and_by_no_clause() -> None:
    remark = "โปรดปรับปรุงรายชื่อทีมงาน " * 30 + "ดูตัวอย่างที่หน้า 8 ของคู่มือ"
    found = [finding("element.2.7"), finding("staff.remark", remark=remark)]
    text = compose(examination([plan("deficient", found)], "deficient"), facts(), RULES).text
    first = text[text.index("๑. ข้อสังเกตของเจ้าหน้าที่") : text.index("๒. ")].replace("\n", " ")
    assert first.rstrip().endswith("หน้า 8 ของคู่มือ")
    assert "ฉบับแก้ไข" in text


def test_nobody_is_asked_for_the_other_half_of_a_circular() -> None:
    found = [finding("plan.not_a_plan", file="ว.pdf"), finding("pair.word_missing"), finding("agency.ambiguous")]
    sent_back = examination([plan("deficient", found, None)], "deficient", purpose="circular")
    text = compose(sent_back, facts(), RULES).text
    assert "ได้รับแผนดำเนินธุรกิจอย่างต่อเนื่อง" not in text.replace("ยังไม่ได้รับ", "")
    assert "๒. " not in text


def test_which_guideline_is_meant_is_said_where_it_is_cited_and_only_there() -> None:
    cited = examination([plan("deficient", [finding("element.2.7")])], "deficient")
    bare = examination([plan("deficient", [finding("file.password", file="ก.docx")])], "deficient")
    assert "แนวทางฯ หมายถึง" in compose(cited, facts(), RULES).text
    assert "แนวทางฯ" not in compose(bare, facts(), RULES).text


def test_a_pair_whose_halves_came_apart_names_both_mails() -> None:
    joined = plan().model_copy(update={"receipts": ["BCP2563-000098", "BCP2563-000099"]})
    one = compose(examination([joined]), facts(), RULES).text
    assert "- รวมกับไฟล์ตามเลขรับ BCP2563-000098 และ BCP2563-000099" in one
    many = compose(examination([joined, plan(agency_id=KLAENG)]), facts(), RULES).text
    assert many.count("รวมกับไฟล์ตามเลขรับ") == 1


def test_the_last_dot_of_an_abbreviation_stays_before_the_clause() -> None:
    astray = finding("route.via_province", province="สำนักงานจังหวัดระยอง")
    text = compose(examination([plan("accepted", [astray])]), facts(), RULES).text
    assert "ก.พ.ร. (ข้อ ๓.๔" in text.replace("\n   ", " ")


def test_the_mail_of_the_other_half_is_named_once() -> None:
    joined = plan().model_copy(update={"receipts": ["BCP2563-000098"]})
    text = compose(examination([joined]), facts(other_receipts=("BCP2563-000098",)), RULES).text
    assert text.count("BCP2563-000098") == 1


def test_more_candidates_than_are_listed_are_said_to_be_more() -> None:
    ids = [f"l.{number}" for number in range(12)]
    asked = plan("review", [finding("agency.ambiguous")], None).model_copy(
        update={"identity": Identity(status="ambiguous", candidates=ids)}
    )
    names = {one: f"องค์การบริหารส่วนตำบลหนองบัว อำเภอที่ {one}" for one in ids}
    text = compose(examination([asked], "review"), facts(agency_names=names), RULES).text
    assert text.count("- องค์การบริหารส่วนตำบลหนองบัว") == 8
    assert "- แห่งอื่น" in text


def test_a_word_file_renamed_to_pdf_is_told_once_by_its_cause() -> None:
    """'PDF not received' stood above 'แผน.pdf received', and how to mend it among what an officer looks at."""
    renamed = finding("file.wrong_type", place="แผน.pdf", file="แผน.pdf")
    found = [finding("pair.pdf_missing", word="แผน.docx"), renamed]
    text = compose(examination([plan("deficient", found)], "deficient"), facts(), RULES).text
    assert "จำนวน ๑ ข้อ" in text
    assert "๑. เนื้อหาของไฟล์ แผน.pdf ไม่ตรงกับนามสกุล" in text
    assert "ยังไม่ได้รับไฟล์ PDF" not in text
    assert "เรื่องที่เจ้าหน้าที่จะตรวจอีกครั้ง" not in text
