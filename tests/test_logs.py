"""One event is one line of the log, whatever a server or a mail put into it."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from mailbot import logs
from mailbot.demo.mails_accepted import accepted_mails
from mailbot.demo.mails_deficient import deficient_mails
from mailbot.demo.mails_without_plan import mails_without_plan
from mailbot.outbox.sender import SendResult
from mailbot.settings import LogSection
from tests.daemon.running import workplace

FORGED = "refused\n2020-06-15T00:00:00+00:00 error   trouble: none\u2028\u0085\x1b[31m ที่น้ำ"


@pytest.fixture(autouse=True)
def _root() -> Iterator[None]:
    """The root logger as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["human", "json"])
def test_a_server_cannot_forge_a_second_line(capsys: pytest.CaptureFixture[str], form: str) -> None:
    logs.configure(LogSection.model_validate({"format": form}))
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("x").exception("trouble: %s", FORGED)
    written = capsys.readouterr().err
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written
    assert "ที่น้ำ" in written
    if form == "json":
        assert json.loads(written)["message"] == f"trouble: {FORGED}"


def test_of_an_unforeseen_error_only_kind_and_place_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(LogSection())
    secret = "แผนลับของกรม".encode("cp874")
    try:
        secret.decode("utf-8")
    except UnicodeDecodeError:
        logging.getLogger("x").exception("a mail to Somchai.Jaidee@dlt.go.th failed")
    written = capsys.readouterr().err
    assert "somchai" not in written.lower()
    assert "\\xe1" not in written and "UnicodeDecodeError in" in written
    assert "a mail to <address> failed" in written


@pytest.mark.parametrize("form", ["human", "json"])
def test_all_lines_about_one_mail_bear_its_number(capsys: pytest.CaptureFixture[str], form: str) -> None:
    logs.configure(LogSection.model_validate({"format": form}))
    with logs.about(12):
        logging.getLogger("x").warning("one")
        with logs.about(13):
            logging.getLogger("x").warning("two")
    logging.getLogger("x").warning("three")
    lines = capsys.readouterr().err.splitlines()
    if form == "json":
        assert [json.loads(line).get("mail") for line in lines] == [12, 13, None]
    else:
        assert ["mail 12: one" in lines[0], "mail 13: two" in lines[1], "mail" in lines[2]] == [True, True, False]


def test_a_day_of_work_leaves_nobody_and_no_plan_in_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo's mails through the real daemon, an SMTP server that repeats addresses in its refusals with them."""
    (tmp_path / "config.toml").write_text('[data]\nmin_free_mb = 0\n[log]\nformat = "json"\nlevel = "DEBUG"\n', "utf-8")
    place = workplace(tmp_path / "config.toml", lambda: datetime(2020, 6, 15, 3, tzinfo=UTC))
    logs.configure(place.settings.log)
    place.mailbox.open()
    samples = [*islice(accepted_mails(), 3), *islice(deficient_mails(), 2), *mails_without_plan()]
    for one in samples:
        place.mailbox.append("INBOX", one.raw, datetime(2020, 6, 15, 3, tzinfo=UTC))
    place.__dict__["sender"] = _Refusing()
    place.daemon.run_once()
    rows = place.ledger.rows("SELECT sender, subject, json_extract(examination, '$.mail.from.name') FROM mail")
    quotes = "SELECT atom FROM mail, json_tree(examination) WHERE json_tree.key IN ('quote', 'heading', 'name')"
    texts = place.ledger.rows(quotes)
    place.close()
    written = capsys.readouterr().err
    assert written.count('"mail": ') > 2 * len(samples)
    told = {str(word) for row in (*rows, *texts) for word in row if word and len(str(word)) > 5}
    assert len(told) > 25
    assert [word for word in told if word in written] == []
    assert "@" not in written


class _Refusing:
    """A server that says whom it does not know."""

    def send(self, raw: bytes, envelope_from: str, recipient: str) -> SendResult:
        """Refuses, in words that hold the address."""
        said = f"550 <{recipient}> is unknown to {envelope_from}"
        return SendResult("retry" if len(raw) % 2 else "refused", said, 550)
