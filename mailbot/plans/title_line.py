"""The line on top that says what the whole document is; its words speak for no element."""

from mailbot.documents.thai import skeleton

_WITHIN = 4  # blocks from the top
_OPENINGS = tuple(map(skeleton, ("แผน", "business continuity plan", "continuity plan")))


def is_title_of_plan(text: str, index: int) -> bool:
    """True for 'แผนปฏิบัติการต่อเนื่อง กรม…' among the first blocks. index: of its block."""
    return index < _WITHIN and skeleton(text).startswith(_OPENINGS)
