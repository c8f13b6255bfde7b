"""Orders and announcements inside a plan: whose own team they appoint, where the first page leaves its owner open."""

import pytest

from mailbot.agencies.identify import Claims, identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.documents.model import Block, Document
from mailbot.examination import Identity
from mailbot.judging.files import orders_in
from mailbot.mail.model import Attachment
from mailbot.plans.model import PlanFile

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง"
TEAM = "ที่ ๑๙/๒๕๖๓\nเรื่อง แต่งตั้งคณะทำงานบริหารความต่อเนื่อง (BCP Team)"


def judged(registry: Registry, cover: str, orders: str, name: str = "") -> Identity:
    sender = identify_sender(Claims(address="x@gmail.com", display_name=name, covers=(cover,)), registry)
    return identify_plan((cover,), ("แผน.docx",), sender, True, registry, orders=orders)


@pytest.mark.parametrize(
    ("cover", "orders", "owner"),
    [
        (f"{TITLE}\nกรมบัญชีกลาง\nกระทรวงการคลัง", f"คำสั่งสำนักงานคลังเขต ๘\n{TEAM}", "c.cgd_region:8"),
        (f"{TITLE}\nกรมราชทัณฑ์", f"คำสั่งเรือนจำกลางระยอง\n{TEAM}", "c.prison_central:21"),
        (f"{TITLE}\nกรมการปกครอง", f"คำสั่งอำเภอบ้านแพรก\n{TEAM}", "r.amphoe:1416"),
        (TITLE, f"ประกาศสำนักงานเกษตรจังหวัดพิษณุโลก\n{TEAM}", "r.doae.65"),
        (f"{TITLE}\nกรมบัญชีกลาง", "คำสั่งสำนักงานคลังเขต ๘\nเรื่อง ปิดสถานที่เป็นการชั่วคราว", "d.cgd"),
        (f"{TITLE}\nสำนักงานเกษตรจังหวัดตาก", f"คำสั่งสำนักงานเกษตรจังหวัดพิษณุโลก\n{TEAM}", "r.doae.63"),
    ],
)
def test_whose_team_it_is(registry: Registry, cover: str, orders: str, owner: str) -> None:
    assert judged(registry, cover, orders).agency_ids == [owner]


@pytest.mark.parametrize(
    ("cover", "orders", "among"),
    [
        # Two of its offices: the department's whole plan, or one of theirs.
        (
            f"{TITLE}\nกรมที่ดิน",
            f"คำสั่งสำนักงานที่ดินจังหวัดพังงา\n{TEAM}\n\nคำสั่งสำนักงานที่ดินจังหวัดตาก\n{TEAM}",
            {"d.dol", "r.dol.82", "r.dol.63"},
        ),
        # Of no list.
        (f"{TITLE}\nกรมหม่อนไหม", f"คำสั่งศูนย์หม่อนไหมบ้านไผ่แก้ว\n{TEAM}", {"d.qsds"}),
        # Somebody who has nothing to do with the department.
        (f"{TITLE}\nกรมที่ดิน", f"คำสั่งสำนักงานเกษตรจังหวัดตาก\n{TEAM}", {"d.dol", "r.doae.63"}),
        # A department's order is printed by its offices too.
        (TITLE, f"คำสั่งกรมที่ดิน\n{TEAM}", {"d.dol"}),
    ],
)
def test_asked(registry: Registry, cover: str, orders: str, among: set[str]) -> None:
    said = judged(registry, cover, orders)
    assert said.status == "ambiguous"
    assert among <= {*said.candidates}


def test_a_sample_tells_nothing(registry: Registry) -> None:
    said = judged(registry, f"{TITLE}\nกรมบัญชีกลาง", f"(ตัวอย่าง)\nคำสั่งสำนักงานคลังเขต ๘\n{TEAM}")
    assert said.agency_ids == ["d.cgd"]


def test_the_department_that_says_it_writes_is_asked(registry: Registry) -> None:
    orders = f"คำสั่งสำนักงานคลังเขต ๘\n{TEAM}"
    said = judged(registry, f"{TITLE}\nกรมบัญชีกลาง", orders, name="กองแผนงาน กรมบัญชีกลาง")
    assert said.status == "ambiguous"
    assert {"d.cgd", "c.cgd_region:8"} <= {*said.candidates}


def test_heads_of_orders_are_found_on_any_page() -> None:
    lines = ["แผน BCP", "คำสั่งที่ได้รับต้องปฏิบัติ", "ทันที", "ภาคผนวก", "คำสั่งสำนักงานคลังเขต ๘", "ที่ ๑๙/๒๕๖๓", "เรื่อง แต่งตั้งคณะทำงาน"]
    blocks = tuple(Block("paragraph", line, page) for page, line in enumerate(lines, 1))
    file = PlanFile(Attachment("แผน.pdf", b"", "pdf", ""), "plan", Document(blocks, "pdftotext"))
    assert orders_in([file, file]) == "คำสั่งสำนักงานคลังเขต ๘\nที่ ๑๙/๒๕๖๓\nเรื่อง แต่งตั้งคณะทำงาน"
