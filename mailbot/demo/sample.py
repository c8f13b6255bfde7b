"""One sample mail with what mailbot ought to say of it, and the plans that samples share within a run."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache

from mailbot.demo.letter import File
from mailbot.demo.plans import SamplePlan, make_plan
from mailbot.examination import MailKind, MailVerdict

BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Sample:
    """raw: the message as our server would hold it. received_at: when it took it.

    kind, verdict, agency_ids, findings: what a right examination says; findings are those that must be among them.
    remark: one line of English for whoever watches the demo.
    """

    name: str
    raw: bytes
    received_at: datetime
    kind: MailKind
    verdict: MailVerdict
    remark: str
    agency_ids: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment of 2563 (2020) in Bangkok."""
    return datetime(2020, month, day, hour, minute, tzinfo=BANGKOK)


@cache
def plan_of(agency_id: str, without: tuple[str, ...] = (), empty: tuple[str, ...] = ()) -> SamplePlan:
    """The agency's plan, made once in a run."""
    return make_plan(agency_id, 0, without, empty)


def pair(plan: SamplePlan, stem: str) -> tuple[File, File]:
    """Word and PDF of the plan under one name."""
    return File(f"{stem}.docx", plan.docx), File(f"{stem}.pdf", plan.pdf)


def covering_words(agency_name: str, what: str, sender: str, telephone: str, number: str = "") -> str:
    """The body of a usual mail: greeting, what is sent, signature."""
    by_letter = f" ตามหนังสือที่ {number}" if number else ""
    return (
        "เรียน เลขาธิการ ก.พ.ร.\n\n"
        f"{agency_name} ขอส่ง{what}{by_letter} ตามไฟล์ที่แนบมาพร้อมนี้ ทั้งในรูปแบบ Word และ PDF\n\n"
        "จึงเรียนมาเพื่อโปรดพิจารณา\n\n"
        f"{sender}\n{agency_name}\nโทร. {telephone}\n"
    )
