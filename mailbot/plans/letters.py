"""Official papers beside a plan: covering letters and memoranda, the circular itself, orders of appointment."""

import re

from mailbot.documents.thai import consonants
from mailbot.plans.shingles import contained, shingles
from mailbot.plans.trace import Trace
from mailbot.rules import Rules

_LONGEST = 6_000  # characters
_HEAD, _END = 1_500, 900  # characters
_SALUTE = 600
_SHORT_LETTER = 1_500  # characters: its number, subject and addressee tell it, though a scan lost its greeting
_MOST_ELEMENTS = 3  # a letter that names more lists what the plan holds
_SIGNS = 3  # of a letter
_SENTENCES = 4  # of the circular
_SENTENCE = 0.75  # of a sentence's 5-grams: a scan of the circular is read with slips
_PEOPLE = 4
_NUMBER = re.compile(r"(?:^|\n)\s*ที่\s+[ก-ฮ]{1,4}\.?\s*[0-9๐-๙]|(?:^|\n)\s*ที่\s*[.…]{3,}")
# Of a short letter a scan may leave no more than its number.
_NUMBER_ALONE = re.compile(
    r"\s*(?:ที่\s*)?[ก-ฮ]{2}\s*[.]?\s*[0-9๐-๙]{4,5}(?:[.][0-9๐-๙]+)*\s*/\s*ว?\s*[.]?\s*[0-9๐-๙]{1,6}\s*"
)
_ADDRESSED = re.compile(r"(?:^|\n)\s*(?:กราบ)?เรียน\s+\S|(?:^|\n)\s*dear\s", re.IGNORECASE)
_GREETINGS = tuple(
    map(
        consonants,
        (
            "ขอแสดงความนับถือ",
            "จึงเรียนมาเพื่อ",
            "จึงเรียนเสนอ",
            "จึงเสนอมาเพื่อ",
            "yours sincerely",
            "yours faithfully",
            "sincerely yours",
        ),
    )
)
_HEADS = tuple(map(consonants, ("สิ่งที่ส่งมาด้วย", "บันทึกข้อความ", "อ้างถึงหนังสือ")))
_SUBJECT = re.compile(r"(?:^|\n)\s*(?:เรื่อง|subject)\s*:?\s*\S", re.IGNORECASE)
_ORDER_END = 400


def is_letter(text: str, elements: int) -> bool:
    """A letter or memorandum: short, addressed to somebody, closed with a greeting. elements: how many it names.

    A letter may list what the plan holds; a plan that is bound behind its letter does not end with the greeting.
    """
    if len(text) >= _LONGEST:
        return False
    if _NUMBER_ALONE.fullmatch(text):
        return True
    head, end = text[:_HEAD], consonants(text[-_END:])
    whole = consonants(text)
    greeted = any(words in end for words in _GREETINGS)
    signs = (
        bool(_ADDRESSED.search(head)),
        greeted or any(words in whole for words in _GREETINGS),
        bool(_SUBJECT.search(head)),
        bool(_NUMBER.search(head)),
        any(words in whole for words in _HEADS),
    )
    headed = bool(signs[0] and signs[2] and signs[3] and not elements and len(text) < _SHORT_LETTER)
    if headed:
        return True
    if not signs[0] or not signs[1] or sum(signs) < _SIGNS:
        return False
    return elements <= _MOST_ELEMENTS or (greeted and bool(_ADDRESSED.search(text[:_SALUTE])))


def is_circular(own: Trace, elements: int, rules: Rules) -> bool:
    """A copy of what asked for the plans: many of its sentences without an agency's own people, or a letter that its
    signers signed."""
    if is_letter(own.text, elements):
        signed = consonants(own.text[-_END:])
        return any(consonants(name) in signed for name in rules.form.circular_signers)
    if len(own.persons) >= _PEOPLE or len(own.numbers) >= _PEOPLE:
        return False
    sentences = map(consonants, rules.form.circular_sentences)
    return sum(contained(shingles(sentence), own.shingles) >= _SENTENCE for sentence in sentences) >= _SENTENCES


def is_order(text: str) -> bool:
    """An order that appoints the team: opens with 'คำสั่ง', is dated at its end."""
    return text.lstrip().startswith("คำสั่ง") and bool(re.search(r"สั่ง\s*ณ\s*วันที่", text[-_ORDER_END:]))
