"""A print that character recognition read, wholly or in part: what is said of it, and when a person looks."""

from dataclasses import replace

import pytest

from mailbot.documents.model import Document
from mailbot.plans.model import Plan, SameDocument
from mailbot.plans.verdict import verdict
from mailbot.rules import Rules
from tests.plans.samples import plan, printed
from tests.validators.plans import codes, findings, sample
from validators.file_problem import ranges


def recognised(document: Document, unread: tuple[int, ...] = ()) -> Document:
    """The print as it is when OCR read all pages but these."""
    pages = printed(document)
    numbers = tuple(range(1, (pages.pages or 1) + 1))
    read = tuple(number for number in numbers if number not in unread)
    return replace(pages, reader="tesseract", readable=False, unread_pages=unread, ocr_pages=read)


def scanned(rules: Rules, verdict: str, unread: tuple[int, ...] = ()) -> Plan:
    """A plan whose print is a scan, with this answer to whether it is the same document."""
    found = sample(rules, pdf=recognised(plan(), unread))
    return replace(found, same_document=SameDocument(verdict, 0.5))  # type: ignore[arg-type]


def test_a_scan_that_was_read_and_is_the_same_document_needs_no_person(rules: Rules) -> None:
    found = scanned(rules, "same")
    assert codes(found, rules) == {"file.scan_read": "advice"}
    assert verdict(findings(found, rules)) == "accepted"


def test_a_scan_that_may_be_another_document_needs_one(rules: Rules) -> None:
    assert codes(scanned(rules, "unsure"), rules) == {"pair.unsure": "warning", "file.scan_read": "advice"}


def test_pages_that_stayed_unread_need_one_and_are_named(rules: Rules) -> None:
    found = scanned(rules, "same", unread=(2,))
    assert codes(found, rules) == {"file.scan_only": "warning"}
    (finding,) = findings(found, rules)
    assert finding.parameters["pages"] == "2"


def test_a_word_file_of_scanned_pages_needs_one(rules: Rules) -> None:
    found = sample(rules, word=replace(plan(), readable=False, ocr_pages=(1, 2)))
    assert codes(found, rules)["file.scan_only"] == "warning"
    assert "pair.unreadable" not in codes(found, rules), "said once"


def test_one_scanned_page_in_a_print_is_not_told(rules: Rules) -> None:
    pdf = replace(printed(plan()), readable=False, ocr_pages=(1,))
    found = replace(sample(rules, pdf=pdf), same_document=SameDocument("same", 0.9))
    assert codes(found, rules) == {}


@pytest.mark.parametrize(
    ("pages", "told"), [((), ""), ((4,), "4"), ((1, 2, 3, 7), "1-3, 7"), (tuple(range(1, 31)), "1-30")]
)
def test_pages_are_told_as_ranges(pages: tuple[int, ...], told: str) -> None:
    assert ranges(pages) == told
