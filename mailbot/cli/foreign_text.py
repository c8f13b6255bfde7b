"""Text that strangers wrote, on its way to a terminal, a JSON reader or a spreadsheet: none of it may command them."""

import json
from typing import Any

from rich.markup import escape

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def plain(text: str) -> str:
    """One line without control, direction and line signs."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def marked_safe(text: str) -> str:
    """For rich: a line that holds no markup of ours."""
    return escape(plain(text))


def json_line(value: Any) -> str:
    """One line of JSON with Thai as it is; what is no printable letter (U+2028, U+0085, U+009B, U+202E) is escaped, so
    that neither a terminal nor a reader that splits lines by all of Unicode is misled. The data stay the same."""
    line = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)


def spreadsheet_cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if value[:1] in _FORMULA or text.lstrip()[:1] in _FORMULA else text
