"""What the sender of a mail says in own words, less what looks like a question and is none."""

import re

from mailbot.mail.model import Mail

_ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+", re.IGNORECASE)
"""The question mark of a link is no question."""
_LOST_LETTERS = re.compile(r"\?{3,}")
"""What a mail program leaves of Thai letters that it could not write."""
_INVITATIONS = re.compile(
    r"(?:หาก|ถ้า|กรณี)?(?:ท่าน)?(?:มี|ต้องการ|ประสงค์)?(?:จะ)?(?:ข้อสงสัย|ข้อสอบถาม|ข้อซักถาม|คำถาม)"
    r"(?:ประการใด|ใด\s*ๆ|เพิ่มเติม)?[ \t,]*+(?:โปรด|กรุณา|สามารถ|ขอให้)?(?=ติดต่อ|สอบถาม|จะ|โทร|ประสาน|แจ้ง)"
    r"|(?:ติดต่อ|ประสาน|สอบถาม)"
    r"(?:ข้อมูล|รายละเอียด|ข้อสงสัย|ผู้ประสานงาน|เพิ่มเติม|โดยตรง|สอบถาม|ประสาน(?:งาน)?|และ|หรือ|[ \t/:])*+"
    r"(?:ได้)?[ \t]*(?:ที่|โทร|ทาง|กับ|มา(?:ยัง|ที่)|ไป(?:ยัง|ที่))(?!ไหน|ใด|ใคร)"
    r"|จะ(?:ขอ)?(?:สอบถาม|ติดต่อ)"
    r"|(?:if|should) you (?:have|need) (?:any |more |further )*+(?:questions?|information|inquir(?:y|ies))",
    re.IGNORECASE,
)
_LONGEST_TALK = 20_000
"""Characters of own text in which a question is looked for."""
ANSWER = re.compile(r"^\s*(?:re|aw|ตอบ|ตอบกลับ)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
"""How the subject of an answer begins."""
_FORWARDED = re.compile(r"^\s*(?:fwd?|ส่งต่อ)\s*:", re.IGNORECASE)


def own_subject(mail: Mail) -> str:
    """The subject in so far as the sender wrote it: that of an answer (Re: …) is somebody else's, mostly ours, and asks
    nothing ("Re: ขอทราบชื่อหน่วยงาน: …")."""
    return "" if ANSWER.match(mail.subject) else mail.subject


def said(mail: Mail) -> str:
    """Own subject and own text (of a mail forwarded without a word: what was forwarded) in lower case, less links,
    addresses, lost letters and the usual invitation to call the sender ("สอบถามได้ที่ ...")."""
    return _heard(f"{own_subject(mail)}\n{spoken(mail)}")


def asked_by_hand(mail: Mail) -> str:
    """The same of own subject and own text alone, whatever else the mail passes on."""
    return _heard(f"{own_subject(mail)}\n{mail.own_text}")


def spoken(mail: Mail) -> str:
    """Own text, or the whole text of a mail that only forwards another."""
    return mail.own_text if mail.own_text.strip() or not _FORWARDED.match(mail.subject) else mail.text


def _heard(text: str) -> str:
    text = text[:_LONGEST_TALK].lower()
    for noise in (_ADDRESSES, _LOST_LETTERS, _INVITATIONS):
        text = noise.sub(" ", text)
    return text
