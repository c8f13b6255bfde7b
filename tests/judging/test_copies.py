"""Two offices' plans from one pattern, alike but for their title pages: the second is never credited to the first."""

from dataclasses import replace
from email.message import EmailMessage

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.demo.plan_text import compose_plan
from mailbot.demo.structure import PageBreak, Paragraph
from mailbot.demo.word_writer import write_word
from mailbot.pipeline import examine
from mailbot.workplace import Workplace

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICES = {"r.cgd.21": "สำนักงานคลังจังหวัดระยอง", "r.dol.21": "สำนักงานที่ดินจังหวัดระยอง"}


def plan_of(office: str) -> bytes:
    pattern = compose_plan("d.dlt")
    blocks = pattern.blocks
    start = next(at for at, block in enumerate(blocks) if isinstance(block, PageBreak))
    cover = (Paragraph("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True), Paragraph(office, bold=True))
    return write_word(replace(pattern, blocks=(*cover, *blocks[start:])))


def test_neighbours_plan_from_one_pattern_is_not_lost_as_a_copy() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "rayong@moi.go.th", "opdcbcm@opdc.go.th"
    message["Subject"], message["Message-ID"] = "ส่งแผน BCP", "<pattern@moi.go.th>"
    message.set_content("ขอส่งแผน")
    for at, office in enumerate(OFFICES.values()):
        message.add_attachment(plan_of(office), maintype="application", subtype=WORD, filename=f"BCP{at}.docx")
    bench = Bench.load(Workplace(config_file.load(None)).parts)
    found = examine(message.as_bytes(), bench, Hints())
    named = {plan.agency_id for plan in found.plans if plan.agency_id} | set(found.identity.candidates)
    assert set(OFFICES) <= named
    assert len(found.plans) == 2 or not any(plan.credited for plan in found.plans)
