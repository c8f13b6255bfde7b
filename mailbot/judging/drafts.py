"""Whether a mail asks us to look at a draft, so that its plan is judged and answered but never counted."""

import re

from mailbot.judging.talk import said
from mailbot.mail.model import Mail
from mailbot.rules import Round

_NOT_YET = (
    r"(?:ไม่ใช่|ไม่เป็น|มิใช่|ก่อน\S{0,12}?|จะ(?:จัด|นำ)?ส่ง\S{0,8}?|ภายหลังจาก\S{0,8}?"
    r"|not (?:yet )?(?:the |a )?|before (?:the )?)\s*"
)
_LATER = r"(?!เมื่อ|\s*(?:จะ|ภายหลัง|ต่อไป|will\b|later\b))"


def asks_for_a_check(mail: Mail, this: Round) -> bool:
    """Whether subject or own words ask for a draft to be checked ("ขอให้ตรวจร่าง", "ทดลองตรวจ").

    Own words go before the subject, which an answer to our answer inherits: who writes "ขอส่งฉบับจริง" below "Re: ตรวจร่าง"
    sends the plan itself.
    """
    words = f"{mail.subject.lower()}\n{said(mail)}"
    for phrase in this.not_draft_words:
        words = words.replace(phrase.lower(), " ")
    if not any(word.lower() in words for word in this.draft_words):
        return False
    return not any(_is_final(words, word.lower()) for word in this.final_words)


def _is_final(words: str, word: str) -> bool:
    """The word stands there, and not as something that is still to come ("ยังไม่ใช่ฉบับจริง", "ก่อนส่งฉบับจริง")."""
    rest = re.sub(_NOT_YET + re.escape(word), " ", words)
    return re.search(re.escape(word) + _LATER, rest) is not None
