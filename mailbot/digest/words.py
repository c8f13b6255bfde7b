"""How staff are told in Thai what went wrong, what came and why something was not answered."""

from mailbot.staff_words import REASONS, TROUBLES

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


def trouble(name: str) -> str:
    """A condition's name in words; `unfetchable 12` is known by its first word."""
    words = TROUBLES.get(name) or TROUBLES.get(name.partition(" ")[0])
    return words[0] if words else name


def came(what: str) -> str:
    """What kind of mail came."""
    return CAME.get(what, OTHERS)


def not_answered(reason: str) -> str:
    """Why a mail was not answered; an unknown reason is told as the ledger has it."""
    return REASONS[reason][0] if reason in REASONS else reason
