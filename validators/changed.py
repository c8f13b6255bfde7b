"""Clause 3.4: the PDF is a print of the same plan, and nothing was changed in one of the two files after printing."""

from collections.abc import Iterable
from typing import Literal

from mailbot.plans.model import Change, Finding, Plan
from mailbot.rules import Rules

_CODE = "pair.changed"
_SHOWN = 3  # of each kind in a letter; `explain` lists all
_LONGEST = 60  # characters of a paragraph


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice with what only one file has: people, telephone numbers and beginnings of paragraphs. Never a deficiency:
    the plan is one, and the agency alone knows which file is the newer."""
    found = plan.same_document.changes
    if not found or plan.word is None or plan.pdf is None:
        return
    word, pdf = plan.word.attachment.name, plan.pdf.attachment.name
    told = {side: text for side, text in (("in_word", _told(found, "word")), ("in_pdf", _told(found, "pdf"))) if text}
    yield Finding(_CODE, "advice", rules.text(_CODE).clause, place=pdf, parameters={"word": word, "pdf": pdf, **told})


def _told(found: Iterable[Change], side: Literal["word", "pdf"]) -> str:
    texts: list[str] = []
    for kind in ("name", "number", "paragraph"):
        own = [change.text for change in found if change.only_in == side and change.kind == kind]
        texts += [f"“{_short(text)}”" if kind == "paragraph" else text for text in own[:_SHOWN]]
    return ", ".join(texts)


def _short(text: str) -> str:
    """The beginning of a paragraph, cut between words where there is a blank."""
    if len(text) <= _LONGEST:
        return text
    cut = text.rfind(" ", _LONGEST // 3, _LONGEST)
    return f"{text[: cut if cut > 0 else _LONGEST].rstrip(' …')} …"
