"""What looks like content and is none: forms to be filled in, promises, glossaries, directories; what print joins."""

import pytest

from mailbot.documents.model import Block, Document
from mailbot.plans.content_points import points_of
from mailbot.plans.element_name import Name
from mailbot.plans.elements import judge_elements
from mailbot.plans.evidence import fit, is_bare_table, is_grid_without_figures
from mailbot.plans.hits import find_hits, has_content, is_placeholder, is_promise
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.lines import LineReader
from mailbot.plans.strong import strong_for
from mailbot.rules import Rules
from tests.plans.test_last_word import heading, plan

DOTS = "." * 40


def row(*cells: str) -> Block:
    return Block("row", "\t".join(cells), cells=cells)


def line(text: str, page: int | None = None) -> Block:
    return Block("paragraph", text, page)


TEAM = [row("ตำแหน่ง", "ชื่อ–สกุล", "หน้าที่"), row("หัวหน้าทีม", DOTS, DOTS), row("ผู้ประสานงาน", DOTS, DOTS)]


@pytest.mark.parametrize(
    "blocks",
    [
        TEAM,
        [line("สำนักงานจะแต่งตั้งทีมบริหารความต่อเนื่องต่อไป"), *TEAM],
        [line("(เป็นไปตามนโยบายของหน่วยงาน – อยู่ระหว่างจัดทำรายละเอียด)"), line(DOTS), line(DOTS)],
        [line(f"ชื่อ {DOTS} โทร. {DOTS}"), line(f"ชื่อ {DOTS} โทร. {DOTS}")],
        [Block("row", "", cells=("กระบวนการหลัก", "ความเร่งด่วน", "เวลาเป้าหมาย"), bold=True), line("(ให้แต่ละฝ่ายระบุ)")],
        [line("ที่ กระบวนงาน ความเร่งด่วน เวลา", 3), line("๑ ...... ...... ......", 3), line("๒ ...... ...... ......", 3)],
    ],
)
def test_nothing_is_written(blocks: list[Block]) -> None:
    assert is_bare_table(blocks)


def test_a_promise_before_content_is_no_matter() -> None:
    assert is_promise("สำนักงานจะแต่งตั้งทีมบริหารความต่อเนื่องต่อไป")
    assert not is_bare_table([line("คณะทำงานจะแจ้งคำสั่งต่อไป"), row("หัวหน้าทีม", "นายสมชาย ใจดี", "สั่งการ")])
    assert not is_promise("หัวหน้าทีมจะแจ้งเหตุแก่ผู้ว่าราชการจังหวัด")


def test_a_table_of_times_without_any_figure_below(rules: Rules) -> None:
    head = line("ทรัพยากร หน่วย 4 ชั่วโมง 1 วัน 1 สัปดาห์", 2)
    empty = [head, line("อาคาร/สถานที่", 2), line("วัสดุอุปกรณ์", 2), line("บุคลากร", 2)]
    assert is_grid_without_figures("2.6", empty)
    assert not is_grid_without_figures("2.6", [*empty, line("รถยนต์ ๒ ๓ ๔", 2)])
    assert not is_grid_without_figures("2.5", [head, line("จ่ายเบี้ย ✓", 2)])
    assert not is_grid_without_figures("2.4", empty)


def test_a_word_of_a_glossary_is_no_heading(rules: Rules) -> None:
    meaning = [
        heading("๑๐. นิยามศัพท์"),
        line("Call Tree หมายถึง ผังรายชื่อสำหรับติดต่อกันเป็นลำดับชั้น"),
        line("RTO หมายถึง เวลาคืนสภาพ"),
    ]
    told = judge_elements(Document((*plan("2.8").blocks, *meaning), "word"), None, [], rules)["2.8"]
    assert told.state != "present"


def test_a_directory_of_outside_numbers_is_no_call_tree(rules: Rules) -> None:
    reader = LineReader(rules.content)
    outside = [row("หน่วยงาน", "โทรศัพท์"), row("สถานีตำรวจ", "044 810 001"), row("โรงพยาบาล", "044 810 002")]
    tree = [row("ปลัด โทรหา", "081 000 0001"), row("หัวหน้าฝ่าย โทรหา", "081 000 0002")]
    calls = [
        points_of([one for block in blocks for one in reader.lines(block)])[Name("2.8")] for blocks in (outside, tree)
    ]
    assert calls[0] < 1.5 < calls[1]


def test_times_alone_are_no_need_of_resources(rules: Rules) -> None:
    options = [
        line("อาคาร ย้ายไปศูนย์ฝึกภายใน 2 ชั่วโมง"),
        line("วัสดุอุปกรณ์ เช่าจากกรุงเทพภายใน 3 วัน อะไหล่สำรอง 10 วัน"),
        line("เทคโนโลยี ข้อมูล สำรองทุก 15 นาที"),
        line("บุคลากร แบ่งสามชุด ผลัดละ 1 สัปดาห์"),
    ]
    assert "2.6" not in strong_for(options, rules)
    assert "2.6" in strong_for([*options, line("รถยนต์ 2 คัน เครื่องคอมพิวเตอร์ 5 เครื่อง คน 9 คน")], rules)


def test_a_bold_heading_of_a_print_does_not_go_on_in_its_text(rules: Rules) -> None:
    blocks = (
        Block("paragraph", "๓. ข้อสมมติฐาน", 1, bold=True, size=18.0),
        Block("paragraph", "สำนักงานใกล้เคียงเปิดทำการ", 1, size=16.0),
    )
    hits = list(find_hits(Document(blocks, "pypdfium2", pages=1), lexicon_of(rules), frozenset(), frozenset({0})))
    assert [(hit.text, hit.lines) for hit in hits] == [("๓. ข้อสมมติฐาน", 1)]


def test_below_a_known_heading_nothing_and_below_one_that_sounds_alike_something(rules: Rules) -> None:
    blocks = (
        *plan("2.8").blocks,
        heading("๙. กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)"),
        line(DOTS),
        line(DOTS),
        heading("๑๐. การติดต่อกันของประชาชนกับหน่วยงาน"),
        line("ประชาชนโทรศัพท์แจ้งเหตุหัวหน้าฝ่ายที่ ๐๔๔ ๘๑๐ ๐๐๑ และเจ้าหน้าที่จะแจ้งกลับ"),
    )
    told = judge_elements(Document(blocks, "word"), None, [], rules)["2.8"]
    assert told.state in ("weak", "review")
    assert not fit(rules.elements["2.8"], [line(DOTS)]).fits


@pytest.mark.parametrize(
    "text", ["To be advised. (จะแนบในการทบทวนครั้งหน้า)", "(ให้แต่ละฝ่ายระบุ)", "โปรดให้หน่วยงานกรอกข้อมูล", "จะจัดทำให้ภายหลัง"]
)
def test_what_is_still_to_come_is_no_content(text: str) -> None:
    assert is_placeholder(text) and not has_content(line(text))


@pytest.mark.parametrize("text", ["ให้ผู้พบเหตุแจ้งหัวหน้าทีมทันที", "จะย้ายไปทำงานที่หอประชุมอำเภอภายใน ๔ ชั่วโมง"])
def test_an_order_is_content(text: str) -> None:
    assert not is_placeholder(text)


def test_in_print_a_promise_with_titles_of_columns_is_perhaps_blank() -> None:
    promised = [line("อยู่ระหว่างกลุ่มงานต่าง ๆ รวบรวมข้อมูล จะเพิ่มเติมในการทบทวนครั้งต่อ", 3), line("ไป", 3)]
    assert is_grid_without_figures("2.5", promised)
    assert is_grid_without_figures("2.5", [line("กระบวนการหลัก ระดับความเร่งด่วน", 3), line("(ให้แต่ละฝ่ ายระบุ)", 3)])
    assert not is_grid_without_figures("2.5", [*promised, line("จ่ายเบี้ยยังชีพ เร่งด่วน ภายใน ๑ วัน", 3)])


def test_a_word_of_the_glossary_casts_no_doubt_on_a_chapter(rules: Rules) -> None:
    """A university explained RTO among its words; its table under a title in own words was left to a person for it."""
    urgency = [
        Block("heading", "๕. ลำดับความเร่งด่วนของงานและเวลาที่ต้องกลับมาให้บริการ", level=1),
        row("งาน", "ความเร่งด่วน", "RTO"),
        row("หอพักและงานพยาบาล", "สูงมาก", "๒ ชั่วโมง"),
        row("ระบบทะเบียน", "สูง", "๑ วัน"),
    ]
    words = [heading("นิยามศัพท์"), line("RTO หมายถึง ระยะเวลาเป้าหมายในการฟื้นคืนสภาพของงาน")]
    found = judge_elements(Document((*words, *plan("2.5").blocks, *urgency), "word"), None, [], rules)
    assert found["2.5"].state == "present"


def test_a_title_of_two_elements_holds_both(rules: Rules) -> None:
    both = [
        heading("๙. Business Impact Analysis และทรัพยากรที่ต้องใช้"),
        row("กระบวนการ", "ระดับ", "RTO", "พื้นที่และอุปกรณ์", "ระบบข้อมูล", "บุคลากร"),
        row("ถอนเงินสด", "สูงมาก", "๔ ชม.", "โน้ตบุ๊ก ๒ เครื่อง โต๊ะ ๓ ตัว", "ระบบหลัก", "๓ คน"),
        row("สินเชื่อฉุกเฉิน", "ปานกลาง", "๕ วัน", "คอมพิวเตอร์ ๑ เครื่อง", "แฟ้มสินเชื่อ", "๓ คน"),
        row("ตู้เอทีเอ็ม", "สูง", "๔ ชม.", "รถตู้ ๑ คัน เครื่องปั่นไฟ ๑ เครื่อง", "สวิตช์", "๑ คน"),
    ]
    found = judge_elements(Document((*plan("2.5", "2.6").blocks, *both), "word"), None, [], rules)
    assert (found["2.5"].state, found["2.6"].state) == ("present", "present")


def test_what_is_still_to_come_is_not_taken_from_another_chapter(rules: Rules) -> None:
    """A livestock office promised its resources for later; the cattle of its introduction were taken for them."""
    general = [heading("๑. เรื่องทั่วไป"), line("จังหวัดมีโคเนื้อ ๑๘๗,๐๐๐ ตัว กระบือ ๓๖,๐๐๐ ตัว รถ ๔ คัน คอมพิวเตอร์ ๑๒ เครื่อง")]
    open_one = [heading("๖. ทรัพยากรที่ต้องการใช้"), line("อยู่ระหว่างสำรวจและรวบรวมข้อมูลจากทุกกลุ่มฝ่าย จะแจ้งเพิ่มเติมภายหลัง")]
    document = Document((*general, *plan("2.6").blocks, *open_one), "word")
    assert judge_elements(document, None, [], rules)["2.6"].state == "weak"
