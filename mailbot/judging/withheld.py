"""Names of plans that an agency keeps to itself and tells us of, as clause C25 asks (guideline 3.4)."""

import re

from mailbot.judging.kinds import names_withheld, tells_of_withheld
from mailbot.judging.talk import spoken
from mailbot.mail.model import Mail
from mailbot.rules import Round

MOST = 20
"""Names taken from one mail."""
_LONGEST = 200
_LONGEST_TALK = 20_000
_TOLD = re.compile(
    r"(?:คือ|ได้แก่|ดังนี้|ชื่อ(?:แผน(?=\s))?(?:ว่า)?|namely|the plans?(?: is| are)?)\s*[:：-]?\s*", re.IGNORECASE
)
_NUMBER = re.compile(r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–•*])\s*")
_NAME = re.compile(
    r"[“\"'‘]?(?:แผน(?!ที่|ซึ่ง|อีก|อื่น|ดังกล่าว|นั้น|นี้|ไป|มา|ให้|เพียง|เท่านั้น|ๆ|ฯ|ของหน่วยงาน)"
    r"|bcp\b|business continuity|continuity plan|plan\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:ซึ่ง|จึง|ทั้งนี้|โดย|เนื่องจาก|และได้|ไว้ใช้|เพื่อ|ขอ|which\b|because\b)|(?:ไว้(?:แล้ว|ใช้)|แล้ว)?\s*จึงเรียน|[\n\r;]"
)


def withheld_plans(mail: Mail, this: Round, *, beside_a_plan: bool = False) -> list[str]:
    """Names of the plans told of, in their order, each on one line; [] when the mail tells of none, or no name can be
    made out (a person then reads the mail). Beside a plan only what is expressly called such a name is one."""
    if not tells_of_withheld(mail, this) or (beside_a_plan and not names_withheld(mail, this)):
        return []
    found: list[str] = []
    for line, after in _places(spoken(mail)[:_LONGEST_TALK]):
        name = _name(line) if after else None
        if name and name not in found:
            found.append(name)
    return found[:MOST]


def _places(text: str) -> list[tuple[str, bool]]:
    """Pieces of text, and whether a name may begin there: behind a word that introduces it, in a listed line below."""
    pieces: list[tuple[str, bool]] = []
    introduced = False
    for line in text.splitlines():
        match = None
        for match in _TOLD.finditer(line):
            pieces.append((line[match.end() : match.end() + 2 * _LONGEST], True))
        if match is None:
            pieces.append((_NUMBER.sub("", line), introduced and _NUMBER.match(line) is not None))
        introduced = introduced or match is not None
    return pieces


def _name(words: str) -> str | None:
    if not _NAME.match(words):
        return None
    name = _TAIL.split(words, maxsplit=1)[0].strip(" .,“”\"'‘’")
    return name[:_LONGEST] if len(name) > len("แผน") + 2 else None
