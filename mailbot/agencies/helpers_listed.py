"""Names below the heading of a list of helpers (สำรอง, หน่วยงานพันธมิตร, ทะเบียนโทรศัพท์): whom one moves to or calls.

Such a name stands alone on its line, as that of a signer does, and owns no plan.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mailbot.agencies.names import Mention
from mailbot.agencies.parts_played import parts_played
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.title_block import begins_text, title_block_end

_NUMBER = r"[ \t(•*-]*(?:(?:บทที่|ส่วนที่|ข้อ)?[ \t]*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[ก-ฉ])[.)]?[ \t]+)?"
_OFFICES = (
    "(?:หน่วยงาน|หน่วย|องค์กร|ส่วนราชการ|สำนักงาน|อาคาร|สถานที่|พื้นที่|ที่ทำการ|ที่ทำงาน|ศูนย์|จุด|แหล่ง|แผน|ที่|ผู้|ภาคี|เครือข่าย|รายชื่อ|ข้อมูล)"
)
_RESERVE = f"{_OFFICES}*[ก-๎]{{0,24}}สำรอง"
_PARTNERS = (
    f"{_OFFICES}*(?:พันธมิตร|ภาคี|เครือข่าย|ใกล้เคียง|ข้างเคียง|สนับสนุน|ประสานงาน|เกี่ยวข้อง|เพื่อนบ้าน|คู่สัญญา|"
    "ร่วม(?:มือ|กระทรวง|อาคาร|ดำเนิน|จัดทำ)?|ให้ความช่วยเหลือ|ช่วยเหลือ|ต้อง(?:ประสาน|แจ้ง|ติดต่อ))"
)
_NEIGHBOURS = (
    "อาณาเขต|ทิศ(?:เหนือ|ใต้|ตะวัน[ก-๎]{2,5})|เพื่อนบ้าน|ใกล้เคียง|ข้างเคียง|กิตติกรรมประกาศ|(?:คำ)?ขอบคุณ|เอกสารอ้างอิง|บรรณานุกรม"
)
# Whom it serves, what it belongs to, with whom it has agreed.
_OTHERS = (
    "(?:หน่วยงาน)?ต้นสังกัด|ลูกค้า|ผู้รับบริการ|คู่(?:ค้า|ความ|สัญญา)|ผู้มีส่วนได้|ผู้ตรวจ(?:เยี่ยม|การ)|ผู้สังเกตการณ์|[^\n:]{0,30}ระหว่าง$|"
    "(?:พื้นที่|เขต|จังหวัด|หน่วยงาน)(?:ที่|ใน)?(?:อยู่ใน)?(?:เขต|พื้นที่)?(?:ความ)?รับผิดชอบ|อาคาร(?:หลัง)?เดียวกัน|(?:หน่วยงาน|สำนักงาน)(?:ในสังกัด|ในภูมิภาค|ลูกข่าย)|ภาคผนวก[^\n:]{0,8}รายชื่อ"
)
_ANYWHERE = re.compile(f"{_NUMBER}(?:{_RESERVE}|{_PARTNERS}|{_NEIGHBOURS}|{_OTHERS})[^\n:]{{0,24}}:?$")
# A title may tell an emergency; below the title page the word heads a list of telephones.
_CALLED = (
    "(?:ทะเบียน|สมุด|เบอร์|หมายเลข|รายชื่อ|เลขหมาย|บัญชี)+[ก-๎]{0,12}(?:โทร|ติดต่อ|ฉุกเฉิน)|โทรศัพท์|เบอร์โทร|เบอร์|call[ \t]*tree|"
    "(?:ผัง|ช่องทาง|การ|รายการ|ข้อมูล)*ติดต่อ|(?:กรณี|ยาม|เหตุ|แจ้งเหตุ|ติดต่อ|ใน)*(?:เหตุ)?ฉุกเฉิน|สายด่วน|(?:จุด|สถานที่|ศูนย์)(?:อพยพ|รวมพล|พักพิง)"
)
_BELOW_TITLE = re.compile(f"{_NUMBER}(?:{_CALLED})[^\n:]{{0,24}}:?$", re.IGNORECASE)
_OF_PLAN = re.compile("แผน(?!สำรอง)|คู่มือ|bcp|business", re.IGNORECASE)
_LONGEST_HEADING = 60
_MOST_LINES = 8
_REMEMBERED = 1_024  # lines: a Word file and its print have the same ones
_TELLING = ("owner", "subject", "told")


def part_listed(text: Squeezed, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The names (left to right) that may be the page's own, and those that stand in a list below such a heading, at the
    beginning of a line. A name amid a line there, or of which a sentence tells, is left among the first, but decides
    nothing alone; unless the sentence says that the plan is its own."""
    below = _below_headings(text, mentions)
    if not below:
        return [*mentions], []
    parts = dict(zip(map(id, mentions), parts_played(text, mentions), strict=True))
    firsts = {text.line_start(one.start): one for one in reversed(mentions)}
    own: list[Mention] = []
    listed: list[Mention] = []
    for one in mentions:
        start = text.line_start(one.start)
        tells = any(parts[id(other)] in _TELLING for other in below if text.line_start(other.start) == start)
        if one not in below or parts[id(one)] == "owner":
            own.append(one)
        elif not tells and (firsts[start].start == start or _heads_line(text, firsts[start])):
            listed.append(one)
        else:
            own.append(replace(one, form="doubtful"))
    return own, listed


def _below_headings(text: Squeezed, mentions: Sequence[Mention]) -> list[Mention]:
    """The names on the lines below a heading of helpers, as far as neither another heading nor an empty line comes. A
    line that bears a name is no heading."""
    cleaned = text.cleaned
    naming: dict[int, list[Mention]] = {}
    for one in mentions:
        naming.setdefault(cleaned.rfind("\n", 0, text.origin(one.start)) + 1, []).append(one)
    block = title_block_end(cleaned)
    found: list[Mention] = []
    start = left = 0
    last = max(naming, default=-1)
    for whole in cleaned.splitlines(keepends=True):
        if start > last:
            break
        line = whole.strip()
        if left and begins_text(line):
            left = 0
        if start in naming and _is_heading(
            cleaned[start : text.origin(naming[start][0].start)].strip(), start >= block
        ):
            found += naming[start]
        elif start not in naming and _is_heading(line, start >= block):
            left = _MOST_LINES
        elif left:
            ends = not line and left < _MOST_LINES
            left = 0 if ends or (start not in naming and _OF_PLAN.match(line)) else left - bool(line)
            found += naming.get(start, ()) if left else ()
        start += len(whole)
    return found


def _heads_line(text: Squeezed, first: Mention) -> bool:
    """Does a heading stand on the line itself, before its first name (๔ ทะเบียนโทรศัพท์ สำนักงาน…)?"""
    start = text.cleaned.rfind("\n", 0, text.origin(first.start)) + 1
    return _is_heading(text.cleaned[start : text.origin(first.start)].strip(), start >= title_block_end(text.cleaned))


@lru_cache(maxsize=_REMEMBERED)
def _is_heading(line: str, below_title: bool) -> bool:
    if not 0 < len(line) <= _LONGEST_HEADING:
        return False
    return bool(_ANYWHERE.match(line) or (below_title and _BELOW_TITLE.match(line)))
