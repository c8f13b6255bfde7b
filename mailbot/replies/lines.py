"""Width of Thai text in cells, and folding it into lines without ever cutting a cluster or a file name."""

import re
import unicodedata

WIDTH = 76
KEEP_START, KEEP_END = "\ufdd0", "\ufdd1"
"""Noncharacters around text that must stay on one line; never printed, never accepted from outside."""

_LEADING_VOWELS = frozenset("เแโใไ")
_NEVER_FIRST = frozenset("ะาำๅๆฯ.,:;)]}”’?!%/")
_NEVER_LAST = frozenset("([{“‘")
_SYLLABLE_END = frozenset("ะๆฯ")
_WORDS_TO_BREAK_BEFORE = ("และ", "หรือ", "เพื่อ", "โดย", "ซึ่ง", "จึง", "หาก", "ทั้งนี้", "ของ", "ภายใน")
_WHOLE_WORDS = re.compile(
    r"ต่อเนื่อง|เจ้าของ|สภาวะวิกฤต|จำเป็น|ภายใน|เจ้าหน้าที่|ดำเนิน|เตรียม|ประเทศ|ประเมิน|เบื้องต้น|แนวทาง|เพิ่มเติม|ระบบ|เฉพาะ|ระยะเวลา"
)
LIST_MARK = re.compile(r"(?:[0-9๐-๙]+\.|-)\s+")
_GLUED_AFTER_SPACE = re.compile(
    r"[0-9๐-๙]|น\.|Word\b|PDF\b|(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
COUNTED = (
    r"(?:นาที|ชั่วโมง|วัน(?!ที่)|สัปดาห์|เดือน|ปี|ข้อ|ฉบับ|แห่ง|หน่วยงาน|หน้า|ไฟล์|เครื่อง|คน|ราย(?!การ)|เรื่อง|ส่วน|ครั้ง"
    r"|ไบต์|กิโลไบต์|เมกะไบต์)"
)
_NUMBER_AND_COUNTED = re.compile(rf"[0-9๐-๙][0-9๐-๙.,]* {COUNTED}")
_COUNTED_AFTER_SPACE = re.compile(COUNTED)


def cells(text: str) -> int:
    """Columns that the text takes on a terminal: marks 0, wide East Asian letters 2, all others 1."""
    return sum(_cell(letter) for letter in text)


def _cell(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc", "Cn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def keep(text: str) -> str:
    """Mark text (a file name, an address) that fold() must not break."""
    return f"{KEEP_START}{text}{KEEP_END}"


def unmarked(text: str) -> str:
    """Text without the marks of keep() and without break hints (zero-width spaces)."""
    return text.replace(KEEP_START, "").replace(KEEP_END, "").replace("\u200b", "")


def shortened(text: str, width: int) -> str:
    """Text cut in the middle with … to at most `width` cells, the end (of a file name: its extension) kept."""
    if cells(text) <= width:
        return text
    clusters = _clusters(text)
    tail: list[str] = []
    while clusters and cells("".join(tail)) + cells(clusters[-1]) <= width // 3:
        tail.insert(0, clusters.pop())
    head: list[str] = []
    room = width - 1 - cells("".join(tail))
    for cluster in clusters:
        if cells("".join(head)) + cells(cluster) > room:
            break
        head.append(cluster)
    return "".join(head).rstrip() + "…" + "".join(tail).lstrip()


def fold(text: str, width: int = WIDTH) -> str:
    """Every line of `text` folded to at most `width` cells; list items hang under their first word."""
    return "\n".join(piece for line in text.split("\n") for piece in _fold_line(line, width))


def _fold_line(line: str, width: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip(" "))]
    body = line[len(indent) :]
    mark = LIST_MARK.match(body)
    hang = indent + " " * (cells(mark.group()) if mark else 0)
    lines: list[str] = []
    first = indent + (mark.group() if mark else "")
    rest = body[mark.end() :] if mark else body
    while True:
        room = width - cells(first)
        taken, rest = _take(rest, max(room, 10))
        lines.append(unmarked(first + taken).rstrip(" "))
        if not rest:
            return lines
        first = hang


def _take(text: str, room: int) -> tuple[str, str]:
    """First part of the text that fits into `room` cells, cut at the best place, and the rest."""
    if cells(text) <= room:
        return text, ""
    ranks = _break_ranks(text)
    used, best = 0, {1: 0, 2: 0, 3: 0, 4: 0}
    for index, letter in enumerate(text):
        rank = ranks[index]
        if index and rank:
            best[rank] = index
        used += _cell(letter)
        if used > room and letter != " ":
            break
    at = next((best[rank] for rank in (1, 2, 3) if cells(text[: best[rank]]) >= room // 2), 0)
    at = at or next((best[rank] for rank in (1, 2, 3, 4) if best[rank]), 1)
    return text[:at].rstrip(" "), text[at:].lstrip(" ")


def _break_ranks(text: str) -> list[int]:
    """For each index: may a line begin there? 0 no, 1 after a space, 2 before a joining word, 3 at a Thai
    syllable, 4 between clusters (only when nothing better is there)."""
    ranks = [0] * len(text)
    kept = False
    for index, letter in enumerate(text):
        if letter == KEEP_START:
            ranks[index] = _rank(text, index)
            kept = True
        elif letter == KEEP_END:
            kept = False
        elif kept:
            ranks[index] = 4 if _between_clusters(text, index) else 0
        else:
            ranks[index] = _rank(text, index)
    for word in _WHOLE_WORDS.finditer(text):
        for index in range(word.start() + 1, word.end()):
            ranks[index] = 4 if ranks[index] else 0
    return ranks


def _rank(text: str, index: int) -> int:
    if index == 0 or not _between_clusters(text, index):
        return 0
    before, letter = text[index - 1], text[index]
    if before in (" ", "\u200b"):
        return _rank_after_space(text, index)
    if letter in " \u00a0" or before == "\u00a0":
        return 0
    if letter != KEEP_START and not (_is_thai(before) or _is_thai(letter)):
        return 4 if before not in "-" else 3
    if letter == KEEP_START or text.startswith(_WORDS_TO_BREAK_BEFORE, index):
        return 2
    if letter in _LEADING_VOWELS or (before in _SYLLABLE_END and _is_thai(letter)):
        return 3
    return 4


def _rank_after_space(text: str, index: int) -> int:
    """A number stays with what it counts (๑ สัปดาห์), else with the word before it (หน้า ๑๒), in a row with neither."""
    after_number = index > 1 and text[index - 2].isdigit()
    if text[index - 1] != " ":
        return 1
    if after_number and _COUNTED_AFTER_SPACE.match(text, index):
        return 4
    if _NUMBER_AND_COUNTED.match(text, index) or text[index - 2 : index - 1] == ",":
        return 2
    if _GLUED_AFTER_SPACE.match(text, index):
        return 0
    return 2 if after_number and _is_thai(text[index]) else 1


def _between_clusters(text: str, index: int) -> bool:
    before, letter = text[index - 1], text[index]
    return not (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or letter in _NEVER_FIRST
        or letter == KEEP_END
        or before in _LEADING_VOWELS
        or before in _NEVER_LAST
        or before == KEEP_START
    )


def _is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"


def _clusters(text: str) -> list[str]:
    found: list[str] = []
    for index, letter in enumerate(text):
        if index and not _between_clusters(text, index):
            found[-1] += letter
        else:
            found.append(letter)
    return found
