"""Annexes that point outside: what Excel or PowerPoint would fetch is told, a link that waits for a click is not."""

import io
import zipfile

import pytest

from mailbot.documents.outside_links import NOTE
from mailbot.documents.read import read_document
from tests.documents.hostile_files import NOWHERE
from tests.documents.test_sheets import book, stored
from tests.documents.test_slides import show, slide

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_link(data: bytes, part: str, kind: str) -> bytes:
    """The package with one more part of relationships, which names something outside."""
    link = f'<Relationship Id="rId99" Type="{TYPES}/{kind}" Target="{NOWHERE}/x" TargetMode="External"/>'
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(part, f'<Relationships xmlns="{RELATIONS}">{link}</Relationships>')
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "told"), [("externalLinkPath", True), ("image", True), ("oleObject", True), ("hyperlink", False)]
)
def test_an_excel_file_that_fetches_is_told(kind: str, told: bool) -> None:
    data = with_link(stored(book()), "xl/externalLinks/_rels/externalLink1.xml.rels", kind)
    document = read_document(data, "spreadsheet", "ผังการแจ้งเหตุ.xlsx", seconds=20, memory_mb=400)
    assert document.problem is None
    assert document.blocks
    assert (NOTE in document.notes) is told


@pytest.mark.parametrize(("kind", "told"), [("video", True), ("image", True), ("hyperlink", False)])
def test_a_powerpoint_file_that_fetches_is_told(kind: str, told: bool) -> None:
    data = with_link(show(slide("")), "ppt/slides/_rels/other.xml.rels", kind)
    document = read_document(data, "presentation", "แผน.pptx", seconds=20, memory_mb=400)
    assert document.problem is None
    assert (NOTE in document.notes) is told


def test_a_file_without_links_is_told_nothing() -> None:
    document = read_document(stored(book()), "spreadsheet", "แผน.xlsx", seconds=20, memory_mb=400)
    assert NOTE not in document.notes
