"""A state enterprise: English headings, terms of the standard, Thai text."""

from mailbot.demo.composer import Composer, hours_in_words
from tests.corpus.blocks import Grid, Para, Section


def write(c: Composer) -> list[Section]:
    """Headings in English as a management system writes them."""
    a = c.agency
    return [
        Section(
            "",
            "Introduction",
            (
                Para(
                    f"{a.name} จัดทำระบบบริหารความต่อเนื่องทางธุรกิจตามมาตรฐานสากล เอกสารฉบับนี้เป็นเอกสารควบคุม ห้ามทำสำเนาโดยไม่ได้รับอนุญาตจากฝ่ายบริหารความเสี่ยง"
                ),
                Para(
                    "คำย่อ MTPD หมายถึงระยะเวลาสูงสุดที่ยอมรับได้ RTO หมายถึงระยะเวลาเป้าหมายในการกลับมา RPO หมายถึงจุดที่กู้ข้อมูลกลับได้"
                ),
            ),
        ),
        Section(
            "2.1.objectives",
            "Objectives",
            (
                Para(
                    f"To keep the critical services of the organization running. เพื่อให้{a.processes[0].name}ไม่หยุดเกินเวลาที่กำหนด เพื่อคุ้มครองพนักงาน และเพื่อรักษาความเชื่อมั่นของผู้ใช้บริการ"
                ),
            ),
        ),
        Section(
            "2.1.scope",
            "Scope",
            (
                Para(
                    "This plan covers the head office and all operating units. ครอบคลุมสำนักงานใหญ่ ศูนย์ปฏิบัติการ และสาขา สำหรับเหตุแผ่นดินไหว น้ำท่วม ไฟไหม้ การประท้วง โรคระบาด และภัยไซเบอร์"
                ),
            ),
        ),
        Section(
            "2.1.assumptions",
            "Planning Assumptions",
            (Para("สถานที่ทำงานหลักและสำรองไม่เสียหายพร้อมกัน ศูนย์ข้อมูลสำรองใช้งานได้ พนักงานสำคัญอย่างน้อยครึ่งหนึ่งมาปฏิบัติงานได้"),),
        ),
        Section(
            "2.2",
            "Threat and Impact Assessment",
            (
                Grid(
                    (
                        ("Threat", "Premises", "Equipment", "IT & Data", "People", "Suppliers & Customers"),
                        ("น้ำท่วมใหญ่", "High", "High", "Medium", "Medium", "High"),
                        ("ไฟไหม้", "High", "High", "High", "Low", "Medium"),
                        ("โรคระบาด", "Low", "Low", "Low", "High", "High"),
                        ("Cyber attack", "Low", "Low", "High", "Low", "High"),
                    )
                ),
            ),
        ),
        Section(
            "2.5",
            "Business Impact Analysis",
            (
                Grid(
                    (
                        ("Critical activity", "Priority", "RTO", "Impact"),
                        *(
                            (
                                p.name,
                                {"สูง": "High", "ปานกลาง": "Medium", "ต่ำ": "Low"}[p.urgency],
                                hours_in_words(p.rto),
                                p.effect,
                            )
                            for p in a.processes
                        ),
                    )
                ),
            ),
        ),
        Section(
            "2.3",
            "BCM Team and Responsibilities",
            (
                Grid(
                    (
                        ("Role", "Name", "Alternate", "Mobile"),
                        ("BCM Leader / หัวหน้าทีม", c.people[0].name, c.people[2].name, c.people[0].mobile),
                        ("BCM Coordinator / ผู้ประสานงาน", c.people[1].name, c.people[3].name, c.people[1].mobile),
                        *(
                            (f"{unit} Recovery Team", c.unit_lead(i).name, c.unit_deputy(i).name, c.unit_lead(i).mobile)
                            for i, unit in enumerate(a.units)
                        ),
                    )
                ),
            ),
        ),
        Section(
            "2.4",
            "Business Continuity Strategy",
            (
                Grid(
                    (
                        ("Resource", "Strategy"),
                        ("Building / Alternate site", f"ใช้{a.fallback}เป็นที่ทำงานสำรอง รองรับ ๔๐ ที่นั่ง"),
                        ("Equipment / Supplies", "สำรองคอมพิวเตอร์และวัสดุสิ้นเปลืองสองสัปดาห์"),
                        ("Information technology & data", f"ศูนย์ข้อมูลสำรองของ{a.systems[0]}แบบ active-standby"),
                        ("People", "แผนสืบทอดตำแหน่งและการทำงานทางไกล"),
                        ("Suppliers & stakeholders", f"สัญญากับ{a.partners[0]}และผู้ขายสำรอง"),
                    )
                ),
            ),
        ),
        Section(
            "2.6",
            "Resource Requirements",
            (
                Grid(
                    (
                        ("Resource", "Day 1", "Week 1", "Month 1"),
                        ("ที่นั่งทำงานสำรอง (สถานที่)", "20", "40", "80"),
                        ("เครื่องคอมพิวเตอร์ (วัสดุอุปกรณ์)", "20", "40", "80"),
                        ("ระบบงาน (เทคโนโลยีสารสนเทศ)", "3", "5", "8"),
                        ("พนักงาน (บุคลากร)", "20", "40", "80"),
                        ("ผู้ให้บริการ", "2", "4", "4"),
                    )
                ),
            ),
        ),
        Section(
            "2.7",
            "Response and Recovery Procedures",
            (
                Grid(
                    (
                        ("Phase", "Action / การดำเนินการ", "Responsible / ผู้รับผิดชอบ"),
                        ("Within 2 hours", "ประเมินเหตุ ดูแลความปลอดภัยพนักงาน แจ้งผู้บริหาร", "BCM Leader"),
                        ("Within 24 hours", "ประกาศใช้แผน ย้ายทีมหลักไปสถานที่สำรอง เปิดระบบสำรอง", "BCM Coordinator"),
                        ("Day 2-7", "ฟื้นบริการตามลำดับความสำคัญ สื่อสารกับลูกค้า", a.units[0]),
                        ("After day 7", "กลับสู่ภาวะปกติ ทบทวนหลังเหตุการณ์", a.units[1]),
                    )
                ),
            ),
        ),
        Section(
            "2.8",
            "Emergency Notification and Call Tree",
            (
                Grid(
                    (
                        ("From", "To", "Mobile"),
                        (c.people[0].name, c.people[1].name, c.people[1].mobile),
                        *((c.people[1].name, c.unit_lead(i).name, c.unit_lead(i).mobile) for i in range(len(a.units))),
                    )
                ),
            ),
        ),
        Section("", "Document Control and Review", (Para("ทบทวนปีละครั้งโดยฝ่ายบริหารความเสี่ยง ฉบับที่ ๔ พ.ศ. ๒๕๖๓"),)),
    ]
