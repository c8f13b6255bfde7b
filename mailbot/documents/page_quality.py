"""Is the text layer of a page Thai that can be read, or the debris of a font without a Unicode map?"""

import re
from dataclasses import dataclass, field

from mailbot.documents.thai import MARKS, function_word_share, impossible_mark_share, thai_letters, thai_marks

FEW_LETTERS = 30  # letters; a page with fewer is a cover, a divider, a picture or a scan
_ENOUGH_TO_JUDGE = 100  # Thai letters from which shares mean something
_FEWEST_FUNCTION_WORDS = 0.08  # share; good pages have 0.14 to 0.28, tables of names nearly none
_DOUBTFUL_IMPOSSIBLE = 0.02  # share of marks from which the lack of function words counts
_MOST_IMPOSSIBLE = 0.05  # share of marks that no Thai word has there
_MOST_DAMAGED = 0.15  # share of impossible marks up to which the skeleton still finds every heading
_FEWEST_MARKS = 0.05  # share of letters; good Thai has about 0.2
_MISPLACED = 0.003  # share of marks that no Thai word has there, in a layer from which nothing may be concluded
_FEWEST_A = 0.04  # share of letters
# Not behind the gap that a mark moved over a tall consonant leaves ('เป็ น').
_LONE = re.compile(
    f"(?<![\u0e00-\u0e7f])(?<![ปฝฟฬ][{MARKS}] )(?<![ปฝฟฬ][{MARKS}]{{2}} )(?!ณ)[ก-ฮ](?![\u0e00-\u0e7f.)])"
)
_LONG_LINE = 20  # signs; shorter lines may be a narrow cell of a table, which breaks words anywhere
_MOST_LONE = 0.004  # of the pieces between blanks; damaged layers have 0.008 and more
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Function words, and words of tables of names, which have none of those.
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|for|is|are|on|with|by|be|or|as|at|this|that|from|plan|mrs?|ms|name|position|role|team|leader|"
    r"director|officer|head|staff|telephone|phone|tel|mobile|hours?|days?|weeks?|high|medium|low|process|step|responsible)\b",
    re.IGNORECASE,
)
_FEWEST_ENGLISH = 0.04  # share of words


@dataclass(frozen=True, slots=True)
class Quality:
    """letters: Thai and Latin. good: what is there reads well, no other reader need be asked.

    usable: marks may be damaged, but the skeleton can be judged.
    """

    letters: int
    good: bool
    usable: bool = True
    _text: str = field(default="", repr=False)

    @property
    def score(self) -> float:
        """Of two readings the higher is the better one. Counted when asked for: most pages have but one reading."""
        letters = thai_letters(self._text)
        if letters < FEW_LETTERS:
            return _latin_letters(self._text) / 10_000
        marks = thai_marks(self._text) / letters
        return function_word_share(self._text) + min(marks, 0.2) - 3 * impossible_mark_share(self._text)


NOTHING = Quality(0, good=True)  # an empty page


def page_quality(text: str) -> Quality:
    """Judge the normalised text of one page; an empty page is good, with no letters."""
    letters = thai_letters(text)
    latin = _latin_letters(text)
    if letters < FEW_LETTERS:
        english = len(_ENGLISH.findall(text))
        good = latin < _ENOUGH_TO_JUDGE or english >= _FEWEST_ENGLISH * len(_LATIN_WORD.findall(text))
        debris = len(text.split()) > FEW_LETTERS and latin + letters < FEW_LETTERS and not _mostly_digits(text)
        return Quality(letters + latin, good and not debris, good and not debris, text)
    impossible = impossible_mark_share(text)
    whole = letters < _ENOUGH_TO_JUDGE or (
        thai_marks(text) / letters >= _FEWEST_MARKS
        and (impossible <= _DOUBTFUL_IMPOSSIBLE or function_word_share(text) >= _FEWEST_FUNCTION_WORDS)
    )
    return Quality(
        letters + latin, whole and impossible <= _MOST_IMPOSSIBLE, whole and impossible <= _MOST_DAMAGED, text
    )


def _latin_letters(text: str) -> int:
    return sum(map(len, _LATIN_WORD.findall(text)))


def is_intact(text: str) -> bool:
    """True when nothing of a text layer was lost or moved, so that a word that is not found is not there.

    Prints that went through Ghostscript keep most marks and lose every า, perhaps of one font only, so that lone
    consonants are left ('เป้ หม ย'), or have marks where no word has them. Sound layers have neither, and an า in 7 to 9
    of 100 letters. Too short a text, or an English one, is intact.
    """
    letters = thai_letters(text)
    if letters < _ENOUGH_TO_JUDGE:
        return True
    running = "\n".join(line for line in text.splitlines() if len(line) >= _LONG_LINE)
    if len(_LONE.findall(running)) > _MOST_LONE * len(running.split()):
        return False
    return impossible_mark_share(text) <= _MISPLACED and text.count("า") + text.count("ำ") >= _FEWEST_A * letters


def _mostly_digits(text: str) -> bool:
    signs = [sign for sign in text if not sign.isspace()]
    return sum(sign.isdigit() for sign in signs) > len(signs) / 2
