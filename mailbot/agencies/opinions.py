"""What one source (a cover page, a subject, …) says about whose it is: one opinion."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mailbot.agencies.names import Slip
from mailbot.agencies.places import Places
from mailbot.examination import Evidence

WEIGHTS = {
    "learned": 100.0,
    "domain": 90.0,
    "letter_number": 80.0,
    "cover": 70.0,
    "letter": 65.0,
    "subject": 60.0,
    "running_head": 55.0,
    "display_name": 50.0,
    "file_name": 40.0,
    "signature": 30.0,
    "body": 20.0,
}
# Against an agency: its name is written under another kind, or with another letter.
SLIP_WEIGHTS: dict[Slip, float] = {"kind": -10.0, "spelling": -20.0}
SLIP_SOURCES: dict[Slip, str] = {"kind": "type_mismatch", "spelling": "spelling"}
# The office that receives: what is sent to it names it everywhere.
RECEIVER = "d.opdc"


@dataclass(frozen=True, slots=True)
class Slipped:
    """An agency that is meant although its name is written otherwise."""

    slip: Slip
    written: str
    agency_id: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one source says.

    ids: agencies it may mean; several = it cannot tell. sure: may decide alone. outside: '' or what it names instead
    ('unlisted': a local government that the registry lacks; school, hospital, company, temple, association, unit).
    doubt: an organisation beside the name that may be the real owner; nothing else may make the opinion sure then.
    title: False for a cover whose names stand in running text only: a hint for a question, never a decision.
    slips: agencies of ids whose name is written otherwise. thin: a short name, written in haste perhaps, that is one
    letter away from those of `beside`, with no place: sure only when something else says it too.
    placed_by: the source whose places left these ids. homes: agencies whose unit is named (outside == 'unit').
    division: that unit is a part of its home's own staff (กอง, งาน, ฝ่าย), not a body that it houses.
    """

    source: str
    ids: tuple[str, ...] = ()
    sure: bool = True
    outside: str = ""
    texts: tuple[str, ...] = ()
    title: bool = True
    doubt: str = ""
    places: Places = field(default_factory=Places)
    slips: tuple[Slipped, ...] = ()
    thin: bool = False
    placed_by: str = ""
    beside: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    division: bool = False

    def __bool__(self) -> bool:
        return bool(self.ids or self.outside)

    def evidence(self) -> list[Evidence]:
        """For the answer: one piece for each agency that is meant, or one without agency for what is none."""
        weight = WEIGHTS[self.source] * (1 if self.sure and len(self.ids) <= 1 else 0.5)
        text = " · ".join(self.texts)
        named: Sequence[str | None] = self.ids or ((None,) if self.outside else ())
        slips = [slip for slip in self.slips if slip.agency_id in self.ids]
        return [Evidence(source=self.source, text=text, agency_id=one, weight=weight) for one in named] + [
            Evidence(source=SLIP_SOURCES[s.slip], text=s.written, agency_id=s.agency_id, weight=SLIP_WEIGHTS[s.slip])
            for s in slips
        ]


def with_ids(opinion: Opinion, ids: tuple[str, ...], sure: bool) -> Opinion:
    """The opinion narrowed to fewer agencies."""
    return replace(opinion, ids=ids, sure=sure)
