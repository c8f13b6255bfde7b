"""What a mail may be, and what examining it may take."""

from typing import Literal

from pydantic import Field

from mailbot.settings.section import Section


class LimitsSection(Section):
    """What a mail may be; beyond, it is refused unread and staff are told."""

    mail_mb: float = Field(40, gt=0, le=200, description="Megabytes of a whole mail.")
    header_block_kb: int = Field(256, ge=16, description="Kilobytes of the header block.")
    header_kb: int = Field(16, ge=1, description="Kilobytes of one unfolded header, of the mail or of a part.")
    parts: int = Field(500, ge=1, description="Parts of one mail.")
    depth: int = Field(30, ge=1, le=100, description="Levels of nesting of parts.")
    archive_entries: int = Field(500, ge=1, description="Files in archives of one mail.")
    archive_mb: float = Field(200, gt=0, description="Megabytes that all archives of one mail may unpack to.")
    archive_ratio: float = Field(200, ge=1, description="Most bytes unpacked from one packed byte (beyond 10 MB).")
    archive_depth: int = Field(3, ge=1, le=10, description="Archives within archives.")


class ExamineSection(Section):
    """The worker process in which mails are examined."""

    seconds: float = Field(
        180, gt=0, le=3600, description="Longest time in seconds to examine one mail; then its worker is killed."
    )
    document_seconds: float = Field(30, gt=0, le=600, description="Longest time in seconds to read one file.")
    document_memory_mb: int = Field(1024, ge=128, description="Megabytes that reading one file may take.")
    memory_mb: int = Field(2048, ge=256, description="Megabytes of address space of one worker.")
    ocr: Literal["auto", "off"] = Field(
        "auto",
        description="auto: scanned pages are read by Tesseract where it and its Thai are installed; off: they wait for "
        "a person.",
    )
    ocr_pages: int = Field(
        60, ge=0, le=1000, description="Most scanned pages of one mail that are read; the others wait for a person."
    )
    ocr_seconds: float = Field(
        400,
        gt=0,
        le=3600,
        description="Longest time in seconds to read the scanned pages of one mail, besides examine.seconds; a page "
        "takes 2 to 3 seconds of one core. Such mails are examined after all others.",
    )
    max_tries: int = Field(
        3, ge=1, le=20, description="Tries before a mail that kills its worker is put into Quarantine."
    )
