"""Clause 3.4: the PDF is a print of the same plan as the Word file."""

from collections.abc import Iterable

from mailbot.documents.model import Document
from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Error when the halves surely differ, warning when it cannot be told; nothing when a half could not be read,
    because that is said already (readable_files)."""
    if plan.word is None or plan.pdf is None or plan.same_document.verdict == "same":
        return
    if any(half.problem or not _is_read(half.document) for half in (plan.word, plan.pdf)):
        return
    code = "pair.differs" if plan.same_document.verdict == "differs" else "pair.unsure"
    word, pdf = plan.word.attachment.name, plan.pdf.attachment.name
    similarity = plan.same_document.similarity
    yield Finding(
        code,
        "error" if code == "pair.differs" else "warning",
        rules.text(code).clause,
        place=pdf,
        parameters={"word": word, "pdf": pdf, **({} if similarity is None else {"similarity": f"{similarity:.2f}"})},
    )


def _is_read(document: Document | None) -> bool:
    """By its text layer or, every page that needed it, by character recognition."""
    return document is None or document.readable or bool(document.ocr_pages and not document.unread_pages)
