"""HTML to readable text in one pass over the letters.

Own code because the parser of the standard library looks again and again at an unclosed `<!--` or `<a` (quadratic), and
tree builders recurse; a mail may hold either on purpose.
"""

import html
import re

MAX_CHARACTERS = 4_000_000

_TAG = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_INVISIBLE = frozenset({"script", "style", "head", "title", "noscript", "template"})
_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "dl",
        "dt",
        "dd",
    ]
)
_CELLS = frozenset({"td", "th"})
_HREF = re.compile(r"""href\s*=\s*["']?\s*(https?://[^\s"'>]+)""", re.IGNORECASE)


def html_to_text(source: str) -> str:
    """Readable text: blocks on their own lines, cells apart by tabs, quoted blocks behind '> ', links kept."""
    return _tidy("".join(_pieces(source[:MAX_CHARACTERS])))


def _pieces(source: str) -> list[str]:
    pieces: list[str] = []
    position = 0
    while found := _TAG.search(source, position):
        start = found.start()
        pieces.append(_collapsed(source[position:start]))
        if source.startswith("<!--", start):
            end = source.find("-->", start)
            if end < 0:
                return pieces
            position = end + 3
            continue
        match = _TAG_NAME.match(source, start + 1)
        end = source.find(">", start)
        if end < 0:
            pieces.append(_collapsed(source[start:]))
            return pieces
        position = end + 1
        if match is None:
            continue
        name = match[1].lower()
        opening = source[start + 1] != "/"
        if name in _INVISIBLE and opening:
            closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, position)
            if closing is None:
                return pieces
            position = closing.start()
            continue
        pieces.append(_mark(name, opening, source[start:end]))
    pieces.append(_collapsed(source[position:]))
    return pieces


def _mark(name: str, opening: bool, tag: str) -> str:
    if name == "blockquote":
        return "\n\x01\n" if opening else "\n\x02\n"
    if name in _BREAKS:
        return "\n"
    if name in _CELLS and not opening:
        return "\t"
    if name == "a" and opening and (link := _HREF.search(tag[:4000])):
        return f" {html.unescape(link[1])} "
    return ""


def _collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", html.unescape(text)).replace("\x01", "").replace("\x02", "")


def _tidy(text: str) -> str:
    """Blank lines and blanks at the ends of lines out; lines inside a quoted block get '> '."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if line in ("\x01", "\x02"):
            depth = max(0, depth + (1 if line == "\x01" else -1))
            continue
        clean = re.sub(r"[ \u00a0]*\t[ \u00a0]*", "\t", line.replace("\u00a0", " ")).strip()
        if clean:
            lines.append("> " * min(depth, 5) + re.sub(r" {2,}", " ", clean))
    return "\n".join(lines)
