"""Parts of clause 2.1 that the text tells without a heading: in a sentence, or behind a word that opens a line."""

import re
from collections.abc import Sequence

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.plans.hits import Section
from mailbot.plans.sections import Reading
from mailbot.rules import Element

_COMPLEMENT = "(?:ของแผน)?(?:นี้)?(?:เพื่อ|ว่า|ถึง|เฉพาะ|ครอบคลุม|คือ)"
_LABEL = re.compile(r"(?P<label>[^:\n]{3,40}?)\s*:\s*(?P<text>.+)", re.DOTALL)
_FEWEST_IN_A_SENTENCE = 8  # letters of the skeleton
_BEFORE_THE_VERB, _BEHIND_THE_VERB = 45, 18  # letters between
_TEXTS = frozenset({"paragraph", "textbox"})
_FEWEST_LETTERS = 15  # of the skeleton, of a text


def stated(element: Element, part: str, reading: Reading) -> Block | None:
    """The paragraph that tells a part in a sentence of its own: 'มีสมมติฐานว่า…', 'เป้าประสงค์คือ…', or without its word:
    'ทีมงานตั้งอยู่บนความเชื่อว่า…', 'หนังสือเล่มนี้จึงเกิดขึ้นเพื่อให้…'."""
    words = _words(element, part)
    own = re.compile(f"(?:(?:มี|บน)(?:{words}){_COMPLEMENT}|(?:{words})(?:ของแผน)?(?:นี้)?คือ)(?P<text>.+)", re.DOTALL)
    sentences = [own, *_about_the_plan(element, part)]
    for at, block in enumerate(reading.document.blocks):
        if block.kind not in _TEXTS or at in reading.contents:
            continue
        for sentence in sentences:
            found = sentence.search(block.text)
            if found and len(skeleton(found["text"])) >= _FEWEST_IN_A_SENTENCE:
                return block
    return None


def _about_the_plan(element: Element, part: str) -> list[re.Pattern[str]]:
    """The part's sentence of the rules; letters without a colon or a full stop in between."""
    told = element.part_sentences.get(part)
    if told is None:
        return []
    subjects, verbs = ("|".join(map(re.escape, words)) for words in (told.subjects, told.verbs))
    between = rf"[^:.\n]{{0,{_BEFORE_THE_VERB}}}?"
    behind = rf"[^\s:.]{{0,{_BEHIND_THE_VERB}}}?{re.escape(told.then)}" if told.then else ""
    return [re.compile(f"(?:{subjects}){between}(?:{verbs}){behind}(?P<text>.+)", re.DOTALL)]


def runs_in(element: Element, part: str, reading: Reading, sections: Sequence[Section]) -> bool:
    """A paragraph among the other parts (sections) that opens with this part's word and goes on with its text."""
    inside = {id(block) for section in sections for block in section.blocks}
    opening = re.compile(rf"(?:{_words(element, part)})(?:\s*:|\s+คือ|\s)\s*(?P<text>.+)", re.DOTALL)
    for block in reading.document.blocks:
        found = opening.match(_opened(block)) if id(block) in inside and block.kind == "paragraph" else None
        if found and _is_text(found["text"]):
            return True
    return False


def holds_its_text(element: Element, part: str, heading: str) -> bool:
    """A heading that goes on with what may be its text: 'ขอบเขต สำนักงานกลางและสวนสัตว์ ๖ แห่ง'."""
    found = re.match(rf"(?:{_words(element, part)})\s+(?!ของ|\()(?P<text>.+)", split_number(heading).rest, re.DOTALL)
    return found is not None and _is_text(found["text"])


def labelled_otherwise(element: Element, found: Sequence[str], sections: Sequence[Section]) -> bool:
    """A line among the parts with a label that is no word of those found: perhaps a further part in own words."""
    known = [skeleton(phrase) for part in found for phrase in element.parts[part]]
    for block in (block for section in sections for block in section.blocks):
        label = _LABEL.fullmatch(_opened(block)) if block.kind == "paragraph" else None
        if label and _is_text(label["text"]) and not any(bone in skeleton(label["label"]) for bone in known):
            return True
    return False


def _words(element: Element, part: str) -> str:
    return "|".join(map(re.escape, element.parts[part]))


def _opened(block: Block) -> str:
    return split_number(block.text.lstrip("-•– ")).rest


def _is_text(text: str) -> bool:
    return len(skeleton(text)) >= _FEWEST_LETTERS
