"""SIGKILL at every named step of a mail's way, then restart until quiet: nothing lost, nothing answered twice."""

import pytest

from tests.daemon.mails import question, submission
from tests.daemon.office import Office, killed
from tests.servers.dovecot import message_id

STEPS = (
    "fetched",
    "spooled",
    "recorded",
    "examined",
    "deciding",
    "decided",
    "sending",
    "data-sent",
    "data-accepted",
    "sent",
    "before-move",
    "moved",
    "done",
    "copied",
)
AFTER_DATA = ("data-sent", "data-accepted")


@pytest.mark.dovecot
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_loses_nothing_and_answers_once(office: Office, step: str) -> None:
    mails = [question(1), submission(), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    died = office.run(step, 2)
    assert killed(died), f"the step {step} was never reached twice: {died.stdout} {died.stderr[-2000:]}"
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails], twice=step in AFTER_DATA)
    verdicts = {row[0] for row in office.rows("SELECT verdict FROM mail")}
    assert verdicts == {"no_plan", "accepted"}


@pytest.mark.dovecot
def test_without_any_kill_the_same_end_is_reached(office: Office) -> None:
    mails = [question(1), submission(), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails])


@pytest.mark.dovecot
def test_killed_again_and_again_it_still_ends_with_one_answer(office: Office) -> None:
    mails = [question(number) for number in range(1, 4)]
    for raw in mails:
        office.dovecot.deliver(raw)
    for step in ("recorded", "decided", "sending", "sent", "moved"):
        office.run(step, 1)
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails])
