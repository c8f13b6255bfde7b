"""The room's one door: whatever comes in, a Document comes out, the same each time, and nothing is left behind."""

import os
import random
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mailbot.documents import read as room
from mailbot.documents.model import Document
from mailbot.documents.office import soffice
from mailbot.documents.read import File, read_document, read_documents
from mailbot.documents.worker import Limited
from mailbot.errors import Transient
from mailbot.mail.model import Kind
from tests.children import children
from tests.documents.compound_file import old_word
from tests.documents.samples import SENTENCE, paragraph, pdf_file, relationships, word_file

WORD = word_file(
    "".join(paragraph(f"๒.{n} {SENTENCE}") for n in range(1, 9)),
    {"word/_rels/document.xml.rels": relationships(("rId1", "styles", "styles.xml"))},
)
OLD = old_word(f"{SENTENCE}\rก\x07ข\x07\x07จบ\r" * 5)
OLD_FILES = int(os.environ.get("MAILBOT_TEST_OLD_FILES", "25"))  # each starts LibreOffice
PROBLEMS = {
    None,
    "file.bomb",
    "file.damaged",
    "file.empty",
    "file.password",
    "file.scan_only",
    "file.too_long",
    "file.unsupported",
}
KINDS: list[Kind] = ["word", "word_legacy", "pdf"]
mutations = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "double", "zero"]),
        st.integers(0, 10**6),
        st.integers(0, 255),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=8,
)


def mutated(data: bytes, changes: list[tuple[str, int, int, int]]) -> bytes:
    """The file after some accidents of the kinds that mail and disks have."""
    result = bytearray(data)
    for how, place, byte, length in changes:
        at = place % max(1, len(result))
        if how == "flip" and result:
            result[at] = byte
        elif how == "cut":
            del result[max(at, 20) :]
        elif how == "drop":
            del result[at : at + length]
        elif how == "double":
            result[at:at] = result[at : at + length]
        elif how == "zero":
            result[at : at + length] = bytes(len(result[at : at + length]))
    return bytes(result)


def read(data: bytes, kind: Kind) -> Document:
    return read_document(data, kind, "แผน", seconds=10, memory_mb=512)


def check(document: Document) -> None:
    """What every caller may rely on."""
    assert document.problem in PROBLEMS
    assert not (document.problem and document.readable)
    assert all(block.text == block.text.strip() for block in document.blocks)
    assert not document.unread_pages or not document.readable


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations)
def test_mutated_pdf(changes: list[tuple[str, int, int, int]]) -> None:
    check(read(mutated(pdf_file(SENTENCE * 3, SENTENCE * 2), changes), "pdf"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations)
def test_mutated_word(changes: list[tuple[str, int, int, int]]) -> None:
    check(read(mutated(WORD, changes), "word"))


@settings(max_examples=OLD_FILES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations)
def test_mutated_old_word(changes: list[tuple[str, int, int, int]]) -> None:
    check(read(mutated(OLD, changes), "word_legacy"))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(KINDS))
@example(b"", "word")
@example(b"\x00\t\x01", "word_legacy")
@example(b"{\\rtf1", "word_legacy")
@example(b"PK\x03\x04", "word")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word_legacy")
def test_noise(data: bytes, kind: Kind) -> None:
    check(read(data, kind))


def test_every_kind_is_read() -> None:
    for data, kind, reader in (
        (WORD, "word", "word"),
        (OLD, "word_legacy", "libreoffice" if soffice() else "piece-table"),
        (OLD, "word", "libreoffice" if soffice() else "piece-table"),
        (pdf_file(SENTENCE), "pdf", None),
    ):
        document = read_document(data, kind, "", seconds=10, memory_mb=512)  # type: ignore[arg-type]
        assert document.problem is None
        assert document.readable
        assert reader in (None, document.reader)
        assert document == read_document(data, kind, "other name", seconds=30, memory_mb=1024)  # type: ignore[arg-type]
    assert read_document(b"x", "image", "x.png", seconds=5, memory_mb=512).problem == "file.unsupported"


def test_time_memory_and_crash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    for function, problem in (
        (lambda _: time.sleep(60), "file.too_long"),
        (lambda _: bytearray(2**40), "file.bomb"),
        (lambda _: os.kill(os.getpid(), 11), "file.damaged"),
        (lambda _: 1 // 0, "file.damaged"),
    ):
        monkeypatch.setattr(room, "read_word", function)
        document = read_document(WORD, "word", "", seconds=0.5, memory_mb=256)
        assert (document.problem, document.readable, document.blocks) == (problem, False, ())


def test_fault_of_the_machine_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_process() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", no_process)
    with pytest.raises(Transient):
        read_document(WORD, "word", "", seconds=5, memory_mb=512)


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(list(Path("/proc/self/fd").iterdir()))
    rubbish = random.Random(1).randbytes(2000)
    for data, kind in (
        (WORD, "word"),
        (pdf_file(SENTENCE), "pdf"),
        (b"%PDF-1.4" + rubbish, "pdf"),
        (OLD, "word_legacy"),
    ):
        read(data, kind)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_files_are_read_beside_one_another_and_come_in_order() -> None:
    word, damaged, empty = word_file(paragraph(SENTENCE)), b"%PDF-1.4 nothing", b""
    files = [File(word, "word", "a"), File(damaged, "pdf", "b"), File(empty, "pdf", "c"), File(word, "word", "d")]
    found = read_documents(files, seconds=10, memory_mb=512)
    assert [one.problem for one in found] == [None, "file.damaged", "file.empty", None]
    assert found[0] == found[3] == read_document(word, "word", "a", seconds=10, memory_mb=512)


def test_an_answer_larger_than_a_pipe_waits_until_it_is_taken() -> None:
    begun = Limited.begin(bytes, (1_000_000,), seconds=0.3, memory_mb=512)
    time.sleep(0.6)
    assert len(begun.result()) == 1_000_000


def test_a_child_that_nobody_wants_any_more_is_ended() -> None:
    before = set(children())
    begun = Limited.begin(time.sleep, (30,), seconds=60, memory_mb=512)
    (pid,) = set(children()) - before
    begun.end()
    assert pid not in children()
