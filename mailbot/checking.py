"""What `check` works on: .eml files, loose Word and PDF files as one mail's attachments, and folders of both."""

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


_MAILS = (".eml", ".msg", ".mbox")
_NOT_SENT = ("~$", ".", "Thumbs.db", "desktop.ini")
"""Beginnings of the names of files that an office program or a file manager leaves beside the plans."""
_NAMES_IN_TITLE = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to be checked: a mail's bytes, and the paths that it came from."""

    paths: tuple[Path, ...]
    raw: bytes

    @property
    def title(self) -> str:
        """The names of the files, the first few of many."""
        names = ", ".join(path.name for path in self.paths[:_NAMES_IN_TITLE])
        more = len(self.paths) - _NAMES_IN_TITLE
        return f"{names} (+{more})" if more > 0 else names


def subjects(paths: Sequence[Path], inbox: str) -> Iterator[Subject]:
    """Each mail file by itself; all loose files together as the attachments of one mail, after the mails; then each
    folder in the same way, what is neither mail nor plan left out. Raises OSError, FileNotFoundError for a folder
    that holds nothing to check."""
    yield from _of_files([path for path in paths if not path.is_dir()], inbox, strict=True)
    for folder in paths:
        if folder.is_dir():
            inside = sorted(path for path in folder.rglob("*") if _is_sent(path, folder))
            found = list(_of_files(inside, inbox, strict=False))
            if not found:
                raise FileNotFoundError(2, "holds neither mails nor Word or PDF files", str(folder))
            yield from found


def _of_files(paths: Sequence[Path], inbox: str, *, strict: bool) -> Iterator[Subject]:
    loose: list[Path] = []
    for path in paths:
        data = path.read_bytes()
        mail = path.suffix.lower() in _MAILS
        if not mail and sniff(data, path.name).kind in _LOOSE:
            loose.append(path)
        elif mail or strict:
            yield Subject((path,), data)
    if loose:
        yield Subject(tuple(loose), _mail_of(loose, inbox))


def _is_sent(path: Path, folder: Path) -> bool:
    """Whether somebody would send this file of a folder: no lock files, nothing hidden."""
    return path.is_file() and not any(part.startswith(_NOT_SENT) for part in path.relative_to(folder).parts)


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
