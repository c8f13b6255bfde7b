"""Plans that look alike and are not: two agencies on one form, and one agency's plan of another year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.bench import Bench
from tests.corpus.blocks import Shape
from tests.corpus.clerks import department, municipality, province, tambon
from tests.corpus.compose import CorpusPlan, compose
from tests.corpus.measure import send
from tests.corpus.plans import Entry
from tests.corpus.press import Press

TWINS = (
    (Entry("twin-tambon-a", "l.6210115", tambon.write), Entry("twin-tambon-b", "l.6210507", tambon.write)),
    (Entry("twin-province-a", "r.pvo.21", province.write), Entry("twin-province-b", "r.pvo.40", province.write)),
    (Entry("twin-farm-a", "r.doae.40", province.write), Entry("twin-farm-b", "r.doae.50", province.write)),
    (Entry("twin-city-a", "l.3210102", municipality.write), Entry("twin-city-b", "l.3400102", municipality.write)),
    (Entry("twin-dept-a", "d.dlt", department.write, Shape("styles")), Entry("twin-dept-b", "d.tmd", department.write, Shape("styles"))),
    (Entry("twin-health-a", "r.moph.30", department.write), Entry("twin-health-b", "r.moph.50", department.write)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crossing:
    """What was said of a Word file of one plan beside a PDF of its twin, and of all four files in one mail.

    crossed: same (wrong), differs, unsure, apart. together: right, unsure (a person is asked), wrong.
    """

    names: str
    producer: str
    crossed: str
    together: str


def cross(pairs: Sequence[tuple[Entry, Entry]], producer: str, press: Press, bench: Bench) -> list[Crossing]:
    """Every pair of twins with prints by the producer."""
    plans = [compose(entry) for pair in pairs for entry in pair]
    words, prints = press.files(plans, "docx"), press.files(plans, producer)
    found = []
    for one, other in zip(plans[::2], plans[1::2], strict=True):
        a, b = one.entry.name, other.entry.name
        said = send(one.agency_name, [("แผน.docx", words[a]), ("แผน BCP.pdf", prints[b])], bench)
        paired = [plan for plan in said.plans if plan.word and plan.pdf]
        crossed = paired[0].same_document.verdict if paired else "apart"
        four = [("แผน ก.docx", words[a]), ("แผน ก.pdf", prints[a]), ("แผน ข.docx", words[b]), ("แผน ข.pdf", prints[b])]
        found.append(Crossing(f"{a} / {b}", producer, crossed, _together(one, four, bench)))
    return found


def _together(one: CorpusPlan, files: Sequence[tuple[str, bytes]], bench: Bench) -> str:
    said = send(one.agency_name, files, bench)
    pairs = {(plan.word, plan.pdf) for plan in said.plans if plan.word and plan.pdf}
    if any(word.removesuffix(".docx") != (pdf or "").removesuffix(".pdf") for word, pdf in pairs if word):
        return "wrong"
    good = len(pairs) == 2 and all(plan.same_document.verdict == "same" for plan in said.plans)
    bad = any(plan.same_document.verdict == "differs" for plan in said.plans)
    return "right" if good else "wrong" if bad else "unsure"


def another_year(entry: Entry) -> Entry:
    """The same agency's plan with other people in it."""
    return replace(entry, name=f"{entry.name}-last-year", seed=entry.seed + 100)
