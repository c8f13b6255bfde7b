"""Elements 2.4 to 2.6 of a sample plan: strategy by area, recovery time of each process, resources needed."""

from mailbot.demo.composer import AREAS, SPAN_HOURS, SPANS, TICK, Composer, hours_in_words, thai
from mailbot.demo.structure import Block, Paragraph, Table


def strategy(c: Composer) -> list[Block]:
    """Element 2.4: what is done about each of the five resource areas."""
    a = c.agency
    per_area = (
        f"กำหนดให้ใช้{a.fallback}เป็นสถานที่ปฏิบัติงานสำรอง และให้บุคลากรที่ไม่จำเป็นต้องเข้าสำนักงานปฏิบัติงานที่บ้าน (Work From Home)",
        f"จัดหาคอมพิวเตอร์แบบพกพาและอุปกรณ์ป้องกันโรคสำรองไว้ที่{a.units[0]} พร้อมทำข้อตกลงกับร้านค้าให้จัดส่งได้ภายใน ๑ วัน",
        f"สำรองข้อมูลของ{a.systems[0]}ทุกวันไว้ต่างสถานที่ และเปิดให้เข้าใช้{a.systems[1]}จากระยะไกลผ่านช่องทางที่ปลอดภัย",
        "กำหนดบุคลากรสำรองทดแทนในทุกตำแหน่งหลัก จัดชุดปฏิบัติงานสลับวัน และฝึกอบรมให้ทำงานแทนกันได้",
        f"ประสาน{a.partners[0]}และ{a.partners[1]}ให้มีช่องทางติดต่อสำรอง และให้บริการประชาชนผ่าน e-Service คือ {a.eservices[0]}",
    )
    rows = tuple((area, text) for area, text in zip(AREAS, per_area, strict=True))
    table = Table("ตารางที่ ๓ กลยุทธ์ความต่อเนื่องแยกตามทรัพยากร", ("ทรัพยากร", "กลยุทธ์ความต่อเนื่อง"), rows, (32, 68))
    opening = c.pick(
        f"{a.name} กำหนดแนวทางจัดหาและบริหารทรัพยากรให้พร้อมเมื่อเกิดสภาวะวิกฤต โดยพิจารณาทรัพยากร ๕ ด้าน",
        "กลยุทธ์ความต่อเนื่องเป็นแนวทางในการจัดหาและบริหารจัดการทรัพยากรให้มีความพร้อมเมื่อเกิดสภาวะวิกฤต ดังตารางต่อไปนี้",
    )
    digital = (
        f"ในการให้บริการประชาชนระหว่างการระบาดของโรค ให้มุ่งเน้นระบบบริการอิเล็กทรอนิกส์ (e-Service) ได้แก่ {a.eservices[0]} "
        f"และ{a.eservices[1]} รวมทั้งใช้เทคโนโลยีดิจิทัลในการประชุมและการสั่งการแทนการเดินทาง"
    )
    return [Paragraph(opening), table, Paragraph(digital)]


def impact(c: Composer) -> list[Block]:
    """Element 2.5: urgency and recovery time objective of every main process."""
    a = c.agency
    rows = []
    for at, process in enumerate(a.processes, start=1):
        ticks = tuple(TICK if process.rto <= hours and _first(process.rto) == hours else "" for hours in SPAN_HOURS)
        rows.append((f"{thai(at)}. {process.name}", process.urgency, hours_in_words(process.rto), *ticks))
    table = Table(
        "ตารางที่ ๔ ผลกระทบต่อกระบวนการทำงานและระยะเวลาเป้าหมายในการคืนสภาพ (RTO)",
        ("กระบวนการหลัก", "ระดับความเร่งด่วน", "ระยะเวลาเป้าหมาย (RTO)", *SPANS),
        tuple(rows),
        (30, 12, 14, 9, 8, 10, 10, 8),
    )
    effects: list[Block] = [
        Paragraph(f"{process.name} หากหยุดชะงักเกินกว่า {hours_in_words(process.rto)} จะทำให้{process.effect}", indent=1)
        for process in a.processes
    ]
    opening = f"กระบวนการหลักของ{a.short_name}ที่ต้องคืนสภาพตามลำดับความเร่งด่วนมี {thai(len(a.processes))} กระบวนการ"
    closing = (
        f"สำหรับกระบวนการอื่นที่ไม่ปรากฏในตาราง ให้{c.pick('หัวหน้าทีม', 'ผู้อำนวยการ')}ประเมินความจำเป็นและเหมาะสม "
        "และปฏิบัติตามแนวทางเดียวกับกระบวนการหลัก"
    )
    return [Paragraph(opening), table, *effects, Paragraph(closing)]


def _first(rto: int) -> int:
    return next(hours for hours in SPAN_HOURS if rto <= hours)


def resources(c: Composer) -> list[Block]:
    """Element 2.6: how much of each resource is needed after each span of time."""
    a, staff = c.agency, c.random.randrange(4, 9)
    spans = ("ประเภททรัพยากร", "สถานที่/ที่มา", *SPANS)
    widths = (28, 22, 10, 10, 10, 10, 10)

    def growing(unit: str, start: int, step: int) -> tuple[str, ...]:
        return tuple(f"{thai(start + step * at)} {unit}" for at in range(5))

    space = Table(
        f"ตารางที่ ๕ {AREAS[0]} (Working Space Requirement)",
        spans,
        (
            ("พื้นที่สำหรับสถานที่ปฏิบัติงานสำรอง", a.fallback, *growing("ตร.ม.", staff * 4, 12)),
            ("ปฏิบัติงานที่บ้าน", "ที่พักของบุคลากร", *growing("คน", staff * 3, 4)),
        ),
        widths,
    )
    equipment = Table(
        "ตารางที่ ๖ ด้านวัสดุอุปกรณ์ (Equipment & Supplies Requirement)",
        spans,
        (
            ("คอมพิวเตอร์แบบพกพา", a.units[0], *growing("เครื่อง", staff, 2)),
            ("เครื่องพิมพ์และโทรสาร", "จัดหาจากร้านค้า", *growing("เครื่อง", 1, 1)),
            ("หน้ากากอนามัยและแอลกอฮอล์", "คลังพัสดุ", *growing("ชุด", staff * 10, 20)),
        ),
        widths,
    )
    technology = Table(
        "ตารางที่ ๗ ด้านเทคโนโลยีสารสนเทศและข้อมูล (IT & Information Requirement)",
        spans,
        tuple(
            (system, a.units[3 % len(a.units)], *("ใช้งานได้" if at else "สำรอง" for at in range(5)))
            for system in a.systems
        ),
        widths,
    )
    people = Table(
        "ตารางที่ ๘ ด้านบุคลากรหลัก (Personnel Requirement)",
        spans,
        tuple((unit, "สำนักงาน/ที่บ้าน", *growing("คน", 2 + at % 3, 1)) for at, unit in enumerate(a.units)),
        widths,
    )
    suppliers = "ด้านผู้ให้บริการที่สำคัญ (Service Requirement) ได้แก่ " + " ".join(
        f"{thai(i)}) {p}" for i, p in enumerate(a.partners, 1)
    )
    opening = f"ทรัพยากรที่{a.short_name}ต้องใช้ในแต่ละช่วงเวลาหลังเกิดเหตุ แยกตามด้านของกลยุทธ์ความต่อเนื่อง มีดังนี้"
    return [Paragraph(opening), space, equipment, technology, people, Paragraph(suppliers)]
