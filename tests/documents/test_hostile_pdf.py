"""Damaged and protected PDF files: mended where that is safe, never trusted where it is not."""

from io import BytesIO

import pikepdf
import pytest

from mailbot.documents.read import read_document
from tests.documents.samples import SENTENCE, pdf_file

NAMED = {"file.bomb", "file.damaged", "file.too_long", "file.empty", "file.scan_only"}


@pytest.fixture
def plan() -> bytes:
    return pdf_file(*[f"๒.{n} หัวข้อที่ {n}\n" + SENTENCE * 6 for n in range(1, 6)])


def test_owner_password_is_readable(plan: bytes) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(plan)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="", owner="x", allow=pikepdf.Permissions(extract=False)))
    document = read_document(target.getvalue(), "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.problem is None
    assert document.readable
    assert document.pages == 5


@pytest.mark.parametrize("keep", [0.97, 0.5, 0.1, 0.01])
def test_truncated_is_read_or_named_and_never_trusted(plan: bytes, keep: float) -> None:
    document = read_document(plan[: int(len(plan) * keep)], "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert not document.readable
    assert document.blocks or document.problem in NAMED


def test_lost_tail_is_mended(plan: bytes) -> None:
    document = read_document(plan[: plan.rindex(b"startxref")], "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.pages == 5
    assert "หัวข้อที่" in document.text


def test_junk_before_the_header(plan: bytes) -> None:
    document = read_document(b"junk\n" * 144 + plan, "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.pages == 5
    assert document.problem is None
