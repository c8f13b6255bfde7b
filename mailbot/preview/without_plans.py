"""Invented mails without a plan, by the name of their letter: questions, notices, links, what could not be read."""

from functools import partial

from mailbot.preview.invented import (
    FROM_PROVINCE,
    KLAENG,
    NAMES,
    NAMES_EN,
    PROVINCE,
    RECEIVED,
    TAPHONG,
    UNKNOWN,
    Invented,
)
from mailbot.preview.with_plans import Case
from mailbot.replies.letter import StatusFacts, StatusLine


def without_plans(made: Invented) -> dict[str, Case]:
    """Name -> mail and facts, in the order in which they are shown."""
    return {**_talk(made), **_status(made), **_nothing_usable(made)}


def _talk(made: Invented) -> dict[str, Case]:
    facts, mail = made.facts(), made.examination
    question = "ขอสอบถามเรื่องแผน BCP" if made.language == "th" else "A question about our plan"
    return {
        "inquiry": (mail(kind="inquiry", verdict="no_plan", purpose="question", subject=question), facts),
        "inquiry-answered": (
            mail(
                kind="inquiry",
                verdict="no_plan",
                purpose="question",
                subject=question,
                topics=list(made.rules.questions)[:3],
                identity=UNKNOWN,
            ),
            facts,
        ),
        "withheld": (
            mail(
                kind="withheld_notice",
                verdict="no_plan",
                purpose="withheld",
                subject="แจ้งชื่อแผนที่มีชั้นความลับ แผนเหยี่ยวดำ",
                withheld_plans=["แผนเหยี่ยวดำ"],
            ),
            facts,
        ),
        "answer": (mail(kind="other", verdict="no_plan", purpose="answer", subject="Re: แผน BCP"), facts),
        "no_duty": (mail(kind="other", verdict="no_plan", purpose="no_duty", subject="แจ้งเรื่องแผน BCP"), facts),
    }


def _status(made: Invented) -> dict[str, Case]:
    asked = made.examination(kind="status_request", verdict="no_plan", purpose="status", subject="ตรวจสอบสถานะ")
    names = NAMES if made.language == "th" else NAMES_EN
    lacking = (made.finding("pair.pdf_missing", word="แผน BCP อบต.ตะพง.docx"), made.finding("element.2.5"))
    complete = StatusLine(names[PROVINCE], "complete", "BCP2563-000041", RECEIVED.replace(day=8))
    deficient = StatusLine(names[TAPHONG], "deficient", "BCP2563-000057", RECEIVED.replace(day=9), lacking=lacking)
    missing = StatusLine(names[KLAENG], "missing")
    told = {"status": (deficient,), "status-complete": (complete,), "status-missing": (missing,)}
    cases = {name: (asked, made.facts(status=StatusFacts(lines))) for name, lines in told.items()}
    of_province = asked.model_copy(update={"identity": FROM_PROVINCE})
    return {
        **cases,
        "status-province": (of_province, made.facts(status=StatusFacts((complete, deficient, missing)))),
        "status_unknown": (asked.model_copy(update={"identity": UNKNOWN}), made.facts()),
    }


def _nothing_usable(made: Invented) -> dict[str, Case]:
    facts, finding = made.facts(), made.finding
    mail = partial(made.examination, verdict="no_plan", kind="other")
    letter = "หนังสือนำส่ง.pdf"
    return {
        "no_plan": (
            mail(
                found=[finding("mail.no_plan_files"), finding("file.executable", file="แผน BCP.pdf.exe")],
                attachments=[made.attachment("แผน BCP.pdf.exe", "other", 91_000, "other")],
            ),
            facts,
        ),
        "no_plan-empty": (
            mail(purpose="empty", found=[finding("mail.empty")], subject="", identity=UNKNOWN),
            facts,
        ),
        "no_plan-letter": (
            mail(
                purpose="letter_only",
                found=[finding("mail.only_letter", place=letter, file=letter)],
                attachments=[made.attachment(letter, "pdf", 88_000, "letter", 1)],
            ),
            facts,
        ),
        "no_plan-other-form": (
            mail(
                purpose="other_form",
                found=[finding("mail.other_form", place="แผน.pptx", file="แผน.pptx")],
                attachments=[made.attachment("แผน.pptx", "presentation", 2_400_000, "other")],
            ),
            facts,
        ),
        "only_links": (mail(purpose="links", found=[finding("mail.only_links")], identity=UNKNOWN), facts),
        "unreadable": (
            mail(
                kind="unreadable",
                verdict="review",
                purpose="unreadable",
                found=[finding("mail.too_many_parts", limit="500")],
                identity=UNKNOWN,
            ),
            facts,
        ),
        "unreadable-large": (
            mail(
                kind="unreadable",
                verdict="review",
                purpose="too_large",
                found=[finding("mail.too_large", size="52 MB", limit="40 MB")],
                identity=UNKNOWN,
            ),
            facts,
        ),
    }
