"""Hostile files in whole mails: each mail is judged in time, the sound plan beside them too, and nobody is accused."""

import time
from dataclasses import replace

import pytest

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.demo.plans import SamplePlan, make_plan
from mailbot.pipeline import examine
from mailbot.workplace import Workplace
from tests.documents import hostile_files as hostile
from tests.documents import hostile_olds as olds
from tests.documents import hostile_pdfs as pdfs
from tests.documents import hostile_words as words
from tests.mail.samples import TEXT_PART, attached, mixed

LIMIT = 4.0  # seconds for one file in these tests


@pytest.fixture(scope="module")
def bench() -> Bench:
    parts = Workplace(config_file.load(None)).parts
    limits = parts.examine.model_copy(update={"document_seconds": LIMIT})
    return Bench.load(replace(parts, examine=limits))


@pytest.fixture(scope="module")
def plan() -> SamplePlan:
    return make_plan("d.cdd")


def _named(name: str, data: bytes) -> bytes:
    return attached(data, b'Content-Disposition: attachment; filename="' + name.encode() + b'"')


def test_a_locked_word_file_is_told_as_locked(plan: SamplePlan, bench: Bench) -> None:
    found = examine(
        mixed(TEXT_PART, _named("a.pdf", plan.pdf), _named("a.docx", words.locked_office())), bench, Hints()
    )
    codes = {finding.code for finding in found.plans[0].findings}
    assert "file.password" in codes
    assert "pair.word_missing" not in codes
    assert found.plans[0].verdict in ("deficient", "review")


def test_a_bomb_beside_a_plan_goes_to_quarantine_and_the_plan_is_read(plan: SamplePlan, bench: Bench) -> None:
    raw = mixed(
        TEXT_PART, _named("a.docx", plan.docx), _named("a.pdf", plan.pdf), _named("b.docx", words.billion_laughs())
    )
    begun = time.monotonic()
    found = examine(raw, bench, Hints())
    assert time.monotonic() - begun < 3 * LIMIT
    assert found.quarantine == "file.bomb"
    assert [part.problem for part in found.mail.attachments] == [None, None, "file.bomb"]
    sound = next(judged for judged in found.plans if judged.pdf)
    assert {element.state for element in sound.elements.values()} == {"present"}
    assert not [finding for finding in sound.findings if finding.severity == "error"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docm", words.with_macros(), "file.macro"),
        ("a.doc", olds.doc_with_macros(), "file.macro"),
        ("a.pdf", pdfs.with_script(), "file.active_content"),
    ],
)
def test_what_runs_is_told_and_stops_nothing(name: str, data: bytes, code: str, bench: Bench) -> None:
    found = examine(mixed(TEXT_PART, _named(name, data)), bench, Hints())
    findings = [finding for judged in found.plans for finding in judged.findings]
    attachment = found.mail.attachments[0]
    assert code in {finding.code for finding in findings} or attachment.role not in ("plan", "annex")
    assert attachment.problem is None
    assert found.quarantine is None


def test_a_program_in_disguise(plan: SamplePlan, bench: Bench) -> None:
    found = examine(mixed(TEXT_PART, _named("a.pdf", plan.pdf), _named("a.docx", hostile.program())), bench, Hints())
    assert found.mail.attachments[1].problem == "file.executable"
    assert found.quarantine == "file.executable"


def test_many_slow_files_end(bench: Bench) -> None:
    """Each has its own limit; the same bytes are read once."""
    begun = time.monotonic()
    data = pdfs.four_million_operators()
    found = examine(mixed(TEXT_PART, *(_named(f"{n}.pdf", data) for n in range(6))), bench, Hints())
    assert time.monotonic() - begun < 6 * LIMIT  # six one after the other would take that long, and more
    assert len(found.mail.attachments) == 6
