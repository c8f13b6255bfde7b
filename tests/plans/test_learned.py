"""What example passages teach: sections and single lines they never held, the order of chapters, and the file's age."""

import json

import pytest

from mailbot.documents.model import Block, Document
from mailbot.errors import ConfigError
from mailbot.plans.elements import judge_elements
from mailbot.plans.evidence import fit
from mailbot.plans.learned.likeness import LABELS, UNFILLED, Likeness, likeness_of
from mailbot.plans.learned.passage import passages
from mailbot.plans.learned.sequence import ELEMENTS_IN_ORDER, OTHER, in_order
from mailbot.plans.learned.signs import IN_A_SECTION, signs_of, signs_of_title
from mailbot.plans.learned.training import learn, print_of
from mailbot.plans.learned.weights import Weights, joined, pack, unpack
from mailbot.plans.learned.windows import column_titles, windows
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.lines import LineReader
from mailbot.rules import Rules


def row(*cells: str) -> Block:
    return Block("row", "\t".join(cells), cells=cells)


def test_passages_and_weights_belong_together(rules: Rules) -> None:
    """Who changes the passages must learn anew: python -m mailbot.plans.learned.training bcp-2563."""
    found = list(passages(rules.folder))
    assert len(found) > 1000
    assert {label for one in found for label in one.section_labels} == set(LABELS)
    assert rules.read_likeness()["passages"] == print_of(found)


CALLS = "คนโทร | คนรับ | เบอร์", "ผอ. | หัวหน้าฝ่าย | ๐๘๑ ๐๐๐ ๐๐๐๑", "หัวหน้าฝ่าย | ลูกทีม | ๐๘๑ ๐๐๐ ๐๐๐๒"
URGENCY = "งาน | ด่วนแค่ไหน | คืนภายใน", "จ่ายยา | มาก | ๒ ชั่วโมง", "อบรม | น้อย | ๑ เดือน"


@pytest.mark.parametrize(
    ("title", "lines", "label"),
    [
        ("ใครโทรตามใคร", CALLS, "2.8"),
        ("งานไหนรอไม่ได้", URGENCY, "2.5"),
        ("การทบทวนแผน", ("ให้ทบทวนแผนทุกปีในเดือนมิถุนายน",), OTHER),
    ],
)
def test_sections(rules: Rules, title: str, lines: tuple[str, ...], label: str) -> None:
    blocks = [row(*line.split(" | ")) if "|" in line else Block("paragraph", line) for line in lines]
    reader, model = LineReader(rules.content), likeness_of(rules.read_likeness()["sections"])
    assert model is not None
    signs = signs_of(title, blocks, lambda block: list(reader.lines(block)), lexicon_of(rules), IN_A_SECTION)
    chances = model.chances(signs)
    assert max(chances, key=lambda one: chances[one]) == label
    assert sum(chances.values()) == pytest.approx(1.0)


def test_a_row_of_a_table_is_no_title(rules: Rules) -> None:
    model = likeness_of(rules.read_likeness()["titles"])
    assert model is not None
    lexicon = lexicon_of(rules)
    assert model.chances(signs_of_title("ผังการโทรแจ้งเหตุ", lexicon))["2.8"] > 0.5
    assert model.chances(signs_of_title("น้ำดื่ม ๒๐ แพ็ก", lexicon))[OTHER] > 0.5


def sure(label: str) -> dict[str, float]:
    return {one: 50.0 if one == label else 0.05 for one in (*ELEMENTS_IN_ORDER, OTHER)}


def test_a_doubtful_chapter_is_what_its_neighbours_leave() -> None:
    doubtful = dict.fromkeys((*ELEMENTS_IN_ORDER, OTHER), 1.0)
    order = in_order([sure("2.4"), doubtful, sure("2.6"), sure("2.7")], ["2.5", "2.8"])
    assert max(order.chances[1], key=lambda one: order.chances[1][one]) == "2.5"
    assert order.nowhere["2.5"] < 0.5 < order.nowhere["2.8"]


def test_a_chapter_before_its_place_is_still_found() -> None:
    order = in_order([sure("2.8"), sure("2.2"), sure("2.3")], ["2.8", "2.7"])
    assert order.nowhere["2.8"] < 0.5 < order.nowhere["2.7"]


def test_columns_are_pieces_and_telephones_are_none() -> None:
    table = [row("งาน", "คืนใน", "ทางแทน", "โทรศัพท์"), row("จ่ายเงิน", "๑ วัน", "ยืมสาขา", "๑๒๓๔")]
    assert [piece.title for piece in windows(table)] == ["", "คืนใน", "ทางแทน"]
    across = next(windows(table))  # read by its columns: what is needed stands in them as often as in rows
    assert [block.cells for block in across.blocks][:2] == [("คืนใน", "๑ วัน"), ("ทางแทน", "ยืมสาขา")]
    assert list(column_titles(table)) == ["คืนใน", "ทางแทน"]


def test_what_is_learned_is_the_same_each_time() -> None:
    examples = [({"a": 1.0, "b": 0.5}, "2.2"), ({"c": 1.0, "b": 0.5}, "2.3")] * 12
    table = learn(examples)
    assert table == learn(examples)
    model = likeness_of(table)
    assert model is not None
    assert model.chances({"a": 1.0})["2.2"] > model.chances({"a": 1.0})["2.3"]


def test_weights_are_written_in_letters_and_read_back() -> None:
    row = (0, 1, -1, 300, -2048, 2047, 0, 0, 0, 0, 0, 0, 5)
    assert unpack(pack(row)) == row and len(pack(row)) == 2 * len(row)
    with pytest.raises(ValueError, match="out of bounds"):
        pack([2048])


def test_signs_that_begin_alike_stand_together_and_each_is_found() -> None:
    rows = {
        sign: tuple([at, -at] * 6 + [1]) for at, sign in enumerate(("b:การโ", "b:กา", "b:การ", "^กา", "s:rows>1", "ก"))
    }
    weights = Weights(joined(rows))
    assert {sign: weights.of(sign) for sign in rows} == rows
    assert weights.of("b:กาน") is weights.of("b:") is weights.of("รา") is weights.of("") is None


def test_what_is_remembered_of_signs_has_an_end() -> None:
    model = Likeness(Weights(joined({"b:กา": [9] + [0] * 12})), (0,) * len(LABELS), (1.0,) * len(LABELS))
    likeliest = model.chances({"b:กา": 1.0})
    model.chances({f"b:{number}": 1.0 for number in range(50_000)})
    assert len(model._met) < 50_000 and model.chances({"b:กา": 1.0}) == likeliest


def test_a_passage_that_is_none_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("round")
    (folder / "wordings").mkdir()
    line = {"element": "2.9", "state": "present", "heading": "x", "body": "y"}
    (folder / "wordings" / "bad.jsonl").write_text(json.dumps(line), "utf-8")
    with pytest.raises(ConfigError, match=r"bad.jsonl, line 1"):
        list(passages(folder))
    assert UNFILLED in LABELS


def test_arrows_tell_who_calls_whom(rules: Rules) -> None:
    chain = [Block("paragraph", "หน.คณะ -> ผู้ประสาน -> หน.ทีมทุกทีม -> จนท.ในทีม")]
    assert fit(rules.elements["2.8"], chain).fits


def test_a_table_of_titles_is_empty(rules: Rules) -> None:
    blank = [row("ทรัพยากร", "๑ วัน", "๗ วัน"), row("อาคาร", "", ""), row("บุคลากร", ".......", ".......")]
    assert fit(rules.elements["2.6"], blank).reason == "empty"


def test_a_table_of_dots_is_empty_whatever_it_is_like(rules: Rules) -> None:
    """An office printed the form of a table under its own title and left every row for later."""
    title = Block("heading", "๕. ความเร่งด่วนของกระบวนงานและเวลากู้คืน", level=1)
    table = [row("ที่", "กระบวนงาน", "ความเร่งด่วน", "ระยะเวลาที่ต้องฟื้นคืน")]
    table += [row(number, "........................", "..............", "..............") for number in "๑๒๓๔"]
    others = [
        Block("heading", "๖. ความต้องการสิ่งอุปกรณ์และกำลัง", level=1),
        row("รายการ", "๒๔ ชม.", "๗ วัน", "แหล่ง"),
        row("คอมพิวเตอร์", "๔ เครื่อง", "๘ เครื่อง", "โรงเรียน"),
        row("วิทยุสื่อสาร", "๖ เครื่อง", "๑๐ เครื่อง", "กองร้อย อส."),
    ]
    found = judge_elements(Document((title, *table, *others), "word"), None, [], rules, [])
    assert found["2.5"].state != "present"
