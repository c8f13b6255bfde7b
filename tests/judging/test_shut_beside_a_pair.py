"""A file that stayed shut beside a whole pair: told, never a plan of its own whose other half is asked for."""

import pytest

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.plans import SamplePlan, make_plan
from mailbot.pipeline import examine
from mailbot.workplace import Workplace
from tests.mail.samples import TEXT_PART, attached, mixed

RUBBISH = b"\x00\x01rubbish" * 400


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(Workplace(config_file.load(None)).parts)


@pytest.fixture(scope="module")
def plan() -> SamplePlan:
    return make_plan("d.cdd")


def _named(name: str, data: bytes) -> bytes:
    return attached(data, b'Content-Disposition: attachment; filename="' + name.encode() + b'"')


@pytest.mark.parametrize("kind", ["cut-word", "cut-pdf", "password-pdf"])
def test_the_whole_pair_is_judged_and_the_shut_file_is_told(kind: str, plan: SamplePlan, bench: Bench) -> None:
    name, data = {
        "cut-word": ("bcp-old.docx", plan.docx[: len(plan.docx) // 2]),
        "cut-pdf": ("other.pdf", b"%PDF-1.7\n" + RUBBISH),
        "password-pdf": ("plan-2.pdf", write_pdf(plan.text, password="secret")),
    }[kind]
    raw = mixed(TEXT_PART, _named("bcp.docx", plan.docx), _named("bcp.pdf", plan.pdf), _named(name, data))
    found = examine(raw, bench, Hints())
    assert [(one.word, one.pdf) for one in found.plans] == [("bcp.docx", "bcp.pdf")]
    told = {finding.code: finding.severity for finding in found.plans[0].findings}
    assert not {"pair.word_missing", "pair.pdf_missing", "pair.unreadable"} & set(told)
    assert "error" not in told.values()
    assert any(code.startswith("file.") and severity == "warning" for code, severity in told.items()), told
    assert found.plans[0].verdict == "review"


def test_the_shut_half_of_another_pair_in_a_bundle_is_asked_for(plan: SamplePlan, bench: Bench) -> None:
    other = make_plan("d.dlt")
    files = {"cdd.docx": plan.docx, "cdd.pdf": plan.pdf, "dlt.docx": other.docx, "dlt.pdf": other.pdf}
    shut = _named("weather-office.docx", plan.docx[: len(plan.docx) // 2])
    found = examine(mixed(TEXT_PART, *(_named(*file) for file in files.items()), shut), bench, Hints())
    assert [one.verdict == "deficient" for one in found.plans] == [False, False, True]
