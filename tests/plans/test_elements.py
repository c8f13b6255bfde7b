"""The eight elements in plans of every layout: nothing that is there is called absent, nothing absent passes."""

from dataclasses import replace

import pytest

from mailbot.documents.model import Block, Document
from mailbot.plans.elements import judge_elements
from mailbot.rules import ELEMENTS, Rules
from tests.plans import samples
from tests.plans.samples import ENGLISH, OWN_WORDS, TITLES, contents, para, plan, printed, rows

WRITERS = [
    samples.bold,
    samples.styled,
    samples.automatic,
    samples.boxed,
    samples.plain,
    samples.bare,
    samples.coloned,
    samples.chapter,
]
DIAGRAM = [Block("diagram", "ผู้อำนวยการ แจ้ง หัวหน้าฝ่าย"), Block("diagram", "หัวหน้าฝ่าย แจ้ง เจ้าหน้าที่")]
TEXT_BOXES = [Block("textbox", text) for text in ("นายกเทศมนตรี", "ปลัดเทศบาล โทร ๐๘ ๑๑๑๑ ๒๒๒๒", "หัวหน้าสำนักปลัด")]
PICTURE = [Block("paragraph", "", picture=True)]


def states(word: Document | None, pdf: Document | None, rules: Rules, **more: object) -> dict[str, str]:
    return {key: result.state for key, result in judge_elements(word, pdf, [], rules, **more).items()}  # type: ignore[arg-type]


ALL_PRESENT = dict.fromkeys(ELEMENTS, "present")


@pytest.mark.parametrize("write", WRITERS, ids=lambda w: w.__name__)
@pytest.mark.parametrize("titles", [TITLES, OWN_WORDS, ENGLISH], ids=["form", "own-words-and-order", "english"])
def test_complete_plan_has_all_eight_whatever_its_headings_look_like(
    rules: Rules, write: samples.Write, titles: dict[str, str]
) -> None:
    document = plan(write, titles)
    assert states(document, None, rules) == ALL_PRESENT
    assert states(document, printed(document), rules) == ALL_PRESENT


@pytest.mark.parametrize("write", WRITERS, ids=lambda w: w.__name__)
@pytest.mark.parametrize("element", [key for key in TITLES if len(key) == 3])
def test_a_missing_element_is_absent_and_nothing_else_is(rules: Rules, write: samples.Write, element: str) -> None:
    document = plan(write, without=[element])
    found = states(document, printed(document), rules)
    assert found[element] in ("absent", "review")
    others = {key: state for key, state in found.items() if key != element}
    if write is samples.boxed:  # a box between two tables of equal width may be a band of one table: a person looks
        assert set(others.values()) <= {"present", "review"}
    else:
        assert set(others.values()) == {"present"}


def test_most_missing_elements_are_decided_without_a_person(rules: Rules) -> None:
    decided = [
        states(document := plan(samples.bold, without=[key]), printed(document), rules)[key] == "absent"
        for key in TITLES
        if len(key) == 3
    ]
    assert all(decided)


@pytest.mark.parametrize("write", [samples.bold, samples.styled, samples.plain], ids=lambda w: w.__name__)
def test_three_missing_elements_are_all_told(rules: Rules, write: samples.Write) -> None:
    found = states(plan(write, without=["2.2", "2.5", "2.8"]), None, rules)
    assert {key for key, state in found.items() if state == "absent"} == {"2.2", "2.5", "2.8"}


@pytest.mark.parametrize("element", [key for key in TITLES if len(key) == 3])
def test_a_heading_with_nothing_under_it_is_weak(rules: Rules, element: str) -> None:
    document = plan(samples.bold, empty=[element])
    result = judge_elements(document, printed(document), [], rules)[element]
    assert (result.state, result.reason) == ("weak", "empty")
    assert result.heading is not None
    assert result.page is not None


def test_dots_under_a_heading_are_nothing(rules: Rules) -> None:
    document = plan(content={"2.7": [para("............................................"), para("- ")]})
    assert judge_elements(document, None, [], rules)["2.7"].reason == "empty"


@pytest.mark.parametrize("part", ["2.1a", "2.1b", "2.1c"])
def test_objectives_need_all_three_parts(rules: Rules, part: str) -> None:
    result = judge_elements(plan(without=[part]), None, [], rules)["2.1"]
    assert result.state == "weak"
    assert result.reason == "parts_missing"
    assert len(result.parts) == 2
    assert len(result.looked_for) == 1


def test_three_parts_under_one_heading(rules: Rules) -> None:
    titles = {"2.1a": "๒.๑ วัตถุประสงค์ สมมติฐาน ขอบเขตของแผน"} | {k: v for k, v in TITLES.items() if k > "2.2"}
    told = [block for part in ("2.1a", "2.1b", "2.1c") for block in samples.contents()[part]]
    assert states(plan(titles=titles, content={"2.1a": told}), None, rules)["2.1"] == "present"


def test_parts_run_in_before_their_text(rules: Rules) -> None:
    opening = [
        para("๑.๑ วัตถุประสงค์ เพื่อให้หน่วยงานดำเนินงานได้อย่างต่อเนื่องเมื่อเกิดสภาวะวิกฤต"),
        para("๑.๒ สมมติฐาน: สถานที่สำรองพร้อมใช้งานและไม่ได้รับผลกระทบ"),
        para("๑.๓ ขอบเขต\nใช้กับเหตุอุทกภัย อัคคีภัย และโรคระบาดในเขตเทศบาล"),
    ]
    found = states(plan(without=["2.1a", "2.1b", "2.1c"], before=opening), None, rules)
    assert found["2.1"] == "present"


@pytest.mark.parametrize("tree", [DIAGRAM, TEXT_BOXES, PICTURE], ids=["diagram", "text-boxes", "picture"])
def test_call_tree_may_be_drawn(rules: Rules, tree: list[Block]) -> None:
    assert states(plan(content={"2.8": tree}), None, rules) == ALL_PRESENT


def test_a_second_bold_line_under_a_heading_is_no_end(rules: Rules) -> None:
    subtitle = [para("แผนผังของเทศบาลเมืองบ้านนา", bold=True, size=16.0), *contents()["2.8"]]
    assert states(plan(content={"2.8": subtitle}), None, rules)["2.8"] == "present"
    unnumbered = Document((para("กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)", bold=True), *subtitle), "word")
    assert states(unnumbered, None, rules)["2.8"] == "present"


def test_an_empty_heading_before_a_closing_chapter_is_never_called_present(rules: Rules) -> None:
    closing = [para("การทบทวนแผน", bold=True, size=16.0), para("ให้ทบทวนแผนปีละหนึ่งครั้งในเดือนตุลาคม")]
    assert states(plan(empty=["2.8"], after=closing), None, rules)["2.8"] == "weak"


def test_call_tree_in_words_level_by_level(rules: Rules) -> None:
    words = [para("เมื่อเกิดเหตุ ผู้อำนวยการแจ้งหัวหน้าฝ่ายทุกฝ่าย จากนั้นหัวหน้าฝ่ายแจ้งบุคลากรในฝ่ายของตนทางโทรศัพท์")]
    assert states(plan(content={"2.8": words}), None, rules)["2.8"] == "present"


def test_call_tree_in_an_annex_file(rules: Rules) -> None:
    annex = Document((para("ภาคผนวก ก กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)", bold=True), *contents()["2.8"]), "word")
    result = judge_elements(plan(without=["2.8"]), None, [annex], rules)["2.8"]
    assert (result.state, result.source) == ("present", "annex")


def test_call_tree_as_a_picture_file_named_so(rules: Rules) -> None:
    result = judge_elements(plan(without=["2.8"]), None, [], rules, ["Call Tree.jpg"])["2.8"]
    assert (result.state, result.reason) == ("present", "annex_name")


def test_an_annex_nobody_can_read_stops_a_claim(rules: Rules) -> None:
    found = states(plan(without=["2.8"]), None, rules, annex_names=["ตาราง.xlsx"])
    assert found["2.8"] == "review"


def test_a_picture_without_heading_may_be_the_call_tree(rules: Rules) -> None:
    found = states(plan(without=["2.8"], after=[para("แผนภาพแนบท้าย", bold=True), *PICTURE]), None, rules)
    assert found["2.8"] == "review"


def test_telephone_table_without_heading_is_left_to_a_person(rules: Rules) -> None:
    found = states(plan(without=["2.8"], after=contents()["2.8"]), None, rules)
    assert found["2.8"] == "review"


def test_an_unknown_heading_whose_words_speak_for_the_element_is_its_heading(rules: Rules) -> None:
    after = [para("๙. วิธีติดต่อประสานบุคลากรยามคับขัน", bold=True), *contents()["2.8"]]
    result = judge_elements(plan(without=["2.8"], after=after), None, [], rules)["2.8"]
    assert (result.state, result.heading) == ("present", "วิธีติดต่อประสานบุคลากรยามคับขัน")


def toc() -> list[Block]:
    return [
        para("สารบัญ", bold=True),
        *(para(f"{title} {'.' * 30} {number}") for number, title in enumerate(TITLES.values(), 1)),
    ]


def test_a_table_of_contents_is_no_plan(rules: Rules) -> None:
    document = plan(without=TITLES, before=toc())
    found = states(document, printed(document), rules)
    assert set(found.values()) == {"absent"}


def test_a_table_of_contents_before_the_plan_does_no_harm(rules: Rules) -> None:
    document = plan(before=toc())
    found = judge_elements(document, printed(document), [], rules)
    assert {key: result.state for key, result in found.items()} == ALL_PRESENT
    assert all(result.page is not None and result.page >= 2 for key, result in found.items() if key > "2.5")
    assert states(plan(before=toc(), without=["2.4"]), None, rules)["2.4"] == "absent"


def test_a_list_of_what_the_plan_holds_is_no_section(rules: Rules) -> None:
    listing = [para(f"{number}) {title}") for number, title in enumerate(TITLES.values(), 1)]
    found = states(plan(without=["2.4", "2.8"], before=[para("แผนฉบับนี้ประกอบด้วย"), *listing]), None, rules)
    assert found["2.4"] in ("absent", "weak", "review")
    assert found["2.8"] in ("absent", "weak", "review")
    assert found["2.3"] == "present"


def test_running_text_and_step_tables_name_no_section(rules: Rules) -> None:
    text = "ให้ทุกกองปฏิบัติตามกลยุทธ์ความต่อเนื่องที่กำหนดไว้ และแจ้งเหตุฉุกเฉินวิกฤตตามกระบวนการ Call Tree ทันทีเมื่อเกิดเหตุ"
    found = states(plan(without=["2.4", "2.8"], before=[para(text)]), None, rules)
    assert (found["2.4"], found["2.8"]) == ("absent", "absent")


def test_a_caption_above_a_table_is_a_heading(rules: Rules) -> None:
    caption = [para("ตารางที่ ๑ สรุปเหตุการณ์สภาวะวิกฤตและผลกระทบ")]
    found = states(plan(without=["2.2"], before=[*caption, *contents()["2.2"]]), None, rules)
    assert found["2.2"] == "present"


def test_a_plan_laid_out_as_one_table(rules: Rules) -> None:
    under = {key: " ".join(block.text for block in blocks) for key, blocks in contents().items()}
    cells = rows(*(f"{title} | {under[key]}" for key, title in TITLES.items()))
    document = Document((para("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True), *cells), "word")
    assert states(document, None, rules) == ALL_PRESENT


def test_a_team_without_names_goes_to_a_person(rules: Rules) -> None:
    vague = [para("ให้กองต่าง ๆ ร่วมกันรับผิดชอบตามภารกิจของตนและประสานกันอย่างใกล้ชิดในสภาวะวิกฤต")]
    result = judge_elements(plan(content={"2.3": vague}), None, [], rules)["2.3"]
    assert (result.state, result.reason) == ("weak", "no_names")


def test_missing_areas_are_named(rules: Rules) -> None:
    result = judge_elements(plan(content={"2.4": contents()["2.4"][:3]}), None, [], rules)["2.4"]
    assert result.state == "present"
    assert "บุคลากรหลัก" in result.looked_for


@pytest.mark.parametrize("element", [key for key in TITLES if len(key) == 3])
def test_nothing_is_absent_when_the_text_was_not_read_well(rules: Rules, element: str) -> None:
    assert states(plan(without=[element], readable=False), None, rules)[element] == "review"


def test_a_heading_only_the_print_has_is_left_to_a_person(rules: Rules) -> None:
    whole = plan()
    result = judge_elements(plan(without=["2.6"]), printed(whole), [], rules)["2.6"]
    assert (result.state, result.reason) == ("review", "only_in_print")


def test_a_print_that_runs_on_tells_nothing_new(rules: Rules) -> None:
    """Nothing under the heading in the Word file; in the print the next chapter's opening seems to be its text."""
    promised = [para("อยู่ระหว่างรวบรวมข้อมูลจากทุกกอง")]
    word = plan(content={"2.6": promised})
    more = [
        para(line)
        for line in ("ด้านบุคลากร 12 คนใน 4 ชั่วโมงแรก และ 30 คนใน 1 สัปดาห์", "คอมพิวเตอร์ 20 เครื่อง โทรศัพท์ 10 เครื่อง")
    ]
    boxed = judge_elements(word, printed(plan(content={"2.6": [*promised, *more]})), [], rules)["2.6"]
    assert (boxed.state, boxed.reason) == ("review", "only_in_print")
    elsewhere = plan(content={"2.6": promised, "2.7": [*contents()["2.7"], *more]})
    told = judge_elements(elsewhere, printed(plan(content={"2.6": [*promised, *more]})), [], rules)["2.6"]
    assert told.state == "weak"


def test_nothing_readable_at_all(rules: Rules) -> None:
    unread = Document((), "none", readable=False, problem="file.password")
    assert {r.reason for r in judge_elements(None, unread, [], rules).values()} == {"unread"}


def test_a_print_alone_is_judged(rules: Rules) -> None:
    document = printed(plan())
    found = judge_elements(None, document, [], rules)
    assert {key: result.state for key, result in found.items()} == ALL_PRESENT
    missing = judge_elements(None, printed(plan(without=["2.5"])), [], rules)["2.5"]
    assert missing.state in ("absent", "review")


@pytest.mark.parametrize("damage", ["่้๊๋", "ิีึืั", "ุู", "่้๊๋็์ิีึืัุู"])
def test_lost_marks_hide_no_heading(rules: Rules, damage: str) -> None:
    document = plan()
    table = str.maketrans("", "", damage)
    hurt = replace(
        printed(document), blocks=tuple(b._replace(text=b.text.translate(table)) for b in printed(document).blocks)
    )
    found = states(None, hurt, rules)
    assert "absent" not in found.values()
    assert all(judge_elements(document, hurt, [], rules)[key].page for key in ELEMENTS)


def test_quote_and_page_are_told(rules: Rules) -> None:
    document = plan()
    result = judge_elements(document, printed(document), [], rules)["2.7"]
    assert result.quote is not None
    assert result.quote.startswith("ขั้นตอนและกิจกรรม")
    assert len(result.quote) <= 160
    assert result.page is not None
