"""A question beside a plan reaches an officer; what the letter about the plan answers by itself is none."""

from dataclasses import replace

import pytest

from mailbot import config_file
from mailbot.answering import destination
from mailbot.bench import Bench, Hints
from mailbot.demo.clients import gmail
from mailbot.demo.letter import Letter
from mailbot.demo.sample import at, pair, plan_of
from mailbot.examination import QUESTION_BESIDE, Examination
from mailbot.judging.aside import asks_beside
from mailbot.mail.parse import read_mail
from mailbot.pipeline import examine
from mailbot.replies.compose import compose
from mailbot.replies.letter import LetterFacts
from mailbot.settings import LimitsSection
from mailbot.workplace import Workplace
from tests.mail.samples import plain

PLACE = Workplace(config_file.load(None))
LETTER = Letter("กรมการพัฒนาชุมชน", "plan@cdd.go.th", "", "", at(6, 12, 9, 0), "mail.cdd.go.th", 1)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(PLACE.parts)


def _with_plan(bench: Bench, text: str) -> Examination:
    files = (*pair(plan_of("d.cdd"), "แผน BCP กรมการพัฒนาชุมชน"),)
    return examine(gmail(replace(LETTER, subject="ส่งแผน BCP", text=text, files=files)), bench, Hints())


ASKS = [
    "ขอส่งแผนตามไฟล์แนบ และขอหารือว่าหน่วยงานต้องจัดทำแผนแยกเป็นรายกองหรือไม่",
    "ส่งแผนค่ะ ไม่ทราบว่าต้องส่งหนังสือนำส่งตัวจริงทางไปรษณีย์ด้วยไหมคะ",
    "ขอส่งแผนค่ะ\nอยากทราบว่าสำเนาถึงกระทรวงมหาดไทยส่งอย่างไร",
    "Our plan is attached. Could you tell us whether branch offices need a plan of their own?",
]
ASKS_NOTHING = [
    "ขอส่งแผนตามไฟล์แนบ จึงเรียนมาเพื่อโปรดพิจารณา",
    "ขอส่งแผนค่ะ ไม่ทราบว่าได้รับไฟล์ครบถ้วนหรือไม่ รบกวนแจ้งกลับด้วยค่ะ",
    "ส่งแผนค่ะ ได้รับหรือยังคะ?",
    "ตามที่ได้หารือทางโทรศัพท์แล้วนั้น ขอส่งแผนมาพร้อมนี้",
    "ส่งแผน หากมีข้อสงสัยสอบถามได้ที่ 02 123 4567",
    "ขอส่งแผนและผลแบบสอบถามความพร้อม",
    "Please find our plan attached. Did you receive both files?",
]


def _read(bench: Bench, text: str) -> bool:
    raw = plain(text.encode(), b"text/plain; charset=utf-8", Subject="ส่งแผน BCP".encode())
    return asks_beside(read_mail(raw, LimitsSection()), bench.rules.round)


@pytest.mark.parametrize("text", ASKS)
def test_what_a_person_must_answer(text: str, bench: Bench) -> None:
    assert _read(bench, text)


@pytest.mark.parametrize("text", ASKS_NOTHING)
def test_what_the_letter_answers_by_itself(text: str, bench: Bench) -> None:
    assert not _read(bench, text)


def test_a_complete_plan_is_acknowledged_and_its_question_goes_to_an_officer(bench: Bench) -> None:
    found = _with_plan(bench, "ขอส่งแผนค่ะ และขอหารือว่าหนังสือนำส่งตัวจริงต้องส่งทางไปรษณีย์ตามมาอีกหรือไม่")
    assert (found.verdict, found.plans[0].credited) == ("accepted", True)
    assert [finding.code for finding in found.findings] == [QUESTION_BESIDE]
    assert destination(found, PLACE.settings.mailbox) == PLACE.settings.mailbox.review
    letter = compose(found, LetterFacts("BCP2563-000001", None), bench.rules)
    assert letter.kind == "acknowledgment"
    assert "อนึ่ง ในอีเมลมีข้อสอบถาม" in letter.text.replace("\n", " ")


def test_what_the_circular_answers_stands_in_the_letter_about_the_plan(bench: Bench) -> None:
    found = _with_plan(bench, "ส่งแผนค่ะ อยากทราบว่าวันสุดท้ายคือวันใด ถ้าส่งฉบับแก้ไขภายหลังจะได้ไหมคะ")
    assert found.topics == ["deadline"]
    letter = compose(found, LetterFacts("BCP2563-000001", None), bench.rules)
    assert "ข้อมูลตามแนวทางฯ สำหรับเรื่องที่สอบถาม" in letter.text and "กำหนดส่งแผนคือวันที่" in letter.text
