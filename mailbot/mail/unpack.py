"""What lies inside a file of a mail: zip and winmail.dat opened, everything else left whole.

A .docx is a zip too, but `sniff` calls it word, so it is never taken apart here.
"""

from mailbot.documents.sniff import Sniffed
from mailbot.mail.tnef import read_tnef
from mailbot.mail.zips import Budget, Content, read_zip
from mailbot.settings import LimitsSection


def unpack(
    data: bytes, found: Sniffed, limits: LimitsSection, budget: Budget, depth: int
) -> tuple[list[Content], str | None]:
    """(files inside in order, problem of the container or None); ([], None) for what is no container.

    depth: archives around this one. Problems: archive.password, archive.unsupported, archive.limit, archive.damaged,
    tnef.unreadable. The budget of the mail is used up.
    """
    if found.kind not in ("archive", "tnef") or (found.problem or "").startswith("archive."):
        return [], None
    if depth >= limits.archive_depth:
        return [], "archive.limit"
    if found.kind == "archive":
        return read_zip(data, limits, budget)
    contents, problem = read_tnef(data)
    budget.entries -= len(contents)
    budget.size -= sum(len(content.data) for content in contents)
    return (contents, problem) if budget.entries >= 0 and budget.size >= 0 else ([], "archive.limit")
