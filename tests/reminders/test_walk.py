"""The clock walked day by day from 1 May to 31 July 2563, agencies answering at random, with outages and restarts."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mailbot.workplace import Workplace
from tests.daemon.running import workplace
from tests.ledger.samples import answer, examination, plan

FIRST, LAST = date(2020, 5, 1), date(2020, 7, 31)
# Counted by hand on a calendar of 2563, so that the program's own reckoning is not what it is measured by.
FALLS_DUE = {
    date(2020, 6, 1): "before-30",
    date(2020, 6, 16): "before-14",
    date(2020, 6, 23): "before-7",
    date(2020, 6, 29): "before-1",
    date(2020, 7, 1): "after-1",
    date(2020, 7, 8): "after-8",
    date(2020, 7, 15): "after-15",
    date(2020, 7, 22): "after-22",
    date(2020, 7, 29): "after-29",
}
FOR_VITAL = {date(2020, 5, 18): "before-45", date(2020, 6, 9): "before-21"}
DAYS_OFF = (
    {date(2020, 5, day) for day in (4, 6, 11)} | {date(2020, 6, 3)} | {date(2020, 7, day) for day in (6, 7, 27, 28)}
)
DAYS_OFF |= {date(2020, 5, 1)}
PROVINCE, COMPLETE_FROM = "r.pvo.21", date(2020, 6, 20)
"""A provincial office, which is reminded of its regional offices, and the day on which one of them is complete."""
STILL_MISSING, ONCE_MISSING = "สำนักงานเกษตรจังหวัดระยอง", "สำนักงานขนส่งจังหวัดระยอง"

DEPARTMENT, MINISTRY = "d.rd", "m.mof"
"""A department that is reminded of those field offices of which staff said that they owe a plan, and its ministry."""
DEPARTMENT_COMPLETE_FROM = date(2020, 7, 10)
FIELD_OFFICES = {"c.rd_area:21": "สำนักงานสรรพากรพื้นที่ระยอง", "c.rd_area:20": "สำนักงานสรรพากรพื้นที่ชลบุรี"}
OTHER_FIELD_OFFICE = "สำนักงานสรรพากรพื้นที่จันทบุรี"
FIELD_OFFICE_COMPLETE_FROM = date(2020, 6, 25)
ASKED_BY_THE_MINISTRY = (date(2020, 6, 11), date(2020, 6, 25), date(2020, 7, 28))
COORDINATOR = "coordinator@mof.example.go.th"


@dataclass
class Agency:
    """What the test knows of one agency."""

    id: str
    vital: bool
    state: str = "missing"
    told: date = date.min
    paused: bool = False
    letters: list[tuple[date, str]] = field(default_factory=list)

    def expected(self, today: date) -> str | None:
        """The stage that must be sent today."""
        stages = FALLS_DUE | (FOR_VITAL if self.vital else {})
        reached = [day for day in stages if day <= today]
        if not reached or self.paused or self.state not in ("missing", "deficient"):
            return None
        if self.state == "deficient" and self.told >= max(reached):
            return None
        last = self.letters[-1][0] if self.letters else date.min
        return stages[max(reached)] if last < max(reached) else None


class Campaign:
    """A whole round in an embedded office, with a clock that only the test moves."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice, self.config = random.Random(seed), folder / "config.toml"
        self.config.write_text("[data]\nmin_free_mb = 0\n[reminders]\nenabled = true\n", "utf-8")
        self.now = datetime(2020, 5, 1, 3, tzinfo=UTC)
        self.place = self._open()
        self.place.mailbox.open()
        self.count = 0
        registry = self.place.bench.registry
        owing = [one for one in registry.by_tier("direct") if one.expects_plan == "yes"]
        chosen = [one for one in owing if one.vital][:6] + [one for one in owing if not one.vital][:24]
        self.agencies = {one.id: Agency(one.id, one.vital) for one in chosen}
        for agency_id in self.agencies:
            self.place.ledger.add_contact(agency_id, f"bcp@{agency_id[2:]}.example.go.th", "", "test", self.now)
        self.province = Agency(PROVINCE, vital=False)
        self.place.ledger.add_contact(PROVINCE, "office@rayong.example.go.th", "", "test", self.now)
        self.department = Agency(DEPARTMENT, vital=False)
        self.place.ledger.add_contact(DEPARTMENT, "plan@rd.example.go.th", "", "test", self.now)
        for office in map(registry.get, FIELD_OFFICES):
            assert office is not None
            assert self.place.ledger.expect(office, "yes", "มีแผนของตนเอง", "officer", self.now)
        self.dead = next(one.id for one in owing if one.id not in (*self.agencies, DEPARTMENT))
        self.place.ledger.add_contact(self.dead, "gone@office.example.go.th", "", "test", self.now)
        with self.place.ledger.writing() as db:
            db.execute("UPDATE contact SET dead_at = ? WHERE agency_id = ?", (self.now.isoformat(), self.dead))

    def _open(self) -> Workplace:
        return workplace(self.config, lambda: self.now)

    def restart(self) -> None:
        """The program ends and starts again."""
        self.place.close()
        self.place = self._open()

    def answers(self, agency: Agency) -> None:
        """A plan of this agency comes and is judged, one way or another."""
        verdict = self.dice.choice(("accepted", "deficient", "deficient", "review"))
        if agency.state == "complete":
            return
        self.judged(agency.id, verdict)
        agency.state = {"accepted": "complete"}.get(verdict, verdict)
        agency.told = (self.now + timedelta(hours=7)).date()

    def judged(self, agency_id: str, verdict: str) -> None:
        """A mail with a plan of this agency, decided now."""
        self.count += 1
        box = self.place.ledger.mailbox_id("elsewhere", "INBOX", "1")
        key = f"mail{self.count}"
        mail_id = self.place.ledger.record_fetched(box, key, f"sha-{key}", 1, self.now, self.now)
        found = examination(key, plan(agency_id, verdict), sender=f"clerk@{agency_id[2:]}.example.go.th")
        self.place.ledger.decide(mail_id, found, answer, self.now)

    def toggle_pause(self, agency: Agency) -> None:
        """Staff ask for silence, or end it."""
        change = self.place.ledger.resume_reminders if agency.paused else self.place.ledger.pause_reminders
        assert change(agency.id, "", "officer", self.now)
        agency.paused = not agency.paused

    def staff_act(self, today: date) -> None:
        """What happens on days of its own: plans of offices that are on lists, summaries that a ministry asks for."""
        if today == COMPLETE_FROM:
            self.judged("r.dlt.21", "accepted")
        if today == FIELD_OFFICE_COMPLETE_FROM:
            self.judged(next(iter(FIELD_OFFICES)), "accepted")
        if today == DEPARTMENT_COMPLETE_FROM:
            self.judged(DEPARTMENT, "accepted")
        if today in ASKED_BY_THE_MINISTRY:
            letter, _ = self.place.reminding.summary(MINISTRY, COORDINATOR, self.now)
            assert self.place.ledger.enqueue(letter, self.now, action="summary")
            assert not self.place.ledger.enqueue(letter, self.now, action="summary"), "the same request is one letter"

    def letters_to(self, agency_id: str) -> list[tuple[date, str]]:
        """Day and text of each letter to this agency."""
        rows = self.place.ledger.rows(
            "SELECT created_at, raw FROM outbox WHERE agency_id = ? AND mail_id IS NULL ORDER BY id", (agency_id,)
        )
        texts = [message_from_bytes(row[1], policy=policy.default).get_body(("plain",)) for row in rows]
        return [
            (datetime.fromisoformat(row[0]).date(), text.get_content())
            for row, text in zip(rows, texts, strict=True)
            if text is not None
        ]

    def stored(self) -> set[tuple[str, str]]:
        """(agency, stage) of every reminder in the outbox."""
        rows = self.place.ledger.rows("SELECT agency_id, stage FROM outbox WHERE kind = 'reminder'")
        return {(row[0], row[1].partition("@")[0]) for row in rows}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_every_letter_that_was_due_went_out_once(tmp_path: Path, seed: int) -> None:
    campaign = Campaign(tmp_path, seed)
    dice, days = campaign.dice, (LAST - FIRST).days + 1
    outages = {start + length for start in dice.sample(range(days), 6) for length in range(dice.randint(1, 6))}
    expected: dict[date, set[tuple[str, str]]] = defaultdict(set)
    for number in range(days):
        today = FIRST + timedelta(days=number)
        campaign.now = datetime(today.year, today.month, today.day, 1, tzinfo=UTC)  # eight in the morning
        campaign.staff_act(today)
        for agency in dice.sample(list(campaign.agencies.values()), dice.choice((0, 0, 1))):
            campaign.answers(agency)
        if dice.random() < 0.2:
            campaign.toggle_pause(dice.choice(list(campaign.agencies.values())))
        if number in outages:
            continue
        before = campaign.stored()
        if dice.random() < 0.3:
            campaign.restart()
        campaign.place.daemon.run_once()
        assert campaign.stored() == before, "before the hour nothing leaves"
        campaign.now += timedelta(hours=2)
        for agency in (*campaign.agencies.values(), campaign.province, campaign.department):
            stage = None if today.weekday() > 4 or today in DAYS_OFF else agency.expected(today)
            if stage is not None:
                expected[today].add((agency.id, stage))
                agency.letters.append((today, stage))
        for _ in range(dice.choice((1, 1, 1, 2))):
            campaign.place.daemon.run_once()
        assert campaign.stored() - before == expected[today], today
    rows = campaign.place.ledger.rows(
        "SELECT count(*), count(DISTINCT agency_id || stage) FROM outbox WHERE stage <> ''"
    )
    assert rows[0][0] == rows[0][1] == sum(map(len, expected.values()))
    assert rows[0][0] > 60, "or nothing was shown"
    assert campaign.place.queue.open_count() == 0
    assert campaign.dead not in {agency for agency, _ in campaign.stored()}, "nobody writes to a dead address"
    assert_lists(campaign)
    assert_summaries(campaign)
    campaign.place.close()


def assert_lists(campaign: Campaign) -> None:
    """Who collects is told of the offices below that are missing on that day, and of no other."""
    lists = campaign.letters_to(PROVINCE)
    assert len(lists) == len(campaign.province.letters) > 5, "the province answers for offices that have no address"
    assert all(STILL_MISSING in text for _, text in lists)
    assert {ONCE_MISSING in text for sent_at, text in lists if sent_at < COMPLETE_FROM} == {True}
    assert {ONCE_MISSING in text for sent_at, text in lists if sent_at >= COMPLETE_FROM} == {False}
    lists = campaign.letters_to(DEPARTMENT)
    assert len(lists) == len(campaign.department.letters) > 5, "complete itself, it still answers for its field offices"
    complete, missing = FIELD_OFFICES.values()
    assert all(missing in text and OTHER_FIELD_OFFICE not in text for _, text in lists)
    assert {complete in text for sent_at, text in lists if sent_at < FIELD_OFFICE_COMPLETE_FROM} == {True}
    assert {complete in text for sent_at, text in lists if sent_at >= FIELD_OFFICE_COMPLETE_FROM} == {False}


def assert_summaries(campaign: Campaign) -> None:
    """A ministry's coordinator gets one letter for each request, on whatever day, with what is missing on that day."""
    summaries = campaign.letters_to(MINISTRY)
    assert [sent_at for sent_at, _ in summaries] == list(ASKED_BY_THE_MINISTRY)
    complete, missing = FIELD_OFFICES.values()
    assert all(missing in text and STILL_MISSING not in text for _, text in summaries)
    assert [complete in text for _, text in summaries] == [True, False, False]
    assert ["กรมสรรพากร – " in text for _, text in summaries] == [True, True, False]
    rows = campaign.place.ledger.rows("SELECT state, recipient, stage FROM outbox WHERE kind = 'summary'")
    assert {tuple(row) for row in rows} == {("sent", COORDINATOR, None)}, "no stage is used up by it"
