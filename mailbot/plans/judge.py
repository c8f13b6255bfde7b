"""One group of files judged whole: its elements and whether both halves are the same document."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.plans.changes import changes
from mailbot.plans.elements import judge_elements
from mailbot.plans.form import shared_shingles
from mailbot.plans.model import ElementResult, Plan, PlanFile, SameDocument
from mailbot.plans.pairing import PlanGroup
from mailbot.plans.rarity import Neighbours
from mailbot.plans.same_document import measure, verdict_of
from mailbot.plans.trace import Trace, trace
from mailbot.rules import Rules

ALONE = Neighbours()


def judge(group: PlanGroup, rules: Rules, neighbours: Neighbours = ALONE) -> Plan:
    """The group as a Plan without agency, route and mail: dataclasses.replace() fills those in.

    neighbours: the plans of this mail, whose words the same-document check leaves out.
    """
    word = group.word.document if group.word else None
    pdf = group.pdf.document if group.pdf else None
    parts = {id(part) for part in group.parts}
    annexes = [annex for annex in group.annexes if id(annex) not in parts]
    read = [annex.document for annex in annexes if annex.document is not None and annex.problem is None]
    unread = [annex.attachment.name for annex in annexes if not _has_document(annex)]
    elements = judge_elements(word, pdf, read, rules, unread)
    same = _compared(group, rules, neighbours)
    if same.verdict == "same":
        same = replace(same, changes=changes(word, pdf, read))
    return Plan(
        word=group.word,
        pdf=group.pdf,
        annexes=group.annexes,
        elements={key: _placed(result, group) for key, result in elements.items()},
        same_document=same,
    )


def neighbours_of(groups: Sequence[PlanGroup]) -> Neighbours:
    """What judge() needs to know of the other plans of a mail; made once for all of them."""
    return Neighbours([_traces(group) for group in groups]) if len(groups) > 1 else ALONE


def _compared(group: PlanGroup, rules: Rules, neighbours: Neighbours) -> SameDocument:
    traces = _traces(group)
    if len(traces) < 2:
        return SameDocument("unsure")
    word, pdf = traces
    own = word.shingles - shared_shingles(rules)
    return verdict_of(word, pdf, measure(word, pdf, own, neighbours.rare(own, traces)))


def _traces(group: PlanGroup) -> list[Trace]:
    return [one for half in group.halves if (one := trace(half.document)) is not None]


def _placed(result: ElementResult, group: PlanGroup) -> ElementResult:
    """Without the page when the PDF came in several files: it would be looked for in the first."""
    further = any(part.attachment.kind == "pdf" for part in group.parts)
    return replace(result, page=None) if further and result.page is not None else result


def _has_document(annex: PlanFile) -> bool:
    return annex.document is not None and annex.problem is None and annex.document.readable
