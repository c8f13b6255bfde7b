"""What each file of a mail is: plan, annex, covering letter, the circular, the blank form, a signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.documents.model import Document
from mailbot.documents.page_quality import is_intact
from mailbot.documents.thai import skeleton
from mailbot.mail.model import Attachment
from mailbot.plans.evidence import telephones
from mailbot.plans.letters import is_circular, is_letter, is_order
from mailbot.plans.model import PlanFile, Role
from mailbot.plans.named import LAID_OUT_AS_TABLE, elements_of, named_in
from mailbot.plans.shingles import contained
from mailbot.plans.titles_of_plans import TITLES, titled_in_own_words
from mailbot.plans.trace import Trace, trace
from mailbot.plans.unfilled import is_unfilled
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
_SMALL_PICTURE = 40_000  # bytes; logos and signatures are smaller, a photographed call tree is not
_FEWEST_TELEPHONES = 3  # in a file beside a plan: a call tree under any title
_FEWEST_ELEMENTS = 3  # a plan names at least so many elements; a letter or an annex fewer
_SAME_TEXT = 0.6  # of all 5-grams, in both directions: one text, whoever's it is
__all__ = ["LAID_OUT_AS_TABLE", "ReadFile", "assign_roles"]


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
    contents = [_content(document, rules) for _, document in files]
    plans = [
        attachment.kind
        for (attachment, _), content in zip(files, contents, strict=True)
        if content and attachment.kind in HALVES and _is_plan(content)
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
    own = trace(file.document)
    return own is not None and any(
        (half.attachment.kind == "pdf") != (file.attachment.kind == "pdf")
        and _legible(half)
        and (other := trace(half.document)) is not None
        and _is_one_text(own, other)
        for half in halves
    )


def _is_one_text(one: Trace, other: Trace) -> bool:
    both_ways = contained(one.shingles, other.shingles), contained(other.shingles, one.shingles)
    return min(both_ways) >= _SAME_TEXT


def _legible(file: PlanFile) -> bool:
    return file.document is not None and file.document.problem is None and bool(file.document.blocks)


def _role(
    attachment: Attachment, document: Document | None, content: _Content | None, has_plan: bool, whole_pair: bool
) -> Role:
    if attachment.kind not in HALVES:
        return _loose(attachment, content, has_plan)
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
    if document is not None and (document.ocr_pages or document.unread_pages) and not whole_pair:
        return _unread(attachment, document, whole_pair)  # a scan may be the half that would else be called missing
    named = _ANNEX_NAME.search(attachment.name)
    if has_plan:
        return "annex" if named or content.elements or content.call_tree else "other"
    if content.elements or content.titled or _PLAN_NAME.search(attachment.name):
        return "plan"
    return "annex" if named else "other"


def _loose(attachment: Attachment, content: _Content | None, has_plan: bool) -> Role:
    """Files that are neither Word nor PDF: what they hold may belong to a plan, but they are no half of one."""
    if attachment.problem:
        return "unreadable"
    if _SIGNATURE_NAME.search(attachment.name) and content is None:
        return "signature"
    if attachment.kind == "image":
        small = attachment.size < _SMALL_PICTURE and content is None
        if attachment.inline or (small and not _ANNEX_NAME.search(attachment.name)):
            return "signature"
        if content is not None and content.letter:
            return "letter"
        if content is not None and (content.circular or content.blank):
            return "other"
        return "annex" if has_plan or _ANNEX_NAME.search(attachment.name) else "other"
    told = content is not None and (content.elements > 0 or content.titled)
    if attachment.kind in ("spreadsheet", "presentation"):
        return "annex" if has_plan or told or _ANNEX_NAME.search(attachment.name) else "other"
    return "annex" if told and has_plan else "other"


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
    names = named_in(document, rules)
    elements = len(elements_of(names))
    own = trace(document)
    head = skeleton("\n".join(block.text for block in document.blocks[:40]))
    return _Content(
        elements=elements,
        call_tree="2.8" in elements_of(names) or len(telephones(text)) >= _FEWEST_TELEPHONES,
        letter=is_letter(text, elements),
        circular=own is not None and is_circular(own, elements, rules),
        blank=own is not None and elements >= _FEWEST_ELEMENTS and is_unfilled(own, rules),
        order=is_order(text) and elements < _FEWEST_ELEMENTS,
        titled=any(bones in head for bones in map(skeleton, TITLES)) or titled_in_own_words(document),
        length=len(text),
    )
