"""Lives drawn at random: mails, staff, time, sudden deaths and bounces in any order, against a model of the cases."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mailbot.demo.letter import File
from mailbot.demo.plans import SamplePlan, make_plan
from mailbot.demo.sample import plan_of
from mailbot.ledger import queries
from mailbot.reviewing import Outdated
from tests.cases.bureau import Bureau, bureau
from tests.cases.letters import FIRST, clerk_mail, pdf, word
from tests.cases.test_orders import SuddenDeath

AGENCIES = ("d.dlt", "d.dbd", "l.3400102")
FILES = ("word", "pdf", "bad word", "bad pdf")
LIMITS = settings(
    max_examples=int(os.environ.get("MAILBOT_TEST_LIVES", "4")),
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@cache
def _older(agency: str) -> SamplePlan:
    return make_plan(agency, 5, empty=("2.7",))


def _file(agency: str, name: str) -> File:
    """A half of the agency's plan, or of another version that lacks an element."""
    plan = _older(agency) if name.startswith("bad") else plan_of(agency)
    return word(plan, name) if name.endswith("word") else pdf(plan, name)


class Life(RuleBasedStateMachine):
    """The ledger of a few agencies. The model: which good halves of each agency have come, and what staff accepted."""

    @initialize()
    def begin(self) -> None:
        """A new office."""
        self.folder = Path(tempfile.mkdtemp(prefix="life-"))
        self.stack = ExitStack()
        self.office: Bureau = self.stack.enter_context(bureau(self.folder))
        self.hours, self.number = 0, 0
        self.good: dict[str, set[str]] = {agency: set() for agency in AGENCIES}
        self.came: dict[str, int] = dict.fromkeys(AGENCIES, 0)
        self.accepted_by_staff: set[str] = set()
        self.dies_in = 0

    @rule(agency=st.sampled_from(AGENCIES), names=st.sets(st.sampled_from(FILES), min_size=1, max_size=2))
    def mail(self, agency: str, names: set[str]) -> None:
        """A clerk sends one or two files; both of one kind he would not."""
        names = names if len({name[-3:] for name in names}) == len(names) else {min(names)}
        if {name.split()[0] for name in names} == {"bad", "word"} or len({n.startswith("bad") for n in names}) > 1:
            names = {min(names)}
        self.number, self.hours = self.number + 1, self.hours + 1
        files = [_file(agency, name) for name in sorted(names)]
        raw = clerk_mail(agency, self.number, *files)
        self.office.place.mailbox.open()
        self.office.place.mailbox.append("INBOX", raw, FIRST + timedelta(hours=self.hours))
        self._run()
        self.good[agency] |= {name for name in names if not name.startswith("bad")}
        self.came[agency] += 1

    @rule(data=st.data())
    @precondition(lambda self: any(self.came.values()))
    def staff(self, data: st.DataObject) -> None:
        """Somebody of staff accepts a living plan, or looks at an older judgment and is told so."""
        rows = self.office.place.ledger.rows(
            "SELECT mail.receipt, mail.judgment, plan.position, plan.agency_id FROM plan JOIN mail "
            "ON mail.id = plan.mail_id WHERE plan.superseded_at IS NULL AND plan.agency_id IS NOT NULL ORDER BY plan.id"
        )
        row = data.draw(st.sampled_from([tuple(row) for row in rows]))
        review = self.office.place.reviewing
        if data.draw(st.booleans()):
            review.accept(row[0], row[2], "ดูแล้ว", actor="malee", seen=row[1])
            self.accepted_by_staff.add(row[3])
        else:
            try:
                review.accept(row[0], row[2], "ดูแล้ว", actor="malee", seen=row[1] - 1)
            except Outdated as error:
                assert error.since
            else:
                raise AssertionError("an older judgment was overwritten")

    @rule(hours=st.integers(1, 48))
    def time_passes(self, hours: int) -> None:
        """Nothing happens for a while."""
        self.office.clock.forward(hours=hours)
        self._run()

    @rule(steps=st.integers(1, 8))
    def crash(self, steps: int) -> None:
        """The power will be cut after so many steps."""
        self.dies_in = steps

    @rule()
    @precondition(lambda self: self.office.letters())
    def bounce(self) -> None:
        """Our newest letter comes back."""
        outbox = self.office.place.ledger.rows("SELECT token, recipient FROM outbox ORDER BY id DESC LIMIT 1")[0]
        self.number += 1
        raw = (
            f"Return-Path: <>\r\nFrom: mailer-daemon@example.org\r\nTo: bounces+{outbox[0]}@opdc.go.th\r\n"
            f"Message-ID: <bounce.{self.number}@example.org>\r\nSubject: Undelivered Mail Returned to Sender\r\n"
            "Auto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nuser unknown\r\n"
        ).encode()
        self.office.place.mailbox.open()
        self.office.place.mailbox.append("INBOX", raw, FIRST + timedelta(hours=self.hours, minutes=self.number))
        self._run()

    def _run(self) -> None:
        """Run the daemon; when it dies, in a new process with the same files, as systemd would."""
        for _ in range(20):
            try:
                self.office.run()
                return
            except SuddenDeath:
                now = self.office.clock.now
                self.stack.close()
                self.office = self.stack.enter_context(bureau(self.folder))
                self.office.clock.now = now
            finally:
                self.office.place.step = self._step

    def _step(self, _name: str) -> None:
        if self.dies_in:
            self.dies_in -= 1
            if not self.dies_in:
                raise SuddenDeath

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        """Complete when both good halves have come or staff accepted; else something came, or nothing."""
        place = self.office.place
        tiers = [tier.name for tier in place.bench.rules.tiers.values() if tier.owes]
        found = queries.standings(place.ledger.db, place.bench.registry, "bcp-2563", tiers)
        states = {one.agency.id: one.state for one in found}
        for agency in AGENCIES:
            whole = self.good[agency] == {"word", "pdf"} or agency in self.accepted_by_staff
            expected = "complete" if whole else "deficient" if self.came[agency] else "missing"
            assert states[agency] == expected, (agency, self.good[agency], self.came[agency])

    @invariant()
    def nobody_is_told_twice(self) -> None:
        """One acknowledgment for one version, one answer for one judgment, and no mail in a middle state."""
        ledger = self.office.place.ledger
        assert ledger.rows("SELECT 1 FROM mail WHERE state <> 'done'") == []
        rows = ledger.rows(
            "SELECT plan.agency_id, plan.version FROM outbox JOIN plan ON plan.mail_id = outbox.mail_id AND "
            "plan.judgment = outbox.judgment WHERE outbox.kind = 'acknowledgment' AND plan.verdict = 'accepted'"
        )
        told = [tuple(row) for row in rows]
        assert len(told) == len(set(told))

    def teardown(self) -> None:
        """Let go of the files."""
        if hasattr(self, "stack"):
            self.stack.close()
            shutil.rmtree(self.folder, ignore_errors=True)


TestLife = Life.TestCase
TestLife.settings = LIMITS
