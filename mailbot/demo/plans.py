"""One sample plan as its two files: what an agency would attach to its mail."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from PIL import Image

from mailbot.demo.pdf_writer import heading_pages, write_pdf
from mailbot.demo.plan_text import compose_plan
from mailbot.demo.structure import PageBreak, Picture, PlanText
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
    return print_plan(compose_plan(agency_id, seed, without, empty))


def make_pair(pdf_bytes: int = 1_000_000, docx_bytes: int = 200_000, seed: int = 0) -> SamplePlan:
    """A plan with photographs in its annex that make the files about as big as asked, for measuring."""
    text = compose_plan("d.dlt", seed)
    bare = print_plan(text)
    random = Random(seed)  # noqa: S311 - invented content, no secret
    room_in_pdf, room_in_word = max(pdf_bytes - len(bare.pdf), 0), max(docx_bytes - len(bare.docx), 0)
    pictures = [
        Picture(_photograph(room_in_word // 2, random), _photograph(room_in_pdf // 2, random)) for _ in range(2)
    ]
    return print_plan(replace(text, blocks=(*text.blocks, PageBreak(), *pictures)))


def _photograph(size: int, random: Random) -> bytes:
    """A JPEG of about size bytes: noise, which JPEG stores at a steady 0.56 bytes a dot."""
    side = max(int((size / 0.56) ** 0.5), 8)
    stored = io.BytesIO()
    Image.frombytes("L", (side, side), random.randbytes(side * side)).save(stored, "JPEG", quality=75)
    return stored.getvalue()


def print_plan(text: PlanText) -> SamplePlan:
    """A composed plan as its two files."""
    # Laid out twice: the first print tells on which page each part begins, the second has it in its contents page.
    final = replace(text, pages=heading_pages(text))
    return SamplePlan(write_word(final), write_pdf(final), final.title, final.agency_name, final)
