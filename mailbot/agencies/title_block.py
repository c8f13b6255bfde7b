"""Where the title page of a plan ends and its text begins: agencies below are neighbours, models, partners, helpers.

The first two pages of a real plan name a dozen agencies: the department above, the hospital across the road, the
university that helped. Only what stands before preface, contents, first chapter and first sentence is a title.
"""

import re
from functools import lru_cache

_LONGEST_TITLE_LINE = 90  # characters; sentences of a Word file are one line
_TITLE_BEGINS = re.compile(r"[ \t(]*(?:แผน|คู่มือ|รายงาน|ร่าง|ฉบับ|business|bcp)", re.IGNORECASE)
_TEXT_BEGINS = re.compile(
    r"[ \t]*(?:คำนำ|บทนำ|สารบัญ|คำปรารภ|คำกล่าว|คำชี้แจง|สาร(?:จาก)?(?=ผู้|อธิบดี|นายก|เลขา|ปลัด)|ความเป็นมา|ความนำ|ที่มา|"
    r"หลักการและ|สภาพ(?:ทั่วไป|พื้นที่|แวดล้อม)|เหตุผล|บทสรุป|เกริ่น|ข้อมูล(?:ทั่วไป|พื้นฐาน|ของ)*(?:หน่วยงาน|องค์กร)|"
    r"(?:นิยาม(?:ศัพท์)?|อภิธานศัพท์|(?:คำ|อักษร)ย่อ(?:ที่ใช้)?(?:ใน(?:แผน|เอกสาร))?|บัญชี(?:การ)?แจกจ่าย(?:เอกสาร|แผน)?|รายการแจกจ่าย|ลำดับเหตุการณ์|"
    r"ขอบเขต(?:ของแผน)?|สมมติฐาน|คำขอบคุณ|กิตติกรรมประกาศ|(?:หนังสือ|เอกสาร|มาตรฐาน)อ้างอิง|บรรณานุกรม|กฎหมายและระเบียบ(?:ที่เกี่ยวข้อง)?|"
    r"บันทึกข้อตกลง[ก-๎]{0,30}(?:[ \t]*\([^)\n]{0,20}\))?|"
    r"(?:พื้นที่|เขต|จังหวัด|หน่วยงาน)(?:ที่|ใน)?(?:อยู่ใน)?(?:เขต|พื้นที่)?(?:ความ)?รับผิดชอบ[ก-๎]{0,20}|"
    r"หน่วยงานที่(?:เกี่ยวข้อง|ตั้งอยู่)[ก-๎]{0,40}|executive[ \t]*summary)[ \t:]*$|"
    r"ประวัติการ|preface|foreword|contents|introduction|วัตถุประสงค์|"
    r"(?:บท|ส่วน|ตอน|หมวด|ภาค|chapter|section|part)[ \t]*(?:ที่)?[ \t]*[0-9๐-๙]|"
    r"[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)][ \t]*[ก-ฮเ-ไ]|"
    r"[0-9๐-๙]{1,2}[ \t]+(?:ความ|บท|วัตถุ|หลัก|ข้อมูล|ภารกิจ|ที่มา|เหตุ|เรา|รู้จัก|ขอบเขต|องค์กร|พื้นที่|ภูมิ|เกี่ยวกับ)|"
    r"(?:[กขคง]\.[ \t]+|[ก-ฉ]\))[ \t]*[ก-ฮเ-ไ][ก-๎]{2})",  # จ.ระยอง and ก.แรงงาน belong to the title
    re.IGNORECASE,
)


def begins_text(line: str) -> bool:
    """Is the line the heading of a preface, of contents or of a chapter?"""
    return _TEXT_BEGINS.match(line) is not None


@lru_cache(maxsize=64)
def title_block_end(cleaned: str) -> int:
    """Place in the text before which all is title: its length where neither heading nor sentence is found."""
    place = 0
    for line in cleaned.splitlines(keepends=True):
        sentence = len(line) > _LONGEST_TITLE_LINE and not _TITLE_BEGINS.match(line)
        if sentence or begins_text(line):
            return place
        place += len(line)
    return place
