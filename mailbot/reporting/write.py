"""One report file, of the kind that its name asks for; whole, or not there at all."""

from pathlib import Path
from uuid import uuid4

from mailbot.reporting.chart_pictures import pictures
from mailbot.reporting.chromium import print_page
from mailbot.reporting.contents import Contents
from mailbot.reporting.web_page import web_page
from mailbot.reporting.word_file import word_file
from mailbot.settings import ReportSection

KINDS = (".pdf", ".docx", ".html")


def render(kind: str, contents: Contents, settings: ReportSection) -> bytes:
    """The report's bytes. kind: one of KINDS. Raises ValueError for another one; for .pdf ConfigError when Chromium is
    missing and Transient when it fails."""
    office = contents.rules.round.contacts.office_th
    page = web_page(contents, office, settings.addressee)
    if kind == ".docx":
        charts = pictures(page, settings.seconds, settings.chromium)
        return word_file(contents, office, settings.addressee, charts)
    if kind == ".html":
        return page.encode()
    if kind == ".pdf":
        return print_page(page, settings.seconds, settings.chromium)
    raise ValueError(f"{kind!r}: a report ends in {', '.join(KINDS)}")


def write(path: Path, contents: Contents, settings: ReportSection) -> None:
    """Write the report to `path`. Raises as `render`, and OSError when it cannot be written: an older file stays."""
    raw = render(path.suffix.lower(), contents, settings)
    unfinished = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        unfinished.write_bytes(raw)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
