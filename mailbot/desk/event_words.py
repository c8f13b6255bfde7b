"""What an event tells besides its name, as staff read it: its keys and codes in words of the reader's language."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from mailbot.desk.words import word
from mailbot.replies.thai_form import Language
from mailbot.staff_words import Words

KEYS: Words = {
    "account": ("บัญชี", "account"),
    "act": ("ตัดสินว่า", "decision"),
    "addresses": ("ที่อยู่", "addresses"),
    "address": ("ที่อยู่", "address"),
    "after": ("เป็น", "after"),
    "also": ("ใช้ร่วมกับ", "also of"),
    "because": ("เพราะตรงกับ", "because of"),
    "before": ("เดิม", "before"),
    "client": ("โปรแกรม", "client"),
    "detail": ("รายละเอียด", "detail"),
    "error": ("ข้อขัดข้อง", "error"),
    "file": ("ไฟล์", "file"),
    "filter": ("ตัวกรอง", "filter"),
    "from": ("จาก", "from"),
    "judgment": ("ตรวจครั้งที่", "judgment"),
    "kind": ("เรื่อง", "kind"),
    "letters": ("จดหมาย", "letters"),
    "mails": ("อีเมล", "mails"),
    "name": ("เรื่อง", "what"),
    "old_id": ("รหัสเดิม", "former id"),
    "plan": ("แผนที่", "plan"),
    "plans_of": ("แผนของ", "plans of"),
    "reason": ("เหตุผล", "reason"),
    "receipt": ("เลขรับ", "receipt"),
    "role": ("บทบาท", "role"),
    "round": ("รอบ", "round"),
    "rows": ("จำนวนแถว", "rows"),
    "said": ("ข้อความ", "said"),
    "spool": ("ไฟล์ที่เก็บ", "stored file"),
    "stage": ("ระยะ", "stage"),
    "subject": ("ชื่อเรื่อง", "subject"),
    "target": ("เป้าหมาย", "target"),
    "to": ("ถึง", "to"),
    "try": ("ครั้งที่", "try"),
    "until": ("ถึง", "until"),
    "verdict": ("ผล", "verdict"),
}
ACTS: Words = {
    "assign": ("ระบุหน่วยงาน", "whose plan it is"),
    "accept": ("รับแผน", "accepted"),
    "return": ("ส่งกลับให้แก้ไข", "returned"),
    "seal": ("แยกเก็บ (ชั้นความลับ)", "sealed"),
    "release": ("เปิดจากที่แยกเก็บ", "released"),
    "not_ours": ("ไม่ใช่แผนในรอบนี้", "not of this round"),
    "split": ("แยกจากอีเมลอื่น", "split"),
    "join": ("รวมกับอีเมลอื่น", "joined"),
}
PREFIXES: Words = {
    "review": ("ต้องตรวจเพราะ", "to be looked at for"),
    "quarantine": ("กักไว้เพราะ", "quarantined for"),
}
STAFF: Words = {
    "sealed": ("มีชั้นความลับ", "classified"),
    "no_duty": ("แจ้งว่าไม่อยู่ในข่ายต้องส่งแผน", "says that it owes no plan"),
    "answer": ("ข้อความถึงเจ้าหน้าที่", "words for the office"),
    "question_beside": ("มีคำถามมากับแผน", "a question beside a plan"),
    "worse_than_accepted": ("ฉบับใหม่ไม่ครบเท่าฉบับที่รับไว้แล้ว", "worse than the version that was accepted"),
    "repetition": ("เป็นอีเมลซ้ำ", "a repetition"),
}
_UNDO = ("ถอนการตัดสิน", "taken back")
_NOT_TOLD = frozenset({"sha256", "uid", "size", "seen"})
_GROUPS = {"verdict": ("state",), "kind": ("kind", "letter"), "because": ("source",), "name": ("trouble",)}
_CODED: dict[str, tuple[str, ...]] = {**_GROUPS, "reason": ("reason", "kind"), "role": ("role",)}


def told(detail: Mapping[str, Any], reader: Language, zone: tzinfo, title: Callable[[str], str]) -> list[str]:
    """Each thing that an event tells as 'word: value'; what is empty, or for machines only, is left out. Moments stand
    in this zone. title: what a finding code is called."""
    at = reader == "en"
    return [
        f"{KEYS[key][at] if key in KEYS else key}: {_value(key, value, reader, zone, title)}"
        for key, value in detail.items()
        if value not in (None, "", [], {}) and key not in _NOT_TOLD
    ]


def _value(key: str, value: Any, reader: Language, zone: tzinfo, title: Callable[[str], str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(key, one, reader, zone, title) for one in value)
    if isinstance(value, bool):
        return {True: ("ใช่", "yes"), False: ("ไม่ใช่", "no")}[value][reader == "en"]
    text = str(value)
    if key == "act":
        act = text.removeprefix("undo ")
        named = ACTS[act][reader == "en"] if act in ACTS else act
        return named if act == text else f"{_UNDO[reader == 'en']}: {named}"
    if key == "until" and "T" in text:
        return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M}"
    before, colon, codes = text.partition(":")
    if key == "reason" and colon and before in PREFIXES:
        return f"{PREFIXES[before][reader == 'en']}: {', '.join(map(title, codes.split(',')))}"
    if key == "reason" and text in STAFF:
        return STAFF[text][reader == "en"]
    for group in _CODED.get(key, ()):
        if word(group, text, reader) != text:
            return word(group, text, reader)
    return text
