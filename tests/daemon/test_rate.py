"""More answers than the server may be given in a minute: `run --once` waits and sends them all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.daemon.mails import question
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace


def test_once_sends_everything_however_many_minutes_it_takes(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    almost_a_minute = timedelta(seconds=(57 - datetime.now(UTC).second) % 60)
    place = workplace(tmp_path / "config.toml", Clock(almost_a_minute))
    place.mailbox.open()
    for number in range(3):
        place.mailbox.append("INBOX", question(number), datetime.now(UTC))
    place.daemon.dispatch.per_minute = 2
    done = place.daemon.run_once()
    assert (done.sent, done.unsent, done.waiting) == (3, 0, 0)
    place.close()
