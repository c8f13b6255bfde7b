"""One group of files judged whole: its elements and whether both halves are the same document."""

from collections.abc import Sequence

from mailbot.plans.elements import judge_elements
from mailbot.plans.form import shared_texts
from mailbot.plans.model import Plan, PlanFile
from mailbot.plans.pairing import PlanGroup
from mailbot.plans.same_document import compare
from mailbot.rules import Rules


def judge(group: PlanGroup, rules: Rules, other_texts: Sequence[str] = ()) -> Plan:
    """The group as a Plan without agency, route and mail: dataclasses.replace() fills those in.

    other_texts: texts of other agencies' plans (of this mail or of the round) that the same-document check leaves out.
    """
    word = group.word.document if group.word else None
    pdf = group.pdf.document if group.pdf else None
    read = [annex.document for annex in group.annexes if annex.document is not None and annex.problem is None]
    unread = [annex.attachment.name for annex in group.annexes if not _has_document(annex)]
    return Plan(
        word=group.word,
        pdf=group.pdf,
        annexes=group.annexes,
        elements=judge_elements(word, pdf, read, rules, unread),
        same_document=compare(word, pdf, other_texts, shared_texts(rules)),
    )


def _has_document(annex: PlanFile) -> bool:
    return annex.document is not None and annex.problem is None and annex.document.readable
