"""Who is reminded when: working days and hours, one letter a stage and an addressee, nothing to those who need none."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.reminders.calendar import is_working_day, working_day_before, working_day_from
from mailbot.reminders.due import look, reason_for_silence
from mailbot.reminders.model import Addressee, DueReminder, MissingAgency, Reminded
from mailbot.reminders.stages import all_stages, latest
from mailbot.rules import HolidayChanges, Rules, load

RULES = load("bcp-2563")
BANGKOK = ZoneInfo("Asia/Bangkok")
TAPHONG = MissingAgency("l.1", "องค์การบริหารส่วนตำบลตะพง", "missing", "taphong@example.go.th", tier="local_lower")
POWER = MissingAgency("s.egat", "การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย", "missing", "egat@example.co.th", vital=True, tier="x")
PROVINCE = MissingAgency("r.pvo.21", "สำนักงานจังหวัดระยอง", "complete", "rayong@moi.go.th", collector_id="r.pvo.21")
FARMING = MissingAgency("r.doae.21", "สำนักงานเกษตรจังหวัดระยอง", "missing", collector_id="r.pvo.21")
LAND = MissingAgency("r.dol.21", "สำนักงานที่ดินจังหวัดระยอง", "missing", collector_id="r.pvo.21")


def at(month: int, day: int, hour: int = 10) -> datetime:
    """A moment of 2563 in Bangkok."""
    return datetime(2020, month, day, hour, tzinfo=BANGKOK)


def moved(deadline: date) -> Rules:
    """The rules after the one line was changed."""
    return RULES.model_copy(update={"round": RULES.round.model_copy(update={"deadline": deadline})})


def due(
    now: datetime, *agencies: MissingAgency, sent: tuple[Reminded, ...] = (), rules: Rules = RULES
) -> list[DueReminder]:
    """Letters that leave at a moment."""
    seen = look(agencies or (TAPHONG,), {}, sent, now, rules)
    return [] if seen.closed else list(seen.due)


def names(now: datetime, *sent: Reminded, rules: Rules = RULES) -> list[str]:
    """Stages that are due for Taphong."""
    return [one.stage.rule.name for one in due(now, sent=sent, rules=rules)]


def had(stage: str, when: datetime, deadline: str = "2020-06-30") -> Reminded:
    """A letter that Taphong had."""
    return Reminded("l.1", f"{stage}@{deadline}", when)


def test_thai_holidays_are_no_working_days() -> None:
    assert not is_working_day(date(2020, 6, 3), RULES), "birthday of the Queen"
    assert not is_working_day(date(2020, 5, 11), RULES), "ploughing day, government offices only"
    assert not is_working_day(date(2020, 6, 27), RULES), "Saturday"
    assert is_working_day(date(2020, 4, 14), RULES), "Songkran 2563 was not kept in April"
    assert not is_working_day(date(2020, 7, 27), RULES), "but in July"
    assert working_day_from(date(2020, 7, 4), RULES) == date(2020, 7, 8), "week-end, Asalha Bucha, Lent, substitution"
    assert working_day_before(date(2020, 7, 8), RULES) == date(2020, 7, 3)


def test_what_the_cabinet_says_later_is_one_line_of_the_rules() -> None:
    changes = HolidayChanges(extra={date(2020, 6, 16): "x"}, removed={date(2020, 6, 3): "y"})
    rules = RULES.model_copy(update={"round": RULES.round.model_copy(update={"holidays": changes})})
    assert is_working_day(date(2020, 6, 3), rules)
    assert not is_working_day(date(2020, 6, 16), rules)
    assert names(at(6, 16), rules=rules) == []
    assert names(at(6, 17), rules=rules) == ["before-14"]


def test_stage_days_move_to_the_next_working_day() -> None:
    days = {stage.rule.name: stage.due_on for stage in all_stages(RULES)}
    assert days["before-30"] == date(2020, 6, 1)
    assert days["before-3"] == date(2020, 6, 29), "27 June is a Saturday"
    assert days["after-1"] == date(2020, 7, 1)
    assert [name for name in days if name.startswith("after")] == [
        "after-1",
        "after-8",
        "after-15",
        "after-22",
        "after-29",
    ], "weekly until the end"
    assert all(is_working_day(day, RULES) for day in days.values())


def test_before_the_first_stage_nobody_is_written_to() -> None:
    assert names(at(5, 29)) == []
    assert latest(all_stages(RULES), date(2020, 5, 29), vital=False) is None


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
    assert names(at(6, 1, 11), had("before-30", at(6, 1))) == []
    assert [one.agency.agency_id for one in due(at(6, 1, 11), sent=(Reminded("l.2", "x", at(6, 1)),))] == ["l.1"]


def test_after_an_outage_only_the_latest_stage() -> None:
    assert names(at(6, 25)) == ["before-7"]
    assert names(at(7, 20), had("before-30", at(6, 1))) == ["after-15"]
    assert names(at(6, 26), had("before-7", at(6, 25))) == []


def test_a_deadline_moved_away_neither_repeats_a_stage_nor_silences_the_new_ones() -> None:
    later, told = moved(date(2020, 8, 31)), had("before-1", at(6, 29))
    assert names(at(6, 30), told, rules=later) == []
    assert names(at(7, 15), told, rules=later) == []
    assert names(at(8, 3), told, rules=later) == ["before-30"]
    again = had("before-30", at(8, 3), "2020-08-31")
    assert names(at(8, 3, 11), told, again, rules=later) == []
    assert names(at(8, 17), told, again, rules=later) == ["before-14"]


def test_a_deadline_moved_by_a_week_sends_no_second_letter_on_the_same_day() -> None:
    later, told = moved(date(2020, 7, 9)), had("before-1", at(6, 29))
    assert names(at(6, 29, 14), told, rules=later) == [], "before-14 of the new deadline fell due on the 25th"
    assert names(at(7, 2), told, rules=later) == ["before-7"]


def test_a_deadline_moved_nearer_is_told_at_the_stage_that_it_makes_due() -> None:
    nearer = moved(date(2020, 6, 12))
    assert names(at(6, 2), had("before-30", at(6, 1)), rules=nearer) == []
    assert names(at(6, 5), had("before-30", at(6, 1)), rules=nearer) == ["before-7"]


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
    assert reason_for_silence(Addressee(agency)) == reason
    seen = look([agency], {}, (), at(6, 1), RULES)
    assert bool(seen.due) == (reason is None)
    assert [why for _, why in seen.silent] == ([reason] if reason else [])


def test_who_was_just_told_what_is_missing_is_not_told_again_the_next_day() -> None:
    told = replace(TAPHONG, state="deficient", told_at=at(6, 17))
    assert due(at(6, 18), told) == []
    assert [one.stage.rule.name for one in due(at(6, 23), told)] == ["before-7"]


def test_vital_agencies_come_first_and_are_written_to_earlier() -> None:
    found = due(at(6, 1), TAPHONG, POWER)
    assert [one.agency.agency_id for one in found] == ["s.egat", "l.1"]
    assert [one.agency.agency_id for one in due(at(5, 18), TAPHONG, POWER)] == ["s.egat"]


def test_an_agency_told_twice_gets_one_letter() -> None:
    assert len(due(at(6, 1), TAPHONG, TAPHONG)) == 1


def test_a_provincial_office_gets_one_list_and_its_offices_nothing() -> None:
    seen = look([PROVINCE, FARMING, LAND], {}, (), at(6, 1), RULES)
    (letter,) = seen.due
    assert letter.agency.agency_id == "r.pvo.21"
    assert [one.agency_id for one in letter.addressee.listed] == ["r.doae.21", "r.dol.21"]
    assert sorted(seen.silent, key=str) == [(FARMING, "by_collector"), (LAND, "by_collector")]
    assert [one.agency.agency_id for one in due(at(6, 1), PROVINCE, replace(LAND, state="complete"))] == []


def test_its_own_missing_plan_stands_in_the_same_letter() -> None:
    (letter,) = due(at(6, 1), replace(PROVINCE, state="missing"), LAND)
    assert letter.agency.owes and letter.addressee.listed == (LAND,)


def test_an_office_that_was_told_what_to_mend_is_written_to_itself_too() -> None:
    told = replace(LAND, state="deficient", address="land@example.go.th")
    assert {one.agency.agency_id for one in due(at(6, 1), PROVINCE, told)} == {"r.dol.21", "r.pvo.21"}


@pytest.mark.parametrize("gone", [{"address": None}, {"bounced": True}])
def test_where_the_collector_cannot_be_reached_the_office_itself_is(gone: dict[str, object]) -> None:
    direct = replace(LAND, address="land@example.go.th")
    assert [one.agency.agency_id for one in due(at(6, 1), replace(PROVINCE, **gone), direct, FARMING)] == ["r.dol.21"]  # type: ignore[arg-type]


def test_a_paused_collector_keeps_its_offices_in_peace() -> None:
    direct = replace(LAND, address="land@example.go.th")
    assert due(at(6, 1), replace(PROVINCE, paused=True), direct) == []
    seen = look([PROVINCE, replace(LAND, paused=True), FARMING], {}, (), at(6, 1), RULES)
    assert seen.due[0].addressee.listed == (FARMING,)


def test_a_department_that_owes_nothing_itself_still_gets_its_list() -> None:
    parent = MissingAgency("d.rd", "กรมสรรพากร", "complete", "bcp@rd.go.th")
    office = MissingAgency("c.rd_area:21", "สำนักงานสรรพากรพื้นที่ระยอง", "missing", collector_id="d.rd")
    (letter,) = look([office], {"d.rd": parent}, (), at(6, 1), RULES).due
    assert (letter.agency.agency_id, letter.addressee.listed) == ("d.rd", (office,))


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 91)), st.booleans())
def test_a_whole_round_day_by_day(outage: set[int], vital: bool) -> None:
    """1 May to 31 July hour by hour, with days on which nothing runs: no stage twice, none on a day off, never back."""
    sent: list[Reminded] = []
    agency = POWER if vital else TAPHONG
    for number in range(92):
        if number in outage:
            continue
        for hour in (7, 9, 12, 15, 18):
            now = datetime(2020, 5, 1, hour, tzinfo=BANGKOK) + timedelta(days=number)
            for one in due(now, agency, sent=tuple(sent)):
                assert is_working_day(now.date(), RULES)
                assert one.stage.due_on <= now.date()
                sent.append(Reminded(agency.agency_id, one.stage.key, now))
    order = [stage.key for stage in all_stages(RULES) if vital or not stage.rule.vital]
    positions = [order.index(one.stage) for one in sent]
    assert positions == sorted(set(positions))
    if not outage:
        assert [one.stage for one in sent] == [key for key in order if not key.startswith("before-3@")]
