"""Clause 3.1.3: a plan made from another one (fire, incident response, PMQA) shows that it holds over a month."""

import re
from collections.abc import Iterable

from mailbot.documents.thai import key
from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.place import names
from validators.wording import own_text, says

_CODE = "advice.long_duration"
_TITLE_BLOCKS = 8  # of the first page: the cover
_TITLE_LENGTH = 120  # characters of a line that is a title
_LETTERS = 40  # between 'adapted from' and the name of the plan
_AMOUNT = re.compile(r"(?:กว่า|เกิน|อย่างน้อย|นาน|ตั้งแต่|ตลอด|ถึง|เป็นเวลา|ระยะเวลา)(\d{1,3})(วัน|สัปดาห์|เดือน)(?!ต่อครั้ง|ครั้ง|ละ)")
_DAYS = {"วัน": 1, "สัปดาห์": 7, "เดือน": 30}
_A_MONTH = 28  # days; '๔ สัปดาห์' is meant as a month
_IN_TABLE = re.compile(r"(?:[1-9]\d?เดือน|[4-9]สัปดาห์|30วัน|1ปี)")


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice for a plan whose title or words say what it was made from, and nothing of a long crisis."""
    words = rules.advice.long_duration
    text = own_text(plan, rules) if words.sources else None
    source = _source(plan, text, rules) if text else None
    if text is None or source is None or says(text, words.words, rules) or _tells_months(plan, text):
        return
    known = {"file": names(plan), "source": source}
    yield Finding(_CODE, "advice", rules.text(_CODE).clause, parameters=known)


def _source(plan: Plan, text: str, rules: Rules) -> str | None:
    words, flat = rules.advice.long_duration, key(text)
    titles = [
        key(block.text)
        for half in (plan.word, plan.pdf)
        if half is not None and half.document is not None
        for block in half.document.blocks[:_TITLE_BLOCKS]
        if len(block.text) <= _TITLE_LENGTH
    ]
    for source in words.sources:
        name = key(source)
        for found in re.finditer(re.escape(name), flat):
            before, after = flat[max(0, found.start() - _LETTERS) : found.start()], flat[found.end() :][:_LETTERS]
            if any(key(word) in before for word in words.adapting) or any(key(word) in after for word in words.adapted):
                return source
        if any(name in title for title in titles):
            return source
    return None


def _tells_months(plan: Plan, text: str) -> bool:
    """An amount of time of a month or more: in a sentence, or as the cell of a table."""
    if any(int(number) * _DAYS[unit] >= _A_MONTH for number, unit in _AMOUNT.findall(key(text))):
        return True
    cells = (cell for file in plan.files if file.document for block in file.document.blocks for cell in block.cells)
    return any(_IN_TABLE.fullmatch(key(cell)) for cell in cells)
