"""Where a finding stands: names of the files looked at, and 'แผน.pdf หน้า 12'."""

from mailbot.documents.thai import to_thai
from mailbot.plans.model import ElementResult, Plan


def names(plan: Plan) -> str:
    """Names of the Word and PDF files that are there, by comma."""
    return ", ".join(half.attachment.name for half in (plan.word, plan.pdf) if half is not None)


def place_of(plan: Plan, result: ElementResult) -> str | None:
    """File and page of an element's heading; the file alone when it has no page; None when nothing was found."""
    if result.page is not None and plan.pdf is not None:
        return f"{plan.pdf.attachment.name} หน้า {to_thai(str(result.page))}"
    half = plan.word if result.source == "word" else plan.pdf
    return half.attachment.name if half is not None and result.heading else None
