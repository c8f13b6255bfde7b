"""What stands around a name in a text: is it the writer's own, a title, a speaker; what does a place beside it tell?"""

import re
from dataclasses import replace

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention
from mailbot.agencies.parts_played import PLACES, WRITES
from mailbot.agencies.places import Places
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.title_page import TITLE, abbreviates, before, is_home
from mailbot.agencies.vocabulary import OUTSIDE_HOMES

_OTHERS_BEFORE = (
    "หนังสือ",
    "ตามที่",
    "แจ้งจาก",
    "อ้างถึง",
    "แนวทาง",
    "แนวทางของ",
    "กำหนดของ",
    "เรียน",
    "กราบเรียน",
    "เสนอ",
    "ไปยัง",
    "ส่งให้",
    "ส่งต่อ",
    "ส่งถึง",
    "แจ้งให้",
    "สำเนาให้",
    "สำเนาส่ง",
    *("สำเนา", "สำเนาเรียน", "สำเนาถึง", "สำเนาแจ้ง", "สำเนาไปยัง"),
    "ประสาน",
    "ประสานงานกับ",
    "ร่วมกับ",
    "สอบถาม",
    "ขอบคุณ",
    "เช่น",
    "แบบของ",
    "แบบฟอร์มของ",
    "ตัวอย่างของ",
    "ผ่าน",
    "ถึง",
    *("ประสานกับ", "ประสานไปยัง", "สอบถามกับ", "สอบถามไปยัง", "สอบถามจาก", "หารือ", "หารือกับ", "ปรึกษากับ"),
    *("ดูแผน", "ตัวอย่างแผน", "สำเนาแผน"),
    *("ซอย", "ถนน", "สี่แยก", "ปากซอย"),
    *("ย้ายมาจาก", "ย้ายจาก", "ดัดแปลงจาก", "ในอาคาร", "ที่อาคาร", "ตรงข้าม", "ติดกับ", "ใกล้กับ"),
)
_EMBLEM = re.compile(r"[ก-๎.]+\)")
_WRITES_AFTER = re.compile(f"{PLACES}{WRITES}")
_EXAMPLES = ("เช่น",)
_LISTS = ("ได้แก่", "อาทิ", "ดังนี้", "เช่น")
_IN_LISTS = ("", "และ", "หรือ", "กับ")
_CIRCULAR_BEFORE = re.compile("ตาม(?:หนังสือ)?(?:ที่)?ว[0-9]{1,5}$")
TELEPHONE = re.compile("[0-9]{6}")
_SPEAKER_BEFORE = re.compile(f"ในนาม(?:ของ)?$|ส่ง(?:{TITLE.pattern})*ของ$")
_OWNER_BEFORE = re.compile(f"แผน(?:{TITLE.pattern})*ของ$")
_OPENING = re.compile("(?:ด้วย|ทาง|ในการนี้|บัดนี้)*")
_SPEAKER_AFTER = re.compile(
    "(?:(?:ตำบล|อำเภอ|จังหวัด|[ตอจ](?=[ก-ฮเ-ไ])).{2,24}?){0,3}(?:จึง)?(?:ขอ(?:นำ|จัด|ราย|เรียน)?ส่ง|ขอเรียน|ขอรายงาน|ขอจัด|ได้(?:จัดทำ|ดำเนิน)|จัดส่ง|ส่งแผน)"
)
# A sentence, no title (บริการของ… ต้องกลับคืนภายใน ๔ ชั่วโมง).
_TITLE_BEGINS = ("เมื่อ", "แผนเมื่อ", "bcpเมื่อ")
_GOES_ON = re.compile("(?:(?:ตำบล|อำเภอ|จังหวัด).{2,24}?){0,3}(?:จะ)?(?:ต้อง(?:กลับ|คืน|หยุด|ไม่)|หยุด(?:ไม่|มิ)ได้)")
_SPEAKER_REACH = 80
_OTHERS_REACH = 18
_HEADLINE_REST = 6
BARE_SECRETARY = re.compile(r"สำนักงานปลัดกระทรวง(?=[\s,.()]|$)")
"""The office of a Permanent Secretary, its ministry told elsewhere (กระทรวงวัฒนธรรม, below it สำนักงานปลัดกระทรวง)."""
SECRETARY_SPEAKS = re.compile(rf"(?:{BARE_SECRETARY.pattern})[ \t]*(?:ขอ(?:นำ|จัด)?ส่ง|จัดส่ง|ส่งแผน)")
# What an agency may house; a company and a temple belong to none.
_HOUSED = frozenset({"unit", "school", "hospital"})
_SECOND_PLACE = re.compile(r"[ \t]*(?:และ|กับ|,|/)[ \t]*(?:จังหวัด|จ\.|อำเภอ|อ\.)")


def is_own(text: Squeezed, mention: Mention) -> bool:
    """Names after words such as หนังสือ or ประสาน speak of others; a bracket that closes behind its kind ends the name of
    an emblem, and of no agency ((ตราเทศบาล) "เมืองน่าอยู่")."""
    if mention.outside == "unlisted" and _EMBLEM.match(mention.text):
        return False
    start = max(0, mention.start - _OTHERS_REACH)
    if text.letters.endswith(_OTHERS_BEFORE, start, mention.start):
        return False
    return not text.letters[max(0, mention.start - 1) : mention.start].isdigit() or (
        _CIRCULAR_BEFORE.search(text.letters[start : mention.start]) is None
    )


def own_names(text: Squeezed, mentions: list[Mention]) -> list[Mention]:
    """The names that do not speak of others, less those that go on in a list of examples (เช่น … และ …)."""
    own: list[Mention] = []
    listed = -1
    for mention in mentions:
        goes_on = listed >= 0 and text.letters[listed : mention.start] in _IN_LISTS
        goes_on = goes_on and not _WRITES_AFTER.match(text.letters, mention.end)  # … และ… / มหาวิทยาลัย…จึงได้ทบทวน
        if goes_on and text.line_start(mention.start) <= listed - 1:
            listed = mention.end
        elif is_own(text, mention):
            own.append(mention)
        elif text.letters.endswith(_EXAMPLES, max(0, mention.start - _OTHERS_REACH), mention.start):
            listed = mention.end
    return own


def is_joined_by_a_place(text: Squeezed, mentions: list[Mention]) -> bool:
    """Does a second place follow the last name (สำนักงาน…จังหวัดชัยนาท และจังหวัดอุทัยธานี)? Then two may be meant."""
    return any(_SECOND_PLACE.match(text.cleaned, text.origin(mention.end - 1) + 1) for mention in mentions)


def lines_below(cleaned: str, place: int, lines: int) -> int:
    """Place in the text where the line that stands `lines` below `place` ends."""
    for _ in range(lines + 1):
        place = cleaned.find("\n", place) + 1
        if not place:
            return len(cleaned)
    return place


def headlines(text: Squeezed, mentions: list[Mention]) -> list[Mention]:
    """Names that stand as a title, each with those that are joined to it on its line (สำนักงาน… และสำนักงาน…)."""
    found: list[Mention] = []
    for mention in mentions:
        between = text.letters[found[-1].end : mention.start] if found else "?"
        if is_headline(text, mention) or between in ("และ", "กับ", ""):
            found.append(mention)
    return found


def is_headline(text: Squeezed, mention: Mention) -> bool:
    """Does the name stand alone on its line, after title words only, or as the home of a unit?"""
    own = before(text, mention)
    goes_on = own not in _TITLE_BEGINS and _GOES_ON.match(text.letters, mention.end, text.line_end(mention.end))
    if goes_on or TELEPHONE.match(text.letters, mention.end):
        return False
    if own.endswith(_LISTS):
        return False
    return len(TITLE.sub("", own)) <= _HEADLINE_REST or is_home(text, mention)


def speaks(text: Squeezed, mention: Mention) -> bool:
    """Does a name in running text say who writes (กรม… ขอส่งแผน, แผนของกรม…), not merely whom it is about?"""
    if mention.form != "name":
        return False
    own = before(text, mention)
    return bool(_SPEAKER_BEFORE.search(own[-_SPEAKER_REACH:])) or (
        bool(_OPENING.fullmatch(own)) and bool(_SPEAKER_AFTER.match(text.letters, mention.end))
    )


def is_owner(text: Squeezed, mention: Mention) -> bool:
    """Does running text say that the plan is this one's (แผนนี้เป็นแผนของโรงเรียน…)?"""
    return _OWNER_BEFORE.search(before(text, mention)[-_SPEAKER_REACH:]) is not None


def unless_new(text: Squeezed, mention: Mention, others: list[Mention]) -> Mention:
    """An abbreviation behind a name that is not registered decides nothing alone: the name may be another's."""
    known = any(other.end == mention.start for other in others)
    return replace(mention, form="doubtful") if not known and abbreviates(text, mention) else mention


def homes_beside(unit: Mention, others: list[Mention]) -> tuple[str, ...]:
    """Agencies whose unit, school or hospital is named: those beside it, and the one that its kind tells
    (สำนักงานเขต: Bangkok)."""
    if unit.outside not in _HOUSED:
        return ()
    by_kind = tuple(home for word, home in OUTSIDE_HOMES.items() if squeeze(unit.text).startswith(word))
    return (*(one for other in others for one in other.ids), *by_kind)


def is_unreadable(mention: Mention) -> bool:
    """Is it a provincial office whose province cannot be read (สำนักงานเกษตรจังหวัดระยอว)?"""
    return mention.outside == "unlisted" and not mention.kind


def with_bare_amphoe(text: Squeezed, mention: Mention, agencies: list[Agency], near: Places) -> Places:
    """The places with the อำเภอ of one of the agencies whose name stands bare behind (อบต.ขี้เหล็ก/ปทุมรัตต์)."""
    if mention.end not in text.gaps or "\n" in text.gaps[mention.end]:
        return near
    found = {
        agency.amphoe_code
        for agency in agencies
        if (name := squeeze(agency.amphoe))
        and text.letters.startswith(name, mention.end)
        and text.closes(mention.end + len(name))
    }
    return replace(near, amphoes=frozenset(found)) if found else near
