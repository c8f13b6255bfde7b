"""How alike two file names are: a hint for pairing when the content cannot say."""

import re

from mailbot.documents.thai import skeleton, to_arabic

_EXTENSION = re.compile(r"(?:\.(?:docx?|docm|rtf|odt|pdf|zip|xlsx?|pptx?|jpe?g|png))+$", re.IGNORECASE)
_COPY = re.compile(
    r"(?:\s*[-_ ]?\(?(?:copy|สำเนา|final|signed|ลงนาม(?:แล้ว)?|ฉบับสมบูรณ์|word|pdf|docx?|ไฟล์|file|แก้ไข|v\d)\)?)+",
    re.IGNORECASE,
)


def stem(name: str) -> str:
    """The name less extension and less words such as 'สำเนา', 'final', 'word', 'pdf', as a skeleton with its digits."""
    bare = _EXTENSION.sub("", name.strip())
    plain = " ".join(to_arabic(bare).split())  # a run of blanks costs the pattern quadratic time
    return skeleton(_COPY.sub(" ", plain) or bare)


def alike(one: str, other: str) -> float:
    """1.0 for equal stems; else the share of 3-letter pieces in common, 0.0 when their numbers contradict."""
    a, b = stem(one), stem(other)
    if a == b:
        return 1.0 if a else 0.0
    if _numbers(one) != _numbers(other) and _numbers(one) and _numbers(other):
        return 0.0
    first, second = _grams(a), _grams(b)
    return len(first & second) / max(1, min(len(first), len(second))) * 0.95 if first and second else 0.0


def _numbers(name: str) -> list[str]:
    """Numbers in a name but years of four digits (two versions of one plan may differ in the year's spelling)."""
    return [n for n in re.findall(r"\d+", to_arabic(_EXTENSION.sub("", name))) if len(n) < 4]


def _grams(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}
