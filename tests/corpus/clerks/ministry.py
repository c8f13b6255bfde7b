"""A ministry: a thick book of chapters with law, definitions and history around the elements."""

from mailbot.demo.composer import Composer, thai
from tests.corpus.blocks import Para, Section
from tests.corpus.clerks import department

_LAWS = (
    "พระราชบัญญัติป้องกันและบรรเทาสาธารณภัย พ.ศ. ๒๕๕๐", "พระราชกฤษฎีกาว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี พ.ศ. ๒๕๔๖ และที่แก้ไขเพิ่มเติม",
    "แผนการป้องกันและบรรเทาสาธารณภัยแห่งชาติ พ.ศ. ๒๕๕๘", "มติคณะรัฐมนตรีเมื่อวันที่ ๒๔ เมษายน ๒๕๕๕ เรื่องการบริหารความพร้อมต่อสภาวะวิกฤต", "มาตรฐานการบริหารความต่อเนื่องทางธุรกิจ",
)  # fmt: skip
_TERMS = (
    ("แผนความต่อเนื่อง", "เอกสารที่รวบรวมขั้นตอนและข้อมูลซึ่งทำให้องค์กรพร้อมนำไปใช้เมื่อเกิดอุบัติการณ์"), ("กลยุทธ์ความต่อเนื่อง", "แนวทางที่องค์กรเลือกเพื่อให้กลับมาดำเนินงานได้"),
    ("การวิเคราะห์ผลกระทบทางธุรกิจ", "กระบวนการวิเคราะห์กิจกรรมและผลที่เกิดจากการหยุดชะงัก"), ("Call Tree", "กระบวนการแจ้งเหตุฉุกเฉินให้บุคลากรทราบตามผังรายชื่อ"), ("สภาวะวิกฤต", "สภาพซึ่งคุกคามต่อการดำเนินงานตามปกติ"),
)  # fmt: skip


def write(c: Composer) -> list[Section]:
    """The department's parts between long chapters of other matter."""
    a = c.agency
    law = tuple(
        Para(
            f"{thai(i)}. {law} ซึ่งกำหนดให้หน่วยงานของรัฐเตรียมการไว้ล่วงหน้า โดย{a.name}ต้องปฏิบัติตามและรายงานผลต่อคณะรัฐมนตรีทุกปีงบประมาณ "
            * 3
        )
        for i, law in enumerate(_LAWS * 3, 1)
    )
    terms = tuple(Para(f"“{term}” หมายความว่า {meaning} ทั้งนี้ตามที่สำนักงาน ก.พ.ร. กำหนด") for term, meaning in _TERMS)
    past = tuple(
        Para(
            f"ปี พ.ศ. {thai(2550 + y)} {a.name}ได้รับผลกระทบจากเหตุการณ์ในพื้นที่ มีการย้ายที่ทำการชั่วคราว {thai(y % 4 + 1)} ครั้ง และ{a.units[y % len(a.units)]}ได้ถอดบทเรียนเสนอผู้บริหาร "
            * 4
        )
        for y in range(14)
    )
    parts = department.write(c)
    return [
        parts[0], Section("", "กฎหมาย ระเบียบ และมาตรฐานที่เกี่ยวข้อง", law), Section("", "นิยามศัพท์", terms), Section("", "บทเรียนจากเหตุการณ์ที่ผ่านมา", past), *parts[1:],
        Section("", "การสื่อสารและประชาสัมพันธ์แผน", past[:6]), Section("", "บรรณานุกรม", law[:5]),
    ]  # fmt: skip
