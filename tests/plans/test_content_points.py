"""Content speaks for its element whatever its title, and an empty section for none."""

import pytest

from mailbot.documents.model import Block
from mailbot.plans.content_points import ASSUMPTIONS, OBJECTIVES, SCOPE, points_of
from mailbot.plans.element_name import Name
from mailbot.plans.lines import LineReader
from mailbot.rules import Rules

TEXTS = {
    Name("2.1", OBJECTIVES): ("เพื่อให้งานบริการเดินต่อได้", "เพื่อลดความเดือดร้อนของประชาชน"),
    Name("2.1", ASSUMPTIONS): ("ที่ทำการสำรองไม่ได้รับผลกระทบพร้อมกัน และโทรศัพท์ยังใช้ได้",),
    Name("2.1", SCOPE): ("แผนนี้ใช้กับทุกกอง กรณีน้ำท่วม ไฟไหม้ และโรคระบาด",),
    Name("2.2"): ("น้ำท่วม เอกสารชั้นล่างเสียหาย", "ไฟไหม้ คอมพิวเตอร์เสียหาย", "โรคระบาด เจ้าหน้าที่ต้องกักตัว"),
    Name("2.3"): ("นายสมชาย ใจดี หัวหน้าทีม", "นางสาวอรุณี มีสุข ผู้ประสานงาน", "นายวิชัย ทองดี หัวหน้าทีมช่าง"),
    Name("2.4"): ("อาคาร ใช้โรงเรียนแทน", "วัสดุอุปกรณ์ ยืมจากอำเภอ", "ข้อมูล ใช้ระบบสำรอง", "บุคลากร ทำแทนกัน"),
    Name("2.5"): ("ทะเบียน ด่วนมาก ภายใน ๑ วัน", "ภาษี ไม่ด่วน ภายใน ๑ เดือน", "ประปา ด่วนที่สุด ภายใน ๔ ชั่วโมง"),
    Name("2.6"): ("ห้องทำงาน ๒ ห้อง", "คอมพิวเตอร์ ๘ เครื่อง", "เจ้าหน้าที่ ๑๒ คน", "ระบบทะเบียน ๑ ระบบ"),
    Name("2.7"): ("วันแรก ปลัดแจ้งทุกกอง เรียกประชุม ประเมินความเสียหาย", "วันที่ ๒-๗ กองช่างซ่อม รายงานทุกวัน"),
    Name("2.8"): ("ผู้พบเหตุแจ้งนายสมชาย ใจดี โทร ๐๘ ๑๒๓๔ ๕๖๗๘", "นายสมชาย ใจดี แจ้งนางอรุณี มีสุข โทร ๐๘ ๑๒๓๔ ๕๖๗๙"),
}


@pytest.mark.parametrize("name", TEXTS, ids=lambda name: f"{name.element} {name.part}")
@pytest.mark.parametrize("page", [None, 1], ids=["word", "print"])
def test_content_speaks_for_its_element(rules: Rules, name: Name, page: int | None) -> None:
    reader = LineReader(rules.content)
    lines = [line for text in TEXTS[name] for line in reader.lines(Block("paragraph", text, page))]
    points = points_of(lines)
    assert points[name] >= 2.5
    assert max(points, key=lambda each: points[each]) == name


def test_nothing_speaks_for_nothing(rules: Rules) -> None:
    reader = LineReader(rules.content)
    assert points_of([]) == {}
    for text in ("..........", "อยู่ระหว่างดำเนินการ", " - "):
        assert points_of(list(reader.lines(Block("paragraph", text)))) == {}
