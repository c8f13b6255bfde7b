"""Text that strangers wrote, on its way into a spreadsheet: it commands nothing."""

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def one_line(text: str) -> str:
    """One line without control, direction and line signs."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def spreadsheet_cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return f"'{text}" if value[:1] in _FORMULA or text.lstrip()[:1] in _FORMULA else text
