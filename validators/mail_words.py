"""Whether a mail's own words, which no file holds, mark what it carries as classified (clause 3.4)."""

from collections.abc import Iterator

from mailbot.documents.thai import key
from validators.marks import INVISIBLE, is_mark
from validators.said_secret import said


def in_text(text: str) -> str | None:
    """What marks a mail's own words: a line that is nothing but a mark, or a statement that what is sent is classified.

    'CONFIDENTIAL' alone stands above many a disclaimer and means nothing; quoted lines are told by somebody else.
    """
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith(">")]
    return next(_marked(lines), None)


def _marked(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line and is_mark(line) and not key(line) == line.strip().lower() == "confidential":
            yield line
        found = said(INVISIBLE.sub("", line))
        if found:
            yield found[0]
