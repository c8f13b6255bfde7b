"""Numbers, dates and sizes as officers write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mailbot.replies import thai_form

BANGKOK = ZoneInfo("Asia/Bangkok")


def test_a_moment_is_told_in_the_zone_of_the_round() -> None:
    late = datetime(2020, 6, 30, 17, 5, tzinfo=UTC)
    assert thai_form.moment(late, BANGKOK) == "๑ กรกฎาคม ๒๕๖๓ เวลา ๐๐.๐๕ น."
    assert thai_form.moment(late, BANGKOK, "en") == "1 July 2020, 00:05"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        thai_form.moment(datetime(2020, 6, 30), BANGKOK)


def test_days_of_the_week() -> None:
    assert thai_form.weekday(date(2020, 6, 30)) == "วันอังคารที่ ๓๐ มิถุนายน ๒๕๖๓"
    assert thai_form.weekday(date(2020, 6, 25)) == "วันพฤหัสบดีที่ ๒๕ มิถุนายน ๒๕๖๓"
    assert thai_form.weekday(date(2020, 6, 30), "en") == "Tuesday 30 June 2020"


@pytest.mark.parametrize(
    ("octets", "thai", "english"),
    [
        (0, "๐ ไบต์", "0 bytes"),
        (1023, "๑,๐๒๓ ไบต์".replace(",", ""), "1023 bytes"),
        (1024, "๑ กิโลไบต์", "1 KB"),
        (245_000, "๒๓๙ กิโลไบต์", "239 KB"),
        (1_245_000, "๑.๒ เมกะไบต์", "1.2 MB"),
    ],
)
def test_sizes(octets: int, thai: str, english: str) -> None:
    assert thai_form.size(octets) == thai
    assert thai_form.size(octets, "en") == english


def test_counts_and_clauses() -> None:
    assert thai_form.number(7854) == "๗,๘๕๔"
    assert thai_form.number(7854, "en") == "7,854"
    assert thai_form.clause("๓.๑.๒", "en") == "3.1.2"
    assert thai_form.clause("2.5") == "๒.๕"


def test_lists_in_a_sentence() -> None:
    assert thai_form.joined([]) == ""
    assert thai_form.joined(["ก"]) == "ก"
    assert thai_form.joined(["ก", "ข", "ค"]) == "ก ข และค"
    assert thai_form.joined(["a", "b", "c"], "en") == "a, b and c"
