"""Puts a sample plan together: which parts, in whose words, how numbered; elements can be left out or left empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from mailbot.demo import element_purpose, element_resources, element_steps, element_team
from mailbot.demo.composer import Composer, numbered, thai
from mailbot.demo.people import invent_people
from mailbot.demo.sample_agencies import sample_agency
from mailbot.demo.structure import (
    Block,
    Contents,
    Digits,
    Heading,
    HeadingStyle,
    PageBreak,
    Paragraph,
    Picture,
    PlanText,
    Table,
    in_digits,
)

TITLES = (
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง สำหรับการบริหารความพร้อมต่อสภาวะวิกฤต",
    "แผนบริหารความต่อเนื่อง",
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง",
    "แผนบริหารความต่อเนื่องในสภาวะวิกฤต",
)
OTHER_TITLES = ("บทนำ", "หลักการและเหตุผล", "ความนำ")
HEADING_STYLES: tuple[HeadingStyle, ...] = ("bold", "styles", "automatic")
CLOSING_TITLES = ("การทบทวนและปรับปรุงแผน", "การฝึกซ้อมและทบทวนแผน")


@dataclass(frozen=True, slots=True)
class Part:
    """One main part: the element (or part of one) it stands for, the headings in use for it, and who writes it."""

    element: str
    headings: tuple[str, ...]
    write: Callable[[Composer], list[Block]]


PURPOSE_APART = (
    Part("2.1.objectives", ("วัตถุประสงค์ (Objectives)", "วัตถุประสงค์ของแผน"), element_purpose.objectives),
    Part("2.1.assumptions", ("สมมติฐานของแผน (BCP Assumptions)", "สมมุติฐาน"), element_purpose.assumptions),
    Part("2.1.scope", ("ขอบเขตของแผน (Scope of BCP)", "ขอบเขต"), element_purpose.scope),
)
PARTS = (
    Part(
        "2.2",
        (
            "เหตุการณ์สภาวะวิกฤตและผลกระทบ",
            "การวิเคราะห์ทรัพยากรที่สำคัญและผลกระทบจากเหตุการณ์สภาวะวิกฤต",
            "การประเมินความเสี่ยง ภัยคุกคาม และผลกระทบจากเหตุการณ์",
        ),
        element_purpose.events_and_effects,
    ),
    Part(
        "2.3",
        (
            "ทีมงานแผนดำเนินธุรกิจอย่างต่อเนื่อง (Business Continuity Plan Team)",
            "โครงสร้างและทีมงานบริหารความต่อเนื่อง",
            "การจัดตั้งทีมงานและบทบาทหน้าที่ความรับผิดชอบ",
        ),
        element_team.team,
    ),
    Part(
        "2.4",
        (
            "กลยุทธ์ความต่อเนื่อง (Business Continuity Strategy)",
            "กลยุทธ์การบริหารความต่อเนื่อง",
            "การกำหนดกลยุทธ์ในการสร้างความต่อเนื่อง",
        ),
        element_resources.strategy,
    ),
    Part(
        "2.5",
        (
            "ผลกระทบต่อกระบวนการทำงานหรือการให้บริการ (Business Impact Analysis)",
            "การวิเคราะห์ผลกระทบทางธุรกิจต่อกระบวนการหลัก",
            "กิจกรรมหลักและระยะเวลาเป้าหมายในการฟื้นคืนสภาพ",
        ),
        element_resources.impact,
    ),
    Part(
        "2.6",
        (
            "ความต้องการทรัพยากรที่สำคัญ",
            "การวิเคราะห์เพื่อกำหนดความต้องการทรัพยากรที่สำคัญ",
            "ทรัพยากรที่จำเป็นต่อการฟื้นฟูกระบวนการ",
        ),
        element_resources.resources,
    ),
    Part(
        "2.7",
        (
            "ขั้นตอนการบริหารความต่อเนื่องและกอบกู้กระบวนการ",
            "ขั้นตอนการปฏิบัติและผู้รับผิดชอบในการกอบกู้กระบวนการ",
            "ขั้นตอนการบริหารความต่อเนื่องและกู้คืนกระบวนการตามลำดับเหตุการณ์",
        ),
        element_steps.steps,
    ),
    Part(
        "2.8",
        (
            "กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)",
            "ผังการแจ้งเหตุฉุกเฉิน (Call Tree)",
            "ภาคผนวก กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)",
        ),
        element_team.call_tree,
    ),
)


def compose_plan(agency_id: str, seed: int = 0, without: Sequence[str] = (), empty: Sequence[str] = ()) -> PlanText:
    """The text of one agency's plan; the same arguments give the same plan.

    without: elements ('2.8', or a third of the first: '2.1.scope') that do not stand in it at all.
    empty: elements of which only the heading stands there. Raises ValueError for an agency or element we do not know.
    """
    agency = sample_agency(agency_id)
    _refuse_unknown((*without, *empty))
    random = Random(f"{agency_id}/{seed}")  # noqa: S311 - invented content, no secret
    composer = Composer(agency, random, invent_people(2 + 2 * len(agency.units), random), random.choice(TITLES))
    digits: Digits = "thai" if random.random() < 0.75 else "arabic"
    style: HeadingStyle = random.choices(HEADING_STYLES, (3, 1, 1))[0]
    body = [*_opening(composer), *_elements(composer, without, empty), *_closing(composer)]
    blocks = [_with_digits(block, digits) for block in (*_cover(composer), *_numbered_parts(body))]
    return PlanText(
        title=composer.plan_name,
        agency_name=agency.name,
        blocks=tuple(blocks),
        running_header=f"{composer.plan_name} {agency.name}",
        heading_style=style,
        digits=digits,
    )


def _refuse_unknown(elements: Sequence[str]) -> None:
    known = {"2.1", *(part.element for part in (*PURPOSE_APART, *PARTS))}
    if unknown := sorted(set(elements) - known):
        raise ValueError(f"no such element: {', '.join(unknown)}")


def _cover(c: Composer) -> list[Block]:
    a = c.agency
    lines = [
        Paragraph(c.plan_name, bold=True, centred=True, size=26),
        Paragraph("(Business Continuity Plan : BCP)", bold=True, centred=True, size=22),
        Paragraph(a.name, bold=True, centred=True, size=26),
        Paragraph("ฉบับทบทวนและปรับปรุง ประจำปี พ.ศ. ๒๕๖๓", centred=True, size=18),
        Paragraph(f"จัดทำโดย {a.units[0]} {a.name}", centred=True, size=16),
        Paragraph(f"{a.seat} โทรศัพท์ {c.people[1].office}", centred=True, size=16),
    ]
    return [*lines, PageBreak(), Contents(), PageBreak()]


def _opening(c: Composer) -> list[Block]:
    a = c.agency
    return [
        Heading(c.pick(*OTHER_TITLES)),
        Paragraph(
            f"{a.name} มีภารกิจ{a.mission} ภารกิจดังกล่าวต้องดำเนินไปได้แม้เกิดสภาวะวิกฤต ไม่ว่าจะเกิดจากภัยธรรมชาติ อุบัติเหตุ หรือโรคระบาด"
        ),
        Paragraph(
            "ตามมติคณะรัฐมนตรีเมื่อวันที่ ๓๑ มีนาคม ๒๕๖๓ ให้หน่วยงานของรัฐทบทวนและปรับปรุงแผนให้เป็นปัจจุบัน "
            f"และรองรับโรคระบาดต่อเนื่องได้ {a.short_name} จึงปรับปรุงแผนฉบับนี้จากฉบับเดิมของปี ๒๕๕๖ "
            f"โดยนำประสบการณ์จากการระบาดของ COVID-19 และข้อเสนอของ{a.units[1]}มาประกอบ"
        ),
    ]


def _elements(c: Composer, without: Sequence[str], empty: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    one_heading = c.random.random() < 0.4
    thirds = [] if "2.1" in without else [part for part in PURPOSE_APART if part.element not in without]
    if one_heading and len(thirds) == 3:
        blocks.append(Heading("วัตถุประสงค์ สมมติฐาน และขอบเขตของแผน"))
        for part in thirds:
            body = part.write(c)
            if "2.1" not in empty and part.element not in empty:
                blocks += [Heading(part.headings[0].split(" (")[0], level=2), *body]
    else:
        for part in thirds:
            blocks += _one_element(
                c, part, without, ("2.1.objectives", "2.1.assumptions", "2.1.scope") if "2.1" in empty else empty
            )
    for part in PARTS:
        blocks += _one_element(c, part, without, empty)
    return blocks


def _one_element(c: Composer, part: Part, without: Sequence[str], empty: Sequence[str]) -> list[Block]:
    heading, body = Heading(c.pick(*part.headings)), part.write(c)
    if part.element in without:
        return []
    return [heading] if part.element in empty else [heading, *body]


def _closing(c: Composer) -> list[Block]:
    a = c.agency
    lines = [
        f"ให้{a.units[1]}ทบทวนแผนอย่างน้อยปีละ ๑ ครั้ง หรือเมื่อโครงสร้างของ{a.short_name}เปลี่ยนแปลง",
        f"ให้ซ้อมแผนร่วมกับ{a.partners[-1]}ในเดือน{c.pick('สิงหาคม', 'กันยายน', 'ตุลาคม')} ๒๕๖๓ และสรุปผลเสนอ{a.head}",
        "ให้เผยแพร่แผนแก่บุคลากรทุกคนทางระบบเครือข่ายภายใน และจัดพิมพ์เก็บไว้ ณ สถานที่ปฏิบัติงานสำรอง",
    ]
    return [Heading(c.pick(*CLOSING_TITLES)), *numbered(lines)]


def _numbered_parts(blocks: Sequence[Block]) -> list[Block]:
    """Types the numbers: ๑. ๒. on main parts, ๒.๑ on what stands under them, tables counted through."""
    part = under = table = 0
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            part, under = part + 1, 0
            block = replace(block, number=f"{thai(part)}.")  # noqa: PLW2901
        elif isinstance(block, Heading):
            under += 1
            block = replace(block, number=f"{thai(part)}.{thai(under)}")  # noqa: PLW2901
        elif isinstance(block, Table) and block.caption.startswith("ตารางที่ "):
            table += 1
            _word, _number, caption = block.caption.split(" ", 2)
            block = replace(block, caption=f"ตารางที่ {thai(table)} {caption}")  # noqa: PLW2901
        done.append(block)
    return done


def _with_digits(block: Block, digits: Digits) -> Block:
    """The block in the plan's digits. Texts are written with Thai digits, so that COVID-19 stays as it is."""
    if digits == "thai" or isinstance(block, PageBreak | Contents | Picture):
        return block
    if isinstance(block, Heading):
        return replace(block, text=in_digits(block.text, digits), number=in_digits(block.number, digits))
    if isinstance(block, Paragraph):
        return replace(block, text=in_digits(block.text, digits))
    rows = tuple(tuple(in_digits(cell, digits) for cell in row) for row in block.rows)
    header = tuple(in_digits(cell, digits) for cell in block.header)
    return replace(block, caption=in_digits(block.caption, digits), header=header, rows=rows)
