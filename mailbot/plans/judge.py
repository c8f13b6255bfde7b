"""One group of files judged whole: its elements and whether both halves are the same document."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.plans.changes import changes
from mailbot.plans.elements import judge_elements
from mailbot.plans.form import shared_texts
from mailbot.plans.model import ElementResult, Plan, PlanFile
from mailbot.plans.pairing import PlanGroup
from mailbot.plans.same_document import compare
from mailbot.rules import Rules


def judge(group: PlanGroup, rules: Rules, other_texts: Sequence[str] = ()) -> Plan:
    """The group as a Plan without agency, route and mail: dataclasses.replace() fills those in.

    other_texts: texts of other agencies' plans (of this mail or of the round) that the same-document check leaves out.
    """
    word = group.word.document if group.word else None
    pdf = group.pdf.document if group.pdf else None
    parts = {id(part) for part in group.parts}
    annexes = [annex for annex in group.annexes if id(annex) not in parts]
    read = [annex.document for annex in annexes if annex.document is not None and annex.problem is None]
    unread = [annex.attachment.name for annex in annexes if not _has_document(annex)]
    elements = judge_elements(word, pdf, read, rules, unread)
    same = compare(word, pdf, other_texts, shared_texts(rules))
    if same.verdict == "same":
        same = replace(same, changes=changes(word, pdf, read))
    return Plan(
        word=group.word,
        pdf=group.pdf,
        annexes=group.annexes,
        elements={key: _placed(result, group) for key, result in elements.items()},
        same_document=same,
    )


def _placed(result: ElementResult, group: PlanGroup) -> ElementResult:
    """Without the page when it lies behind the first of several PDF files: it would be looked for in that one."""
    further = any(part.attachment.kind == "pdf" for part in group.parts)
    return replace(result, page=None) if further and result.page is not None else result


def _has_document(annex: PlanFile) -> bool:
    return annex.document is not None and annex.problem is None and annex.document.readable
