"""Every hostile file ends within its limit, and is told by a name that says what to do about it."""

import tempfile
import time
from pathlib import Path

import pytest

from mailbot.documents.model import Document
from mailbot.documents.read import read_document
from mailbot.documents.sniff import Sniffed, sniff
from mailbot.rules import load
from tests.documents.hostile_files import ALL, READ, Hostile

MEMORY_MB = 700
READABLE = ("word", "word_legacy", "pdf", "spreadsheet", "presentation")


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 99
    assert len({f"{each.name} {each.file}" for each in ALL}) == len(ALL)


@pytest.mark.parametrize("hostile", ALL, ids=lambda each: f"{each.name}{each.file[each.file.rindex('.') :]}")
def test_ends_within_its_limit_with_a_name(hostile: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = hostile.make()
    begun = time.monotonic()
    sniffed = sniff(data, hostile.file)
    document = None
    if sniffed.kind in READABLE:
        document = read_document(data, sniffed.kind, hostile.file, seconds=hostile.seconds, memory_mb=MEMORY_MB)
    assert time.monotonic() - begun < hostile.seconds + 3
    assert codes(sniffed, document) & hostile.codes, (sniffed, document and (document.problem, document.notes))
    if document is not None and document.problem:
        assert not document.readable
        assert document.problem in load("bcp-2563").findings
    assert list(tmp_path.iterdir()) == []


def codes(sniffed: Sniffed, document: Document | None) -> set[str]:
    """What would be told of the file; READ when it was read without a complaint that stops it."""
    if document is None:
        return {sniffed.problem or "none"}
    found = {sniffed.problem or READ, *document.notes} - {None}
    if document.problem:
        return (found | {document.problem}) - {READ}
    return found if document.blocks else found - {READ}
