"""Plans written after the first report by other hands, and what spoils plans: typing errors, spaced titles, wrong numbers."""

from tests.corpus.blocks import Shape
from tests.corpus.clerks import (
    department,
    enterprise,
    hamlet,
    hospital,
    ledger_sheets,
    ministry,
    municipality,
    officer,
    province,
    safety,
    tambon,
)
from tests.corpus.plans import Entry

SECOND: tuple[Entry, ...] = (
    Entry("hamlet-short", "l.6210115", hamlet.write, Shape("bold", contents=False)),
    Entry("hamlet-lines", "l.6210507", hamlet.write, Shape("plain", contents=False, numbers="dot")),
    Entry("hamlet-no-2.4-2.8", "l.6400114", hamlet.write, Shape("bold", contents=False), without=("2.4", "2.8")),
    Entry("officer-prose", "d.dbd", officer.write, Shape("bold", numbers="none")),
    Entry("officer-styles", "d.dol", officer.write, Shape("styles")),
    Entry("officer-no-2.2-2.6", "d.doe", officer.write, Shape("bold"), without=("2.2", "2.6")),
    Entry("ministry-book", "d.cdd", ministry.write, Shape("styles"), chapters=True, call="picture"),
    Entry("ministry-no-2.3-2.8", "d.dlt", ministry.write, Shape("bold"), without=("2.3", "2.8")),
    Entry("sheets-title-rows", "l.3210102", ledger_sheets.write, Shape("bold", contents=False)),
    Entry("sheets-no-2.5", "l.3400102", ledger_sheets.write, Shape("bold", contents=False), without=("2.5",)),
    Entry("fire-plan", "r.doae.40", safety.write, Shape("bold")),
    Entry("fire-plan-two-columns", "l.5210105", safety.write, Shape("bold", layout="two_columns", contents=False)),
    Entry("spaced-titles", "d.tmd", department.write, Shape("bold"), trap="spaced"),
    Entry("typing-errors", "d.probation", department.write, Shape("bold"), trap="typos"),
    Entry("wrong-numbers", "r.pvo.21", province.write, Shape("bold", numbers="none"), trap="numbers"),
    Entry("half-filled-form", "l.6110205", department.write, Shape("bold"), trap="dots", empty=("2.3", "2.6", "2.8")),
    Entry("landscape-automatic", "s.pwa", enterprise.write, Shape("automatic", layout="landscape", digits="arabic")),
    Entry("english-no-2.1-2.7", "s.mea", enterprise.write, Shape("bold", digits="arabic"), without=("2.1", "2.7")),
    Entry("circular-no-2.4-2.8", "r.pvo.50", province.write, Shape("bold"), trap="circular", without=("2.4", "2.8")),
    Entry("tambon-columns-no-2.7", "l.6210507", tambon.write, Shape("bold", layout="two_columns", contents=False), without=("2.7",)),
    Entry("hospital-listed", "p.bphosp", hospital.write, Shape("bold"), listed=("2.4", "2.6"), seed=5),
    Entry("city-smart-empty", "l.2900101", municipality.write, Shape("cell"), call="smart", empty=("2.2",)),
)  # fmt: skip
