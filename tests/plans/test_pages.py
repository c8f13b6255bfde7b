"""On which page of the print a heading stands."""

from mailbot.documents.model import Block, Document
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.pages import Pages
from mailbot.plans.sections import layout
from mailbot.rules import Rules

HEADING = "กลยุทธ์การบริหารความต่อเนื่อง"
LINES = (("สารบัญ", 2), ("๑. บทนํา", 2), (f"ol. {HEADING}", 2), ("๓", 2), (f"๔. {HEADING}", 5), ("ใช้สถานที่สำรอง", 5))


def test_the_contents_page_of_a_scan_is_not_where_a_heading_stands(rules: Rules) -> None:
    blocks = tuple(Block("paragraph", text, page=page) for text, page in LINES)
    scan = Document(blocks, "tesseract", pages=5, readable=False, ocr_pages=(1, 2, 3, 4, 5))
    assert Pages(layout(scan, lexicon_of(rules))).page_of(HEADING) == 5
