"""How staff are told in Thai what went wrong, what came and why something was not answered."""

TROUBLES = {
    "login": "เซิร์ฟเวอร์อีเมลไม่ยอมให้เข้าใช้ โปรดตรวจรหัสผ่านหรือโทเคน",
    "silence": "ดึงอีเมลจากกล่องรับไม่ได้",
    "outbox": "จดหมายของระบบค้างส่ง",
    "disk": "เนื้อที่ดิสก์ใกล้เต็ม ระบบหยุดรับอีเมลใหม่ไว้ก่อน อีเมลยังอยู่ในกล่องรับครบ",
    "smtp_login": "เซิร์ฟเวอร์ส่งอีเมลไม่ยอมให้เข้าใช้",
    "filing": "ย้ายอีเมลออกจากกล่องรับไม่ได้",
    "copies": "เก็บสำเนาในแฟ้ม Sent ไม่ได้",
    "unfetchable": "เซิร์ฟเวอร์ไม่ส่งอีเมลฉบับหนึ่งให้",
    "spool": "ไฟล์อีเมลที่เก็บไว้หายไปหนึ่งฉบับ",
    "internal": "ระบบพบปัญหาที่จัดการเองไม่ได้",
    "ledger": "ระบบหยุดทำงานเพราะทะเบียนเสียหาย",
    "sealing": "เข้ารหัสอีเมลที่มีชั้นความลับไม่ได้",
    "scanner": "โปรแกรมตรวจไวรัสไม่ทำงาน",
    "quarantine": "อีเมลที่ถูกกักไว้เพิ่มขึ้นผิดปกติ",
    "withheld": "มีอีเมลที่ระบบไม่ตอบจำนวนมากในหนึ่งชั่วโมง",
    "journal": "สมุดรายวันของทะเบียนหยุดบันทึก ต้องสำรองข้อมูลใหม่ (mailbot backup)",
    "clock": "นาฬิกาของเครื่องกระโดดหรือไม่ตรง",
    "engine": "เครื่องตรวจแผนไม่ว่างหรือไม่ทำงาน อีเมลรออยู่ครบ",
}
WELL_AGAIN = " (กลับเป็นปกติแล้ว)"
CAME = {
    "accepted": "แผนครบถ้วน",
    "deficient": "ขอให้แก้ไข",
    "review": "เจ้าหน้าที่ตรวจ",
    "sealed": "มีชั้นความลับ",
    "repetition": "ซ้ำฉบับเดิม",
    "inquiry": "สอบถาม",
    "status_request": "ขอทราบสถานะ",
    "withheld_notice": "แจ้งชื่อแผนลับ",
    "bounce": "แจ้งส่งไม่ถึง",
    "auto_reply": "ตอบกลับอัตโนมัติ",
    "waits": "กำลังตรวจ",
}
OTHERS = "อื่น ๆ"
NOT_ANSWERED = {
    "address_hour": "ตอบที่อยู่นี้ครบจำนวนในหนึ่งชั่วโมงแล้ว",
    "address_day": "ตอบที่อยู่นี้ครบจำนวนในหนึ่งวันแล้ว",
    "domain_day": "ตอบโดเมนนี้ครบจำนวนในหนึ่งวันแล้ว",
    "no_usable_address": "ที่อยู่ผู้ส่งตอบกลับไม่ได้",
    "auto_submitted": "อีเมลตอบกลับอัตโนมัติ",
    "answer_too_long_for_a_stranger": "คำตอบยาวเกินไปสำหรับที่อยู่ที่ไม่รู้จัก",
}


def trouble(name: str) -> str:
    """A condition's name in words; `unfetchable 12` is known by its first word."""
    return TROUBLES.get(name) or TROUBLES.get(name.partition(" ")[0], name)


def came(what: str) -> str:
    """What kind of mail came."""
    return CAME.get(what, OTHERS)


def not_answered(reason: str) -> str:
    """Why a mail was not answered; an unknown reason is told as the ledger has it."""
    return NOT_ANSWERED.get(reason, reason)
