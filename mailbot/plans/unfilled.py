"""Is it the form as it came, perhaps with nothing but the agency's name written in?"""

import re
from functools import lru_cache

from mailbot.documents.thai import norm
from mailbot.plans.form import shared_shingles
from mailbot.plans.shingles import contained
from mailbot.plans.trace import Trace
from mailbot.rules import Rules

# A place to fill in. Dots that lead to a page number are the contents page of a plan, not a gap.
_GAP = re.compile(r"(?:(?<!\.)\.{5,}+|(?<!…)…{2,}+|(?<!_)_{5,}+)(?![ \t]*\d{1,3}[ \t]*(?:\n|$))")
_GAPS, _HINTS = 8, 3  # places to fill in that are still open; hints of the form that still stand there
_GAPS_A_PERSON = 8  # open places for each person written in: a form with its head's name and 40 gaps is not filled in
_MOST_WRITTEN = 3  # people and numbers
_LETTERS_A_PAGE = 1_500
_BLANKS = re.compile(r"\s+")
_FORM = 0.75  # of the text's 5-grams in the form's own sentences: nothing was written between them


def is_unfilled(own: Trace, rules: Rules) -> bool:
    """Whether places to fill in outnumber by far what was written in; a plan with some gaps left is a plan."""
    written = len(own.persons) + len(own.numbers)
    gaps = len(_GAP.findall(own.text))
    bare = _BLANKS.sub("", own.text)
    hints = sum(bare.count(hint) for hint in _hints(tuple(rules.form.blank_hints)))
    if written > _MOST_WRITTEN:
        return False
    if written:
        return gaps + hints >= max(_GAPS, _GAPS_A_PERSON * written)
    pages = len(bare) / _LETTERS_A_PAGE  # a thick plan that names nobody says ระบุ now and then
    return (
        gaps >= max(_GAPS, pages)
        or hints >= max(_HINTS, pages)
        or contained(own.shingles, shared_shingles(rules)) >= _FORM
    )


@lru_cache(maxsize=4)
def _hints(written: tuple[str, ...]) -> tuple[str, ...]:
    """With their brackets: the key of "(ระบุ" is in every plan that tells somebody to state something."""
    return tuple(_BLANKS.sub("", norm(hint)) for hint in written)
