"""What a person decides about a filed mail shows in the mailbox too: sealed by hand, it leaves the folder for all."""

from pathlib import Path

import pytest

from tests.daemon.mails import question, submission
from tests.daemon.office import Office
from tests.daemon.running import TestClock, workplace
from tests.servers.dovecot import message_id


def _decide(config: Path, act: str) -> None:
    place = workplace(config, TestClock())
    try:
        review = place.reviewing
        seen = review.seen("BCP2563-000001")
        getattr(review, act)("BCP2563-000001", "ตรวจแล้ว", actor="malee", seen=seen)
    finally:
        place.close()


@pytest.mark.dovecot
@pytest.mark.parametrize("die_at", ["", "before-carry", "carried"])
def test_sealed_by_hand(office: Office, die_at: str) -> None:
    for raw in (submission(), question(1)):
        office.dovecot.deliver(raw)
    office.run_until_quiet()
    office.dovecot.deliver(submission())
    office.run_until_quiet()
    first = message_id(submission())
    assert office.dovecot.whereabouts()["Processed"] == [first, first], "a mail and its repetition"
    _decide(office.config, "seal")
    if die_at:
        assert office.run(die_at, 1).returncode != 0
    office.run_until_quiet()
    places = office.dovecot.whereabouts()
    assert places["Sealed"] == [first, first] and "Processed" not in places
    told = office.rows("SELECT action, for_staff FROM event WHERE action LIKE '%carried'")
    assert told == [("carried", 0)] * 2
    assert office.rows("SELECT folder, wanted_folder FROM mail WHERE verdict = 'sealed'") == [("Sealed", None)] * 2


@pytest.mark.dovecot
def test_what_a_person_took_out_of_its_folder_is_told(office: Office) -> None:
    office.dovecot.deliver(submission())
    office.run_until_quiet()
    with office.dovecot.client() as clerk:
        clerk.select_folder("Processed")
        clerk.move(clerk.search(), "Sent")
    _decide(office.config, "seal")
    office.run_until_quiet()
    assert office.rows("SELECT for_staff FROM event WHERE action = 'not_carried'") == [(1,)]
    assert "Sealed" not in office.dovecot.whereabouts()
