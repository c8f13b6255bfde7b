"""What a mail is about: questions, notices, thanks and links as officials write them."""

import time

import pytest

from mailbot.judging.drafts import asks_for_a_check
from mailbot.judging.kinds import has_cloud_links, mail_kind, only_thanks
from mailbot.judging.withheld import withheld_plans
from mailbot.mail.model import Mail
from mailbot.mail.parse import read_mail
from mailbot.mail.robots import OwnMail, judge
from mailbot.rules import Round, load
from mailbot.settings import LimitsSection
from tests.mail.samples import plain

OWN = OwnMail(frozenset({"opdcbcm@opdc.go.th"}), "opdcbcm@opdc.go.th")
SIGNATURE = "\n\nนางสาวสมหญิง ใจดี\nนักวิเคราะห์นโยบายและแผน กรมการพัฒนาชุมชน โทร. 0 2141 6000"

QUESTIONS = [
    ("เรื่อง แผน BCP", "ส่งแผนได้ถึงวันไหนคะ ขอบคุณค่ะ"),
    ("ขอคำแนะนำ", "ไม่สามารถส่งไฟล์ได้เนื่องจากไฟล์ใหญ่เกิน 25 MB ขอคำแนะนำด้วยครับ ขอบคุณครับ"),
    ("ไม่สามารถส่งแผนได้ภายในกำหนด", "ขอเลื่อนส่งได้ไหมคะ"),
    ("ส่งแผนแล้วส่งไม่ถึง", "อีเมลตีกลับ ต้องทำอย่างไรคะ"),
    ("แบบฟอร์มตามข้อ 2.3", "แบบฟอร์มทรัพยากรต้องกรอกทุกช่องใช่ไหม"),
    ("BCP", "รบกวนขอแบบฟอร์ม BCP หน่อยครับ"),
    ("Re: ผลการตรวจแผน", "ขอบคุณค่ะ แต่ข้อ 2.5 มีอยู่ในหน้า 7 แล้ว ทำไมระบบแจ้งว่าไม่มีคะ"),
    ("Re: ผลการตรวจแผน", "ขอบคุณครับ ต้องส่งใหม่ทั้งหมดหรือเฉพาะไฟล์ Word ครับ"),
    ("แผน", "ต้องส่งที่ไหน"),
    ("", "ส่งช้าได้รึเปล่าคะ"),
    ("แผนที่มีชั้นความลับ", "แผนของหน่วยงานมีชั้นความลับ ต้องส่งอย่างไรคะ"),
    ("Fwd: แบบฟอร์ม", "---------- Forwarded message ---------\nจากเทศบาล\nขอสอบถามว่าต้องส่งหรือไม่"),
]
NO_QUESTIONS = [
    ("ขอส่งแผน BCP", "ขอส่งแผนตามเอกสารแนบ หากมีข้อสงสัยสอบถามได้ที่ นางสาวสมหญิง โทร 0 2141 6000"),
    ("ขอส่งแผน BCP", "ติดต่อสอบถามเพิ่มเติมที่ 0 2141 6000 หรือ somying@cdd.go.th"),
    ("Plan", "Please find our plan. If you have any questions, call us."),
    ("กรมหม่อนไหม", "กรมหม่อนไหมใคร่ขอเรียนว่าเกี่ยวข้องกับแผน"),
    ("แผน", "????? ???????"),
    ("แผน", "https://www.cdd.go.th/?p=123"),
]
NOTICES = [
    ("แจ้งชื่อแผน", "เนื้อหามีชั้นความลับ หากมีข้อสงสัยสอบถามได้ที่ 0 2141 6000"),
    ("แผน BCP", "ขอแจ้งเฉพาะชื่อแผน เนื่องจากแผนเป็นความลับของทางราชการ"),
]
THANKS = [
    "ขอบคุณค่ะ",
    "รับทราบค่ะ จะดำเนินการแก้ไขและส่งใหม่ค่ะ",
    "ขอบคุณค่ะ หากมีข้อสงสัยจะสอบถามไปอีกครั้งค่ะ",
    "ขอบคุณครับ\nส่งจาก iPhone ของฉัน",
]
NO_THANKS = [
    "ส่งแผนตามไฟล์แนบค่ะ ขอบคุณค่ะ",
    "ขอบคุณครับ แต่ส่งไฟล์ไปแล้วเมื่อวาน",
    "รับทราบค่ะ รบกวนเจ้าหน้าที่โทรกลับด้วยค่ะ",
]
LINKS = [
    "https://drive.google.com/file/d/1AbC/view?usp=sharing",
    "https://docs.google.com/document/d/1/edit?usp=sharing ตรวจสอบว่าครบถ้วนหรือไม่",
    "https://1drv.ms/w/s!AbC?e=x สอบถามเพิ่มเติมได้ที่ 02-1416000",
    "https://cddgo-my.sharepoint.com/:w:/g/personal/x/E?e=abc",
    "https://www.dropbox.com/s/abc/plan.docx?dl=0",
    "https://www.mediafire.com/file/abc/plan/file",
    "http://data.cdd.go.th/download/plan.docx",
    "https://bit.ly/3abc",
]


@pytest.fixture(scope="module")
def this() -> Round:
    return load("bcp-2563", None).round


def _mail(subject: str, text: str, *, signed: bool = True) -> Mail:
    body = (text + SIGNATURE if signed else text).encode()
    return read_mail(plain(body, b"text/plain; charset=utf-8", Subject=subject.encode()), LimitsSection())


def _kind(mail: Mail, this: Round, *, has_files: bool = False) -> str:
    return mail_kind(mail, judge(mail, OWN), False, has_files, this)


@pytest.mark.parametrize(("subject", "text"), QUESTIONS)
def test_a_question_is_a_question_and_no_thanks(subject: str, text: str, this: Round) -> None:
    mail = _mail(subject, text)
    assert _kind(mail, this) == "inquiry"


@pytest.mark.parametrize(("subject", "text"), NO_QUESTIONS)
def test_what_looks_like_a_question_and_is_none(subject: str, text: str, this: Round) -> None:
    assert _kind(_mail(subject, text), this) == "other"


@pytest.mark.parametrize(("subject", "text"), NOTICES)
def test_notice_of_a_secret_plan(subject: str, text: str, this: Round) -> None:
    assert _kind(_mail(subject, text), this) == "withheld_notice"


@pytest.mark.parametrize(
    "text", ["ขอตรวจสอบสถานะแผนที่ส่งไปเมื่อวันที่ 20 มิถุนายน", "ได้รับแผนหรือยังครับ", "แผนของเรายังขาดอะไรบ้างคะ"]
)
def test_status_asked_for_in_the_text(text: str, this: Round) -> None:
    assert _kind(_mail("ติดตามแผน", text), this) == "status_request"


@pytest.mark.parametrize("text", THANKS)
def test_thanks_await_no_letter(text: str, this: Round) -> None:
    mail = _mail("Re: ผลการตรวจแผน", text)
    assert _kind(mail, this) == "other"
    assert only_thanks(mail, this)


@pytest.mark.parametrize("text", NO_THANKS)
def test_thanks_beside_a_wish_or_a_forgotten_file(text: str, this: Round) -> None:
    assert not only_thanks(_mail("Re: ผลการตรวจแผน", text), this)


def test_a_new_mail_is_no_thanks(this: Round) -> None:
    assert not only_thanks(_mail("ส่งแผน", "ขอบคุณค่ะ"), this)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_to_a_file_is_no_question(link: str, this: Round) -> None:
    mail = _mail("ส่งแผน BCP", link)
    assert has_cloud_links(mail)
    assert _kind(mail, this) == "other"


def test_a_question_from_a_gateway_that_takes_no_answers_reaches_people(this: Round) -> None:
    body = "ขอแจ้งชื่อแผน เนื่องจากมีชั้นความลับ".encode()
    raw = plain(body, b"text/plain; charset=utf-8", From=b"noreply@saraban.dol.go.th")
    assert _kind(read_mail(raw, LimitsSection()), this) == "withheld_notice"


@pytest.mark.parametrize("unit", ["ก่อนไม่ใช่", "a", "คือ ", "www.", "แจ้งเฉพาะชื่อแผน คือ แผนลับ ", "๑. แผน\n"])
def test_a_long_talk_is_looked_through_at_once(unit: str, this: Round) -> None:
    mail = _mail("แผน", unit * (200_000 // len(unit)), signed=False)
    begun = time.perf_counter()
    _kind(mail, this)
    asks_for_a_check(mail, this)
    withheld_plans(mail, this)
    assert time.perf_counter() - begun < 1
