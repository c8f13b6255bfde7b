"""Papers that travel beside a plan: the covering letter, and an annex that holds only the call tree."""

from dataclasses import replace
from random import Random

from mailbot.demo.composer import Composer
from mailbot.demo.element_team import call_tree
from mailbot.demo.people import invent_people
from mailbot.demo.sample_agencies import sample_agency
from mailbot.demo.structure import Block, Heading, Paragraph, PlanText, Table


def compose_call_tree_annex(agency_id: str, seed: int = 0) -> PlanText:
    """One page with the agency's call tree and nothing else of the plan."""
    agency = sample_agency(agency_id)
    random = Random(f"{agency_id}/{seed}/annex")  # noqa: S311 - invented content, no secret
    c = Composer(agency, random, invent_people(2 + 2 * len(agency.units), random), "ภาคผนวก")
    blocks: list[Block] = [
        Heading("ภาคผนวก กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)"),
        Paragraph(agency.name, bold=True),
        *call_tree(c),
    ]
    unnumbered = [replace(b, caption=b.caption.split(" ", 2)[2]) if isinstance(b, Table) else b for b in blocks]
    return PlanText(
        "ภาคผนวก Call Tree", agency.name, tuple(unnumbered), f"ภาคผนวก {agency.name}", "bold", "thai", first_line=25
    )


def compose_covering_letter(agency_id: str, number: str, date_th: str, signer: str) -> PlanText:
    """An official letter that sends the plan. number: its letter number as printed; date_th: its date in words."""
    agency = sample_agency(agency_id)
    lines = [
        f"ที่ {number}",
        f"{agency.name} {agency.seat}",
        date_th,
        "เรื่อง ขอส่งแผนดำเนินธุรกิจอย่างต่อเนื่อง สำหรับการบริหารความพร้อมต่อสภาวะวิกฤต",
        "เรียน เลขาธิการ ก.พ.ร.",
        "อ้างถึง หนังสือสำนักงาน ก.พ.ร. ที่ นร ๑๒๐๐/ว๐๐๑๒ ลงวันที่ ๕ พฤษภาคม ๒๕๖๓",
        "สิ่งที่ส่งมาด้วย ไฟล์แผนดำเนินธุรกิจอย่างต่อเนื่อง จำนวน ๒ ไฟล์",
        "ตามหนังสือที่อ้างถึง สำนักงาน ก.พ.ร. ขอให้หน่วยงานจัดส่งแผนที่ทบทวนและปรับปรุงให้เป็นปัจจุบัน ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๓ นั้น",
        f"{agency.name} ได้ดำเนินการเรียบร้อยแล้ว จึงขอส่งแผนดังกล่าวมาพร้อมหนังสือนี้",
        "จึงเรียนมาเพื่อโปรดพิจารณา",
    ]
    closing = [Paragraph(text, centred=True) for text in ("ขอแสดงความนับถือ", f"({signer})", agency.head)]
    blocks = (*(Paragraph(line) for line in lines), *closing)
    return PlanText("หนังสือนำส่ง", agency.name, blocks, agency.name, "bold", "thai", first_line=40)
