"""One sample plan as its two files: what an agency would attach to its mail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.demo.pdf_writer import heading_pages, write_pdf
from mailbot.demo.plan_text import compose_plan
from mailbot.demo.structure import PlanText
from mailbot.demo.word_writer import write_word


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """The Word file, its print as PDF, and what they are: text is the plan before printing."""

    docx: bytes
    pdf: bytes
    title: str
    agency_name: str
    text: PlanText


def make_plan(agency_id: str, seed: int = 0, without: Sequence[str] = (), empty: Sequence[str] = ()) -> SamplePlan:
    """A plan of 5 to 15 pages of the agency; the same arguments give the same bytes.

    without, empty: elements left out, or left with only their heading (see compose_plan). Raises ValueError for an
    agency or element that the demo does not know.
    """
    text = compose_plan(agency_id, seed, without, empty)
    # Laid out twice: the first print tells on which page each part begins, the second has it in its contents page.
    final = replace(text, pages=heading_pages(text))
    return SamplePlan(write_word(final), write_pdf(final), final.title, final.agency_name, final)
