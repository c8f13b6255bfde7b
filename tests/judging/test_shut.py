"""Half of a plan beside a file that stayed shut: doubt, and never the claim that the other half is missing."""

import pytest

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.demo.plans import SamplePlan, make_plan
from mailbot.pipeline import examine
from mailbot.workplace import Workplace
from tests.mail.samples import TEXT_PART, attached, mixed, zipped

MHTML = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<p>x</p>"
PAGES = zipped({"Index/Document.iwa": b"x" * 90, "preview.jpg": b"x"})
SHUT = [
    ("plan.rar", b"Rar!\x1a\x07\x01\x00" + bytes(200)),
    ("plan.7z", b"7z\xbc\xaf\x27\x1c" + bytes(200)),
    ("plan.zip", b"PK\x03\x04" + bytes(900)),
    ("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(40) + b"\x09"),
    ("plan.doc", MHTML),
    ("plan.docx", b"\x00\x01rubbish" * 400),
    ("plan.pages", PAGES),
]


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(Workplace(config_file.load(None)).parts)


@pytest.fixture(scope="module")
def plan() -> SamplePlan:
    return make_plan("d.cdd")


def _named(name: str, data: bytes) -> bytes:
    return attached(data, b'Content-Disposition: attachment; filename="' + name.encode() + b'"')


def _codes(raw: bytes, bench: Bench) -> tuple[set[str], str]:
    found = examine(raw, bench, Hints())
    assert len(found.plans) == 1
    return {finding.code for finding in found.plans[0].findings}, found.plans[0].verdict


@pytest.mark.parametrize(("name", "data"), SHUT, ids=lambda value: value if isinstance(value, str) else "")
def test_the_word_file_may_lie_in_what_stayed_shut(name: str, data: bytes, plan: SamplePlan, bench: Bench) -> None:
    codes, verdict = _codes(mixed(TEXT_PART, _named("bcp.pdf", plan.pdf), _named(name, data)), bench)
    assert "pair.word_missing" not in codes
    assert "pair.unreadable" in codes
    assert verdict == "review"


@pytest.mark.parametrize(("name", "data"), [("other.pdf", b"\x00\x01rubbish" * 90), ("x.exe", b"MZ" + bytes(200))])
def test_what_cannot_hold_the_word_file_raises_no_doubt(name: str, data: bytes, plan: SamplePlan, bench: Bench) -> None:
    codes, verdict = _codes(mixed(TEXT_PART, _named("bcp.pdf", plan.pdf), _named(name, data)), bench)
    assert "pair.word_missing" in codes
    assert verdict == "deficient"
