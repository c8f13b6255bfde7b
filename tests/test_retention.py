"""When a round is long closed, what is personal goes from ledger, search and spool; the facts stay."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot import config_file
from mailbot.cli.main import app
from mailbot.errors import Refused
from mailbot.ledger import queries
from mailbot.retention import Retaining
from mailbot.workplace import Workplace
from tests.ledger.samples import answer, examination, plan

LATE = datetime(2022, 1, 2, tzinfo=UTC)
IN_TIME = datetime(2020, 6, 15, 3, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A ledger with one mail of the round and one that came after it was closed."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = Workplace(config_file.load(tmp_path / "config.toml"), clock=lambda: LATE)
    box = made.ledger.mailbox_id("bot", "INBOX", "1")
    for key, moment in (("somchai-a0812345678", IN_TIME), ("new", LATE)):
        reference = made.spool.put(f"mail {key} of clerk@private".encode())
        mail_id = made.ledger.record_fetched(box, key[:3], reference.sha256, 9, moment, moment)
        found = examination(key, plan("d.dlt"), sender=f"clerk@private.{key[:3]}.example")
        made.ledger.decide(mail_id, found.model_copy(update={"content_key": key[:3]}), answer, moment)
        for row in made.queue.due(moment):
            made.queue.sent(row, moment)
        made.ledger.record_done(mail_id, moment, how="moved")
    return made


def retaining(place: Workplace, days: int = 365) -> Retaining:
    """The round of 2563, closed on 31 December 2020."""
    return Retaining(place.ledger, place.spool.folder, place.bench.rules.round, days)


def test_nothing_goes_before_its_time(place: Workplace) -> None:
    with pytest.raises(Refused, match="2021-12-31"):
        retaining(place).purge("officer", datetime(2021, 12, 30, tzinfo=UTC))
    gone = retaining(place).what_goes()
    assert (gone.mails, gone.letters, len(gone.spooled)) == (1, 1, 1)
    assert len(list(place.spool.folder.rglob("*.eml"))) == 2
    place.close()


def test_the_command_only_shows_until_it_is_told_yes(place: Workplace, tmp_path: Path) -> None:
    place.close()
    shown = CliRunner().invoke(app, ["retention", "--json", "--config", str(tmp_path / "config.toml")])
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["gone"] is False
    assert len(list(place.spool.folder.rglob("*.eml"))) == 2
    done = CliRunner().invoke(app, ["retention", "--yes", "--json", "--config", str(tmp_path / "config.toml")])
    assert json.loads(done.stdout)["gone"] is True
    assert len(list(place.spool.folder.rglob("*.eml"))) == 1


def test_what_is_personal_goes_and_the_facts_stay(place: Workplace) -> None:
    before = queries.standings(place.ledger.db, place.bench.registry, "bcp-2563", ["direct"])
    retaining(place).purge("officer", LATE)
    after = queries.standings(place.ledger.db, place.bench.registry, "bcp-2563", ["direct"])
    assert [(one.agency.id, one.state, one.receipt) for one in after] == [
        (one.agency.id, one.state, one.receipt) for one in before
    ]
    rows = place.ledger.rows(
        "SELECT receipt, verdict, sender, subject, examination IS NULL AS gone FROM mail ORDER BY id"
    )
    assert tuple(rows[0]) == ("BCP2563-000001", "accepted", None, None, 1)
    assert rows[1]["sender"] == "clerk@private.new.example", "what came later is not touched"
    assert len(list(place.spool.folder.rglob("*.eml"))) == 1
    ((detail,),) = place.ledger.rows("SELECT detail FROM event WHERE action = 'retention'")
    assert '"mails": 1' in detail
    with pytest.raises(Exception, match="never changed"), place.ledger.writing() as db:
        db.execute("UPDATE event SET actor = 'x'")
    place.close()
    held = b"".join(path.read_bytes() for path in place.folder.rglob("*") if path.is_file())
    assert not [word for word in (b"somchai", b"a0812345678", b"clerk@private.som") if word in held]


def test_a_second_purge_finds_nothing_more(place: Workplace) -> None:
    retaining(place).purge("officer", LATE)
    again = retaining(place).purge("officer", LATE)
    assert (again.mails, again.letters) == (0, 0)
    place.close()
