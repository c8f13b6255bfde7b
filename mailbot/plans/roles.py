"""What each file of a mail is: plan, annex, covering letter, the circular, the blank form, a signature."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from mailbot.documents.model import Document
from mailbot.documents.page_quality import is_intact
from mailbot.documents.thai import consonants, key, skeleton
from mailbot.mail.model import Attachment
from mailbot.plans.evidence import people, telephones
from mailbot.plans.hits import SOFT
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.model import PlanFile, Role
from mailbot.plans.sections import read
from mailbot.plans.shingles import contained, shingles
from mailbot.rules import Rules

ReadFile = tuple[Attachment, Document | None]
HALVES = frozenset({"word", "word_legacy", "pdf"})

_LETTER_NAME = re.compile(
    "หนังสือ(?:นำ)?ส่ง|นำส่ง|บันทึกข้อความ|หนังสือราชการ|หนังสือตอบ|ใบนำส่ง|cover.?letter|memo", re.IGNORECASE
)
_ANNEX_NAME = re.compile(
    "ภาคผนวก|ผนวก|เอกสารแนบ|call.?tree|แจ้งเหตุ|ผังการติดต่อ|คำสั่ง|annex|appendix|checklist", re.IGNORECASE
)
_PLAN_NAME = re.compile("แผน|bcp|bcm|continuity|ความต่อเนื่อง|สภาวะวิกฤต", re.IGNORECASE)
_CIRCULAR_NAME = re.compile("แนวทางการทบทวน|ว\\s?๐๐๑๒|ว\\s?0012|หนังสือเวียน", re.IGNORECASE)
_SIGNATURE_NAME = re.compile(r"\.(?:p7s|p7m|asc|sig|vcf)$|^image\d+\.|logo|signature|ลายเซ็น|ตรา", re.IGNORECASE)
_PLAN_TITLE = (
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง",
    "แผนบริหารความต่อเนื่อง",
    "แผนความต่อเนื่อง",
    "บริหารความพร้อมต่อสภาวะวิกฤต",
    "แผนดำเนินการธุรกิจ",
    "แผนประคองกิจการ",
    "business continuity plan",
    "แผนรองรับการบริหารความต่อเนื่อง",
    "แผนรองรับสภาวะวิกฤต",
    "แผนเผชิญเหตุ",
    "bcp",
)
_DOTS = re.compile(r"\.{5,}|…{2,}|_{5,}")
_SMALL_PICTURE = 40_000  # bytes; logos and signatures are smaller, a photographed call tree is not
_LONGEST_LETTER = 6_000  # characters
_LETTER_HEAD, _LETTER_END = 600, 400  # characters
_FEWEST_ELEMENTS = 3  # a plan names at least so many elements; a letter or an annex fewer
LAID_OUT_AS_TABLE = 4  # so many elements in cells with their text beside them: the whole plan is a table
_SAME_TEXT = 0.6  # of all 5-grams, in both directions: one text, whoever's it is
_CIRCULAR = 4  # sentences of the circular


@dataclass(frozen=True, slots=True)
class _Content:
    """What the text of one file says of its role."""

    elements: int
    call_tree: bool
    letter: bool
    circular: bool
    blank: bool
    order: bool
    titled: bool
    length: int


def assign_roles(files: Sequence[ReadFile], rules: Rules) -> list[PlanFile]:
    """Role of every file, in the order given. A Word or PDF file that cannot be read is a plan half, so that a person
    looks at it, unless its name says it is a letter or an annex, or it is a short scan beside a whole pair."""
    contents = [_content(document, rules) if attachment.kind in HALVES else None for attachment, document in files]
    plans = [
        attachment.kind
        for (attachment, _), content in zip(files, contents, strict=True)
        if content and _is_plan(content)
    ]
    whole_pair = "pdf" in plans and any(kind != "pdf" for kind in plans)
    given = [
        PlanFile(attachment, _role(attachment, document, content, bool(plans), whole_pair), document)
        for (attachment, document), content in zip(files, contents, strict=True)
    ]
    halves = [file for file in given if file.role == "plan"]
    return [replace(file, role="plan") if _is_other_half(file, halves) else file for file in given]


def _is_other_half(file: PlanFile, halves: Sequence[PlanFile]) -> bool:
    """A Word or PDF file taken for something else that has the text of a plan of the other kind: its other half,
    in a layout whose headings only one reader can see."""
    if file.role not in ("other", "annex") or file.attachment.kind not in HALVES or not _legible(file):
        return False
    own = shingles(file.document.text) if file.document else frozenset()
    return any(
        (half.attachment.kind == "pdf") != (file.attachment.kind == "pdf")
        and half.document is not None
        and _legible(half)
        and min(contained(own, shingles(half.document.text)), contained(shingles(half.document.text), own))
        >= _SAME_TEXT
        for half in halves
    )


def _legible(file: PlanFile) -> bool:
    return file.document is not None and file.document.problem is None and bool(file.document.blocks)


def _role(
    attachment: Attachment, document: Document | None, content: _Content | None, has_plan: bool, whole_pair: bool
) -> Role:
    if attachment.kind not in HALVES:
        return _loose(attachment, has_plan)
    if content is None:
        return _unread(attachment, document, whole_pair)
    if content.circular:
        return "circular"
    if content.letter:
        return "letter"
    if content.blank:
        return "blank_form"
    if content.order:
        return "annex"
    if _is_plan(content):
        return "plan"
    if document is not None and document.pages is not None and not is_intact(document.text):
        return _unread(attachment, document, whole_pair)
    named = _ANNEX_NAME.search(attachment.name)
    if has_plan:
        return "annex" if named or content.elements or content.call_tree else "other"
    if content.elements or content.titled or _PLAN_NAME.search(attachment.name):
        return "plan"
    return "annex" if named else "other"


def _loose(attachment: Attachment, has_plan: bool) -> Role:
    """Files that are neither Word nor PDF."""
    if attachment.problem:
        return "unreadable"
    if _SIGNATURE_NAME.search(attachment.name):
        return "signature"
    if attachment.kind == "image":
        if attachment.inline or (attachment.size < _SMALL_PICTURE and not _ANNEX_NAME.search(attachment.name)):
            return "signature"
        return "annex" if has_plan or _ANNEX_NAME.search(attachment.name) else "other"
    if attachment.kind in ("spreadsheet", "presentation"):
        return "annex" if has_plan or _ANNEX_NAME.search(attachment.name) else "other"
    return "other"


def _unread(attachment: Attachment, document: Document | None, whole_pair: bool) -> Role:
    """A Word or PDF file without text: its name and its company decide."""
    if _LETTER_NAME.search(attachment.name):
        return "letter"
    if _CIRCULAR_NAME.search(attachment.name):
        return "circular"
    if _ANNEX_NAME.search(attachment.name):
        return "annex"
    short = document is not None and document.pages is not None and document.pages <= 2
    if whole_pair and short and not _PLAN_NAME.search(attachment.name):
        return "letter"
    return "plan"


def _is_plan(content: _Content) -> bool:
    if content.letter or content.circular or content.blank or content.order:
        return False
    return content.elements >= _FEWEST_ELEMENTS or (content.titled and content.length > 1_500 and content.elements > 0)


def _content(document: Document | None, rules: Rules) -> _Content | None:
    """None when there is no text to judge."""
    if document is None or document.problem is not None or len(skeleton(document.text)) < 40:
        return None
    text = document.text
    reading = read(document, lexicon_of(rules))
    strong = [part for part in reading.sections if part.hit and part.hit.strength > SOFT]
    elements = {name.element for part in strong if part.hit for name in part.hit.names}
    cells = {name.element for part in reading.sections if part.hit and part.hit.rest for name in part.hit.names}
    elements |= cells if len(cells) >= LAID_OUT_AS_TABLE else set()
    bones = consonants(text)
    named = people(text)
    own = len(named) >= 4 or len(telephones(text)) >= 4
    sentences = sum(sentence in bones for sentence in _comparable(tuple(rules.form.circular_sentences), consonants))
    letters = key(text)
    hints = sum(letters.count(hint) for hint in _comparable(tuple(rules.form.blank_hints), key))
    gaps = len(_DOTS.findall(text))
    head = skeleton("\n".join(block.text for block in document.blocks[:40]))
    return _Content(
        elements=len(elements),
        call_tree="2.8" in elements,
        letter=_is_letter(text, len(elements)),
        circular=sentences >= _CIRCULAR and not own,
        blank=not named
        and len(telephones(text)) < 2
        and len(elements) >= _FEWEST_ELEMENTS
        and (gaps >= 8 or hints >= 3),
        order=_is_order(text) and len(elements) < _FEWEST_ELEMENTS,
        titled=any(skeleton(title) in head for title in _PLAN_TITLE),
        length=len(text),
    )


@lru_cache(maxsize=4)
def _comparable(sentences: tuple[str, ...], level: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(map(level, sentences))


def _is_letter(text: str, elements: int) -> bool:
    """An official letter or memorandum: its fixed words, short, and hardly an element."""
    head = text[:1_500]
    marks = (
        "เรื่อง" in head,
        "เรียน" in head or "กราบเรียน" in head,
        bool(re.search(r"(?:^|\n)\s*ที่\s", head)) or "บันทึกข้อความ" in head,
    )
    ends = any(word in text for word in ("สิ่งที่ส่งมาด้วย", "ขอแสดงความนับถือ", "จึงเรียนมา", "บันทึกข้อความ"))
    # A letter may list what the plan holds; a plan that is bound behind its letter does not end with the greeting.
    greeted = any(word in text[-_LETTER_END:] for word in ("ขอแสดงความนับถือ", "จึงเรียนมา"))
    listing = greeted and len(text) < _LONGEST_LETTER and "เรียน" in text[:_LETTER_HEAD]
    return all(marks) and ends and len(text) < _LONGEST_LETTER and (elements <= _FEWEST_ELEMENTS or listing)


def _is_order(text: str) -> bool:
    """An order that appoints the team: opens with 'คำสั่ง', is dated at its end."""
    return text.lstrip().startswith("คำสั่ง") and bool(re.search(r"สั่ง\s*ณ\s*วันที่", text[-_LETTER_END:]))
