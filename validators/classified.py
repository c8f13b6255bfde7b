"""Clause 3.4 (classified missions): a file that bears a mark of classification is sealed away at once."""

import re
from collections.abc import Iterable, Iterator

from mailbot.plans.model import Finding, Plan, PlanFile
from mailbot.rules import Rules
from validators.mail_words import in_text
from validators.marks import in_name, is_mark

__all__ = ["check", "in_name", "in_text", "is_mark", "marks"]

_CODE = "security.classified"
_SPLIT = re.compile(r"[\n\t|]| {3,}")


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """One error per file with a mark as its own line, cell, margin or in its name; never for 'ความลับ' in a text."""
    for file in plan.files:
        mark = next(marks(file), None)
        if mark is not None:
            name = file.attachment.name
            known = {"file": name, "mark": mark}
            yield Finding(_CODE, "error", rules.text(_CODE).clause, place=name, parameters=known)


def marks(file: PlanFile) -> Iterator[str]:
    """Every mark of one file, as written; also for files that belong to no plan (a letter)."""
    named = in_name(file.attachment.name.rsplit(".", 1)[0])
    if named:
        yield named
    if file.document is None:
        return
    before = ""
    for block in file.document.blocks:
        broken = block.page is not None and before.rstrip().endswith("ความ")  # 'ความ|ลับ' over two printed lines
        before = block.text
        for text in (block.text, *block.cells):
            for line in _SPLIT.split(text):
                if not broken and line.strip() and is_mark(line):
                    yield line.strip()
