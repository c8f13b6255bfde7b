"""Agencies of one name are told apart by their place."""

from mailbot import rules
from mailbot.agencies import registry
from mailbot.agencies.model import Agency
from mailbot.agencies.told_apart import told_apart


def test_namesakes_are_named_with_their_district() -> None:
    """Eight lines of a letter said องค์การบริหารส่วนตำบลหนองบัว and nothing else."""
    known = registry.load(rules.load("bcp-2563"))
    name = "องค์การบริหารส่วนตำบลหนองบัว"
    these = [
        Agency("l.1", name, "local_lower", province_code="21", amphoe="บ้านค่าย"),
        Agency("l.2", name, "local_lower", province_code="40"),
        Agency("l.3", "องค์การบริหารส่วนตำบลตะพง", "local_lower", province_code="21", amphoe="เมืองระยอง"),
    ]
    assert told_apart(these, known) == {
        "l.1": f"{name} อำเภอบ้านค่าย จังหวัดระยอง",
        "l.2": f"{name} จังหวัดขอนแก่น",
        "l.3": "องค์การบริหารส่วนตำบลตะพง",
    }
    assert told_apart(these[:1], known) == {"l.1": name}
