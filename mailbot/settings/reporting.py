"""The report that the office sends upward: to whom, and the printer of its PDF."""

from pydantic import Field

from mailbot.settings.section import Section


class ReportSection(Section):
    """`mailbot report`."""

    addressee: str = Field("เลขาธิการ ก.พ.ร.", description="Whom the report greets after the word เรียน.")
    chromium: str = Field("", description="Program that prints the PDF; empty: chromium or its usual names on PATH.")
    seconds: float = Field(120.0, gt=0, le=3600, description="Seconds after which printing is given up.")
