"""Files that say by their names that they are parts of one whole: 'แผน บทที่ ๑.docx', 'แผน บทที่ ๒.docx'."""

import re
from collections import defaultdict
from collections.abc import Sequence

from mailbot.documents.thai import skeleton, to_arabic
from mailbot.plans.model import PlanFile

_MARK = re.compile(
    r"(?:บทที่|บท|ส่วนที่|ตอนที่|ตอน|หมวดที่|หมวด|ภาคที่|เล่มที่|เล่ม|ไฟล์ที่|chapter|chap|part|section|ch)[\s._-]*(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[\s._(\[-]+(\d{1,2})(?:\s*(?:/|of|จาก)\s*\d{1,2})?\s*[)\]]?$", re.IGNORECASE)
_BEGINS = re.compile(r"^\s*(\d{1,2})(?:\s*[._)-]\s*|\s+)(?!\d)")
_EXTENSION = re.compile(r"\.[A-Za-z]{2,4}$")


def series(files: Sequence[PlanFile]) -> list[list[PlanFile]]:
    """Sets of at least two files of one kind and one container with different numbers, in the order of the numbers."""
    found: dict[tuple[object, ...], dict[int, list[PlanFile]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        placed = place_in_series(file.attachment.name)
        if placed is not None:
            base, number, way = placed
            is_pdf = file.attachment.kind == "pdf"
            found[(file.attachment.container, is_pdf, way, base)][number].append(file)
    return [
        [same[0] for _, same in sorted(numbered.items())]
        for numbered in found.values()
        if len(numbered) > 1 and all(len(same) == 1 for same in numbered.values())
    ]


def place_in_series(name: str) -> tuple[str, int, str] | None:
    """(what all names of the series share, number, how it was told: 'mark', 'end' or 'start'), None for other names."""
    bare = to_arabic(_EXTENSION.sub("", " ".join(name.split())))
    if found := _MARK.search(bare):
        return skeleton(bare[: found.start()]), int(found[1]), "mark"
    if found := _ENDS.search(bare):
        return skeleton(bare[: found.start()]), int(found[1]), "end"
    if found := _BEGINS.match(bare):
        return "", int(found[1]), "start"
    return None
