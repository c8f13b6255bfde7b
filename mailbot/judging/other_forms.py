"""A mail without Word and PDF: what came instead, such as slides, a table or pictures of pages."""

from collections.abc import Sequence

from mailbot.plans.model import PlanFile

_FORMS = frozenset({"presentation", "spreadsheet", "image"})


def in_other_forms(files: Sequence[PlanFile]) -> str:
    """Names, by comma, of the files in which a plan may have come though not as Word or PDF; '' when there are none.

    Pictures of signatures and letter-heads, and letters that were photographed, are none of them.
    """
    own = [file for file in files if file.attachment.kind in _FORMS and file.role in ("annex", "plan", "other")]
    return ", ".join(
        dict.fromkeys(file.attachment.name for file in own if file.attachment.size and file.attachment.name)
    )
