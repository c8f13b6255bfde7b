"""What a mail is for: drafts, notices, duties denied, links, and mails that bring nothing, as officials write them."""

from dataclasses import replace

import pytest

from mailbot import config_file
from mailbot.answering import destination
from mailbot.bench import Bench, Hints
from mailbot.demo.clients import gmail
from mailbot.demo.letter import File, Letter
from mailbot.demo.sample import at, pair, plan_of
from mailbot.demo.side_papers import compose_covering_letter
from mailbot.demo.word_writer import write_word
from mailbot.examination import Examination
from mailbot.judging.drafts import asks_for_a_check
from mailbot.judging.withheld import withheld_plans
from mailbot.mail.parse import read_mail
from mailbot.pipeline import examine
from mailbot.settings import LimitsSection
from mailbot.workplace import Workplace
from tests.mail.samples import plain

PLACE = Workplace(config_file.load(None))
LETTER = Letter("กรมการพัฒนาชุมชน", "plan@cdd.go.th", "", "", at(6, 12, 9, 0), "mail.cdd.go.th", 1)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(PLACE.parts)


def _examined(bench: Bench, subject: str, text: str, *, halves: slice | None = None) -> Examination:
    files: list[File] = [*pair(plan_of("d.cdd"), "แผน BCP กรมการพัฒนาชุมชน")]
    chosen = tuple(files[halves]) if halves else ()
    return examine(gmail(replace(LETTER, subject=subject, text=text, files=chosen)), bench, Hints())


def _mail(subject: str, text: str) -> bytes:
    return plain(text.encode(), b"text/plain; charset=utf-8", Subject=subject.encode())


DRAFTS = [
    ("ขอให้ตรวจร่างแผน BCP กรมการพัฒนาชุมชน", "เรียน เจ้าหน้าที่ ขอส่งร่างแผนเพื่อขอให้ตรวจก่อนส่งฉบับจริงค่ะ"),
    ("ทดลองตรวจ", "ส่งแผนตามไฟล์แนบ"),
    ("แผน BCP", "ไฟล์นี้ยังไม่ใช่ฉบับจริงนะคะ จะส่งฉบับจริงให้ภายหลัง"),
    ("Re: แจ้งผลร่างแผน: ทดลองตรวจ [BCP2563-000007]", "แก้ไขแล้วค่ะ ขอให้ช่วยดูอีกครั้ง"),
    ("Draft for review", "Please check our draft before the final version is signed."),
]
PLANS = [
    ("ส่งแผน BCP", "ขอส่งแผนตามไฟล์แนบ"),
    ("ส่งแผน BCP ฉบับจริง", "แผนผ่านการตรวจร่างแล้ว"),
    ("Re: แจ้งผลร่างแผน: ทดลองตรวจ [BCP2563-000007]", "ขอส่งฉบับจริง ลงนามแล้วค่ะ"),
    ("Re: แจ้งผลร่างแผน: ทดลองตรวจ [BCP2563-000007]", "ขอส่งฉบับจริง เมื่อวานได้รับผลการดูร่างแล้ว"),
    ("ส่งแผน", "มาตรการ เช่น การตรวจร่างกายและวัดไข้ก่อนเข้าอาคาร"),
    ("ร่างแผน BCP", "ขอส่งแผนตามไฟล์แนบ"),
    ("Re: แจ้งผลร่างแผน: แผน BCP [BCP2563-000007]", "ส่งแผนค่ะ"),
]


@pytest.mark.parametrize(("subject", "text"), DRAFTS)
def test_a_draft_is_a_draft(subject: str, text: str, bench: Bench) -> None:
    assert asks_for_a_check(read_mail(_mail(subject, text), LimitsSection()), bench.rules.round)


@pytest.mark.parametrize(("subject", "text"), PLANS)
def test_a_plan_is_no_draft(subject: str, text: str, bench: Bench) -> None:
    assert not asks_for_a_check(read_mail(_mail(subject, text), LimitsSection()), bench.rules.round)


def test_a_draft_is_judged_like_a_plan_and_never_credited(bench: Bench) -> None:
    final, draft = (_examined(bench, subject, "ตามไฟล์แนบ", halves=slice(2)) for subject in ("ส่งแผน", "ขอให้ตรวจร่างแผน"))
    assert (final.purpose, final.plans[0].credited) == ("plan", True)
    assert (draft.purpose, draft.plans[0].credited, draft.kind) == ("draft", False, "submission")
    assert final.verdict == draft.verdict == "accepted"
    assert "mail.draft" in {finding.code for finding in draft.findings}


def test_a_link_beside_half_a_plan_is_told_of(bench: Bench) -> None:
    link = "ไฟล์ Word อยู่ที่ https://drive.google.com/file/d/1AbC/view"
    half = _examined(bench, "ส่งแผน", link, halves=slice(1, 2))
    assert {"mail.link_beside"} == {finding.code for finding in half.findings}
    whole = _examined(bench, "ส่งแผน", link, halves=slice(2))
    assert not whole.findings and whole.verdict == "accepted"


NO_DUTY = [
    ("แจ้งไม่ส่งแผน", "ขอเรียนว่า หน่วยงานไม่อยู่ในข่ายที่ต้องจัดทำแผนดังกล่าว จึงเรียนมาเพื่อโปรดทราบ"),
    ("แผน BCP", "อบต. ถูกยุบรวมกับเทศบาลตำบลแล้วตั้งแต่ปี 2555"),
    ("BCP", "We are not required to prepare such a plan, as the ministry has one for all of us."),
]


@pytest.mark.parametrize(("subject", "text"), NO_DUTY)
def test_a_duty_denied_is_for_staff_and_no_missing_file(subject: str, text: str, bench: Bench) -> None:
    found = _examined(bench, subject, text)
    assert (found.kind, found.purpose, found.verdict) == ("other", "no_duty", "no_plan")
    assert not found.findings
    assert destination(found, PLACE.settings.mailbox) == PLACE.settings.mailbox.review


def test_a_duty_asked_after_is_a_question(bench: Bench) -> None:
    assert _examined(bench, "แผน BCP", "หน่วยงานไม่ต้องจัดทำแผนใช่ไหมคะ").purpose == "question"


def test_thanks_are_recorded_and_nobody_is_bothered(bench: Bench) -> None:
    found = _examined(bench, "Re: ตอบรับ: แผน [BCP2563-000001]", "ขอบคุณค่ะ")
    assert (found.purpose, found.may_reply, found.no_reply_reason) == ("thanks", False, "thanks")
    assert not found.findings
    assert destination(found, PLACE.settings.mailbox) == PLACE.settings.mailbox.processed


def test_only_the_covering_letter(bench: Bench) -> None:
    covering = compose_covering_letter("r.pvo.40", "ขก ๐๐๑๗.๑/๖๓๐๒", "๑๘ มิถุนายน ๒๕๖๓", "นายธนกฤต ศรีไพศาลเขต")
    file = replace(pair(plan_of("d.cdd"), "x")[0], name="หนังสือนำส่ง.docx", data=write_word(covering))
    found = examine(gmail(replace(LETTER, subject="ส่งแผน", text="ตามหนังสือแนบ", files=(file,))), bench, Hints())
    assert (found.purpose, [f.code for f in found.findings]) == ("letter_only", ["mail.only_letter"])


QUESTIONS = [
    ("ขอขยายเวลาส่งแผนได้ไหมคะ", ["deadline"]),
    ("ต้องใช้แบบฟอร์มของ ก.พ.ร. หรือไม่", ["form"]),
    ("ต้องส่งทั้ง Word และ PDF หรือไม่ครับ", ["both_files"]),
    ("ส่งไฟล์ pdf อย่างเดียวได้ไหม", ["both_files"]),
    ("ต้องส่งแผนไปที่อีเมลใดคะ", ["address"]),
    ("เป็นส่วนราชการส่วนภูมิภาค ต้องส่งผ่านจังหวัดหรือส่งตรงคะ", ["provincial"]),
    ("แผนของหน่วยงานมีชั้นความลับ ต้องส่งอย่างไรคะ", ["classified"]),
    ("ไฟล์ใหญ่เกิน 25 MB แนบไม่ได้ ต้องทำอย่างไร", ["size"]),
    ("ใครเป็นผู้ลงนามในแผนได้บ้าง มอบอำนาจได้หรือไม่", []),
]


@pytest.mark.parametrize(("text", "topics"), QUESTIONS)
def test_known_questions_are_known(text: str, topics: list[str], bench: Bench) -> None:
    found = _examined(bench, "สอบถาม", text)
    assert (found.kind, found.purpose, found.topics) == ("inquiry", "question", topics)


WITHHELD = [
    ("ขอแจ้งชื่อแผนที่มีชั้นความลับ คือ แผนความต่อเนื่องด้านการข่าว ซึ่งเก็บไว้ใช้ภายใน", ["แผนความต่อเนื่องด้านการข่าว"]),
    (
        "ขอแจ้งเฉพาะชื่อแผน ดังนี้\n๑. แผนหนึ่ง ด้านการข่าว\n2) แผนสอง ด้านทะเบียน\n\nจึงเรียนมา",
        ["แผนหนึ่ง ด้านการข่าว", "แผนสอง ด้านทะเบียน"],
    ),
    ("แผนของหน่วยงานมีชั้นความลับ จึงไม่ส่งไฟล์", []),
    ("แผนของหน่วยงานมีชั้นความลับ คือ แผนด้านการข่าว ต้องส่งหรือไม่", []),
    ("ขอส่งแผน คือ แผนทั่วไป", []),
]


@pytest.mark.parametrize(("text", "names"), WITHHELD)
def test_names_of_withheld_plans(text: str, names: list[str], bench: Bench) -> None:
    assert (
        withheld_plans(read_mail(_mail("แจ้งชื่อแผน" if names else "แผน", text), LimitsSection()), bench.rules.round)
        == names
    )


ANSWERS = [
    ("Re: ขอให้แก้ไข: แผน BCP [BCP2563-000007]", "ข้อ 2.5 อยู่ที่หน้า 7 แล้วครับ"),
    ("Re: ขอทราบชื่อหน่วยงาน: แผน BCP [BCP2563-000007]", "องค์การบริหารส่วนตำบลตะพง อำเภอเมืองระยอง จังหวัดระยอง"),
    ("ตอบกลับ: ขอให้ดำเนินการ: แผน BCP [BCP2563-000007]", "เอกสารไม่มีชั้นความลับค่ะ"),
    ("Re: ขอให้แก้ไข: แผน BCP [BCP2563-000007]", "ได้ส่งไฟล์ PDF ไปเมื่อวานนี้"),
]


@pytest.mark.parametrize(("subject", "text"), ANSWERS)
def test_a_word_in_answer_to_our_letter_is_read_by_a_person_and_no_missing_plan(
    subject: str, text: str, bench: Bench
) -> None:
    found = _examined(bench, subject, text)
    assert (found.kind, found.purpose, found.findings) == ("other", "answer", [])
    assert destination(found, PLACE.settings.mailbox) == PLACE.settings.mailbox.review


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("ขอยกเลิกแผนที่ส่งเมื่อวาน", "เรียน เจ้าหน้าที่ ขอยกเลิกแผน BCP ที่ส่งไปแล้ว เนื่องจากส่งผิดฉบับ จะส่งฉบับใหม่ภายหลัง"),
        ("การเรียกคืน: ส่งแผน BCP", 'plan@cdd.go.th ต้องการเรียกคืนข้อความ "ส่งแผน BCP"'),
        ("แผน BCP", "ขอเปลี่ยนผู้ประสานงานแผน BCP เป็น นางสาวมาลี โทร. ๐ ๒๑๔๑ ๐๐๐๐"),
        ("ขอร้องเรียน", "ส่งแผนไป ๓ รอบแล้วยังไม่มีคนตอบ"),
    ],
)
def test_words_for_the_office_are_not_answered_with_a_wish_for_a_plan(subject: str, text: str, bench: Bench) -> None:
    """Who took back the plan of the day before was asked to attach one."""
    told = _examined(bench, subject, text)
    assert (told.kind, told.purpose, told.verdict) == ("other", "answer", "no_plan")
    assert destination(told, PLACE.settings.mailbox) == PLACE.settings.mailbox.review


def test_who_forgot_the_file_is_asked_for_it_whatever_stands_below_the_name(bench: Bench) -> None:
    signature = "ศูนย์รับเรื่องร้องเรียน\nชื่อผู้ประสานงาน นางสาวมาลี โทร. ๐ ๒๑๔๑ ๐๐๐๐"
    assert _examined(bench, "ส่งแผน BCP", f"ตามไฟล์ค่ะ\n{signature}").purpose == "nothing"


def test_who_sent_the_wrong_file_and_forgot_the_right_one_is_asked_for_it(bench: Bench) -> None:
    assert _examined(bench, "ส่งแผน BCP", "เมื่อวานส่งผิดไฟล์ จึงขอส่งไฟล์ที่ถูกต้องตามแนบค่ะ").purpose == "nothing"


def test_an_answer_that_forgot_its_files_is_asked_for_them(bench: Bench) -> None:
    found = _examined(bench, "Re: ขอให้แก้ไข: แผน BCP [BCP2563-000007]", "ส่งไฟล์แก้ไขตามแนบค่ะ")
    assert (found.purpose, [finding.code for finding in found.findings]) == ("nothing", ["mail.no_plan_files"])


def test_secrecy_spoken_of_beside_a_plan_names_no_plan_kept_back(bench: Bench) -> None:
    about = "ขอส่งแผน คือ แผน BCP ของกรม ซึ่งข้อมูลไม่มีชั้นความลับ"
    assert _examined(bench, "ส่งแผน", about, halves=slice(2)).withheld_plans == []
    both = "ขอส่งแผนตามไฟล์แนบ และขอแจ้งเฉพาะชื่อแผนอีกฉบับ คือ แผนด้านการข่าว"
    assert _examined(bench, "ส่งแผน", both, halves=slice(2)).withheld_plans == ["แผนด้านการข่าว"]


@pytest.mark.parametrize("text", ["ขอบคุณค่ะ", "รับทราบค่ะ"])
@pytest.mark.parametrize("ours", ["แจ้งสถานะ: ตรวจสอบสถานะ", "ตอบข้อสอบถาม: ขอสอบถาม", "ขอทราบชื่อหน่วยงาน: แผน BCP"])
def test_thanks_below_a_subject_of_ours_ask_nothing(ours: str, text: str, bench: Bench) -> None:
    assert _examined(bench, f"Re: {ours} [BCP2563-000007]", text).purpose == "thanks"
