"""A smaller bold line under a heading in own words is part of its text, whatever its words."""

from mailbot.documents.model import Block, Document
from mailbot.plans.elements import judge_elements
from mailbot.rules import Rules
from tests.plans.samples import TITLES, contents

STEPS = (
    ("ระยะเร่งด่วน ภายใน ๒๔ ชั่วโมง", "(๑) หัวหน้าคณะฯ ประกาศใช้แผน", "(๒) ผู้ประสานงานแจ้งทุกทีม และเปิดศูนย์บัญชาการ"),
    ("ระยะสั้น ภายใน ๗ วัน", "(๑) กลุ่มงานยุทธศาสตร์จัดหาทรัพยากรที่ขาด", "(๒) ทุกทีมฟื้นกระบวนงานเร่งด่วน"),
)


def plan(size_below: float) -> Document:
    blocks = [Block("paragraph", "คำนำ", bold=True, size=18.0), Block("paragraph", "แผนนี้ผ่านความเห็นชอบแล้ว", size=16.0)]
    for element, title in TITLES.items():
        own = "ขั้นตอนดำเนินการเพื่อให้ภารกิจต่อเนื่อง" if element == "2.7" else title
        blocks.append(Block("paragraph", own, bold=True, size=18.0))
        if element != "2.7":
            blocks += contents()[element]
            continue
        for when, *steps in STEPS:
            blocks.append(Block("paragraph", when, bold=True, size=size_below))
            blocks += [Block("paragraph", step, size=16.0) for step in steps]
    return Document(tuple(blocks), "word")


def test_steps_by_time_are_the_text_of_their_heading(rules: Rules) -> None:
    found = judge_elements(plan(16.0), None, [], rules, [])
    assert (found["2.7"].state, found["2.5"].state) == ("present", "present")


def test_of_one_size_with_the_headings_they_may_be_chapters(rules: Rules) -> None:
    assert judge_elements(plan(18.0), None, [], rules, [])["2.7"].state != "absent"
