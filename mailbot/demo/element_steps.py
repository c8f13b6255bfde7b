"""Element 2.7 of a sample plan: what is done at once, within a day, within a week and after, and by whom."""

from mailbot.demo.composer import Composer
from mailbot.demo.structure import Block, Paragraph, Table

HEADER = ("ขั้นตอนและกิจกรรม", "บทบาทความรับผิดชอบ", "ดำเนินการแล้วเสร็จ")
WIDTHS = (58, 28, 14)


def steps(c: Composer) -> list[Block]:
    """Three tables: the first 24 hours, up to seven days, and beyond, with the person responsible for every step."""
    a, head, coordinator = c.agency, c.people[0], c.people[1]
    lead, second, third = c.unit_lead(0), c.unit_lead(1), c.unit_lead(2)
    first = (
        ("ติดตาม สอบถาม และประเมินเหตุการณ์ฉุกเฉิน จากนั้นแจ้งเหตุไปยังบุคลากรตามลำดับ", f"{coordinator.name}", "☐"),
        ("ประชุมคณะบริหารความต่อเนื่องเพื่อประเมินความเสียหายและผลกระทบต่อการให้บริการ", f"{head.name}", "☐"),
        (f"ทบทวนกระบวนการที่มีความเร่งด่วน โดยเฉพาะ{a.processes[0].name}", f"หัวหน้าทีม{a.units[0]} ({lead.name})", "☐"),
        ("สำรวจบุคลากรที่บาดเจ็บหรือเข้าข่ายเฝ้าระวังโรค และรายงานผลต่อหัวหน้าคณะ", f"หัวหน้าทีม{a.units[1]} ({second.name})", "☐"),
        (f"ติดต่อ{a.partners[0]}เพื่อแจ้งสถานการณ์และช่องทางติดต่อสำรอง", f"{coordinator.name}", "☐"),
        (f"ประกาศให้ประชาชนใช้{a.eservices[0]}แทนการมาติดต่อด้วยตนเอง", f"หัวหน้าทีม{a.units[2]} ({third.name})", "☐"),
    )
    week = (
        (f"ย้ายการปฏิบัติงานไปยัง{a.fallback} และตรวจสอบความพร้อมของสถานที่", f"{lead.name}", "☐"),
        (f"กู้คืน{a.systems[0]}จากข้อมูลสำรองและทดสอบความถูกต้อง", f"{c.unit_lead(3 % len(a.units)).name}", "☐"),
        (f"ดำเนินการ{a.processes[1].name}และกระบวนการเร่งด่วนอื่นตามระยะเวลาเป้าหมาย", "หัวหน้าทีมทุกฝ่าย", "☐"),
        (f"สรุปค่าใช้จ่ายและจัดซื้อจัดจ้างกรณีจำเป็นเร่งด่วนร่วมกับ{a.partners[1]}", f"{second.name}", "☐"),
        ("รายงานความคืบหน้าและปัญหาอุปสรรคต่อหัวหน้าคณะบริหารความต่อเนื่องทุกวัน", f"{coordinator.name}", "☐"),
    )
    later = (
        ("จัดชุดปฏิบัติงานสลับกันกรณีเหตุการณ์ยืดเยื้อนานกว่า ๑ เดือน และดูแลสุขภาพกายและใจของบุคลากร", f"{third.name}", "☐"),
        (f"ฟื้นฟูกระบวนการที่เหลือ เช่น {a.processes[-1].name} ให้กลับสู่สภาวะปกติ", "หัวหน้าทีมทุกฝ่าย", "☐"),
        ("ตรวจสอบความปลอดภัยของอาคารก่อนย้ายกลับ และบันทึกบทเรียนเพื่อปรับปรุงแผน", f"{head.name}", "☐"),
    )
    marks = c.pick("วันที่ ๑ การตอบสนองต่อเหตุการณ์ทันที ภายใน ๒๔ ชั่วโมง", "ระยะที่ ๑ การตอบสนองต่อเหตุการณ์ทันที (ภายใน ๒๔ ชั่วโมง)")
    opening = f"เมื่อเกิดเหตุที่กระทบต่อ{a.name} ให้ผู้รับผิดชอบดำเนินการตามขั้นตอนต่อไปนี้ โดยถือความปลอดภัยของชีวิตเป็นสำคัญ"
    return [
        Paragraph(opening),
        Table(marks, HEADER, first, WIDTHS),
        Table("การตอบสนองในระยะสั้น ภายใน ๗ วัน", HEADER, week, WIDTHS),
        Table("การกลับคืนสู่สภาวะปกติ ระยะเวลาเกิน ๗ วัน", HEADER, later, WIDTHS),
    ]
