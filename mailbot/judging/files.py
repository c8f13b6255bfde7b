"""Every Word and PDF file of a mail read once, and the words on the first page of each plan."""

from mailbot.bench import Bench
from mailbot.documents.model import Document
from mailbot.documents.read import read_document
from mailbot.mail.model import Attachment, Mail
from mailbot.plans.model import PlanFile

READABLE_KINDS = ("word", "word_legacy", "pdf")
UNREADABLE = frozenset({"file.executable", "file.empty"})
COVER_CHARACTERS = 1_500


def read_files(mail: Mail, bench: Bench) -> list[tuple[Attachment, Document | None]]:
    """Each attachment with its Document (None for what is neither Word nor PDF). The same bytes are read once."""
    limits = bench.parts.examine
    read: dict[tuple[str, str], Document] = {}
    found: list[tuple[Attachment, Document | None]] = []
    for attachment in mail.attachments:
        if attachment.kind not in READABLE_KINDS or attachment.problem in UNREADABLE:
            found.append((attachment, None))
            continue
        key = (attachment.sha256, attachment.kind)
        if key not in read:
            read[key] = read_document(
                attachment.data,
                attachment.kind,
                attachment.name,
                seconds=limits.document_seconds,
                memory_mb=limits.document_memory_mb,
            )
        found.append((attachment, read[key]))
    return found


def cover_text(file: PlanFile | None) -> str:
    """What stands on the first page (in a Word file: at its beginning), '' when the file could not be read."""
    if file is None or file.document is None:
        return ""
    lines: list[str] = []
    length = 0
    for block in file.document.blocks:
        if block.kind in ("header", "footer"):
            continue
        if length > COVER_CHARACTERS or (block.page is not None and block.page > 1):
            break
        lines.append(block.text)
        length += len(block.text)
    return "\n".join(lines)
