"""What misleads a reader who looks for words only: the circular's own list in a preface, steps that name elements."""

import re
from collections.abc import Callable
from dataclasses import replace

from mailbot.demo.composer import Composer
from tests.corpus.blocks import Para, Section

CIRCULAR = (
    "สำนักงาน ก.พ.ร. กำหนดให้แผนมีองค์ประกอบดังนี้ (๑) วัตถุประสงค์ สมมติฐาน ขอบเขตของแผน (๒) เหตุการณ์สภาวะวิกฤตและผลกระทบจากเหตุการณ์ "
    "(๓) ทีมงานแผนความต่อเนื่อง (๔) กลยุทธ์ความต่อเนื่อง (๕) ผลกระทบต่อกระบวนการทำงานหรือการให้บริการ (๖) ความต้องการทรัพยากรที่สำคัญ "
    "(๗) ขั้นตอนการบริหารความต่อเนื่องและกอบกู้กระบวนการ และ (๘) กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)",
)


def spring(trap: str, c: Composer, sections: list[Section]) -> list[Section]:
    """The sections with the trap set: '' none, 'circular' quotes the circular, 'steps' names elements in step tables."""
    if trap == "circular":
        first = sections[0]
        return [replace(first, blocks=(*first.blocks, *(Para(line) for line in CIRCULAR))), *sections[1:]]
    if trap == "steps":
        return [
            replace(
                s,
                blocks=(
                    *s.blocks,
                    Para("- แจ้งเหตุฉุกเฉินตามกระบวนการ Call Tree ให้ทุกทีมทราบ", indent=1),
                    Para("- ระบุความต้องการทรัพยากรที่สำคัญ และเสนอหัวหน้าทีม", indent=1),
                ),
            )
            if s.element == "2.7"
            else s
            for s in sections
        ]
    if trap in _TITLES:
        return [replace(s, title=_TITLES[trap](s.title, at)) for at, s in enumerate(sections, start=1)]
    if trap == "dots":
        dots = (
            Para("........................................................................"),
            Para("(ระบุรายละเอียดของหน่วยงาน)"),
        )
        return [s if s.blocks else replace(s, blocks=dots) for s in sections]
    return sections


def _spaced(title: str, at: int) -> str:
    """As Word's distributed alignment or a typist sets titles: a space after every cluster."""
    return re.sub(r"([ก-ฮ][ะ-ฺ็-๎]*)(?=[เ-ไก-ฮ])", r"\1 ", title)


def _mistyped(title: str, at: int) -> str:
    for right, wrong in _TYPOS:
        title = title.replace(right, wrong)
    return title


def _wrongly_numbered(title: str, at: int) -> str:
    """Numbers that jump, repeat and mix digits."""
    return f"{('๑.', '1.2', '๑.๑', '3 2.', '๒.3', '๒.3', '๕)', '5', '๗ ', '๗.', '๑๐.', '9.')[at % 12]} {title}"


_TYPOS = (
    ("กลยุทธ์", "กลยุทธ"), ("ทีมงาน", "ทีมงาม"), ("ผลกระทบต่อ", "ผลกระทบต่่อ"), ("ให้บริการ", "ไห้บริการ"), ("กระบวนการ", "กระบวณการ"),
    ("วัตถุประสงค์", "วัตถุประสงค"), ("สมมติฐาน", "สมติฐาน"), ("วิเคราะห์", "วิเคราห์"), ("Call Tree", "Call Three"), ("ฉุกเฉิน", "ฉุกเฉิณ"),
)  # fmt: skip
_TITLES: dict[str, Callable[[str, int], str]] = {"spaced": _spaced, "typos": _mistyped, "numbers": _wrongly_numbered}
