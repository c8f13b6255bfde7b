"""Lives that nobody thought of: mails of all kinds, sudden deaths, people and servers that meddle, drawn at random."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.daemon.mails import question, submission
from tests.daemon.office import FOLDERS, Office, killed
from tests.daemon.test_poison import huge_content_type, nested_parts
from tests.servers.dovecot import message_id

pytestmark = pytest.mark.dovecot
SEEDS = range(12)
OTHER_PATH = b"Received: from x.example by y.example; Mon, 15 Jun 2020 10:00:05 +0700\r\n"
FAULTS = (
    ("rcpt", "451 later"),
    ("data", "452 later"),
    ("data", "drop"),
    ("data", "drop-unstored"),
    ("mail", "421 bye"),
)


class Life:
    """One office and what fate does to it. may_repeat: how often an answer may have come twice."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.dice = office, random.Random(seed)
        self.delivered: list[bytes] = []
        self.may_repeat = 0

    def deliver(self) -> None:
        """A new mail, hostile or not, or one that came before by another path."""
        makers: tuple[Callable[[], bytes], ...] = (
            lambda: question(self.dice.randrange(10**6)),
            lambda: question(self.dice.randrange(10**6)).replace(b"Message-ID:", b"X-None:"),
            submission,
            huge_content_type,
            nested_parts,
            lambda: OTHER_PATH + self.dice.choice(self.delivered or [submission()]),
        )
        raw = self.dice.choice(makers)()
        self.office.dovecot.deliver(raw)
        self.delivered.append(raw)

    def die(self) -> None:
        """A run that ends at some step, or not."""
        done = self.office.run("*", self.dice.randint(1, 40))
        assert killed(done) or done.returncode == 0, done.stderr[-2000:]
        self.may_repeat += killed(done)

    def renumber(self) -> None:
        """A new UIDVALIDITY."""
        if (self.office.dovecot.base / "mail" / "bot" / "dovecot-uidlist").exists():
            self.office.dovecot.change_uidvalidity()

    def meddle(self) -> None:
        """A person drags a mail from one folder to another."""
        with self.office.dovecot.client() as client:
            folders = [folder for folder in self.office.dovecot.folders() if folder in FOLDERS]
            client.select_folder(self.dice.choice(folders))
            if uids := client.search():
                client.move([self.dice.choice(uids)], self.dice.choice(folders))

    def break_smtp(self) -> None:
        """The SMTP server fails once."""
        step, answer = self.dice.choice(FAULTS)
        self.office.sink.fail_next(step, answer)  # type: ignore[arg-type]
        self.may_repeat += answer == "drop"
        self.die()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_nothing_is_lost_and_nobody_is_answered_twice(office: Office, seed: int) -> None:
    life = Life(office, seed)
    for _ in range(life.dice.randint(1, 5)):
        life.deliver()
    for _ in range(life.dice.randint(1, 5)):
        life.dice.choice([life.die, life.die, life.die, life.renumber, life.meddle, life.break_smtp, life.deliver])()
    office.sink.faults.clear()
    _run_until_quiet(office)
    places = office.dovecot.whereabouts()
    found = Counter(one for folder in FOLDERS for one in places.get(folder, []))
    assert found == Counter(message_id(raw) for raw in life.delivered)
    assert "INBOX" not in places
    assert office.rows("SELECT count(*) FROM mail WHERE state <> 'done'") == [(0,)]
    answers = {str(row[0]): row[1] for row in office.rows("SELECT message_id, state FROM outbox")}
    assert set(answers.values()) <= {"sent"}
    sent = Counter(office.sink.message_ids())
    assert set(sent) == set(answers)
    assert sum(sent.values()) <= len(answers) + life.may_repeat
    assert Counter(places.get("Sent", [])) == Counter(dict.fromkeys(answers, 1))
    assert office.rows("SELECT count(*) - count(DISTINCT receipt) FROM mail WHERE duplicate_of IS NULL") == [(0,)]
    assert office.rows("PRAGMA integrity_check") == [("ok",)]


def _run_until_quiet(office: Office) -> None:
    for _ in range(8):
        done = office.run()
        assert done.returncode == 0, done.stderr[-3000:]
        if done.stdout.split() == ["0", "0"]:
            return
        office.ahead += timedelta(minutes=7)
    raise AssertionError(f"never quiet: {done.stdout} {done.stderr[-3000:]}")
