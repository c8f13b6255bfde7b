"""When staff are written to: each working morning once, each week once, whatever was out of order meanwhile."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.digest.when import digest_due, report_due
from mailbot.rules import load

RULES = load("bcp-2563")


def at(month: int, day: int, hour: int = 8) -> datetime:
    """A moment of 2563 in Bangkok."""
    return datetime(2020, month, day, hour, tzinfo=ZoneInfo("Asia/Bangkok"))


def test_the_digest_is_due_on_working_mornings() -> None:
    edition = digest_due(at(6, 15), 8, RULES)
    assert edition is not None
    assert (edition.key, edition.since) == ("2020-06-15", at(6, 12)), "Monday tells of the week-end"
    assert digest_due(at(6, 15, 7), 8, RULES) is None
    assert digest_due(at(6, 15, 18), 8, RULES) is None, "an evening's trouble stands in the next morning's"
    assert digest_due(at(6, 14), 8, RULES) is None
    assert digest_due(at(6, 3), 8, RULES) is None, "the Queen's birthday"
    after = digest_due(at(7, 8), 8, RULES)
    assert after is not None and after.since == at(7, 3), "five days off"


def test_the_report_is_due_once_a_week_from_its_first_working_morning() -> None:
    monday, friday = report_due(at(6, 15), 8, RULES), report_due(at(6, 19, 15), 8, RULES)
    assert monday is not None and friday is not None
    assert monday.key == friday.key == "2020-W25"
    assert report_due(at(6, 20), 8, RULES) is None
    assert report_due(at(7, 7), 8, RULES) is None, "Monday and Tuesday are days off"
    wednesday = report_due(at(7, 8), 8, RULES)
    assert wednesday is not None and wednesday.key == "2020-W28"
