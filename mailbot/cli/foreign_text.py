"""Text that strangers wrote, on its way to a terminal, a JSON reader or a spreadsheet: none of it may command them."""

import json
from typing import Any

from rich.markup import escape

from mailbot.exporting.cells import one_line as plain
from mailbot.exporting.cells import spreadsheet_cell

__all__ = ["json_line", "marked_safe", "plain", "spreadsheet_cell"]


def marked_safe(text: str) -> str:
    """For rich: a line that holds no markup of ours."""
    return escape(plain(text))


def json_line(value: Any) -> str:
    """One line of JSON with Thai as it is; what is no printable letter (U+2028, U+0085, U+009B, U+202E) is escaped, so
    that neither a terminal nor a reader that splits lines by all of Unicode is misled. The data stay the same."""
    line = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)
