"""What the writers of the single elements share: the agency, its invented people, and one source of chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mailbot.demo.people import Person
from mailbot.demo.sample_agencies import Process, SampleAgency
from mailbot.demo.structure import Block, Paragraph

TICK = "✓"
SPANS = ("๔ ชั่วโมง", "๑ วัน", "๑ สัปดาห์", "๒ สัปดาห์", "๑ เดือน")
SPAN_HOURS = (4, 24, 168, 336, 720)
AREAS = (
    "ด้านอาคาร/สถานที่ปฏิบัติงานหลัก",
    "ด้านวัสดุอุปกรณ์ที่สำคัญ การจัดหา/จัดส่งวัสดุอุปกรณ์ที่สำคัญ",
    "ด้านเทคโนโลยีสารสนเทศและข้อมูลที่สำคัญ",
    "ด้านบุคลากรหลัก",
    "ด้านลูกค้า/ผู้ให้บริการ/ผู้มีส่วนได้ส่วนเสีย",
)


@dataclass(frozen=True, slots=True)
class Composer:
    """people[0] heads the team, people[1] coordinates, people[2:] lead the units and have a deputy each.

    wording: which of the usual headings this plan uses, by element.
    """

    agency: SampleAgency
    random: Random
    people: tuple[Person, ...]
    plan_name: str

    def pick(self, *choices: str) -> str:
        """One of several ways to say the same."""
        return self.random.choice(choices)

    def unit_lead(self, unit: int) -> Person:
        """Who leads the team of the unit."""
        return self.people[2 + unit]

    def unit_deputy(self, unit: int) -> Person:
        """Who stands in for the unit's lead."""
        return self.people[2 + len(self.agency.units) + unit]

    def unit_of(self, process: Process) -> str:
        """The unit that runs the process."""
        return self.agency.units[self.agency.processes.index(process) % len(self.agency.units)]


def thai(number: int) -> str:
    """The number in Thai digits."""
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def hours_in_words(hours: int) -> str:
    """A recovery time as plans write it: hours below a day, then days, weeks, a month."""
    if hours < 24:
        return f"{thai(hours)} ชั่วโมง"
    if hours < 168:
        return f"{thai(hours // 24)} วัน"
    if hours < 720:
        return f"{thai(hours // 168)} สัปดาห์"
    return "๑ เดือน"


def numbered(lines: Sequence[str], indent: int = 1) -> list[Block]:
    """The lines as a list with typed numbers ๑) ๒) ๓)."""
    return [Paragraph(f"{thai(at)}) {line}", indent=indent) for at, line in enumerate(lines, start=1)]
