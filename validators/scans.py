"""Clause 3.4: a scan, or pages without text, may not have been read whole: a person looks at it."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import codes_of, of_file

_CODE = "file.scan_only"
_READ = "file.scan_read"
_READER = "tesseract"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """The severity of the rules for a half of the plan, advice for an annex. A PDF that nobody could read and that
    has no other problem is taken for a scan. A print whose pages were all read by character recognition is told as an
    advice: its Word file decides. A Word file that consists of pictures of pages is for a person, read or not."""
    for file in plan.files:
        document, codes = file.document, codes_of(file)
        half = file is plan.word or file is plan.pdf
        pages = half and document is not None and not file.problem and bool(document.unread_pages)
        recognised = document is not None and bool(document.ocr_pages) and not file.problem
        unread = file is plan.pdf and document is not None and not document.readable and not codes and not recognised
        if _CODE in codes or pages or unread or (recognised and file is plan.word):
            yield of_file(_CODE, rules.text(_CODE).severity if half else "advice", file, rules)
        elif recognised and file is plan.pdf and document is not None and document.reader == _READER:
            yield of_file(_READ, rules.text(_READ).severity, file, rules)
