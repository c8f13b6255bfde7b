"""A three-page plan of a very small office: a sentence or two a part."""

from mailbot.demo.composer import Composer, hours_in_words
from tests.corpus.blocks import Para, Section


def write(c: Composer) -> list[Section]:
    """The shortest plan that holds everything."""
    a = c.agency
    work = " ".join(f"{p.name} ต้องเริ่มได้ใน {hours_in_words(p.rto)} (เร่งด่วน{p.urgency})" for p in a.processes)
    return [
        Section("2.1.objectives", "วัตถุประสงค์", (Para(f"เพื่อให้{a.short_name}ทำงานบริการประชาชนต่อไปได้เมื่อเกิดภัย"),)),
        Section("2.1.assumptions", "สมมติฐาน", (Para("มีรถและโทรศัพท์ใช้ได้ และมีเจ้าหน้าที่มาทำงานได้ครึ่งหนึ่ง"),)),
        Section("2.1.scope", "ขอบเขต", (Para("ทุกกองในที่ทำการ กรณีน้ำท่วม ไฟไหม้ โรคระบาด"),)),
        Section(
            "2.2",
            "เหตุวิกฤตและผลกระทบ",
            (Para("น้ำท่วมทำให้ใช้อาคารและอุปกรณ์ไม่ได้ ไฟไหม้ทำให้ข้อมูลเสียหาย โรคระบาดทำให้ขาดเจ้าหน้าที่และผู้รับจ้าง"),),
        ),
        Section(
            "2.3",
            "ทีมงาน",
            (
                Para(
                    f"หัวหน้าทีม {c.people[0].name} ผู้ประสานงาน {c.people[1].name} โทร {c.people[1].mobile} ทีมปฏิบัติ {c.people[2].name} และ {c.people[3].name}"
                ),
            ),
        ),
        Section(
            "2.4",
            "กลยุทธ์",
            (
                Para(
                    f"สถานที่ใช้{a.fallback} วัสดุอุปกรณ์ยืมจากโรงเรียน ระบบสารสนเทศใช้สำเนาข้อมูลที่เก็บไว้นอกอาคาร บุคลากรทำแทนกันได้ ผู้ให้บริการใช้รายสำรอง"
                ),
            ),
        ),
        Section("2.5", "ผลกระทบต่องานบริการ", (Para(work),)),
        Section(
            "2.6",
            "ทรัพยากรที่ต้องการ",
            (
                Para(
                    "สถานที่ ๑ แห่ง คอมพิวเตอร์ ๒ เครื่อง อินเทอร์เน็ต ๑ วงจร เจ้าหน้าที่ ๕ คน ผู้รับจ้าง ๑ ราย ภายในวันแรก และเพิ่มเท่าตัวภายใน ๗ วัน"
                ),
            ),
        ),
        Section(
            "2.7",
            "ขั้นตอน",
            (
                Para(
                    f"๑) {a.head}ประกาศใช้แผน ๒) {a.deputy}เปิดที่ทำการสำรองใน ๒๔ ชั่วโมง ๓) {a.units[0]}ฟื้นงานใน ๗ วัน ๔) {a.units[1]}สรุปผล"
                ),
            ),
        ),
        Section(
            "2.8",
            "Call Tree",
            (
                Para(
                    f"{c.people[0].name} ({c.people[0].mobile}) โทรหา {c.people[1].name} ({c.people[1].mobile}) ซึ่งโทรหา {c.people[2].name} ({c.people[2].mobile}) และ {c.people[3].name} ({c.people[3].mobile})"
                ),
            ),
        ),
    ]
