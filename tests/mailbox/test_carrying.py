"""A filed mail is carried to another folder on a person's word, whatever the server can do; its bytes tell which."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from mailbot.mailbox.maildir import MaildirMailbox
from mailbot.mailbox.protocol import Known
from mailbot.settings import MailboxSection
from tests.mailbox.servers import dovecot_without, mail, mailbox_of
from tests.servers.dovecot import DovecotServer

WAYS = [
    pytest.param((), id="MOVE"),
    pytest.param(("MOVE",), id="no MOVE"),
    pytest.param(("MOVE", "UIDPLUS"), id="no MOVE, no UIDPLUS"),
]


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[DovecotServer]:
    with dovecot_without(*request.param) as started:
        yield started


def _known(raw: bytes, message_id: str = "") -> Known:
    return Known(message_id, len(raw), sha256(raw).hexdigest())


@pytest.mark.dovecot
@pytest.mark.parametrize("server", WAYS, indirect=True)
@pytest.mark.parametrize("message_id", ["<2@example.org>", ""], ids=["by Message-ID", "by size"])
def test_carried_once(server: DovecotServer, message_id: str) -> None:
    box = mailbox_of(server)
    box.open()
    for number, text in ((1, "first"), (2, "one"), (2, "two"), (3, "third")):
        server.deliver(mail(number, text))
    arrived = [box.fetch(uid) for uid in box.waiting()]
    for uid in box.waiting()[:3]:
        assert box.move(uid, "Processed")
    asked = arrived[2]
    assert asked is not None
    known = _known(asked.raw, message_id)
    assert [box.carry("Processed", "Sealed", known) for _ in range(2)] == [True, True]
    assert server.messages("Sealed") == [asked.raw], "of two mails under one Message-ID the one with these bytes"
    assert server.whereabouts()["Processed"] == ["<1@example.org>", "<2@example.org>"]
    assert box.carry("Processed", "Sealed", _known(b"never came")) is False
    assert box.waiting() == ["4"], "the inbox is selected again"
    box.close()


def test_carried_once_in_a_maildir(tmp_path: Path) -> None:
    box = MaildirMailbox(tmp_path / "box", MailboxSection())
    box.open()
    for text in ("one", "two"):
        box.append("Processed", mail(1, text), datetime(2020, 6, 15, tzinfo=UTC))
    known = _known(mail(1, "two"))
    assert [box.carry("Processed", "Sealed", known) for _ in range(2)] == [True, True]
    assert [file.read_bytes() for file in (tmp_path / "box" / ".Sealed" / "cur").iterdir()] == [mail(1, "two")]
    assert [file.read_bytes() for file in (tmp_path / "box" / ".Processed" / "cur").iterdir()] == [mail(1, "one")]
    assert box.carry("Processed", "Sealed", _known(b"never came")) is False
