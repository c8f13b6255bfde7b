"""How the states of agencies and the figures of the round are called in Thai, in exports and reports."""

STATE_TH = {
    "complete": "ครบถ้วน",
    "deficient": "ขอให้แก้ไข",
    "review": "เจ้าหน้าที่กำลังตรวจ",
    "sealed": "แยกเก็บตามชั้นความลับ",
    "withheld": "แจ้งว่าเป็นแผนชั้นความลับ",
    "missing": "ยังไม่ได้รับแผน",
}
FIGURE_TH = {
    "expected": "ต้องส่ง",
    "received": "ได้รับแล้ว",
    "complete": "ครบถ้วน",
    "deficient": "ขอให้แก้ไข",
    "review": "กำลังตรวจ",
    "sealed": "แยกเก็บลับ",
    "withheld": "แจ้งแผนลับ",
    "missing": "ยังไม่ได้รับ",
    "late": "ส่งช้า",
}
VITAL_TH = "พลังงาน น้ำ สื่อสาร ขนส่ง"
NO_MINISTRY_TH = "ไม่สังกัดกระทรวง"
