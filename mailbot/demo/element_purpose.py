"""Elements 2.1 and 2.2 of a sample plan: why it is there, what it assumes and covers, and what a crisis would hit."""

from mailbot.demo.composer import AREAS, TICK, Composer, numbered, thai
from mailbot.demo.structure import Block, Paragraph, Table

EVENTS = (
    ("อุทกภัย", (1, 1, 1, 1, 1)),
    ("อัคคีภัย", (1, 1, 1, 0, 0)),
    ("ชุมนุมประท้วง/จลาจล", (1, 0, 0, 1, 1)),
    ("โรคระบาดต่อเนื่อง เช่น โรคติดเชื้อไวรัสโคโรนา 2019 (COVID-19)", (1, 1, 0, 1, 1)),
    ("แผ่นดินไหว/อาคารถล่ม", (1, 1, 1, 1, 1)),
    ("ไฟฟ้าดับเป็นวงกว้าง", (1, 0, 1, 0, 1)),
    ("การโจมตีทางไซเบอร์และระบบสารสนเทศขัดข้อง", (0, 0, 1, 0, 1)),
    ("วาตภัย", (1, 1, 0, 0, 1)),
)


def objectives(c: Composer) -> list[Block]:
    """วัตถุประสงค์ of element 2.1."""
    a = c.agency
    lines = [
        f"เพื่อใช้เป็นแนวทางให้{a.name}บริหารความต่อเนื่องของภารกิจหลักได้เมื่อเกิดสภาวะวิกฤต",
        f"เพื่อให้{a.units[0]}และทุกหน่วยงานภายในเตรียมความพร้อมรับมือเหตุการณ์ได้ทันท่วงที",
        f"เพื่อลดผลกระทบจากการหยุดชะงักของ{a.processes[0].name}และงานบริการที่สำคัญ",
        c.pick(
            "เพื่อบรรเทาความเสียหายให้อยู่ในระดับที่ยอมรับได้ ทั้งด้านเศรษฐกิจ สังคม และความเชื่อมั่นของประชาชน",
            "เพื่อให้ประชาชนและผู้มีส่วนได้ส่วนเสียมีความเชื่อมั่นต่อการให้บริการของหน่วยงานแม้ในยามวิกฤต",
        ),
    ]
    return numbered(lines)


def assumptions(c: Composer) -> list[Block]:
    """สมมติฐาน of element 2.1."""
    a = c.agency
    lines = [
        "เหตุการณ์ฉุกเฉินเกิดขึ้นในช่วงเวลาสำคัญต่าง ๆ แต่มิได้ส่งผลกระทบต่อสถานที่ปฏิบัติงานสำรองที่จัดเตรียมไว้",
        f"ระบบสำรองของ{a.systems[0]}มิได้รับผลกระทบจากเหตุการณ์เดียวกันกับระบบหลัก",
        f"“บุคลากร” ในแผนฉบับนี้ หมายถึง ข้าราชการ พนักงาน และลูกจ้างทุกคนของ{a.name}",
        "บุคลากรไม่น้อยกว่ากึ่งหนึ่งยังสามารถปฏิบัติงานจากที่พักอาศัยได้ผ่านระบบเครือข่าย",
    ]
    return numbered(lines)


def scope(c: Composer) -> list[Block]:
    """ขอบเขตของแผน of element 2.1, with an outbreak of more than a month in it."""
    a = c.agency
    events = c.random.sample([name for name, _hit in EVENTS], 4)
    pandemic = EVENTS[3][0]
    chosen = [pandemic, *(name for name in events if name != pandemic)]
    opening = c.pick(
        f"แผนฉบับนี้ใช้รองรับกรณีเกิดสภาวะวิกฤตหรือเหตุการณ์ฉุกเฉินในพื้นที่ของ{a.name} ซึ่งตั้งอยู่ ณ {a.seat} ดังนี้",
        f"{a.name} กำหนดให้แผนฉบับนี้ครอบคลุมเหตุการณ์ที่อาจทำให้ภารกิจ ณ {a.seat} หยุดชะงัก ได้แก่",
    )
    closing = "ทั้งนี้ ให้รวมถึงการระบาดที่ยืดเยื้อนานกว่า ๑ เดือน และกรณีที่ประชาชนไม่สามารถเดินทางออกจากบ้านมาติดต่อราชการได้"
    return [Paragraph(opening), *numbered(chosen), Paragraph(closing)]


def events_and_effects(c: Composer) -> list[Block]:
    """Element 2.2: a table of events against resources, with ticks, and a word on the worst."""
    a = c.agency
    chosen = sorted(c.random.sample(range(len(EVENTS)), 6))
    if 3 not in chosen:
        chosen[0] = 3
    rows = []
    for at, event in enumerate(sorted(chosen), start=1):
        name, hit = EVENTS[event]
        rows.append((f"{thai(at)}. {name}", *(TICK if area else "" for area in hit)))
    table = Table(
        "ตารางที่ ๑ สรุปเหตุการณ์สภาวะวิกฤตและผลกระทบจากเหตุการณ์",
        ("เหตุการณ์สภาวะวิกฤต", *AREAS),
        tuple(rows),
        (30, 14, 17, 15, 11, 13),
    )
    worst = a.processes[0]
    after = c.pick(
        f"จากตารางข้างต้น เหตุการณ์ที่กระทบต่อ{worst.name}มากที่สุด คือ เหตุการณ์ที่ทำให้เข้าใช้อาคารและ{a.systems[0]}ไม่ได้พร้อมกัน",
        f"เมื่อพิจารณาภารกิจของ{a.name}แล้ว หาก{worst.name}หยุดลงจะทำให้{worst.effect} จึงให้ความสำคัญเป็นลำดับแรก",
    )
    before = (
        "สภาวะวิกฤตหรือเหตุการณ์ฉุกเฉินมีหลากหลายรูปแบบ "
        f"เพื่อให้{a.short_name}บริหารจัดการให้องค์กรมีความต่อเนื่อง การจัดหาทรัพยากรที่สำคัญจึงเป็นสิ่งจำเป็น "
        "โดยพิจารณาผลกระทบใน ๕ ด้าน ได้แก่ อาคารสถานที่ วัสดุอุปกรณ์ เทคโนโลยีสารสนเทศ บุคลากรหลัก และผู้มีส่วนได้ส่วนเสีย"
    )
    return [Paragraph(before), table, Paragraph(after)]
