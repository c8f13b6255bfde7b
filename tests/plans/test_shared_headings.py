"""Headings that name more than stands below them, and pairs of headings that say the same."""

import pytest

from mailbot.documents.model import Block, Document
from mailbot.plans.elements import judge_elements
from mailbot.plans.hits import SOFT
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.model import ElementResult
from mailbot.plans.sections import read
from mailbot.rules import Rules
from tests.plans.samples import TITLES, bold, contents, para, plan, printed

NAMED_TOGETHER = "ข. วัตถุประสงค์ สมมติฐาน ขอบเขต"
TOLD = {
    "วัตถุประสงค์": "เพื่อให้การจ่ายเบี้ยยังชีพและการรับแจ้งเหตุดำเนินต่อไปได้แม้ที่ทำการใช้ไม่ได้",
    "สมมติฐาน": "อาคารศูนย์ราชการถูกกระทบ แต่อาคารสำรองที่อำเภอข้างเคียงยังใช้ได้ และบุคลากรมาทำงานได้ไม่น้อยกว่าครึ่ง",
    "ขอบเขต": "แผนฉบับนี้ใช้กับทุกกองของเทศบาล เมื่อเกิดอุทกภัย อัคคีภัย ชุมนุมประท้วง และโรคระบาด",
}
PICTURE = Block("paragraph", "", picture=True)


def _together(*left_out: str, more: tuple[Block, ...] = ()) -> Document:
    """A plan that opens with the three parts of 2.1 under one heading, without its usual sentence of aims."""
    below = [para(f"({at}) {text}") for at, (part, text) in enumerate(TOLD.items(), 1) if part not in left_out]
    whole = plan(without=["2.1a", "2.1b", "2.1c"])
    title, rest = whole.blocks[:2], whole.blocks[3:]
    opening = (Block("heading", NAMED_TOGETHER, level=1), *below)
    return Document((*title, *opening, *more, *rest), reader="word")


def _aims(document: Document, rules: Rules) -> ElementResult:
    return judge_elements(document, None, [], rules)["2.1"]


def test_a_heading_of_three_names_over_three_parts(rules: Rules) -> None:
    assert _aims(_together(), rules).state == "present"


@pytest.mark.parametrize("left_out", TOLD)
def test_what_a_heading_names_and_nothing_tells_is_missing(rules: Rules, left_out: str) -> None:
    """Four assumptions stood under 'วัตถุประสงค์ สมมติฐาน ขอบเขต': the heading alone was believed for the scope."""
    found = _aims(_together(left_out), rules)
    assert (found.state, found.reason) == ("weak", "parts_missing")
    assert found.looked_for == (left_out,) and set(found.parts) == set(TOLD) - {left_out}


def test_two_of_three_may_be_missing(rules: Rules) -> None:
    assert _aims(_together("สมมติฐาน", "ขอบเขต"), rules).looked_for == ("สมมติฐาน", "ขอบเขต")


def test_what_the_rest_of_the_plan_tells_is_not_missing(rules: Rules) -> None:
    preface = (para("คำนำ", bold=True), para("เล่มนี้คิดบนฐานว่าอาคารสำรองไม่เสียหายพร้อมกัน และเจ้าหน้าที่มาทำงานได้ไม่น้อยกว่าครึ่ง"))
    assert _aims(_together("สมมติฐาน", more=preface), rules).state in ("present", "review")


def test_each_part_behind_its_word_in_one_paragraph(rules: Rules) -> None:
    """An assumption of four words is like nothing: likeness alone called it missing."""
    document = _together(*TOLD, more=(para("วัตถุประสงค์ เพื่อให้งานกำกับดูแลต่อเนื่อง สมมติฐาน เหตุเกิดที่สำนักงานใหญ่ ขอบเขต ทุกสำนัก"),))
    assert _aims(document, rules).state == "present"


def test_a_picture_below_the_heading_may_hold_it(rules: Rules) -> None:
    assert _aims(_together("สมมติฐาน", more=(PICTURE,)), rules).state == "review"


def test_of_a_print_nothing_is_told_missing_by_likeness_alone(rules: Rules) -> None:
    assert _aims(printed(_together("สมมติฐาน")), rules).state != "weak"


def test_what_nobody_could_read_may_hold_it(rules: Rules) -> None:
    found = judge_elements(_together("สมมติฐาน"), None, [], rules, ["ภาคผนวก.zip"])["2.1"]
    assert found.state == "review"


def test_the_title_of_a_chapter_agrees_with_a_heading_in_it(rules: Rules) -> None:
    """'บทที่ ๒ การวิเคราะห์ทรัพยากรและกลยุทธ์' above '๒.๒ กลยุทธ์ที่มหาวิทยาลัยเลือก': both were doubted."""
    chapter = [
        Block("heading", "บทที่ ๒ การวิเคราะห์ทรัพยากรและกลยุทธ์", level=1),
        para("๒.๑ เหตุการณ์และผลกระทบต่อทรัพยากร", bold=True),
        *contents()["2.2"],
        para("๒.๒ กลยุทธ์ที่มหาวิทยาลัยเลือก", bold=True),
        *contents()["2.4"],
    ]
    found = judge_elements(plan(without=["2.2", "2.4"], after=chapter), None, [], rules)["2.4"]
    assert found.state == "present"


def test_a_paragraph_below_a_picture_is_its_caption(rules: Rules) -> None:
    caption = para("Call Tree สำนักงานคลังจังหวัดชุมพร: คลังจังหวัด → หัวหน้าฝ่าย → หัวหน้าทีมสี่ทีม → เจ้าหน้าที่")
    annex = plan(without=["2.8"], after=[*bold(9, "ภาคผนวก"), PICTURE, caption])
    hits = [part.hit for part in read(annex, lexicon_of(rules)).sections if part.hit]
    assert [hit.strength > SOFT for hit in hits if any(name.element == "2.8" for name in hit.names)] == [True]


def test_the_caption_of_a_picture_is_no_empty_heading(rules: Rules) -> None:
    drawn = [*bold(8, "ผังการติดต่อสื่อสารเมื่อเกิดเหตุ"), PICTURE, para("ภาพที่ ๑ ผังการแจ้งเหตุของเทศบาล", bold=True)]
    titles = {key: title for key, title in TITLES.items() if key != "2.8"}
    assert judge_elements(plan(titles=titles, after=drawn), None, [], rules)["2.8"].state == "present"
