"""What `check` and `replay` work on: .eml files, or loose Word and PDF files taken as one mail's attachments."""

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from mailbot.answering import Answering
from mailbot.bench import Hints
from mailbot.documents.sniff import sniff
from mailbot.errors import Poison
from mailbot.examination import Examination
from mailbot.examiner import Examiner
from mailbot.pipeline import unexaminable

_LOOSE = frozenset({"word", "word_legacy", "pdf", "archive", "image", "spreadsheet", "presentation", "tnef"})


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to be checked: a mail's bytes, and the paths that it came from."""

    paths: tuple[Path, ...]
    raw: bytes


def subjects(paths: Sequence[Path], inbox: str) -> Iterator[Subject]:
    """Each mail file by itself; all loose files together as the attachments of one mail, last. Raises OSError."""
    loose: list[Path] = []
    for path in paths:
        data = path.read_bytes()
        if path.suffix.lower() not in (".eml", ".msg", ".mbox") and sniff(data, path.name).kind in _LOOSE:
            loose.append(path)
        else:
            yield Subject((path,), data)
    if loose:
        yield Subject(tuple(loose), _mail_of(loose, inbox))


def judge(
    subject: Subject, examiner: Examiner, answering: Answering, learned: Mapping[str, str] | None = None
) -> Examination:
    """The Examination with the letter that would be sent. A mail that breaks its worker is told as unreadable.
    learned: addresses that the ledger at hand has confirmed, to agency ids: they are all that it may add."""
    hints = Hints(learned=learned or {})
    try:
        examination = examiner.examine(subject.raw, hints)
    except Poison as error:
        reason = {"reason": str(error)}
        examination = unexaminable(subject.raw, "mail.unreadable", reason, answering.bench, hints)
    return answering.shown(examination)


def _mail_of(paths: Sequence[Path], inbox: str) -> bytes:
    """A mail without sender or date that carries the files, the same bytes each time."""
    mail = EmailMessage(policy=SMTP)
    mail["To"] = inbox
    mail.set_content("")
    for path in paths:
        main, _, sub = (mimetypes.guess_type(path.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    mail.set_boundary("=_loose-files")
    return mail.as_bytes()
