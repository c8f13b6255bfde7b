"""The plans of the corpus, one line each: whose, in which hand, in which shape, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.demo.composer import Composer
from tests.corpus.blocks import Section, Shape
from tests.corpus.clerks import department, enterprise, hospital, municipality, province, tambon, university

FLOW = Shape()
Hand = Callable[[Composer], list[Section]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan. call: how its call tree is drawn ('' as the hand does). without, empty, listed: elements left out,
    left with their heading only, left with their title in the contents only. order: elements in another order.
    chapters: the parts stand as second level under chapters. trap: see traps.py. team: 'annex' puts the names into an
    order of appointment in a file of its own.
    """

    name: str
    agency_id: str
    hand: Hand
    shape: Shape = FLOW
    call: str = ""
    without: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    chapters: bool = False
    trap: str = ""
    team: str = ""
    seed: int = 0


PLANS: tuple[Entry, ...] = (
    Entry("dept-styles", "d.cdd", department.write, Shape("styles")),
    Entry("dept-bold-boxes", "d.dlt", department.write, Shape("bold"), call="boxes"),
    Entry("dept-auto-smart", "d.tmd", department.write, Shape("automatic"), call="smart"),
    Entry("dept-no-2.8", "d.dol", department.write, Shape("bold", numbers="paren"), without=("2.8",)),
    Entry("dept-no-2.5-2.6", "d.doe", department.write, Shape("styles", digits="arabic"), without=("2.5", "2.6")),
    Entry("dept-empty-2.4", "d.probation", department.write, Shape("bold"), empty=("2.4",)),
    Entry("dept-listed-2.3", "d.dbd", department.write, Shape("bold"), listed=("2.3",)),
    Entry("dept-cells", "d.dlt", department.write, Shape("cell", page_per_part=True), call="picture", seed=2),
    Entry("dept-chapters", "d.cdd", department.write, Shape("bold", numbers="none"), chapters=True, seed=2),
    Entry("tambon-plain", "l.6210115", tambon.write, Shape("bold", contents=False)),
    Entry("tambon-two-columns", "l.6210507", tambon.write, Shape("bold", layout="two_columns", contents=False)),
    Entry("tambon-mixed-digits", "l.6400114", tambon.write, Shape("underlined", digits="mixed")),
    Entry("tambon-no-scope-2.6", "l.6110205", tambon.write, Shape("bold", numbers="item"), without=("2.1.scope", "2.6")),
    Entry("tambon-plain-lines", "l.6210115", tambon.write, Shape("plain", contents=False), seed=3),
    Entry("tambon-annex-tree", "l.6400114", tambon.write, Shape("bold", contents=False), call="annex", seed=4),
    Entry("hospital-together", "p.bphosp", hospital.write, Shape("bold", numbers="part")),
    Entry("hospital-no-2.2-2.7", "p.bphosp", hospital.write, Shape("styles"), without=("2.2", "2.7"), seed=2),
    Entry("hospital-sheet-tree", "p.bphosp", hospital.write, Shape("coloured"), call="excel", seed=3),
    Entry("enterprise-english", "s.mea", enterprise.write, Shape("styles", digits="arabic")),
    Entry("enterprise-cells", "s.pwa", enterprise.write, Shape("cell", digits="arabic"), call="boxes"),
    Entry("enterprise-no-2.4", "s.pwa", enterprise.write, Shape("bold", digits="arabic", numbers="none"), without=("2.4",), seed=2),
    Entry("province-collects", "r.pvo.21", province.write, Shape("bold")),
    Entry("province-picture", "r.pvo.40", province.write, Shape("bold", numbers="item"), call="picture"),
    Entry("province-no-2.3-2.8", "r.pvo.50", province.write, Shape("underlined"), without=("2.3", "2.8")),
    Entry("province-farm", "r.doae.40", province.write, Shape("styles", digits="arabic"), trap="circular"),
    Entry("province-health-order", "r.moph.30", province.write, Shape("bold"), team="annex"),
    Entry("revenue-in-region", "c.rd_area:21", department.write, Shape("bold", numbers="spaced")),
    Entry("campus-prose", "u.kku", university.write, Shape("bold", numbers="part")),
    Entry("campus-no-2.5", "u.kku", university.write, Shape("styles", numbers="none"), without=("2.5",), seed=2),
    Entry("city-one-table", "l.3210102", municipality.write, Shape("bold", layout="one_table")),
    Entry("city-two-columns", "l.3400102", municipality.write, Shape("bold", layout="two_columns"), call="boxes"),
    Entry("city-step-words", "l.3500102", municipality.write, Shape("bold", numbers="part"), without=("2.6", "2.8"), trap="steps"),
    Entry("town-landscape", "l.5400103", municipality.write, Shape("styles", layout="landscape")),
    Entry("town-own-order", "l.5501503", municipality.write, Shape("automatic"), order=("2.3", "2.8", "2.7", "2.2", "2.5", "2.4", "2.6", "2.1")),
    Entry("town-empty-2.5-2.7", "l.5210105", municipality.write, Shape("bold"), empty=("2.5", "2.7")),
    Entry("pao-smart", "l.2210101", municipality.write, Shape("bold", numbers="letter"), call="smart"),
)  # fmt: skip
