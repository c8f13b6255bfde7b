"""The files of a mail read once: Word, PDF, annexes in Excel and PowerPoint; and the first pages of each plan."""

from collections.abc import Sequence

from mailbot.bench import Bench
from mailbot.documents.model import Document
from mailbot.documents.read import File, read_documents
from mailbot.mail.model import Attachment, Kind, Mail
from mailbot.plans.model import PlanFile

READABLE_KINDS = ("word", "word_legacy", "pdf")
_ANNEX_PARTS = {"spreadsheet": b"xl/workbook.xml", "presentation": b"ppt/presentation.xml"}
UNREADABLE = frozenset({"file.executable", "file.empty"})
COVER_CHARACTERS = 1_500
PAGES_CHARACTERS = 5_500
_FIRST_PAGES = 4
_SHORTEST_PAGES = 200
_ORDERS = ("คำสั่ง", "ประกาศ")
_ORDER_LINES = 4
_LONGEST_ORDER = 160
_MOST_ORDERS = 6


def read_files(mail: Mail, bench: Bench) -> list[tuple[Attachment, Document | None]]:
    """Each attachment with its Document (None for what nobody reads). The same bytes are read once.

    Where no Word file came at all, weight and size of the print's lines are read too, though slowly: they alone tell a
    heading from text.
    """
    places = not any(attachment.kind in ("word", "word_legacy") for attachment in mail.attachments)
    limits = bench.parts.examine
    kinds = [_read_as(attachment) for attachment in mail.attachments]
    wanted: dict[tuple[str, str], File] = {}
    for attachment, kind in zip(mail.attachments, kinds, strict=True):
        if kind is not None:
            wanted.setdefault(
                (attachment.sha256, kind), File(attachment.data, kind, attachment.name, places and kind == "pdf")
            )
    documents = read_documents(
        list(wanted.values()), seconds=limits.document_seconds, memory_mb=limits.document_memory_mb
    )
    read = dict(zip(wanted, documents, strict=True))
    return [
        (attachment, read[attachment.sha256, kind] if kind is not None else None)
        for attachment, kind in zip(mail.attachments, kinds, strict=True)
    ]


def _read_as(attachment: Attachment) -> Kind | None:
    """The kind it is read as, None for what nobody reads: pictures, .xls and .ppt, OpenDocument tables."""
    if attachment.problem in UNREADABLE:
        return None
    if attachment.kind in READABLE_KINDS:
        return attachment.kind
    if attachment.kind == "text" and attachment.name.lower().endswith(".csv"):
        return "spreadsheet"
    part = _ANNEX_PARTS.get(attachment.kind)
    return attachment.kind if part is not None and part in attachment.data else None


def cover_text(file: PlanFile | None) -> str:
    """What stands on the first page (in a Word file: at its beginning), '' when the file could not be read."""
    return _beginning(file, COVER_CHARACTERS, 1)


def first_pages(files: Sequence[PlanFile]) -> str:
    """What stands on the first pages of a plan: title page, preface, contents and the chapters behind them; in its Word
    file if it has one, where a paragraph is one line."""
    texts = [_beginning(file, PAGES_CHARACTERS, _FIRST_PAGES) for file in sorted(files, key=_is_print)]
    return next((text for text in texts if len(text) >= _SHORTEST_PAGES), max(texts, key=len, default=""))


def _is_print(file: PlanFile) -> bool:
    return file.attachment.kind == "pdf"


def _beginning(file: PlanFile | None, characters: int, pages: int) -> str:
    """The text of a file up to so many characters, or to the end of a page."""
    if file is None or file.document is None:
        return ""
    lines: list[str] = []
    length = 0
    for block in file.document.blocks:
        if block.kind in ("header", "footer"):
            continue
        if length > characters or (block.page is not None and block.page > pages):
            break
        lines.append(block.text)
        length += len(block.text)
    return "\n".join(lines)


def orders_in(files: Sequence[PlanFile]) -> str:
    """Heads of the orders and announcements in these files, down to what they are about (คำสั่ง… / ที่ … / เรื่อง …), each
    once."""
    found: dict[str, None] = {}
    for file in files:
        blocks = file.document.blocks if file.document else ()
        for at, block in enumerate(blocks):
            if block.text.startswith(_ORDERS) and len(block.text) <= _LONGEST_ORDER:
                lines = [one.text for one in blocks[at : at + _ORDER_LINES]]
                about = next((line for line, text in enumerate(lines) if text.lstrip().startswith("เรื่อง")), None)
                if about is not None:
                    found["\n".join(line[:_LONGEST_ORDER].strip() for line in lines[: about + 1])] = None
    return "\n\n".join([*found][:_MOST_ORDERS])


def running_heads(files: Sequence[PlanFile]) -> str:
    """What stands at head and foot of the pages of these files, each line once; "" for files that could not be read."""
    lines = (line.strip() for file in files if file.document for line in file.document.marginal_text.splitlines())
    return "\n".join(dict.fromkeys(filter(None, lines)))[:COVER_CHARACTERS]
