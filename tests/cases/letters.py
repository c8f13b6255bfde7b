"""Mails of invented clerks: one mail with the given files of a sample plan."""

from datetime import datetime, timedelta

from mailbot.demo.clients import gmail
from mailbot.demo.letter import File, Letter
from mailbot.demo.plans import SamplePlan
from mailbot.demo.sample import at, covering_words
from mailbot.demo.sample_agencies import sample_agency

FIRST = at(6, 10, 9, 0)


def clerk_mail(
    agency_id: str,
    number: int,
    *files: File,
    subject: str = "",
    sent: datetime | None = None,
    address: str = "",
    text: str = "",
) -> bytes:
    """A mail from the agency's own address. number: makes its Message-ID."""
    agency = sample_agency(agency_id)
    own = (
        f"bcp.{agency_id.rpartition('.')[2]}@{agency.domain}" if agency_id.startswith("r.") else f"bcp@{agency.domain}"
    )
    letter = Letter(
        name=agency.name,
        address=address or own,
        subject=subject or f"ส่งแผน BCP {agency.name}",
        text=text or covering_words(agency.name, "แผนดำเนินธุรกิจอย่างต่อเนื่อง", "นางสาวศศิวิมล ทองวัฒนานนท์", "๐ ๒๐๐๐ ๐๑๐๑"),
        sent=sent or FIRST + timedelta(minutes=number),
        server=f"mail.{agency.domain}",
        number=number,
        files=files,
    )
    return gmail(letter)


def word(plan: SamplePlan, name: str = "แผน BCP") -> File:
    """Its Word file."""
    return File(f"{name}.docx", plan.docx)


def pdf(plan: SamplePlan, name: str = "แผน BCP") -> File:
    """Its print."""
    return File(f"{name}.pdf", plan.pdf)
