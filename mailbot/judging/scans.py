"""Which scanned pages of a mail are read, within its budget: by pages first, so that the same mail is read alike."""

from collections.abc import Sequence

from mailbot.bench import Bench
from mailbot.documents.model import Document
from mailbot.documents.ocr import Scans, find_scans, read_scans
from mailbot.mail.model import Attachment

ReadFile = tuple[Attachment, Document | None]


def scans_of(files: Sequence[ReadFile], bench: Bench) -> dict[str, Scans]:
    """The files of a mail with pages that only character recognition can read, by their hash; {} when that is off.

    Pictures that the mail's text shows (inline: logos, signatures) are none of them.
    """
    limits = bench.parts.examine
    if limits.ocr == "off" or not limits.ocr_pages:
        return {}
    found: dict[str, Scans] = {}
    for attachment, document in files:
        if attachment.problem or attachment.inline or attachment.sha256 in found:
            continue
        scans = find_scans(attachment.data, attachment.kind, document, memory_mb=limits.document_memory_mb)
        if scans is not None:
            found[attachment.sha256] = scans
    return found


def with_scans(files: Sequence[ReadFile], scans: dict[str, Scans], bench: Bench) -> list[ReadFile]:
    """The same files, with what was read of their scanned pages. Pages beyond the budget stay unread.

    Files with few pages go first, so that a long scan takes no page from a letter or a call tree; pictures go last.
    """
    limits = bench.parts.examine
    left = limits.ocr_pages
    order = sorted(scans, key=lambda sha256: (scans[sha256].kind == "image", len(scans[sha256].numbers)))
    chosen: list[tuple[Scans, tuple[int, ...]]] = []
    for sha256 in order:
        numbers = scans[sha256].numbers[:left]
        chosen.append((scans[sha256], numbers))
        left -= len(numbers)
    read = dict(zip(order, read_scans(chosen, seconds=limits.ocr_seconds), strict=True))
    return [(attachment, read.get(attachment.sha256, document)) for attachment, document in files]
