"""SIGKILL while reminders, digest and report leave beside an answer: each letter is sent, and sent once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.ledger.store import Ledger
from tests.daemon.mails import question
from tests.daemon.office import Office, killed
from tests.servers.dovecot import message_id

pytestmark = pytest.mark.dovecot
TUESDAY = datetime(2027, 6, 1, 3, tzinfo=UTC)
AGENCIES = ("d.dlt", "d.tmd", "s.egat")
SETTINGS = """
[reminders]
enabled = true
[staff]
digest_address = "officer@example.go.th"
report_address = "chief@example.go.th"
"""


def _open(office: Office) -> None:
    """An office on a working morning long after the deadline, with three agencies whose addresses are known."""
    office.configure(SETTINGS)
    office.ahead = TUESDAY - datetime.now(UTC)
    ledger = Ledger(office.ledger, "bcp-2563", "BCP2563")
    for agency in AGENCIES:
        ledger.add_contact(agency, f"bcp@{agency[2:]}.example.go.th", "", "test", TUESDAY - timedelta(days=1))
    ledger.close()


@pytest.mark.parametrize(
    ("step", "count"),
    [("sending", 2), ("data-sent", 3), ("data-accepted", 4), ("sent", 5), ("copied", 3), ("*", 17), ("*", 23)],
)
def test_each_letter_leaves_once(office: Office, step: str, count: int) -> None:
    _open(office)
    office.dovecot.deliver(question(1))
    assert killed(office.run(step, count))
    office.run_until_quiet()
    office.assert_settled([message_id(question(1))], twice=step in ("data-sent", "data-accepted", "*"))
    kinds = Counter(row[0] for row in office.rows("SELECT kind FROM outbox"))
    assert kinds == {"inquiry": 1, "reminder": 3, "digest": 1, "report": 1}
    office.ahead += timedelta(days=1)
    office.run_until_quiet()
    kinds = Counter(row[0] for row in office.rows("SELECT kind FROM outbox"))
    assert kinds == {"inquiry": 1, "reminder": 3, "digest": 2, "report": 1}, "a day later: a digest, nothing else"


def test_an_answer_does_not_wait_behind_reminders(office: Office) -> None:
    _open(office)
    office.sink.fail_next("mail", "421 4.3.2 closing")
    office.run()
    office.dovecot.deliver(question(1))
    office.ahead += timedelta(minutes=10)
    office.run_until_quiet()
    order = [one.recipients[0] for one in office.sink.messages]
    answer = order.index("clerk1@office1.example.go.th")
    assert answer < min(order.index(f"bcp@{agency[2:]}.example.go.th") for agency in AGENCIES), order
