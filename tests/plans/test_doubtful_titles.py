"""Elements under words, layouts and readers that were once called absent, and blanks that were once waved through."""

from dataclasses import replace

import pytest

from mailbot.documents.model import Block, Document
from mailbot.documents.page_quality import is_intact, page_quality
from mailbot.documents.thai import to_thai
from mailbot.plans.elements import judge_elements
from mailbot.plans.roles import assign_roles
from mailbot.rules import Rules
from tests.plans import samples
from tests.plans.samples import TITLES, contents, para, plan, printed, rows
from tests.plans.test_roles import attachment

REAL = {
    "2.1b": "ข้อจำกัดและสมมติฐาน",
    "2.1c": "ขอบเขตและพื้นที่ดำเนินการ",
    "2.2": "ประเภทของภัยและผลกระทบ",
    "2.3": "ผู้บัญชาการเหตุการณ์และทีมปฏิบัติการ",
    "2.4": "แนวทางการสร้างความต่อเนื่อง",
    "2.5": "งานบริการที่ต้องดำเนินการอย่างต่อเนื่อง",
    "2.6": "การจัดเตรียมทรัพยากร",
    "2.7": "การปฏิบัติก่อน ระหว่าง และหลังเกิดเหตุ",
    "2.8": "ระบบการสั่งการและรายชื่อผู้รับแจ้ง",
}
TEXT_ONLY = {
    "2.2": [para("น้ำท่วมฉับพลัน ทำให้ถนนหน้าที่ทำการถูกตัดขาด"), para("ไฟฟ้าดับเป็นบริเวณกว้าง")],
    "2.4": [para("ด้านสถานที่ ใช้โรงเรียนเป็นที่ทำการชั่วคราว"), para("ด้านอุปกรณ์ จัดหาเครื่องปั่นไฟ"), para("ด้านบุคลากร ให้ทำแทนกันได้")],
    "2.7": [para("๑. ผู้พบเหตุแจ้งหัวหน้าเวร"), para("๒. หัวหน้าเวรประเมินและรายงานภายใน ๓๐ นาที"), para("๓. ทีมงานย้ายที่ทำการ")],
    "2.8": [para("นายสมชาย ใจดี โทร. ๐๘ ๑๒๓๔ ๕๖๗๘"), para("นางวิไล บุญมี โทร. ๐๘ ๗๖๕๔ ๓๒๑๐")],
}


def _absent(found: dict) -> set[str]:  # type: ignore[type-arg]
    return {key for key, result in found.items() if result.state == "absent"}


def bare_number(number: int, title: str) -> list[Block]:
    """'๓ ขอบเขต': a number without any sign after it."""
    return [para(f"{to_thai(str(number))} {title}")]


WRITERS = [samples.bold, samples.plain, samples.bare, samples.styled, samples.boxed, samples.automatic, bare_number]


@pytest.mark.parametrize("content", [{}, TEXT_ONLY], ids=["tables", "text"])
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_own_words_in_the_word_file(rules: Rules, write: samples.Write, content: dict[str, list[Block]]) -> None:
    document = plan(write, TITLES | REAL, content=content)
    assert not _absent(judge_elements(document, None, [], rules))


@pytest.mark.parametrize("content", [{}, TEXT_ONLY], ids=["tables", "text"])
def test_own_words_in_a_print_alone(rules: Rules, content: dict[str, list[Block]]) -> None:
    """The agency forgot the Word file: its PDF has no looks to tell a heading by."""
    document = printed(plan(samples.bold, TITLES | REAL, content=content))
    found = judge_elements(None, document, [], rules)
    assert not _absent(found)
    assert found["2.1"].state != "weak"


@pytest.mark.parametrize("write", [samples.bold, samples.plain, samples.bare, samples.styled], ids=lambda w: w.__name__)
@pytest.mark.parametrize("key", ["2.2", "2.3", "2.4", "2.6", "2.7", "2.8"])
def test_what_is_missing_is_still_told(rules: Rules, write: samples.Write, key: str) -> None:
    document = plan(write, without=[key])
    assert judge_elements(document, None, [], rules)[key].state in ("absent", "review")
    if write in (samples.bold, samples.styled):
        assert judge_elements(document, None, [], rules)[key].state == "absent"


@pytest.mark.parametrize("said", ["(อยู่ระหว่างดำเนินการ)", "ไม่มี", "โปรดระบุ", "XXXXXXXX", "TBD"])
def test_a_placeholder_is_no_content(rules: Rules, said: str) -> None:
    document = plan(content={"2.1c": [para(said)], "2.4": [para(said)]})
    found = judge_elements(document, None, [], rules)
    assert found["2.1"].state == found["2.4"].state == "weak"


def test_short_rows_are_content(rules: Rules) -> None:
    """'น้ำท่วม ✓' has five letters; a table of such rows was said to tell no event."""
    table = rows("น้ำท่วม | ✓ | | ✓", "ไฟไหม้ | ✓ | ✓ |")
    assert judge_elements(plan(content={"2.2": table}), None, [], rules)["2.2"].state == "present"


def test_a_wrapped_heading_is_no_content_of_its_own(rules: Rules) -> None:
    """The second line of a printed heading stood for the text under it."""
    lines = [
        "๑. ผลกระทบต่อกระบวนการทำงาน",
        "หรือการให้บริการ (Business",
        "Impact Analysis)",
        "๒. ความต้องการทรัพยากรที่สำคัญ",
        "คอมพิวเตอร์ ๕ เครื่อง ห้อง ๑ ห้อง เจ้าหน้าที่ ๓ คน",
    ]
    blocks = tuple(Block("paragraph", line, page=1) for line in lines)
    found = judge_elements(None, Document(blocks, "pdftotext", pages=1), [], rules)
    assert found["2.5"].state != "present"
    assert found["2.6"].state == "present"


def test_an_entry_of_the_contents_that_wraps_names_nothing(rules: Rules) -> None:
    """An entry over two lines between two pages of contents stood for the section."""
    lines = [
        "สารบัญ",
        "๘. ความต้องการทรัพยากรที่",
        "สำคัญ..........................๙",
        "๙. กระบวนการแจ้งเหตุฉุกเฉิน",
        "(Call Tree)..........................๑๑",
    ]
    before = [para(line) for line in lines]
    document = printed(plan(before=before, without=["2.8"]))
    assert judge_elements(None, document, [], rules)["2.8"].state != "present"


def test_an_open_bracket_swallows_no_text(rules: Rules) -> None:
    document = printed(plan(samples.bold, TITLES | {"2.1c": "ขอบเขต(Scope"}))
    assert judge_elements(None, document, [], rules)["2.1"].state == "present"


def test_row_with_a_title_and_empty_cells_beside_it(rules: Rules) -> None:
    """OpenDocument and merged cells: the name stands in the first of three cells, its table below it."""

    def in_first_cell(number: int, title: str) -> list[Block]:
        return [Block("row", title, cells=(title, "", ""), in_table=True)]

    found = judge_elements(plan(in_first_cell), None, [], rules)
    assert not [key for key, result in found.items() if result.state in ("absent", "weak")]


@pytest.mark.parametrize("reader", ["piece-table", "rtf", "odt"])
def test_boxes_after_the_body(rules: Rules, reader: str) -> None:
    """Old Word files give text boxes after the body: headings in boxes lose what stands under them."""
    body = [block for blocks in contents().values() for block in blocks]
    boxes = [Block("textbox", title) for title in (TITLES | REAL).values()]
    document = Document((para("แผนบริหารความต่อเนื่อง"), *body, *boxes), reader)
    found = judge_elements(document, None, [], rules)
    assert not [key for key, result in found.items() if result.state in ("absent", "weak")]


def test_a_plan_laid_out_as_a_table_is_the_word_half(rules: Rules) -> None:
    """Beside its PDF the Word file was taken for something else, and the agency was told that Word is missing."""
    lines = [f"{title} | {' '.join(block.text for block in contents()[key])}" for key, title in TITLES.items()]
    word = Document((para("แผนบริหารความต่อเนื่อง"), *rows(*lines)), "word")
    files = [(attachment("a.docx"), word), (attachment("b.pdf", "pdf"), printed(plan()))]
    assert [file.role for file in assign_roles(files, rules)] == ["plan", "plan"]


def test_the_other_half_is_known_by_its_text(rules: Rules) -> None:
    """A layout without one heading that we know: it has the text of the PDF, so it is its Word file."""
    document = plan()
    flat = Document((para(" ".join(block.text for block in document.blocks)),), "word")
    files = [(attachment("a.docx"), flat), (attachment("b.pdf", "pdf"), printed(document))]
    assert [file.role for file in assign_roles(files, rules)] == ["plan", "plan"]
    letter = replace(flat, blocks=(para("ขอเชิญประชุมชี้แจงการจัดทำแผน ณ ห้องประชุมใหญ่ อาคาร ๑ ในวันพฤหัสบดี"),))
    files = [(attachment("a.docx"), letter), (attachment("b.pdf", "pdf"), printed(document))]
    assert [file.role for file in assign_roles(files, rules)] == ["other", "plan"]


def test_a_page_of_english_names_is_no_debris() -> None:
    """A call tree in English has no 'the' and no 'of'; it was taken for a scan."""
    names = "Mr. Somchai Boonmee Director Team leader\nMs. Wilai Thongkham Chief of IT Coordinator\n" * 4
    assert page_quality(names).usable
    assert not page_quality(
        "nni1hJ ilrfw wkqzt vbrrm pqlkd wnmzx cvbqw rtzpl mnbvc xzlkj hgfds poiuy trewq " * 3
    ).usable


def test_a_half_filled_form_has_empty_sections(rules: Rules) -> None:
    """Its headings with dots below them were taken for a list of contents, and the elements told to be missing."""
    dots = [para("......................................")]
    found = judge_elements(plan(content=dict.fromkeys(list(TITLES)[4:], dots)), None, [], rules)
    assert {found[key].state for key in ("2.3", "2.4", "2.6", "2.7")} == {"weak"}
    assert found["2.4"].heading


def _through_ghostscript(document: Document) -> Document:
    """A print whose text layer has lost every า."""
    return replace(
        document, blocks=tuple(block._replace(text=block.text.replace("า", " ")) for block in document.blocks)
    )


def test_nothing_is_absent_from_a_damaged_text_layer(rules: Rules) -> None:
    """Headings in own words were called missing in a print that had no า left."""
    for document in (plan(titles=TITLES | REAL, content=TEXT_ONLY), plan(without=["2.4", "2.8"])):
        found = judge_elements(None, _through_ghostscript(printed(document)), [], rules)
        assert {result.state for result in found.values()} <= {"present", "review"}
    assert is_intact(printed(plan()).text)
    assert not is_intact(_through_ghostscript(printed(plan())).text)


def test_narrow_cells_and_moved_marks_are_no_damage() -> None:
    """A narrow cell breaks words anywhere, and LibreOffice leaves a gap behind a mark over a tall consonant."""
    text = printed(plan()).text
    assert is_intact(text + "\nบุคลาก\nร\nสำรอง\nโทรศัพ\nท\nว ๒\n" * 9 + "สิ่งที่ต้องทำให้ เป็ น ไปตามแผน\n" * 9)
    assert not is_intact(text + "เป้ หม ย ของง น ต มแผน ร ยวัน\n" * 9)


def test_few_known_headings_of_a_print_say_nothing_of_the_others(rules: Rules) -> None:
    """A plan in military words, sent as a print alone: its 'concept of operations' was called missing."""
    lines = (
        "แผนเผชิญเหตุ กองบังคับการตัวอย่าง",
        "ตารางที่ ๑ ความประสงค์",
        "- เพื่อให้หน่วยงานมีความพร้อมรับสภาวะวิกฤต และลดการหยุดชะงักของการให้บริการ",
        "ตารางที่ ๒ แนวความคิดในการปฏิบัติ",
        "- ใช้ศาลาอเนกประสงค์เป็นที่ทำการชั่วคราว",
        "- จัดหาคอมพิวเตอร์แบบพกพาและเครื่องปั่นไฟ",
        "ตารางที่ ๓ การจัดกำลัง",
        "หัวหน้าทีม พ.ต.อ.ประยูร อินทร์แก้ว ประกาศใช้แผนและสั่งการ",
    )
    document = Document(tuple(para(line, page=1) for line in lines * 3), "pdftotext", pages=3)
    found = judge_elements(None, document, [], rules)
    assert {result.state for result in found.values()} == {"review"}
    assert found["2.4"].reason == "unknown_heading"


def test_a_damaged_print_is_a_plan_half(rules: Rules) -> None:
    """No heading could be read in it: it was set aside, and the agency told that its PDF is missing."""
    flat = Document((para(" ".join(block.text for block in plan().blocks), page=1),), "pdftotext", pages=9)
    pdf = (attachment("scan001.pdf", "pdf"), _through_ghostscript(flat))
    assert [file.role for file in assign_roles([pdf], rules)] == ["plan"]
    assert [file.role for file in assign_roles([(attachment("a.docx"), plan()), pdf], rules)] == ["plan", "plan"]
