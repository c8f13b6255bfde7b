"""From the inbox to the sealed box: killed at every step, no byte lost, no plain copy left, no word anywhere else."""

import logging
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.bench import Hints
from mailbot.mailbox.spool import SealedAway
from mailbot.replaying import Replaying
from mailbot.sealing.box import NotOpened
from mailbot.sealing.keeper import NotSealed
from mailbot.workplace import Workplace
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace
from tests.sealing.traces import WORDS, found_in, mail, traces

RECEIPT = "BCP2563-000001"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An embedded mailbox; temporary files go where the test can look for them."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    path = tmp_path / "config.toml"
    path.write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    return path


@pytest.fixture
def place(config: Path) -> Iterator[Workplace]:
    """Its workplace."""
    made = workplace(config, Clock())
    made.mailbox.open()
    yield made
    made.close()


def _deliver(place: Workplace, raw: bytes) -> None:
    place.mailbox.append("INBOX", raw, datetime(2020, 6, 15, tzinfo=UTC))


def _plain(place: Workplace) -> list[Path]:
    return [*place.spool.folder.rglob("*.eml"), *place.spool.folder.rglob("*.tmp")]


def _sealed(place: Workplace) -> list[Path]:
    return list(place.spool.folder.rglob("*.sealed"))


def _seal(place: Workplace) -> object:
    return place.reviewing.seal(RECEIPT, "แผนด้านความมั่นคง", actor="หัวหน้า", seen=place.reviewing.seen(RECEIPT))


def _unlock(place: Workplace) -> None:
    place.keeper.unlock(place.keys.left_passphrase.read_text().strip())


def _release(place: Workplace) -> object:
    return place.reviewing.release(RECEIPT, "ไม่ใช่เอกสารลับ", actor="หัวหน้า", seen=place.reviewing.seen(RECEIPT))


def _left(place: Workplace) -> dict[Path, list[str]]:
    """Where words are left, but for the mailbox itself, which is the mail server's."""
    return traces(place.folder.parent, place.folder / "mailbox")


def test_no_word_of_any_part_is_left(place: Workplace, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert found_in(mail()) == list(WORDS), "the search finds every word where it is"
    _deliver(place, mail())
    place.daemon.run_once()
    assert [tuple(row) for row in place.ledger.rows("SELECT verdict, folder FROM mail")] == [("sealed", "Sealed")]
    assert _plain(place) == []
    assert len(_sealed(place)) == 1
    assert _left(place) == {}
    assert found_in(caplog.text.encode()) == []
    assert list((place.folder.parent / "tmp").iterdir()) == []
    (outgoing,) = place.ledger.rows("SELECT raw, subject FROM outbox")
    assert found_in(bytes(outgoing["raw"])) == found_in(str(outgoing["subject"]).encode()) == []


def test_only_the_key_opens_it_and_every_reading_is_told(place: Workplace) -> None:
    _deliver(place, mail())
    place.daemon.run_once()
    with pytest.raises(SealedAway, match="review release"):
        Replaying(place).receipt(RECEIPT, dry_run=False)
    with pytest.raises(SealedAway, match="private key"):
        place.keeper.read(RECEIPT, "หัวหน้า", "ตรวจสอบ")
    _unlock(place)
    assert found_in(place.keeper.read(RECEIPT, "หัวหน้า", "ตรวจสอบ")) == list(WORDS)
    (event,) = place.ledger.rows("SELECT actor, for_staff FROM event WHERE action = 'sealed_read'")
    assert tuple(event) == ("หัวหน้า", 1)
    with pytest.raises(NotSealed):
        place.keeper.read("BCP2563-000009", "x", "y")
    assert _left(place) == {}


def test_released_it_is_a_mail_like_others_and_stays_one(place: Workplace) -> None:
    _deliver(place, mail())
    place.daemon.run_once()
    _deliver(place, b"Received: from elsewhere\r\n" + mail())
    place.daemon.run_once()
    with pytest.raises(SealedAway):
        _release(place)
    _unlock(place)
    _release(place)
    assert _sealed(place) == []
    assert len(_plain(place)) == 2, "its repetition follows it"
    verdict, subject = place.ledger.rows("SELECT verdict, subject FROM mail")[0]
    assert verdict != "sealed"
    assert WORDS["subject"] in subject
    assert Replaying(place).receipt(RECEIPT, dry_run=False)["after"]["verdict"] == verdict, "the mark stays outweighed"
    place.daemon.run_once()
    assert len(_plain(place)) == 2
    place.reviewing.undo(RECEIPT, "ลับจริง", actor="หัวหน้า", seen=place.reviewing.seen(RECEIPT))
    assert _plain(place) == []
    assert len(_sealed(place)) == 2
    assert [path for path in _left(place) if "sent" not in path.parts] == [], "only the letter that is out"


def test_sealed_by_hand_after_it_was_judged_and_answered(place: Workplace, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _deliver(place, mail(""))
    _deliver(place, b"Received: from elsewhere\r\n" + mail(""))
    place.daemon.run_once()
    assert place.ledger.rows("SELECT count(*) FROM mail WHERE duplicate_of IS NOT NULL")[0][0] == 1
    assert place.ledger.rows("SELECT count(*) FROM search_index WHERE search_index MATCH 'kestrel'")[0][0] == 1
    assert "subject" in _left(place)[place.ledger_path.with_name("ledger.sqlite3-wal")]
    review = place.reviewing
    review.not_ours(RECEIPT, None, "ไม่ใช่แผน", actor="ก", seen=review.seen(RECEIPT))
    _seal(place)
    place.daemon.run_once()
    assert {row[0] for row in place.ledger.rows("SELECT verdict FROM mail")} == {"sealed"}
    assert _plain(place) == []
    sent_before = place.folder / "sent" / "new"
    assert [path for path in _left(place) if sent_before not in path.parents] == []
    assert found_in("".join(map(str, place.ledger.rows("SELECT detail FROM event"))).encode()) == []
    place.ledger.db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab ('main', 'search_index', 'row')")
    assert place.ledger.rows("SELECT count(*) FROM temp.terms WHERE term IN ('zqs', 'zqf', 'kes')")[0][0] == 0
    kinds = [row[0] for row in place.ledger.rows("SELECT kind FROM outbox ORDER BY id")]
    assert kinds[-1] == "sealed", "the sender is told to withdraw it"


def test_the_same_mail_again_is_a_repetition_and_leaves_no_plain_copy(place: Workplace) -> None:
    _deliver(place, mail())
    place.daemon.run_once()
    _deliver(place, mail())
    _deliver(place, b"Received: from elsewhere\r\n" + mail())
    place.daemon.run_once()
    rows = place.ledger.rows("SELECT receipt, duplicate_of, verdict, folder FROM mail ORDER BY id")
    assert [tuple(row) for row in rows[1:]] == [(RECEIPT, 1, "sealed", "Sealed")] * 2
    assert _plain(place) == []
    assert _left(place) == {}


def test_another_key_does_not_open_it(place: Workplace, tmp_path: Path) -> None:
    _deliver(place, mail())
    place.daemon.run_once()
    for path in (place.keys.public, place.keys.private):
        path.unlink()
    place.keys.public_key()
    _unlock(place)
    with pytest.raises(NotOpened, match="another key"):
        _release(place)
    assert len(_sealed(place)) == 1


def _dying(config: Path, step: str, act: Callable[[Workplace], object]) -> None:
    """`act` in a process of its own that kills itself at `step`."""
    child = os.fork()
    if child == 0:
        place = workplace(config, Clock())
        place.step = lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == step else None
        try:
            act(place)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, f"{step} was never reached"


@pytest.mark.parametrize("step", ["decided", "sealing", "sealed-blob", "plain-removed", "sealed"])
def test_a_kill_while_sealing_loses_nothing_and_leaves_nothing(config: Path, step: str) -> None:
    first = workplace(config, Clock())
    first.mailbox.open()
    _deliver(first, mail())
    first.close()
    _dying(config, step, lambda place: place.daemon.run_once())
    place = workplace(config, Clock())
    place.daemon.run_once()
    assert _plain(place) == []
    _unlock(place)
    assert place.keeper.read(RECEIPT, "x", "y") == mail()
    assert _left(place) == {}
    assert place.ledger.rows("SELECT count(*) FROM outbox")[0][0] == 1
    assert place.ledger.rows("SELECT state, sealed_at IS NOT NULL FROM mail")[0][:] == ("done", 1)
    place.close()


@pytest.mark.parametrize("step", ["sealing", "scrubbed", "sealed-blob", "plain-removed", "sealed"])
def test_a_kill_while_sealing_by_hand(config: Path, step: str) -> None:
    first = workplace(config, Clock())
    first.mailbox.open()
    _deliver(first, mail(""))
    first.daemon.run_once()
    first.close()
    _dying(config, step, _seal)
    place = workplace(config, Clock())
    place.daemon.run_once()
    assert _plain(place) == []
    _unlock(place)
    assert place.keeper.read(RECEIPT, "x", "y") == mail("")
    assert [path for path in _left(place) if "sent" not in path.parts] == []
    place.close()


def test_a_kill_while_releasing_is_ended_with_the_next_key(config: Path) -> None:
    first = workplace(config, Clock())
    first.mailbox.open()
    _deliver(first, mail())
    first.daemon.run_once()
    first.close()

    def release(place: Workplace) -> None:
        _unlock(place)
        _release(place)

    _dying(config, "unsealed", release)
    place = workplace(config, Clock())
    place.daemon.run_once()
    _unlock(place)
    place.keeper.settle()
    assert place.spool.get(place.ledger.rows("SELECT raw_sha256 FROM mail")[0][0]) == mail()
    assert _sealed(place) == []
    assert place.ledger.sealed_mails() == []
    place.close()


def test_a_key_that_is_away_is_told_once_and_the_mail_is_sealed_later(place: Workplace, config: Path) -> None:
    text = config.read_text("utf-8") + '[sealing]\npublic_key = "office.pem"\n'
    config.write_text(text, "utf-8")
    away = workplace(config, Clock())
    _deliver(away, mail())
    assert any("sealing" in trouble for trouble in away.daemon.run_once().troubles)
    assert away.ledger.rows("SELECT state FROM mail")[0][0] == "done", "nobody waits for it"
    place.keys.public_key()
    (config.parent / "office.pem").write_bytes(place.keys.public.read_bytes())
    assert away.daemon.run_once().troubles == []
    assert _plain(away) == []
    away.close()


def test_no_word_is_in_its_examination(place: Workplace) -> None:
    examination = place.examiner.examine(mail(), Hints())
    assert found_in(examination.model_dump_json().encode()) == []
