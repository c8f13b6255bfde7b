"""The sample plans must be what they claim: Word and PDF of one document, whole, readable, the same on every run."""

import io
import re
import shutil
import subprocess
import zipfile

import pypdfium2
import pytest
from docx import Document
from lxml import etree

from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.plan_text import compose_plan
from mailbot.demo.plans import SamplePlan, make_pair, make_plan
from mailbot.demo.sample_agencies import sample_agency_ids
from mailbot.demo.scan_writer import write_scan
from mailbot.demo.side_papers import compose_call_tree_annex, compose_covering_letter
from mailbot.demo.structure import Heading, Table
from mailbot.demo.word_writer import write_word
from mailbot.documents.thai import norm, skeleton
from tests.demo.conftest import plan_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_paragraphs(docx: bytes) -> list[str]:
    """Text of every w:p of the body, in order, tabs as spaces."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    texts = []
    for paragraph in body.iter(f"{W}p"):
        pieces = [node.text or "" if node.tag == f"{W}t" else " " for node in paragraph.iter(f"{W}t", f"{W}tab")]
        texts.append("".join(pieces).strip())
    return [text for text in texts if text]


def pdf_text(pdf: bytes) -> str:
    """All text as pdfium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """Number of pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def share_found(paragraphs: list[str], text: str) -> float:
    """Share of the paragraphs that stand in the text, compared on the skeleton."""
    bones = skeleton(norm(text))
    found = [paragraph for paragraph in paragraphs if skeleton(norm(paragraph)) in bones]
    return len(found) / len(paragraphs)


def test_word_holds_every_heading(plan: SamplePlan) -> None:
    paragraphs = word_paragraphs(plan.docx)
    assert plan.text.headings
    for heading in plan.text.headings:
        assert (heading.text if plan.text.heading_style == "automatic" else heading.line) in paragraphs


def test_pdf_holds_what_word_holds(plan: SamplePlan) -> None:
    paragraphs = word_paragraphs(plan.docx)
    assert len(paragraphs) > 200
    assert share_found(paragraphs, pdf_text(plan.pdf)) >= 0.98


def test_pdf_letters_come_in_order_as_typed(plan: SamplePlan) -> None:
    """Short lines (headings, names) must come out letter by letter, not only on the skeleton."""
    text = re.sub(r"\s+", "", pdf_text(plan.pdf))
    for heading in plan.text.headings:
        assert re.sub(r"\s+", "", heading.line) in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_poppler_reads_the_pdf_too(plan: SamplePlan) -> None:
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=plan.pdf, capture_output=True, check=True)
    assert share_found(word_paragraphs(plan.docx), read.stdout.decode()) >= 0.98


def test_five_to_fifteen_pages_and_a_right_contents_page(plan: SamplePlan) -> None:
    assert 5 <= page_count(plan.pdf) <= 15
    document = pypdfium2.PdfDocument(plan.pdf)
    main = [heading for heading in plan.text.headings if heading.level == 1]
    assert len(plan.text.pages) == len(main)
    for heading, page in zip(main, plan.text.pages, strict=True):
        on_page = document[page - 1].get_textpage().get_text_range()
        assert skeleton(norm(heading.text)) in skeleton(norm(on_page))
    document.close()


def test_the_cover_names_the_agency(plan: SamplePlan) -> None:
    document = pypdfium2.PdfDocument(plan.pdf)
    assert plan.agency_name in document[0].get_textpage().get_text_range()
    document.close()


def test_same_arguments_same_bytes() -> None:
    again = make_plan("r.pvo.40", 1)
    assert (again.docx, again.pdf) == (plan_of("r.pvo.40").docx, plan_of("r.pvo.40").pdf)


def test_another_seed_or_agency_is_another_plan() -> None:
    one, other, twin = compose_plan("r.pvo.40", 1), compose_plan("r.pvo.40", 2), compose_plan("r.pvo.50", 1)
    assert one.blocks != other.blocks
    names = set(re.findall(r"(?:นาย|นาง|นางสาว)\S+ \S+", str(one.blocks)))
    assert names and not names & set(re.findall(r"(?:นาย|นาง|นางสาว)\S+ \S+", str(twin.blocks)))


@pytest.mark.parametrize("element", ["2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8"])
def test_an_element_can_be_left_out_or_left_empty(element: str) -> None:
    whole = compose_plan("d.dol", 3)
    without, empty = compose_plan("d.dol", 3, without=(element,)), compose_plan("d.dol", 3, empty=(element,))
    gone = {h.text for h in whole.headings} - {h.text for h in without.headings}
    assert len(gone) == 1
    assert [h.text for h in empty.headings] == [h.text for h in whole.headings]
    at = next(i for i, block in enumerate(empty.blocks) if isinstance(block, Heading) and block.text in gone)
    assert isinstance(empty.blocks[at + 1], Heading)
    assert gone.isdisjoint({cell for block in without.blocks if isinstance(block, Table) for cell in block.header})


def test_the_first_element_goes_whole_or_by_thirds() -> None:
    for seed in range(6):
        headings = " ".join(h.text for h in compose_plan("d.cdd", seed, without=("2.1",)).headings)
        assert "วัตถุประสงค์" not in headings and "ขอบเขต" not in headings
        headings = " ".join(h.text for h in compose_plan("d.cdd", seed, without=("2.1.scope",)).headings)
        assert "วัตถุประสงค์" in headings and "ขอบเขต" not in headings


def test_numbers_of_parts_and_tables_run_without_gaps() -> None:
    text = compose_plan("d.dbd", 5, without=("2.3", "2.6"))
    thai = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    parts = [int(h.number.rstrip(".").translate(thai)) for h in text.headings if h.level == 1]
    tables = [t.caption for t in text.blocks if isinstance(t, Table) and t.caption.startswith("ตารางที่")]
    assert parts == list(range(1, len(parts) + 1))
    assert [int(caption.split()[1].translate(thai)) for caption in tables] == list(range(1, len(tables) + 1))


def test_every_heading_style_and_both_digits_occur() -> None:
    texts = [compose_plan(agency, seed) for agency in sample_agency_ids()[:10] for seed in range(3)]
    assert {text.heading_style for text in texts} == {"styles", "bold", "automatic"}
    assert {text.digits for text in texts} == {"thai", "arabic"}


@pytest.mark.parametrize(("agency", "without"), [("d.none", ()), ("r.pvo.99", ()), ("d.dol", ("2.9",))])
def test_unknown_agency_or_element_is_refused(agency: str, without: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"no sample content|no such element"):
        compose_plan(agency, without=without)


def test_automatic_numbers_stand_in_the_numbering_not_in_the_text() -> None:
    plans = (compose_plan("d.dol", seed) for seed in range(20))
    text = next(plan for plan in plans if plan.heading_style == "automatic")
    docx = write_word(text)
    document = Document(io.BytesIO(docx))
    numbered = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [p.text for p in numbered] == [heading.text for heading in text.headings]
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        numbering = etree.fromstring(package.read("word/numbering.xml"))
    lists = {item.get(f"{W}numId"): item[0].get(f"{W}val") for item in numbering.iter(f"{W}num")}
    assert lists["63"] == "63"


def test_side_papers_are_short_and_no_plans() -> None:
    letter = compose_covering_letter("r.pvo.40", "ขก ๐๐๑๗/๑", "๑ มิถุนายน ๒๕๖๓", "นายปกรณ์ธีร์ ทองสุขสถิต")
    annex = compose_call_tree_annex("d.cdd")
    assert page_count(write_pdf(letter)) == 1
    assert "เรียน เลขาธิการ ก.พ.ร." in word_paragraphs(write_word(letter))
    assert page_count(write_pdf(annex)) <= 2
    assert any("Call Tree" in heading.text for heading in annex.headings)


def test_a_scan_has_pictures_and_no_text() -> None:
    pdf = plan_of("l.3400102").pdf
    scan = write_scan(pdf)
    assert pdf_text(scan).strip() == ""
    assert page_count(scan) == page_count(pdf)
    assert len(scan) < 1_000_000
    assert write_scan(pdf) == scan


def test_a_pair_as_big_as_asked() -> None:
    made = make_pair(pdf_bytes=600_000, docx_bytes=150_000)
    assert len(made.pdf) == pytest.approx(600_000, rel=0.1)
    assert len(made.docx) == pytest.approx(150_000, rel=0.1)
