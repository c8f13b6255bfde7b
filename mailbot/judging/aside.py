"""A question that stands beside a plan: it is passed to an officer, so that a good plan does not silence it."""

import re

from mailbot.judging.talk import asked_by_hand
from mailbot.mail.model import Mail
from mailbot.rules import Round

_SENTENCE = re.compile(r"[^.?!\n]*[.?!\n]?")


def asks_beside(mail: Mail, this: Round) -> bool:
    """Whether the sender of a plan asks, in own words, what the letter about the plan does not answer by itself.

    "ได้รับไฟล์ครบถ้วนหรือไม่" is answered by any letter; "ขอหารือว่าหน่วยงานต้องจัดทำแผนแยกรายกองหรือไม่" is not.
    """
    words = asked_by_hand(mail)
    for said in this.no_question_words:
        words = words.replace(said.lower(), " ")
    return any(_asks(sentence, this) for sentence in _SENTENCE.findall(words))


def _asks(sentence: str, this: Round) -> bool:
    """Thai leaves a space between two thoughts, so each is looked at by itself; other scripts by the sentence."""
    thai = any("ก" <= letter <= "ฮ" for letter in sentence)
    thoughts = [thought + "\n" for thought in sentence.split()] if thai else [sentence]
    left = (thought for thought in thoughts if not _holds(thought, this.answered_by_letter_words))
    return any(_holds(thought, this.inquiry_words) for thought in left)


def _holds(text: str, words: list[str]) -> bool:
    return any(word.lower() in text for word in words)
