"""Who is reminded when: working days and hours, one letter per stage, nothing to those who need none."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.reminders.due import MissingAgency, due, falls_due, latest_stage, reason_for_silence
from mailbot.reminders.workdays import is_working_day, working_day_from
from mailbot.rules import load

RULES = load("bcp-2563")
STAGES = RULES.round.reminders
BANGKOK = ZoneInfo("Asia/Bangkok")
TAPHONG = MissingAgency("l.1", "องค์การบริหารส่วนตำบลตะพง", "missing", "taphong@example.go.th", tier="local_lower")
POWER = MissingAgency("s.egat", "การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย", "missing", "egat@example.co.th", vital=True, tier="x")


def at(month: int, day: int, hour: int = 10) -> datetime:
    """A moment of 2563 in Bangkok."""
    return datetime(2020, month, day, hour, tzinfo=BANGKOK)


def names(now: datetime, sent: frozenset[tuple[str, str]] = frozenset(), *agencies: MissingAgency) -> list[str]:
    """Stages that are due for Taphong, or for the given agencies."""
    return [one.stage.name for one in due(agencies or (TAPHONG,), STAGES, sent, now, RULES)]


def test_thai_holidays_are_no_working_days() -> None:
    assert not is_working_day(date(2020, 6, 3)), "birthday of the Queen"
    assert not is_working_day(date(2020, 5, 11)), "ploughing day, government offices only"
    assert not is_working_day(date(2020, 6, 27)), "Saturday"
    assert working_day_from(date(2020, 7, 4)) == date(2020, 7, 8), "week-end, Asalha Bucha, Lent, substitution day"


def test_stage_days_move_to_the_next_working_day() -> None:
    days = {stage.name: falls_due(stage, RULES) for stage in STAGES}
    assert days["before-30"] == date(2020, 6, 1)
    assert days["before-3"] == date(2020, 6, 29), "27 June is a Saturday"
    assert days["after-1"] == date(2020, 7, 1)
    assert all(is_working_day(day) for day in days.values())


def test_before_the_first_stage_nobody_is_written_to() -> None:
    assert names(at(5, 29)) == []
    assert latest_stage(STAGES, date(2020, 5, 29), RULES) is None


@pytest.mark.parametrize(("hour", "expected"), [(8, []), (9, ["before-30"]), (15, ["before-30"]), (16, [])])
def test_letters_leave_in_office_hours(hour: int, expected: list[str]) -> None:
    assert names(at(6, 1, hour)) == expected


def test_hours_are_those_of_bangkok() -> None:
    assert names(datetime(2020, 6, 1, 3, tzinfo=ZoneInfo("UTC"))) == ["before-30"]
    assert names(datetime(2020, 6, 1, 10, tzinfo=ZoneInfo("UTC"))) == []


@pytest.mark.parametrize("day", [3, 6, 7])
def test_nothing_leaves_on_days_off(day: int) -> None:
    assert names(at(6, day)) == []


def test_a_stage_is_sent_once() -> None:
    assert names(at(6, 1), frozenset({("l.1", "before-30")})) == []
    assert names(at(6, 1), frozenset({("l.2", "before-30")})) == ["before-30"]


def test_after_an_outage_only_the_latest_stage() -> None:
    assert names(at(6, 25)) == ["before-7"]
    assert names(at(7, 20), frozenset({("l.1", "before-30")})) == ["after-15"]


def test_a_missed_stage_is_not_made_up_for() -> None:
    assert names(at(6, 25), frozenset({("l.1", "before-3")})) == []


@pytest.mark.parametrize(
    ("agency", "reason"),
    [
        (replace(TAPHONG, state="complete"), "complete"),
        (replace(TAPHONG, state="review"), "in_review"),
        (replace(TAPHONG, paused=True), "paused"),
        (replace(TAPHONG, address=None), "no_address"),
        (replace(TAPHONG, bounced=True), "bounced"),
        (TAPHONG, None),
        (replace(TAPHONG, state="deficient"), None),
    ],
)
def test_who_is_left_in_peace(agency: MissingAgency, reason: str | None) -> None:
    assert reason_for_silence(agency) == reason
    assert bool(names(at(6, 1), frozenset(), agency)) == (reason is None)


def test_vital_agencies_come_first() -> None:
    found = due([TAPHONG, POWER], STAGES, set(), at(6, 1), RULES)
    assert [one.agency.agency_id for one in found] == ["s.egat", "l.1"]


def test_an_agency_told_twice_gets_one_letter() -> None:
    assert names(at(6, 1), frozenset(), TAPHONG, TAPHONG) == ["before-30"]


def test_a_moved_deadline_moves_every_stage() -> None:
    moved = RULES.model_copy(update={"round": RULES.round.model_copy(update={"deadline": date(2020, 8, 31)})})
    assert due([TAPHONG], STAGES, set(), at(6, 25), moved) == []
    assert [one.stage.name for one in due([TAPHONG], STAGES, set(), at(8, 3), moved)] == ["before-30"]


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 91)))
def test_a_whole_round_day_by_day(outage: set[int]) -> None:
    """1 May to 31 July hour by hour, with days on which nothing runs: no stage twice, none on a day off, never back."""
    sent: list[tuple[str, str]] = []
    for number in range(92):
        if number in outage:
            continue
        for hour in (7, 9, 12, 15, 18):
            now = datetime(2020, 5, 1, hour, tzinfo=BANGKOK) + timedelta(days=number)
            for one in due([TAPHONG], STAGES, set(sent), now, RULES):
                assert is_working_day(now.date())
                assert one.due_on <= now.date()
                sent.append(one.key)
    order = [stage.name for stage in STAGES]
    positions = [order.index(stage) for _, stage in sent]
    assert positions == sorted(set(positions))
    if not outage:
        assert [stage for _, stage in sent] == [name for name in order if name != "before-3"]
