"""Invented plans as plain text, for validators that ask only for words and for files."""

from dataclasses import replace

from mailbot.documents.model import Block, Document
from mailbot.mail.model import Attachment
from mailbot.plans.model import Finding, Plan, PlanFile
from mailbot.plans.verdict import verdict
from mailbot.rules import Rules

# A plan as they were written after the flood of 2554: computers and an internet line, no outbreak, no e-Service.
OLD = """แผนดำเนินธุรกิจอย่างต่อเนื่อง
สำนักงานพาณิชย์จังหวัดตัวอย่าง
วัตถุประสงค์
เพื่อให้หน่วยงานปฏิบัติภารกิจหลักได้อย่างต่อเนื่องเมื่อเกิดสภาวะวิกฤต
ขอบเขตของแผน
แผนฉบับนี้รองรับอุทกภัย อัคคีภัย และการชุมนุมประท้วง
ทีมงาน
นายสมชาย ใจดี หัวหน้าคณะบริหารความต่อเนื่อง โทรศัพท์ ๐๘ ๑๒๓๔ ๕๖๗๘
กลยุทธ์ความต่อเนื่อง
จัดหาคอมพิวเตอร์สำรอง ๑๐ เครื่อง พร้อมสายอินเทอร์เน็ตและระบบเทคโนโลยีสารสนเทศ และแจ้งกลุ่มไลน์ของหน่วยงานเมื่อเกิดเหตุ
ขั้นตอน
ย้ายไปยังสถานที่ปฏิบัติงานสำรอง ตรวจสอบเว็บไซต์ และสำรองข้อมูลทุกวัน"""


def made(*added: str, base: str = OLD, **changes: object) -> Plan:
    """A plan of that text, as Word file and print; changes are fields of both documents."""
    lines = "\n".join((base, *added)).split("\n")
    document = replace(
        Document(tuple(Block("paragraph", line) for line in lines), reader="word"),
        **changes,  # type: ignore[arg-type]
    )
    pdf = replace(document, blocks=tuple(block._replace(page=1 + at // 6) for at, block in enumerate(document.blocks)))
    return Plan(
        word=PlanFile(Attachment("แผน.docx", b"x", "word", "1"), "plan", document),
        pdf=PlanFile(Attachment("แผน.pdf", b"x", "pdf", "2"), "plan", pdf),
    )


def told(check: object, plan: Plan, rules: Rules) -> list[Finding]:
    """The findings; each is advice, has its text and changes no verdict."""
    found = list(check(plan, rules))  # type: ignore[operator]
    for finding in found:
        assert finding.severity == rules.text(finding.code).severity == "advice"
        assert finding.clause == rules.text(finding.code).clause
    assert verdict(found) == "accepted"
    return found
