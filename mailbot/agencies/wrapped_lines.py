"""Joins the lines of printed paragraphs: a name with which a line happens to begin is no heading."""

import re

from mailbot.agencies.title_block import begins_text, title_block_end

_SIGNS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_ITEM = re.compile(r"[ \t]*(?:[-•*–(]|[0-9๐-๙]{1,2}[.)]|ที่[ \t]*[ก-๎]{2}[ \t]*[0-9๐-๙])")
_DOTS = re.compile(r"\.{4,}|…{2,}|[0-9๐-๙][ \t]*$")
# A line of print holds no more; longer ones are the paragraphs of a Word file, which are whole.
_WIDEST = 125
_NARROWEST = 45
_NEARLY_FULL = 0.78


def joined(text: str) -> str:
    """The text in which each line below the title page that fills the width of the print goes on in the next one."""
    block = title_block_end(text)
    lines = text[block:].split("\n")
    if max(map(len, lines)) < _NARROWEST:
        return text
    widths = [len(line.strip()) for line in _SIGNS.sub("", text[block:]).split("\n")]
    widest = max(widths, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return text
    out = lines[:1]
    for at in range(1, len(lines)):
        full = widths[at - 1] >= max(_NARROWEST, _NEARLY_FULL * widest) and not _DOTS.search(lines[at - 1])
        begins = not lines[at].strip() or _ITEM.match(lines[at]) or begins_text(lines[at])
        if full and not begins:
            out[-1] += " " + lines[at].lstrip()
        else:
            out.append(lines[at])
    return text[:block] + "\n".join(out)
