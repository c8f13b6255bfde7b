"""Parts of 2.1 told in a sentence of a preface, and what only sounds like one; plans without any heading."""

import json
from collections.abc import Sequence
from pathlib import Path

from mailbot.documents.model import Block, Document
from mailbot.plans.doubt import NO_RUN
from mailbot.plans.elements import judge_elements
from mailbot.plans.learned.likeness import likeness_of
from mailbot.plans.learned.phrases import likeliest, runs
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.paragraphs import by_paragraphs
from mailbot.rules import Rules
from tests.plans.samples import TITLES, contents, para, rows

AIM = para("เล่มนี้เขียนขึ้นเพื่อให้การจ่ายเบี้ยยังชีพ การเก็บขยะ และการรับแจ้งเหตุเดินต่อได้แม้ที่ทำการใช้ไม่ได้")
BELIEF = para("คณะทำงานคิดแผนนี้โดยเชื่อว่าที่ทำการสำรองไม่เสียหายพร้อมกัน และพนักงานมาทำงานได้ไม่น้อยกว่าครึ่ง")
REACH = para("แผนนี้ใช้กับทุกกองและศูนย์พัฒนาเด็กเล็กทั้งสี่แห่ง ครอบคลุมเหตุอุทกภัย อัคคีภัย และโรคระบาด")
MANDATE = para("เทศบาลตั้งขึ้นเมื่อปี ๒๕๔๒ มีหน้าที่รักษาความสะอาดของถนน ดูแลทางระบายน้ำ และจัดการศึกษาก่อนวัยเรียน")


def test_each_part_is_told_by_a_sentence(rules: Rules) -> None:
    model = likeness_of(rules.read_likeness()["phrases"])
    assert model is not None
    found = likeliest(model, [MANDATE, AIM, BELIEF, REACH])
    assert found["2.1 o"].block is AIM and found["2.1 o"].chance > 0.6
    assert found["2.1 a"].block is BELIEF and found["2.1 a"].chance > 0.6
    assert found["2.1 s"].block is REACH and found["2.1 s"].chance > 0.6


def test_the_duties_of_an_office_are_no_part_of_its_plan(rules: Rules) -> None:
    model = likeness_of(rules.read_likeness()["phrases"])
    assert model is not None
    found = likeliest(model, [MANDATE])
    assert max(found[label].chance for label in ("2.1 o", "2.1 a", "2.1 s")) < 0.6


def test_nothing_is_told_by_nothing(rules: Rules) -> None:
    model = likeness_of(rules.read_likeness()["phrases"])
    assert model is not None
    assert set(likeliest(model, [Block("paragraph", "... ")]).values()) == {NO_RUN}


def test_runs_are_a_few_phrases_from_each_blank_on() -> None:
    text = "กกกกกกกกกกกก ขขขขขขขขขขขข คคคคคคคคคคคค"
    found = list(runs(Block("paragraph", text)))
    assert len(found) == 3
    assert "^กก" in found[0] and "คค$" in found[0] and "^กก" not in found[1]


def _untitled(leave_out: str = "") -> Document:
    """All elements in paragraphs and tables, each opened by its first words and nothing else."""
    under = contents()
    blocks = [para("แผนดำเนินธุรกิจอย่างต่อเนื่อง"), para("เทศบาลตำบลท่าข้าม"), MANDATE]
    blocks += [one for part, one in zip("abc", (AIM, BELIEF, REACH), strict=True) if f"2.1{part}" != leave_out]
    for key in TITLES:
        if not key.startswith("2.1") and key != leave_out:
            blocks += [para(f"เรื่องต่อไปนี้คณะทำงานของเทศบาลตกลงกันไว้แล้วเมื่อเดือนพฤษภาคม {TITLES[key]}"), *under[key]]
    return Document(tuple(blocks), "word")


def test_a_plan_without_headings_is_divided_at_its_paragraphs(rules: Rules) -> None:
    document = _untitled()
    chapters = by_paragraphs(document, frozenset(), lexicon_of(rules))
    assert len(chapters) > 8 and not any(chapter.title for chapter in chapters)
    assert not by_paragraphs(Document(document.blocks[:4], "word"), frozenset(), lexicon_of(rules))
    printed = tuple(block._replace(page=1) for block in document.blocks)
    assert not by_paragraphs(Document(printed, "pdftotext"), frozenset(), lexicon_of(rules))


def test_a_plan_without_headings_is_never_told_that_something_is_missing(rules: Rules) -> None:
    found = judge_elements(_untitled(), None, [], rules)
    assert {one.state for one in found.values()} <= {"present", "review"}
    assert sum(one.state == "present" for one in found.values()) >= 5


def _titled(**instead: Sequence[Block]) -> Document:
    """A complete plan; what stands instead of an element's chapter, by its key with an underscore ('e2_8')."""
    under = contents()
    blocks: list[Block] = []
    for key, title in TITLES.items():
        own = instead.get("e" + key.replace(".", "_"))
        blocks += [Block("heading", title, level=1), *under[key]] if own is None else own
    return Document(tuple(blocks), "word")


def test_a_list_of_hospitals_and_police_is_no_call_tree(rules: Rules) -> None:
    """An office left its call tree out and hung the telephone numbers of others in the annex."""
    directory = rows(
        "หน่วยงาน | โทรศัพท์",
        "โรงพยาบาลน่าน | ๐ ๕๔๗๑ ๙๐๐๐",
        "สถานีตำรวจภูธรเมืองน่าน | ๐ ๕๔๗๕ ๑๐๓๓",
        "การไฟฟ้าส่วนภูมิภาค | ๐ ๕๔๗๑ ๐๑๒๓",
        "ศาลากลางจังหวัด | ๐ ๕๔๗๑ ๖๔๐๘",
    )
    document = _titled(e2_8=[Block("heading", "เบอร์โทรศัพท์หน่วยงานที่เกี่ยวข้อง", level=1), *directory])
    assert judge_elements(document, None, [], rules)["2.8"].state in ("absent", "review")


def test_a_column_in_the_table_of_ways_is_what_is_needed(rules: Rules) -> None:
    """'กลยุทธ์และทรัพยากร': ways in one column of a table, numbers for the first week in the next."""
    table = rows(
        "ด้าน | แนวทางเตรียมพร้อมและทางเลือกเมื่อใช้ของเดิมไม่ได้ | จำนวนที่ต้องใช้ สัปดาห์แรก / เดือนแรก",
        "สถานที่ | ย้ายไปสาขาอำเภอปัว | ๔๐ ตร.ม. / ๘๐ ตร.ม.",
        "วัสดุอุปกรณ์ | เก็บแผ่นป้ายไว้สองแห่ง | คอมพิวเตอร์ ๖ / ๑๒",
        "ระบบและข้อมูล | รับเอกสารแบบมือ | อินเทอร์เน็ต ๑ ชุด",
        "คน | แบ่งสองกลุ่มสลับสัปดาห์ | ๙ คน / ๑๖ คน",
        "ผู้รับบริการ | ใช้ไปรษณีย์และห้าง | ผู้รับจ้าง ๑ ราย",
    )
    document = _titled(e2_4=[Block("heading", "กลยุทธ์และทรัพยากร", level=1), *table], e2_6=[])
    found = judge_elements(document, None, [], rules)
    assert {found["2.4"].state, found["2.6"].state} == {"present"}


def test_steps_of_dots_with_boxes_to_tick_are_empty(rules: Rules) -> None:
    form = rows("ขั้นตอนและกิจกรรม | บทบาทความรับผิดชอบ | แล้วเสร็จ", *(f"{n}. ........... | ........... | ☐" for n in "123"))
    document = _titled(e2_7=[Block("heading", TITLES["2.7"], level=1), *form])
    assert judge_elements(document, None, [], rules)["2.7"].state == "weak"


def test_a_round_whose_phrases_were_not_learned_is_read_as_before(rules: Rules, tmp_path: Path) -> None:
    taught = {part: table for part, table in rules.read_likeness().items() if part != "phrases"}
    (tmp_path / "likeness.json").write_text(json.dumps(taught), "utf-8")
    older = rules.model_copy(update={"folder": tmp_path})
    found = judge_elements(_titled(), None, [], older)
    assert {one.state for one in found.values()} == {"present"}
    untold = judge_elements(_untitled("2.1b"), None, [], older)
    assert untold["2.1"].state in ("review", "weak")
