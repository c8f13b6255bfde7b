"""Parts of clause 2.1 that the text tells without a heading: in a sentence, or behind a word that opens a line."""

import re
from collections.abc import Sequence

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.element_rules import Element
from mailbot.plans.hits import Section
from mailbot.plans.sections import Reading

_COMPLEMENT = "(?:ของแผน)?(?:นี้)?(?:เพื่อ|ว่า|ถึง|เฉพาะ|ครอบคลุม|คือ)"
_LABEL = re.compile(r"(?P<label>[^:\n]{3,40}?)\s*:\s*(?P<text>.+)", re.DOTALL)
_FEWEST_IN_A_SENTENCE = 8  # letters of the skeleton
_BEFORE_THE_VERB, _BEHIND_THE_VERB = 45, 18  # letters between
_FROM_ANOTHER = 60  # letters between another subject and the sentence
_FEWEST_LETTERS = 15  # of the skeleton, of a text


def stated(element: Element, part: str, reading: Reading) -> Block | None:
    """The paragraph that tells a part in a sentence of its own: 'มีสมมติฐานว่า…', 'เป้าประสงค์คือ…'."""
    return _with_sentence(_sentence(element, part), reading, _others(element))


def stated_of_another(element: Element, part: str, reading: Reading) -> bool:
    """Whether a sentence seems to tell this part of something else, as a meeting's aims. It may be the plan's."""
    sentence = _sentence(element, part)
    return stated(element, part, reading) is None and _with_sentence(sentence, reading) is not None


def _sentence(element: Element, part: str) -> re.Pattern[str]:
    words = _words(element, part)
    return re.compile(f"(?:(?:มี|บน)(?:{words}){_COMPLEMENT}|(?:{words})(?:ของแผน)?(?:นี้)?คือ)(?P<text>.+)", re.DOTALL)


def _others(element: Element) -> re.Pattern[str] | None:
    """Another subject, and up to the sentence none that is the plan."""
    others, nearer = (
        "|".join(map(re.escape, words)) for words in (element.others_aims.subjects, element.others_aims.nearer)
    )
    if not others:
        return None
    between = f"(?:(?!{nearer})[^\n])" if nearer else "[^\n]"
    return re.compile(f"(?:{others}){between}{{0,{_FROM_ANOTHER}}}$")


def told_of_the_plan(element: Element, part: str, reading: Reading) -> Block | None:
    """The paragraph that tells a part in a sentence about the plan without the part's word: 'ทีมงานตั้งอยู่บนความเชื่อว่า…'.

    Every second preface has one, so that it settles a doubt and is no proof against a heading that is missing.
    """
    told = element.part_sentences.get(part)
    if told is None:
        return None
    subjects, verbs = ("|".join(map(re.escape, words)) for words in (told.subjects, told.verbs))
    between = rf"[^:.\n]{{0,{_BEFORE_THE_VERB}}}?"
    behind = rf"[^\s:.]{{0,{_BEHIND_THE_VERB}}}?{re.escape(told.then)}" if told.then else ""
    return _with_sentence(re.compile(f"(?:{subjects}){between}(?:{verbs}){behind}(?P<text>.+)", re.DOTALL), reading)


def _with_sentence(sentence: re.Pattern[str], reading: Reading, others: re.Pattern[str] | None = None) -> Block | None:
    for at, block in enumerate(reading.document.blocks):
        found = sentence.search(block.text) if block.kind == "paragraph" and at not in reading.contents else None
        if found is None or len(skeleton(found["text"])) < _FEWEST_IN_A_SENTENCE:
            continue
        if others is None or others.search(block.text[: found.start()]) is None:
            return block
    return None


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
