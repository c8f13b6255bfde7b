"""Automatic numbers of Word as they are printed."""

import pytest
from lxml import etree

from mailbot.documents.word import read_word
from mailbot.documents.word_numbering import Numbering, counted
from tests.documents.samples import SENTENCE, paragraph, part, relationships, word_file


def level(number: int, shape: str, text: str, more: str = "") -> str:
    start = f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
    return f'{start}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*lists: str, instances: str) -> Numbering:
    inside = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(lists)
    )
    return Numbering(etree.fromstring(part("w:numbering", inside + instances).encode()))


def instance(number: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def test_levels_count_and_start_again() -> None:
    thai = level(0, "thaiNumbers", "%1.") + level(1, "thaiNumbers", "%1.%2") + level(2, "thaiLetters", "(%3)")
    counter = numbering(thai, instances=instance(1, 0))
    asked = [0, 1, 1, 2, 2, 0, 1, 2]
    assert [counter.next("1", at) for at in asked] == ["๑.", "๑.๑", "๑.๒", "(ก)", "(ข)", "๒.", "๒.๑", "(ก)"]


def test_lists_share_or_start_over() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    counter = numbering(
        level(0, "decimal", "%1)"), instances=instance(1, 0) + instance(2, 0) + instance(3, 0, override)
    )
    assert [counter.next(name, 0) for name in ("1", "1", "2", "3", "3")] == ["1)", "2)", "3)", "5)", "6)"]


def test_linked_legal_and_strange_lists() -> None:
    counter = numbering(
        '<w:numStyleLink w:val="own"/>',
        '<w:styleLink w:val="own"/>' + level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(0, "bullet", "\uf0b7"),
        instances=instance(1, 0) + instance(2, 2) + instance(3, 99),
    )
    assert [counter.next("1", 0), counter.next("1", 1)] == ["I", "1.1"]
    assert counter.next("2", 0) == "•"
    assert counter.next("3", 0) == counter.next("none", 0) == counter.next("1", 42) == ""


@pytest.mark.parametrize(
    ("number", "shape", "printed"),
    [
        (12, "thaiNumbers", "๑๒"),
        (3, "thaiLetters", "ค"),
        (4, "thaiLetters", "ง"),
        (42, "thaiLetters", "กก"),
        (28, "lowerLetter", "bb"),
        (2, "upperLetter", "B"),
        (14, "lowerRoman", "xiv"),
        (7, "decimalZero", "07"),
        (7, "chicago", "7"),
        (7, "none", ""),
        (5000, "upperRoman", "5000"),
    ],
)
def test_shapes(number: int, shape: str, printed: str) -> None:
    assert counted(number, shape) == printed


def test_numbers_reach_headings_by_their_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    lists = f'<w:abstractNum w:abstractNumId="0">{level(0, "thaiNumbers", "๒.%1")}</w:abstractNum>' + instance(4, 0)
    parts: dict[str, str | bytes] = {
        "word/styles.xml": part("w:styles", styles),
        "word/numbering.xml": part("w:numbering", lists),
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml")
        ),
    }
    style = '<w:pStyle w:val="h"/>'
    off = style + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = paragraph("ขอบเขต", style) + paragraph("ไม่มีเลข", off) + paragraph("ทีมงาน", style) + paragraph(SENTENCE)
    blocks = read_word(word_file(body, parts)).blocks
    assert [(b.number, b.kind) for b in blocks[:3]] == [("๒.๑", "heading"), ("", "heading"), ("๒.๒", "heading")]
