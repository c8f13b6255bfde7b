"""What a plan says in its own words: text that was read well, searched for words of the rules."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from mailbot.documents.thai import key, skeleton
from mailbot.plans.model import Plan, PlanFile
from mailbot.rules import Rules

_NEAR = 90  # letters between two words that speak of one thing
_DENIED = 24  # letters between a denial and the word that it denies
_LONG = 9  # letters of a skeleton that is no other word's by chance
_WORDS = re.compile(r"[a-z]+|[0-9]+|[^\x00-\x7f]+")
_NO_TEXT = frozenset({"signature", "letter", "other"})


def own_text(plan: Plan, rules: Rules) -> str | None:
    """All text of plan and annexes less the circular's sentences; None, so that nothing is called not found, when no
    half was read whole or an annex was not (it may hold anything)."""
    halves = [half for half in (plan.word, plan.pdf) if half is not None]
    if any(half.role != "plan" for half in halves) or not any(map(whole, halves)):
        return None
    if any(annex.role not in _NO_TEXT and not whole(annex) for annex in plan.annexes):
        return None
    text = "\n".join(file.document.text for file in plan.files if file.document is not None)
    return _without(text, tuple(rules.advice.quotes))


def whole(file: PlanFile) -> bool:
    """Whether every page of the file has letters of its own, none guessed from a picture."""
    document = file.document
    if document is None or file.problem or not document.readable or not document.blocks:
        return False
    return not document.unread_pages and not document.ocr_pages


def says(text: str, words: Sequence[str], rules: Rules, beside: Sequence[str] = ()) -> bool:
    """Whether one of the words stands in own_text(), not denied and, with `beside`, near one of those."""
    forms: tuple[Callable[[str], str], ...] = (_latin, key, skeleton)
    for form in forms:
        searched = _form(text, form)
        denials, near = _context(rules.advice.denials, form), _context(beside, form)
        for at, end in _places(searched, _words(words, form)):
            before, around = searched[max(0, at - _DENIED) : at], searched[max(0, at - _NEAR) : end + _NEAR]
            if not any(map(before.__contains__, denials)) and (not beside or any(map(around.__contains__, near))):
                return True
    return False


def _places(searched: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    return (found.span() for word in words for found in re.finditer(re.escape(word), searched))


def _words(words: Sequence[str], form: Callable[[str], str]) -> list[str]:
    """The words in one form: Latin ones in the first, Thai ones in the others, in the last only long ones."""
    fitting = (form(word) for word in words if word.isascii() == (form is _latin))
    return [word for word in fitting if form is not skeleton or len(word) >= _LONG]


def _context(words: Sequence[str], form: Callable[[str], str]) -> list[str]:
    return [word.lower() if form is _latin and not word.isascii() else form(word) for word in words]


def _latin(text: str) -> str:
    """Latin words between blanks, so that 'line' is not found in 'online'."""
    return " " + " ".join(_WORDS.findall(text.lower())) + " "


@lru_cache(maxsize=6)
def _form(text: str, form: Callable[[str], str]) -> str:
    return form(text)


@lru_cache(maxsize=2)
def _without(text: str, quotes: tuple[str, ...]) -> str:
    """The text less the quotes, whatever marks, spaces and line ends stand between their letters."""
    either = {"า": "[ำา]"} | {str(digit): f"[{digit}{chr(0xE50 + digit)}]" for digit in range(10)}
    patterns = ["[\\W_ฯ]*".join(either.get(letter, letter) for letter in skeleton(quote)) for quote in quotes]
    return re.sub("|".join(patterns), "\n", text, flags=re.IGNORECASE) if quotes else text
