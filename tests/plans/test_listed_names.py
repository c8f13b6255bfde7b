"""Names without a title, in a column of names."""

from mailbot.plans.evidence import fit, listed_names
from mailbot.rules import Rules
from tests.plans.samples import rows


def test_a_column_of_names_is_read_without_titles(rules: Rules) -> None:
    table = rows("ที่ | ชื่อ - สกุล | หน้าที่", "๑ | สมหมาย ดวงดี | หัวหน้าทีม", "๒ | ปราณี สุขเกษม | ผู้ประสานงาน")
    assert fit(rules.elements["2.3"], table).fits


def test_positions_and_empty_cells_are_no_names(rules: Rules) -> None:
    positions = rows("ตำแหน่ง | หน้าที่", "ปลัดเทศบาล | หัวหน้าทีม", "หัวหน้ากองคลัง | ผู้ประสานงาน")
    assert fit(rules.elements["2.3"], positions).reason == "no_names"
    form = rows("ชื่อ - สกุล | หน้าที่", "หัวหน้า กองคลัง | หัวหน้าทีม", " | ผู้ประสานงาน")
    assert listed_names(form, rules.elements["2.3"].evidence) == []
