"""Whole way on generated plans of other layouts and wordings: real .docx and PDF bytes, real readers."""

import pytest

from mailbot.demo.plans import make_plan
from mailbot.documents.pdf import read_pdf
from mailbot.documents.word import read_word
from mailbot.plans.elements import judge_elements
from mailbot.plans.form import shared_texts
from mailbot.plans.same_document import compare
from mailbot.rules import ELEMENTS, Rules

CASES: list[tuple[str, int, tuple[str, ...], tuple[str, ...]]] = [
    ("d.cdd", 1, (), ()),
    ("r.pvo.40", 2, (), ()),
    ("l.3400102", 3, ("2.2", "2.6"), ()),
    ("r.moph.41", 4, ("2.3", "2.8"), ()),
    ("r.dlt.34", 5, ("2.4", "2.5", "2.7"), ()),
    ("r.doae.14", 6, ("2.1.assumptions",), ()),
    ("r.moc.80", 7, (), ("2.4", "2.8")),
]


@pytest.mark.parametrize(("agency", "seed", "without", "empty"), CASES)
def test_generated_plan(rules: Rules, agency: str, seed: int, without: tuple[str, ...], empty: tuple[str, ...]) -> None:
    sample = make_plan(agency, seed, without=without, empty=empty)
    word, pdf = read_word(sample.docx), read_pdf(sample.pdf, seconds=60, memory_mb=1000)
    assert compare(word, pdf, (), shared_texts(rules)).verdict == "same"
    lacking = {element[:3] for element in without}
    for halves in ((word, pdf), (word, None), (None, pdf)):
        found = judge_elements(halves[0], halves[1], [], rules)
        for element in ELEMENTS:
            if element in lacking:
                assert found[element].state in ("absent", "weak", "review"), element
            elif element in empty:
                assert found[element].state in ("weak", "review"), element
            else:
                assert found[element].state == "present", element
    both = judge_elements(word, pdf, [], rules)
    assert all(both[element].page for element in ELEMENTS if element not in lacking)
