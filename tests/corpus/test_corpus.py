"""A slice of the corpus through every printer: nothing that is there is called missing, nothing that is missing is
waved through, right pairs are one document, twins never. The whole corpus is measured by `make corpus`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mailbot.bench import Bench
from tests.corpus.compose import CorpusPlan, compose
from tests.corpus.measure import Case, Outcome, bench
from tests.corpus.plans import PLANS
from tests.corpus.press import Press, press
from tests.corpus.report import run
from tests.corpus.second_look import SECOND
from tests.corpus.twins import TWINS, cross
from tests.reading import reading_once
from tests.real_parts import need

SLICE = (
    "dept-listed-2.3",
    "tambon-two-columns",
    "hospital-no-2.2-2.7",
    "enterprise-no-2.4",
    "city-one-table",
    "province-no-2.3-2.8",
    "sheets-no-2.5",
    "typing-errors",
    "fire-plan",
)
LACKING = ("hospital-no-2.2-2.7", "enterprise-no-2.4", "province-no-2.3-2.8", "sheets-no-2.5")
SARABUN = "LibreOffice, Sarabun"


@dataclass(frozen=True)
class Works:
    """Press and bench, set up once for the whole file."""

    press: Press
    bench: Bench

    def outcomes(self, case: Case, names: tuple[str, ...] = SLICE, most: int = 0) -> list[Outcome]:
        """The named plans sent as this case."""
        return run(plans(names), case, self.press, self.bench, most)


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    need("soffice")
    need("pdftotext")
    with reading_once():
        yield Works(press(tmp_path_factory.mktemp("corpus")), bench())


def plans(names: tuple[str, ...]) -> list[CorpusPlan]:
    return [compose(entry) for entry in (*PLANS, *SECOND) if entry.name in names]


def hold(outcomes: list[Outcome], least_decided: float = 0.0) -> None:
    """The bar of text documents. Raises AssertionError that names plan, element and what was seen."""
    kinds = Counter(kind for outcome in outcomes for kind in outcome.kinds.values())
    wrong = [
        f"{outcome.plan} {element} {kind}: {outcome.said.get(element, '')}"
        for outcome in outcomes
        for element, kind in outcome.kinds.items()
        if kind in ("false_absent", "missed")
    ]
    assert not wrong, "\n".join(wrong)
    assert not [o.plan for o in outcomes if o.lost], "a plan that nobody saw"
    assert not [o.plan for o in outcomes if "plan.blank_form" in o.codes], "a written plan called a blank form"
    assert not [o.plan for o in outcomes if o.agency == "wrong"], "a plan credited to another agency"
    assert not [(o.plan, o.same) for o in outcomes if o.same in ("differs", "apart")], "a right pair called different"
    assert kinds["right"] >= least_decided * (kinds["right"] + kinds["unsure"] + kinds["false_weak"])


def test_the_slice_holds_what_it_promises() -> None:
    """A slice without missing elements or with names that are gone would prove nothing."""
    chosen = plans(SLICE)
    assert [plan.entry.name for plan in chosen] and len(chosen) == len(SLICE)
    states = Counter(state for plan in chosen for state in plan.truth.values())
    assert states["absent"] >= 7 and states["present"] >= 50


@pytest.mark.parametrize("case", [Case("docx", ""), Case("docx", SARABUN)], ids=lambda case: case.name)
def test_word_files(works: Works, case: Case) -> None:
    hold(works.outcomes(case), least_decided=0.9)


def test_most_missing_elements_are_told_and_not_passed_to_a_person(works: Works) -> None:
    """Two of the six go to a person, since chapters in own words hold a word of them: a clerk who is told that
    something is missing when it is there is worse."""
    outcomes = works.outcomes(Case("docx", SARABUN))
    kinds = Counter(kind for o in outcomes if o.plan in LACKING for kind in o.kinds.values())
    assert kinds["reported"] >= 4 and not kinds["missed"], kinds


def test_prints_alone(works: Works) -> None:
    hold(works.outcomes(Case("", SARABUN)))


@pytest.mark.parametrize("word", ["doc", "rtf"])
def test_old_word_files(works: Works, word: str) -> None:
    hold(works.outcomes(Case(word, SARABUN), ("hospital-no-2.2-2.7", "city-one-table", "enterprise-no-2.4")))


def test_prints_of_ghostscript(works: Works) -> None:
    need("gs")
    hold(works.outcomes(Case("docx", "Ghostscript"), LACKING))
    hold(works.outcomes(Case("", "Ghostscript"), LACKING))


def test_prints_of_chromium(works: Works) -> None:
    need("chromium")
    hold(works.outcomes(Case("docx", "Chromium"), LACKING[:3]))
    hold(works.outcomes(Case("", "Chromium"), LACKING[:3]))


def test_a_scan_never_makes_an_element_missing(works: Works) -> None:
    """The scan holds two pages of a whole plan: what is not on them is on the Word file's pages."""
    need("pdftoppm")
    for case in (Case("docx", "scan 150 dpi"), Case("", "scan 150 dpi")):
        outcomes = works.outcomes(case, ("city-one-table",), most=2)
        absent = [(o.plan, element) for o in outcomes for element, kind in o.kinds.items() if kind == "false_absent"]
        assert not absent


@pytest.mark.parametrize("producer", [SARABUN, "Ghostscript"])
def test_twins_are_never_paired(works: Works, producer: str) -> None:
    need("gs")
    for crossing in cross(TWINS[:3], producer, works.press, works.bench):
        assert crossing.crossed != "same", crossing
        assert crossing.together != "wrong", crossing
