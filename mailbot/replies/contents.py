"""What a letter shows between its sentences: receipt and time, files, plans by agency, points."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from mailbot.examination import AttachmentPart, PlanPart
from mailbot.replies import answers, findings, points, templates, thai_form
from mailbot.replies import sections as lists
from mailbot.replies.draft import Draft
from mailbot.replies.foreign import harmless
from mailbot.replies.kinds import WITH_FILES
from mailbot.replies.lines import keep
from mailbot.replies.thai_form import Language

FULL_POINTS = 12
"""Letters with up to so many points tell each in full; beyond, in one line each and the remedies once."""
ENDINGS = frozenset({".docx", ".doc", ".rtf", ".pdf"})
MOST_FILES = 20
"""Files listed one by one in a letter about one plan."""


def shown(draft: Draft, parts: dict[str, str]) -> dict[str, Any]:
    """Rows, files, plans and sections, as the layouts take them."""
    return {
        "rows": rows(draft, parts),
        **files(draft),
        "plans": plan_rows(draft, parts),
        "sections": sections(draft, parts),
    }


def rows(draft: Draft, parts: dict[str, str]) -> list[dict[str, str]]:
    """Receipt, agency and time of arrival."""
    found = [{"label": parts["label_receipt"], "value": keep(shown_receipt(draft))}]
    earlier = [] if draft.many or draft.kind not in WITH_FILES else _earlier(draft.examination.plans, draft.language)
    others = thai_form.joined([keep(one) for one in draft.facts.other_receipts], draft.language)
    if others and others not in earlier and draft.kind in WITH_FILES:
        found.append({"label": parts["label_together"], "value": others})
    names = [draft.name(plan.agency_id) for plan in draft.examination.plans]
    if draft.kind in WITH_FILES and len(names) == 1 and names[0]:
        found.append({"label": parts["label_agency"], "value": harmless(names[0])})
    if draft.facts.received_at is not None:
        moment = thai_form.moment(draft.facts.received_at, draft.rules.round.zone, draft.language)
        found.append({"label": parts["label_time"], "value": moment})
    return found + [{"label": parts["label_with"], "value": receipts} for receipts in earlier]


def _earlier(plans: Sequence[PlanPart], language: Language) -> list[str]:
    """The receipts of the mails that brought the rest of each plan."""
    return [thai_form.joined([keep(one) for one in plan.receipts], language) for plan in plans if plan.receipts]


def shown_receipt(draft: Draft) -> str:
    """The number to speak of: for a duplicate, that of the first."""
    first = draft.facts.first_receipt if draft.kind == "duplicate" else ""
    return first or draft.facts.receipt


def files(draft: Draft) -> dict[str, Any]:
    """The files of a letter about one plan."""
    if draft.kind not in WITH_FILES or draft.many:
        return {"files": [], "more_files": ""}
    shown = [part for part in draft.examination.mail.attachments if _is_file(part)]
    more = len(shown) - MOST_FILES
    folder = draft.rules.folder / "replies"
    count = {"count": thai_form.number(more, draft.language)}
    return {
        "files": [{"name": _name(part), "details": _details(part, draft.language)} for part in shown[:MOST_FILES]],
        "more_files": templates.part(folder, "label_more", draft.language, count) if more > 0 else "",
    }


def _name(part: AttachmentPart) -> str:
    return findings.file_name(part.name or "–")


def _is_file(part: AttachmentPart) -> bool:
    """Whether a clerk would call it a file: no signature picture, no forwarded mail (its files are told)."""
    return part.role != "signature" and (part.kind != "message" or part.problem is not None)


def _details(part: AttachmentPart, language: Language) -> str:
    """Size and, where the examination knows it, the number of pages."""
    pages = getattr(part, "pages", None)
    text = thai_form.size(part.size, language)
    if not pages:
        return text
    count = thai_form.number(int(pages), language)
    return f"{count} หน้า {text}" if language == "th" else f"{count} pages, {text}"


def plan_rows(draft: Draft, parts: dict[str, str]) -> list[dict[str, Any]]:
    """One row per plan of a letter about many."""
    if not draft.many or draft.kind not in WITH_FILES:
        return []
    return [
        {
            "number": f"{thai_form.number(order, draft.language)}.",
            "name": draft.plan_name(plan),
            "files": _pair(plan, draft.language) + [f"{parts['label_with']} {one}" for one in earlier],
            "result": _result(draft, plan, parts),
        }
        for order, plan in enumerate(draft.examination.plans, 1)
        for earlier in [_earlier([plan], draft.language)]
    ]


def _pair(plan: PlanPart, language: Language) -> list[str]:
    """The names of a plan's files; the common name once when only their endings differ."""
    if plan.word and plan.pdf:
        (word, first), (pdf, second) = ((PurePath(name).stem, PurePath(name).suffix) for name in (plan.word, plan.pdf))
        if word == pdf and {first, second} <= ENDINGS:
            both = thai_form.joined([first, second], language)
            return [f"{findings.file_name(word)} ({both})"]
    return [findings.file_name(name) for name in (plan.word, plan.pdf) if name]


def _result(draft: Draft, plan: PlanPart, parts: dict[str, str]) -> str:
    result = draft.result(plan)
    if result != "deficient":
        return parts[f"verdict_{result}"]
    count = thai_form.number(len(points.sort(plan.findings, draft.skip).must), draft.language)
    return templates.part(draft.rules.folder / "replies", "verdict_deficient", draft.language, {"count": count})


def sections(draft: Draft, parts: dict[str, str]) -> list[lists.Section]:
    """What must be mended, what an officer looks at, and advice, in this order."""
    if draft.kind == "inquiry":
        answered = answers.section(parts["answers"], draft)
        return [answered] if answered else []
    if draft.kind not in WITH_FILES:
        return []
    found: list[lists.Section] = []
    asked = answers.section(parts["answers"], draft)
    by_title = {which: [group for group in draft.by_agency(which) if group[1]] for which in ("must", "doubt", "advice")}
    in_full = sum(len(told) for which in ("must", "doubt") for _, told in by_title[which]) <= FULL_POINTS
    for which, groups in by_title.items():
        if not groups or not parts[which]:
            continue
        if which == "advice":
            found.append(lists.advice(parts[which], groups, draft.rules, draft.language))
        elif in_full:
            found.append(lists.section(parts[which], groups, draft.rules, draft.language))
        else:
            found.append(lists.short_section(parts[which], groups, draft.rules, draft.language))
            if which == "must":
                found.append(lists.remedies(parts["mends"], groups, draft.rules, draft.language))
    return [*found, asked] if asked and parts["answers"] else found
