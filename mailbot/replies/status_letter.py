"""What a status letter shows: one agency's state and what it still has to send, or a table of those it collects."""

from typing import Any

from mailbot.replies import points, templates, thai_form
from mailbot.replies import sections as lists
from mailbot.replies.contents import FULL_POINTS
from mailbot.replies.draft import Draft
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import StatusLine
from mailbot.replies.lines import keep


def shown(draft: Draft, parts: dict[str, str], lines: tuple[StatusLine, ...]) -> dict[str, Any]:
    """Rows, files, plans and sections, as the layouts take them."""
    many = len(lines) > 1
    return {
        "rows": [] if many else _rows(draft, parts, lines[0]),
        "files": [],
        "more_files": "",
        "plans": [_table_row(draft, order, line) for order, line in enumerate(lines, 1)] if many else [],
        "sections": _sections(draft, parts, lines),
    }


def _rows(draft: Draft, parts: dict[str, str], line: StatusLine) -> list[dict[str, str]]:
    rows = [
        {"label": parts["label_agency"], "value": harmless(line.name)},
        {"label": parts["label_result"], "value": _state(draft, line)},
    ]
    if line.receipt:
        rows.append({"label": parts["label_receipt"], "value": keep(line.receipt)})
    if line.received_at is not None:
        moment = thai_form.moment(line.received_at, draft.rules.round.zone, draft.language)
        rows.append({"label": parts["label_time"], "value": f"{moment} {parts['late_note']}" if line.late else moment})
    return rows


def _table_row(draft: Draft, order: int, line: StatusLine) -> dict[str, Any]:
    told = [keep(line.receipt)] if line.receipt else []
    if line.received_at is not None:
        told.append(thai_form.day(line.received_at.astimezone(draft.rules.round.zone).date(), draft.language))
    return {
        "number": f"{thai_form.number(order, draft.language)}.",
        "name": harmless(line.name),
        "files": [", ".join(told)] if told else [],
        "result": _state(draft, line),
    }


def _state(draft: Draft, line: StatusLine) -> str:
    count = thai_form.number(len(points.without_consequences(points.sort(line.lacking).must)), draft.language)
    values = {"count": count, "through": harmless(line.through)}
    return templates.part(draft.rules.folder / "replies", f"state_{line.state}", draft.language, values)


def _sections(draft: Draft, parts: dict[str, str], lines: tuple[StatusLine, ...]) -> list[lists.Section]:
    many = len(lines) > 1
    groups = [
        (
            lists.Whose(order, harmless(line.name)) if many else lists.Whose(),
            points.without_consequences(points.sort(line.lacking).must),
        )
        for order, line in enumerate(lines, 1)
        if line.lacking
    ]
    if not groups:
        return []
    if sum(len(found) for _, found in groups) <= FULL_POINTS:
        return [lists.section(parts["must"], groups, draft.rules, draft.language)]
    return [
        lists.short_section(parts["must"], groups, draft.rules, draft.language),
        lists.remedies(parts["mends"], groups, draft.rules, draft.language),
    ]
