"""What stands around names on a title page: title words, authors, units whose agency is only their home."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from mailbot.agencies.english_units import is_english_office, is_english_unit
from mailbot.agencies.names import Mention
from mailbot.agencies.squeezed import Squeezed

_WORDS = (
    "แผนป[ฏฎ]ิบัติการ|แผน|ดำเนิน(?:ธุรกิจ|งาน|การ)|บริหาร|ธุรกิจ|(?:อย่าง)?ต่อเนื่อง|สำหรับ|การ|ความ|พร้อม|ต่อ|ใน|สภาวะ|ภาวะ|วิกฤต|ฉุกเฉิน|และ|"
    "คณะ(?:ทำงาน|กรรมการ|อนุกรรมการ|ผู้)?(?=บริหารความ|จัดทำ|แผน|bcm)|คณะทำงาน|ทีมงาน|business|continuity|plan|bcp|bcm|ของ|โดย|จัดทำ|จัดส่ง|ขอ|นำ|ส่ง|ไฟล์|เอกสาร|รายงาน|เรื่อง|หน่วยงาน|ชื่อ|ส่วนราชการ|ประจำ|ปัจจุบัน|ปี|งบประมาณ|พศ|ที่ทำ|"
)
TITLE = re.compile(f"{_WORDS}สำนักงาน|ฉบับ|ปรับปรุง|ทบทวน|อธิบดี|นายก|ปลัด|หัวหน้า|[0-9]")
_LEADING_TITLE = re.compile(f"(?:{TITLE.pattern})*")
# The same, less the words with which the name of an organisation may itself begin.
_LEADING_WORDS = re.compile(f"(?:(?!ที่ทำการ)(?:{_WORDS}ฉบับ|ปรับปรุง|ทบทวน|[0-9]))*")
# What belongs to an agency, or is housed by it, and writes no plan of the whole.
_BODIES = (
    "สถานธนานุบาล|โรงรับจำนำ|สภา(?=เด็ก|วัฒนธรรม|องค์กรชุมชน|เทศบาล|ท้องถิ่น|นักเรียน|นักศึกษา|คณาจารย์|$)|สโมสร|สหภาพ|สวัสดิการ$|"
    "ห้องสมุด|สนามกีฬา|หมวด(?=ทางหลวง|การทาง|บำรุง)|คลินิก|หอพัก|ตลาด(?=สด|นัด|$)|อาสาสมัคร|วิสาหกิจชุมชน|กลุ่มเกษตรกร|"
    "ศาล(?!า)|กองทุน(?=หลักประกัน|สวัสดิการ|หมู่บ้าน|พัฒนาบทบาท)"
)
# What a department runs somewhere in the country: its plan is not the department's. Words with which places begin too
# (ท่าเรือ, ด่าน, สวน) count only before what no place is called.
_FACILITIES = (
    "พิพิธภัณฑ|หอ(?=สมุด|จดหมายเหตุ|ดูดาว|ประชุม|ศิลป|ภาพยนตร์|สังเกตการณ์)|(?:วน)?อุทยาน(?!วิทยาศาสตร์ประเทศ)|โบราณสถาน|"
    "โรง(?=ละคร|กรองน้ำ|สูบน้ำ|ผลิต|พิมพ์|กษาปณ์|เก็บ|ซ่อม|เพาะ|ฝึก|ฆ่าสัตว์|บำบัด|ปรับปรุงคุณภาพ|กำจัด|ประปา|อาหาร|สีข้าว)|"
    "ฌาปนสถาน|บ่อขยะ|(?:กิจการ|สถาน)ประปา|(?:การ)?ประปา(?=เทศบาล|หมู่บ้าน)|สถานป[ฏฎ]ิบัติการ|แปลงทดลอง|ท่าเรือ(?=ชายฝั่ง|ภูมิภาค|น้ำลึก|แหลม|พาณิชย์|ประมง|กรุงเทพ|เชียง|ระนอง|คลอง)|"
    "ท่าเทียบเรือ|เขต(?=รักษาพันธุ์|ห้ามล่า|การเดินรถ)|สวน(?=สาธารณะ|รุกขชาติ|สัตว์|ป่า(?!ตอง)|พฤกษ|สมเด็จ)|ประตูระบายน้ำ|อ่างเก็บน้ำ|ไร่(?=สุวรรณ|ยาสูบ|ทดลอง|ฝึก)|"
    "ฟาร์ม|สนามบิน(?!น้ำ)|คลัง(?=สินค้า|น้ำมัน|พัสดุ|ก๊าซ|เวชภัณฑ์)|ตลาด(?=ประชารัฐ|กลาง|เทศบาล|เกษตรกร)|ห้องป[ฏฎ]ิบัติการ|บ้าน(?=พักเด็ก|พักคนชรา|พักฉุกเฉิน|เด็ก|กึ่งวิถี|กาญจน|ปรานี|มุทิตา)|"
    "สถาน(?=แรกรับ|พินิจ|กักกัน|กักขัง)|ด่าน(?=ศุลกากร|ตรวจ|กักกัน|กักสัตว์|ชั่ง|ป่าไม้|สัตว์น้ำ|พรมแดน|อาหาร)|ชุมสาย|เหมือง(?=แม่เมาะ|ถ่าน|แร่)|"
    "อู่(?=รถ|เรือ|ซ่อม|บาง|แห้ง)|ประภาคาร|ฐานทัพ|ธนาคาร(?=เลือด|ขยะ)|ฝาย(?=ห้วย|คลอง|ทดน้ำ)|หอ(?=ชมเมือง|นาฬิกา|บังคับการ)|ลาน(?=กีฬา|จอดรถ)|แปลงเพาะ|"
    "ค่ายลูกเสือ|เรือน(?=รับรอง|เพาะชำ)|โรง(?=จอดรถ|ยิม|มหรสพ|คัดแยก)|โกดัง|ไซโล|ตลาดน้ำ|สะพานปลา|ชุมทาง|สุสาน|เตาเผา|หลุมฝังกลบ|บ้าน(?=คนชรา|พักตากอากาศ)|"
    "สวนน้ำ|สระว่ายน้ำ|ร้านค้าสวัสดิการ|สหกรณ์ร้านค้า|แฟลต|จุดพักรถ|เสาส่ง"
)
_FACILITY = re.compile(_FACILITIES)
_UNIT = re.compile(
    f"(?:โดย|จัดทำ)?(?:{_BODIES}|กอง(?!ทุน|ทัพ|บัญชาการกองทัพ|อำนวยการรักษา)|ฝ่าย|กลุ่ม|งาน|ส่วน(?!ราชการ)|สำนัก(?!งาน|นายกรัฐ|เลขาธิการ(?:นายก|คณะ|สภา)|ข่าวกรอง)|สำนักงานเขต|คณะ(?!กรรม|ทำ|ผู้|รัฐ)|ภาควิชา|วิทยาเขต|ศูนย์|สำนักงานเลขานุการ|สำนักงานคณบดี|แขวง|หน่วย(?!งาน)|สถานี|กรม(?=[ก-๎]*ทหาร))"
)
_UNIT_ALONE = re.compile(
    "กองพัน|กองร้อย|กองบิน|กอง(?!ทุน|ทัพ)|ฝ่าย|กลุ่มงาน|สำนัก(?!งาน)|คณะ(?!กรรม|ทำ|ผู้|รัฐ)|ศูนย์(?!ราชการ)|สถานี|ด่าน|เขต(?!พื้นที่|ที่|[0-9])|หมู่บ้าน"
)
# An organisation that is on no list: the agency below it is its home, not the plan's owner.
_ORGANISATION = re.compile(
    "(?:กอง(?!ทุน|ทัพ)|ฝ่าย|กลุ่ม(?!เสี่ยง|เป้า)|สำนักงาน(?!ใหญ่)|สำนัก(?!งาน)|คณะ(?!กรรม|ทำ|ผู้|รัฐ)|ภาควิชา|วิทยาเขต|ศูนย์(?!ราชการ)|สถาบัน|สถานี|"
    "สถาน(?=สงเคราะห์|พินิจ|คุ้มครอง|พยาบาล|กักขัง|เอกอัคร|กงสุล)|โครงการ(?=ชลประทาน|ส่งน้ำ|พัฒนา)|เขต(?!พื้นที่เสี่ยง|ที่|[0-9])|ที่ทำการ|ที่ว่าการ|ด่าน|แขวง|"
    "หน่วย(?!งาน)|นิคม|ท่าอากาศยาน|ท่าเรือ|โรงงาน|โรงไฟฟ้า|โรงพยาบาล|โรงเรียน|วิทยาลัย|เขื่อน|ตำรวจ|มณฑล|เรือนจำ|ทัณฑสถาน|อุทยาน|ศาล(?!ากลาง)|"
    "พิพิธภัณฑ์|หอสมุด|หอจดหมายเหตุ|ห้องสมุด|บ้านพัก|กิ่งอำเภอ|ตรวจคนเข้าเมือง|สวนสัตว์|สวนพฤกษ|ฐานทัพ|เหล่า).{3}"
)
# So is whatever bears a province or a number of its own (เหล่ากาชาดจังหวัดตรัง), but for addresses and words of a title.
_PLACED = re.compile(
    "(?!.*(?:ถนน|ตำบล|อำเภอ|หมู่|ศาลากลาง|เลขที่|ซอย|แผน|กรณี|ศูนย์ราชการ|ระบาด|ระดับ|ผู้ว่า))"
    ".{3,}(?:จังหวัด.{2,}|(?:ภาค|เขต)(?:ที่)?[0-9].*)$"
)
_UNIT_BELOW = re.compile(
    f"{_BODIES}|{_FACILITIES}|สถานสงเคราะห์|สถานี|กอง(?!ทุน|ทัพ)|ฝ่าย|กลุ่ม(?!เสี่ยง|เป้า)|สำนัก(?!งาน)|สถาบัน|ศูนย์(?!ราชการ|บริหาร|สั่งการ|ประสาน)|คณะ(?!กรรม|ทำ|ผู้|รัฐ|บริหาร)|วิทยาเขต|ภาควิชา|"
    "ท่าอากาศยาน|โรงงาน|โรงไฟฟ้า|เขื่อน|นิคม|สาขา(?!วิชา)|ที่ว่าการ|ที่ทำการ|หน่วย(?=พิทักษ์|จัดการต้นน้ำ)|แขวง(?=การทาง|ทางหลวง)"
)
# Units that write their agency's plan: below its name they are its authors.
_WRITER = re.compile(
    "แผนงาน|แผนและ|งานแผน|ยุทธศาสตร์|นโยบาย|ธุรการ|พัฒนาระบบ|ระบบบริหาร|เลขานุการ|สำนักปลัด|อำนวยการ|บริหารทั่วไป|ป้องกันและบรรเทา|วิชาการ|ความเสี่ยง"
)
_GROUP = re.compile("กลุ่ม(?!เกษตรกร)|ฝ่าย|งาน")
_WHOLE_OFFICE = re.compile("สำนักงาน|สำนักข่าว|สภา|กรม|การ|องค์การ|ธนาคาร|มหาวิทยาลัย|สถาบัน")
_AUTHOR = re.compile("โดย(?!สาร)|จัดทำ|ผู้รับผิดชอบ|ติดต่อ|ผู้ประสาน|ที่ปรึกษา")
_CAMPUSES = re.compile("ทุกวิทยาเขต|วิทยาเขต.+วิทยาเขต|วิทยาเขต.+และ")
_BRANCH = re.compile("สาขา(?!วิชา)|วิทยาเขต|(?:เขต|ภาค)(?:ที่)?[0-9]")
RESERVE = "(?:สถานที่|ศูนย์|ที่ทำการ|ที่ทำงาน|อาคาร|พื้นที่|จุด)[ก-๎]{0,20}สำรอง"
"""How a line begins that tells where the agency would work in a crisis."""
_WITH_BRANCHES = re.compile("และ(?:สำนักงาน)?(?:ใหญ่|กลาง|หลัก|จังหวัด$)|และ(?:ทุก)?สาขา|ทุกสาขา")
_TITLE_REGION = 12
_UNIT_REGION = 6
_LONGEST_UNIT = 60
# A neighbour, a place in reserve, the way by which it is sent.
_BESIDE = re.compile(f"ส่งผ่าน|ติดกับ|ใกล้|ตรงข้าม|เยื้อง|ข้าง|หน้า(?!ที่)|และ(?=สถานี|ศูนย์)|{RESERVE}")
_LONGEST_ALONE = 40
# A list of what the agency houses (สถานีขนส่ง ตลาดสด และโรงเรียนในสังกัด ๘ แห่ง).
_HOUSED = re.compile("ในสังกัด|ในความรับผิดชอบ|[0-9]แห่ง$|(?:ใกล้|ข้าง)เคียง$")
_LINES_BELOW = 2
_SHORTEST_PLACE = 3
_REMEMBERED = 1_024  # lines: those of a Word file and of its print are the same, and most plans begin alike


def after_title(letters: str) -> str:
    """The letters less the title words that they begin with."""
    title = _LEADING_TITLE.match(letters)
    return letters[title.end() :] if title else letters


@lru_cache(maxsize=_REMEMBERED)
def leading_words(letters: str) -> str:
    """The letters less the title words before the name of an office, which may itself begin with one (สำนักงาน)."""
    words = _LEADING_WORDS.match(letters)
    return letters[words.end() :] if words else letters


def before(text: Squeezed, mention: Mention) -> str:
    """What stands before a name on its line."""
    return text.letters[text.line_start(mention.start) : mention.start]


def unit_alone(lines: Iterable[str]) -> str:
    """The first of a few lines (squeezed) that is the name of a unit and nothing else, or ''."""
    for line in [line for line in lines if line][:_UNIT_REGION]:
        if _AUTHOR.search(line):
            continue
        rest = after_title(line)
        if len(rest) <= _LONGEST_ALONE and _UNIT_ALONE.match(rest):
            return line
    return ""


def abbreviates(text: Squeezed, mention: Mention) -> bool:
    """Does an abbreviation in brackets stand for the name of an office before it (… แห่งชาติ (วช.))?"""
    between = text.gaps.get(mention.start, "")
    if mention.form == "name" or "(" not in between or "\n" in between:
        return False
    return _WHOLE_OFFICE.match(_LEADING_WORDS.sub("", before(text, mention), count=1)) is not None


def tells_unit(line: str) -> bool:
    """Does a line (squeezed) begin as the name of a unit or of another body does, that is not the plan's author?"""
    if _AUTHOR.search(line) or _WRITER.search(line):
        return False
    return _names_unit(line) or _UNIT_BELOW.match(line) is not None


def is_unit(text: Squeezed, mention: Mention, source: str) -> bool:
    """Is an agency named only as the home of a unit (กองช่าง เทศบาลนครระยอง, … สาขาแกลง)? On a cover the unit may stand
    on a line above, whatever other names are between."""
    if is_branch(text, mention):
        return True
    if abbreviates(text, mention):
        return False
    own = before(text, mention)
    if _AUTHOR.search(own):
        return False
    start = text.line_start(mention.start)
    if _names_unit(own) or source != "cover":
        return _names_unit(own)
    above = text.letters[text.line_start(start - 1) : start] if start else ""
    return not _AUTHOR.search(above) and _names_unit(above)


def is_branch(text: Squeezed, mention: Mention) -> bool:
    """Does a name go on as that of a branch (… สาขาแกลง, … วิทยาเขตกาญจนบุรี), and the main office is not named with it
    (… สาขาบ้านแพง และสำนักงานใหญ่)?"""
    if _BRANCH.match(text.letters, mention.end) is None or "\n" in text.gaps.get(mention.end, ""):
        return False
    return _WITH_BRANCHES.search(text.letters, mention.end, text.line_end(mention.end + 1)) is None


def is_home(text: Squeezed, mention: Mention) -> bool:
    """Does a name end the line of a unit or of an organisation that no registry knows (สถาบันประสาทวิทยา กรมการแพทย์)?"""
    own = before(text, mention)
    return is_unit(text, mention, "cover") or (not own.endswith(("และ", "กับ", "หรือ")) and is_organisation(own))


def unknown_above(text: Squeezed, mentions: list[Mention], first: Mention) -> str:
    """An organisation that no registry knows, named above the first agency of a title page or before it on its line."""
    known = [(mention.start, mention.end) for mention in mentions]
    if abbreviates(text, first):
        known.append((text.line_start(first.start), first.start))
    authored = False
    for start, end in _lines(text, 0, first.start):
        line = text.letters[start:end]
        if _AUTHOR.search(line):
            authored = not _LEADING_WORDS.sub("", line)
        elif authored:
            authored = False
        elif not any(low < end and start < high for low, high in known):
            if is_organisation(line):
                return line
        elif _is_placed(text, start, end, known):
            return line
    return ""


def unknown_below(text: Squeezed, mentions: list[Mention], last: Mention, block: int, regional: bool) -> str:
    """A unit on one of the two lines below the last agency of a title page (which ends at the place `block` of the
    cleaned text), unless it is the plan's author. regional: that agency is a provincial office, whose groups write its
    plan and have none of their own."""
    known = [(mention.start, mention.end) for mention in mentions]
    stop = text.line_end(last.end)
    behind = text.letters[last.end : stop]
    if behind.isascii() and is_english_office(behind) and not any(last.end <= low < stop for low, _ in known):
        return behind
    for start, end in list(_lines(text, stop, len(text.letters)))[:_LINES_BELOW]:
        line = text.letters[start:end]
        if text.origin(last.start) < block <= text.origin(start):
            return ""
        if _is_placed(text, start, end, known):
            return line
        if _AUTHOR.search(line) or _WRITER.search(line) or any(low < end and start < high for low, high in known):
            return ""
        if regional and _GROUP.match(line):
            continue
        if line.isascii() and is_english_office(leading_words(line)):
            return line
        longest = _LONGEST_UNIT if _FACILITY.match(line) else _LONGEST_ALONE
        if len(line) <= longest and _UNIT_BELOW.match(line) and not _tells_aside(line):
            return line
    return ""


def _is_placed(text: Squeezed, start: int, end: int, known: list[tuple[int, int]]) -> bool:
    """Do Latin letters before an English name that ends a line make another's of it (Klaeng Social Security Office)?"""
    before_it = (text.letters[start:low] for low, high in known if start < low < end == high)
    return any(own.isascii() and len(leading_words(own)) >= _SHORTEST_PLACE for own in before_it)


def _tells_aside(line: str) -> bool:
    """Does a line (squeezed) list what the agency houses, tell a neighbour or a place in reserve, or name several
    campuses ('วิทยาเขตสงขลา และวิทยาเขตพัทลุง'), which only the university has?"""
    return _HOUSED.search(line) is not None or _BESIDE.match(line) is not None or _CAMPUSES.search(line) is not None


def is_below_title(text: Squeezed, mention: Mention) -> bool:
    """Does a name stand alone on its line, directly below a line of nothing but the words of a plan's title?"""
    start, end = text.line_start(mention.start), text.line_end(mention.end)
    if mention.end != end or after_title(text.letters[start : mention.start]) or not start:
        return False
    above = text.letters[text.line_start(start - 1) : start]
    return "แผน" in above and not after_title(above)


def lines_without(text: Squeezed, mentions: Sequence[Mention], stop: int) -> list[str]:
    """Lines of a title page (squeezed), which ends at `stop`, but for those that are the name of an agency."""
    known = [(mention.start, mention.end) for mention in mentions if mention.ids]
    return [
        text.letters[start:end]
        for start, end in _lines(text, 0, stop)
        if not any(low <= start and end <= high for low, high in known)
    ]


def place_of_name(text: Squeezed, name: str, stop: int) -> int | None:
    """Where a line of the title page, which ends at `stop`, is this name or begins with it, after ตำบล or nothing; None
    where none is."""
    for start, _ in _lines(text, 0, stop):
        for word in ("", "ตำบล", "ต"):
            at = start + len(word)
            if text.letters.startswith(word + name, start) and text.closes(at + len(name)):
                return at
    return None


def strange_line(lines: Iterable[str]) -> str:
    """The first of a few lines (squeezed) that names an organisation which no registry knows and which is no author."""
    return next(
        (line for line in lines if is_organisation(line) and not _AUTHOR.search(line) and not _WRITER.search(line)), ""
    )


def is_authored(text: Squeezed, mention: Mention) -> bool:
    """Is a name that of an author or a contact (จัดทำโดย บริษัท …), on its line or the line above?"""
    start = text.line_start(mention.start)
    above = text.letters[text.line_start(start - 1) : start] if start else ""
    return bool(_AUTHOR.search(before(text, mention)) or _AUTHOR.search(above))


def _names_unit(letters: str) -> bool:
    return _UNIT.match(after_title(letters)) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_organisation(line: str) -> bool:
    """Does a line (squeezed) name an organisation that no registry knows, after words of a title only?"""
    rest = line[match.end() :] if (match := _LEADING_WORDS.match(line)) else line
    if rest.isascii():
        return is_english_unit(rest)
    if len(rest) > _LONGEST_UNIT or _BESIDE.match(line):
        return False
    if _FACILITY.match(rest):
        return True
    return bool(_ORGANISATION.match(rest) or _PLACED.match(rest))


def _lines(text: Squeezed, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line between two places; at most the lines of a title page."""
    for _ in range(_TITLE_REGION):
        if start >= stop:
            return
        end = min(text.line_end(start + 1), stop)
        yield start, end
        start = end
