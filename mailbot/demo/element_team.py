"""Elements 2.3 and 2.8 of a sample plan: who is in the team, and who calls whom when it happens."""

from mailbot.demo.composer import Composer, numbered, thai
from mailbot.demo.structure import Block, Paragraph, Table


def team(c: Composer) -> list[Block]:
    """Element 2.3: names, roles, telephones and stand-ins, then the duties."""
    a, head, coordinator = c.agency, c.people[0], c.people[1]
    rows = [
        (head.name, a.head, head.mobile, "หัวหน้าคณะบริหารความต่อเนื่อง", coordinator.name, coordinator.mobile),
        (
            coordinator.name,
            a.deputy,
            coordinator.mobile,
            "ผู้ประสานงานคณะบริหารความต่อเนื่อง",
            c.unit_lead(0).name,
            c.unit_lead(0).mobile,
        ),
    ]
    for at, unit in enumerate(a.units):
        lead, deputy = c.unit_lead(at), c.unit_deputy(at)
        rows.append((lead.name, _lead_title(unit), lead.mobile, f"หัวหน้าทีม{unit}", deputy.name, deputy.mobile))
    table = Table(
        "ตารางที่ ๒ รายชื่อบุคลากรและบทบาทของทีมงานบริหารความต่อเนื่อง (BCP Team)",
        ("บุคลากรหลัก", "ตำแหน่ง", "โทรศัพท์มือถือ", "บทบาท", "บุคลากรสำรอง", "โทรศัพท์มือถือ"),
        tuple(rows),
        (19, 18, 14, 19, 17, 13),
    )
    duties = [
        "หัวหน้าคณะบริหารความต่อเนื่อง มีหน้าที่ประเมินลักษณะ ขอบเขต และแนวโน้มของเหตุการณ์ และตัดสินใจประกาศใช้แผน",
        "ผู้ประสานงานคณะบริหารความต่อเนื่อง มีหน้าที่ติดต่อประสานงานภายในและภายนอก และรายงานความคืบหน้าต่อหัวหน้าคณะ",
        f"หัวหน้าทีมฝ่ายต่าง ๆ มีหน้าที่กอบกู้กระบวนการในความรับผิดชอบ และดูแลบุคลากรใน{c.pick('สังกัด', 'ทีมของตน')}",
    ]
    blocks: list[Block] = [
        Paragraph(
            f"เพื่อให้แผนของ{a.name}นำไปปฏิบัติได้อย่างมีประสิทธิภาพและเกิดประสิทธิผล "
            "จึงแต่งตั้งทีมงานบริหารความต่อเนื่อง ประกอบด้วย หัวหน้าคณะ ผู้ประสานงาน และทีมงานฝ่ายต่าง ๆ โดยมีหน้าที่ดังนี้"
        ),
        *numbered(duties),
        table,
        Paragraph("กรณีที่บุคลากรหลักไม่สามารถปฏิบัติหน้าที่ได้ ให้บุคลากรสำรองรับผิดชอบแทนจนกว่าจะมีการมอบหมายเป็นอย่างอื่น"),
    ]
    if a.coordination:
        blocks.append(Paragraph(a.coordination))
    return blocks


def call_tree(c: Composer) -> list[Block]:
    """Element 2.8: level by level who tells whom, with office and mobile telephones."""
    a, head, coordinator = c.agency, c.people[0], c.people[1]
    rows = [("๑", head.name, head.office, head.mobile, coordinator.name)]
    leads = " ".join(c.unit_lead(at).name for at in range(len(a.units)))
    rows.append(("๒", coordinator.name, coordinator.office, coordinator.mobile, leads))
    for at, unit in enumerate(a.units):
        lead = c.unit_lead(at)
        rows.append(("๓", lead.name, lead.office, lead.mobile, f"{c.unit_deputy(at).name} และบุคลากรใน{unit}ทุกคน"))
    table = Table(
        f"ตารางที่ {thai(9)} ลำดับการแจ้งเหตุของ{a.short_name}",
        ("ลำดับ", "ผู้แจ้งเหตุ", "โทรศัพท์สำนักงาน", "โทรศัพท์มือถือ", "ผู้รับแจ้งเหตุ"),
        tuple(rows),
        (8, 24, 17, 17, 34),
    )
    return [
        Paragraph(
            "กระบวนการแจ้งเหตุฉุกเฉิน คือ การแจ้งเหตุให้บุคลากรทราบเป็นลำดับชั้น "
            f"โดยเริ่มจากหัวหน้าคณะบริหารความต่อเนื่องของ{a.short_name}แจ้งผู้ประสานงาน "
            "ผู้ประสานงานแจ้งหัวหน้าทีมทุกฝ่าย และหัวหน้าทีมแจ้งบุคลากรในสังกัดภายใน ๓๐ นาที"
        ),
        table,
        Paragraph(
            c.pick(
                "หากติดต่อบุคลากรหลักไม่ได้ ให้ติดต่อบุคลากรสำรองทันที และให้ผู้แจ้งเหตุรายงานผลการแจ้งกลับตามลำดับ",
                "เมื่อแจ้งครบทุกคนแล้ว ให้หัวหน้าทีมรายงานจำนวนผู้ที่ติดต่อได้และติดต่อไม่ได้ต่อผู้ประสานงาน",
            )
        ),
    ]


def _lead_title(unit: str) -> str:
    """Divisions have a director, smaller units a head."""
    return f"ผู้อำนวยการ{unit}" if unit.startswith(("กอง", "สำนัก", "ศูนย์")) else f"หัวหน้า{unit}"
