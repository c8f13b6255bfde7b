"""The embedded way out: every mail once, whatever happened before."""

import mailbox
from pathlib import Path

import pytest

from mailbot.outbox.maildir_sender import MaildirSender

RAW = b"Message-ID: <ack.1@example.org>\r\nTo: a@example.org\r\n\r\nhello\r\n"


def _laid(path: Path) -> list[bytes]:
    box = mailbox.Maildir(path, create=False)
    return sorted(box.get_bytes(key) for key in box.keys())  # noqa: SIM118 - a Maildir iterates over mails


def test_one_message_id_is_laid_once(tmp_path: Path) -> None:
    steps: list[str] = []
    sender = MaildirSender(tmp_path / "data" / "sent", on_step=steps.append)
    assert sender.send(RAW, "", "a@example.org").outcome == "sent"
    assert sender.send(RAW, "", "a@example.org").reason == "laid before"
    assert MaildirSender(tmp_path / "data" / "sent").send(RAW, "", "a@example.org").outcome == "sent"
    assert _laid(tmp_path / "data" / "sent") == [RAW]
    assert steps == ["data-sent", "data-accepted"] * 2
    assert sender.send(RAW.replace(b"ack.1", b"ack.2"), "", "a@example.org").outcome == "sent"
    assert len(_laid(tmp_path / "data" / "sent")) == 2


def test_also_after_somebody_read_it(tmp_path: Path) -> None:
    sender = MaildirSender(tmp_path)
    sender.send(RAW, "", "a@example.org")
    (file,) = (tmp_path / "new").iterdir()
    assert file.read_bytes() == RAW
    file.rename(tmp_path / "cur" / f"{file.name}:2,S")
    assert sender.send(RAW, "", "a@example.org").reason == "laid before"
    assert len(_laid(tmp_path)) == 1


def test_without_a_message_id_the_bytes_decide(tmp_path: Path) -> None:
    sender = MaildirSender(tmp_path)
    for raw in (b"\r\none\r\n", b"\r\none\r\n", b"\r\ntwo\r\n"):
        assert sender.send(raw, "", "a@example.org").outcome == "sent"
    assert len(_laid(tmp_path)) == 2


@pytest.mark.parametrize(("raw", "address"), [(RAW, "nobody"), (RAW + b"\0", "a@example.org")])
def test_what_smtp_would_refuse(tmp_path: Path, raw: bytes, address: str) -> None:
    assert MaildirSender(tmp_path).send(raw, "", address).outcome == "refused"


def test_a_disk_that_fails_is_for_later(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = MaildirSender(tmp_path / "file" / "sent").send(RAW, "", "a@example.org")
    assert result.outcome == "retry"
    assert _laid_nothing(tmp_path)


def _laid_nothing(path: Path) -> bool:
    return [found.name for found in path.rglob("*")] == ["file"]
