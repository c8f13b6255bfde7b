"""What a mail says about its sender, less what speaks of others: addressees, letters referred to, quoted text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import geothai

from mailbot.documents import thai
from mailbot.mail.model import Mail

_OTHERS = re.compile(
    r"^[ \t*•-]*(?:(?:กราบเรียน|เรียน|สำเนาเรียน|สำเนาส่ง|สำเนาถึง|ถึง|เสนอ|อ้างถึง)(?!รู้|โดย)|(?:dear|to|cc|attn)\b).*$",
    re.IGNORECASE | re.MULTILINE,
)
# The addressee may stand on the line below (เสนอต่อ / สำนักงานจังหวัดระยอง).
_OTHERS_BELOW = re.compile(r"^[ \t]*(?:เสนอ(?:ต่อ)?|กราบเรียน|เรียน|ถึง)[ \t]*:?[ \t]*\n.*$", re.MULTILINE)
# What stands where one of these does: to look for it is quick.
_ADDRESSING = ("เรียน", "ถึง", "เสนอ", "สำเนาส่ง", "dear", "to", "cc", "attn")
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_FAREWELL = re.compile("ขอแสดงความนับถือ|ด้วยความเคารพ|จึงเรียนมาเพื่อ|best regards|sincerely", re.IGNORECASE)
_ADDRESSEE = re.compile(r"^[ \t]*เรียน\s{1,3}(.+)$", re.MULTILINE)
_NOT_TO_US = re.compile("ทุก(?:แห่ง|อำเภอ|จังหวัด|ส่วน|หน่วย)|นายก|นายอำเภอ|ปลัดเทศบาล")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_SUBJECT_TAGS = re.compile(r"^(?:\s*(?:re|fw|fwd|ตอบกลับ|ส่งต่อ)\s*:)+", re.IGNORECASE)
# A list of what is sent is no signature.
_ITEM = re.compile(r"\s*(?:[-•*–]|[0-9๐-๙]{1,2}[.)])")
_ADDRESS_LINE = re.compile(r"\s*(?:เลขที่\s*)?[0-9๐-๙/]{1,8}\s*(?:หมู่|ม\.|ถนน|ถ\.|ต\.|ตำบล)")
# A line that is nothing but where the writer sits (อ.แม่ฟ้าหลวง; ที่ทำการ หมู่ ๓ ต.ตาลชุม อ.เวียงสา).
_PLACE_LINE = re.compile(
    r"\s*(?:(?:ที่ทำการ|ที่อยู่|ที่ตั้ง|ตั้งอยู่)\s*)?(?:(?:เลขที่\s*)?[0-9๐-๙/]{1,8}\s*)?(?:(?:หมู่(?:ที่)?|ม\.)\s*[0-9๐-๙]{1,2}\s*)?"
    r"(?:(?:ตำบล|ต\.)\s*[ก-๎]{2,24}\s+)?(?:อำเภอ|อ\.)\s*[ก-๎]{2,24}(?:\s+(?:จังหวัด|จ\.)\s*[ก-๎]{2,24})?\s*$"
)
_BARE_PLACE = re.compile(r"\s*(?:[ก-๎]{2,20}\s+)?([ก-๎]{3,16})\s*$")
_LONGEST = 6000
_SIGNATURE_LINES = 8
_UNANNOUNCED_LINES = 4
_SHORT_LINE = 70


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that may tell who sent a mail; all text as read, nothing cut out yet.

    covers: the first page of each plan. letters: whole covering letters (หนังสือนำส่ง). body: own text of the mail
    without quotes. signature: its closing lines; '' = the last lines of the body are taken.
    """

    address: str = ""
    display_name: str = ""
    subject: str = ""
    file_names: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    body: str = ""
    signature: str = ""


def claims_of(mail: Mail, covers: Sequence[str] = (), letters: Sequence[str] = ()) -> Claims:
    """Claims of a mail with the texts that were read from its files."""
    sender = mail.sender
    return Claims(
        address=sender.address if sender else "",
        display_name=sender.name if sender else "",
        subject=mail.subject,
        file_names=tuple(attachment.name for attachment in mail.attachments if not attachment.inline),
        covers=tuple(covers),
        letters=tuple(letters),
        body=mail.own_text,
    )


@lru_cache(maxsize=64)
def own_words(text: str) -> str:
    """The text less addressee lines (เรียน …), references (อ้างถึง …) and quoted lines; at most 6,000 characters."""
    text = thai.norm(text[:_LONGEST])
    small = text.lower()
    if any(word in small for word in _ADDRESSING):
        text = _OTHERS.sub("", _OTHERS_BELOW.sub("", text))
    return _QUOTED.sub("", text) if ">" in text else text


def subject_words(subject: str) -> str:
    """Subject without Re: and Fwd:."""
    return own_words(_SUBJECT_TAGS.sub("", subject))


def file_words(name: str) -> str:
    """File name without folders and extension, marks between words as spaces."""
    base = name.replace("\\", "/").rpartition("/")[2]
    return _EXTENSION.sub("", base).replace("_", " ").replace("+", " ")


def letter_ends(letter: str) -> str:
    """Head (before เรียน) and foot (after the farewell) of a covering letter: where its own office stands.

    '' when the letter is addressed to others than us (a circular that was merely attached).
    """
    text = thai.norm(letter[: 2 * _LONGEST])
    addressee = _ADDRESSEE.search(text)
    if addressee and _NOT_TO_US.search(addressee[1]):
        return ""
    head = text[: addressee.start()] if addressee else text[:800]
    farewell = _FAREWELL.search(text)
    foot = text[farewell.end() : farewell.end() + 800] if farewell else ""
    return own_words(head + "\n" + foot)


def signature_words(claims: Claims) -> str:
    """The signature, or the lines of the body after its farewell, or its last short lines."""
    if claims.signature:
        return own_words(claims.signature)
    farewells = list(_FAREWELL.finditer(claims.body))
    rest = claims.body[farewells[-1].end() :] if farewells else claims.body
    lines = [line for line in rest.splitlines() if line.strip()]
    if farewells:
        return own_words("\n".join(lines[-_SIGNATURE_LINES:]))
    told = [*(line for line in lines[1:2] if not _ITEM.match(line)), *lines[2:]]
    told = told or [line for line in lines if _ADDRESS_LINE.match(line) or _PLACE_LINE.match(line)]
    told = told or [line for line in lines if (place := _BARE_PLACE.match(line)) and place[1] in _provinces()]
    last = [line for line in told[-_UNANNOUNCED_LINES:] if len(line) <= _SHORT_LINE]
    return own_words("\n".join(last))


@cache
def _provinces() -> frozenset[str]:
    """Names of the provinces: a body that is but เขาวง กาฬสินธุ์, or น่าน, is where its writer sits."""
    return frozenset(province.name_th for province in geothai.provinces())
