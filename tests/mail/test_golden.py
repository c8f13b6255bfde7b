"""Golden mails: one .eml a fault, its .toml says what must be read from it."""

import tomllib
from pathlib import Path

import pytest

from mailbot.errors import Refused
from mailbot.mail import bounces, robots
from mailbot.mail.parse import read_mail
from mailbot.mail.robots import OwnMail
from mailbot.settings import LimitsSection

MAILS = sorted((Path(__file__).parents[1] / "mails").glob("*.eml"))
OWN = OwnMail(frozenset({"opdcbcm@opdc.go.th"}))


def test_there_are_golden_mails_each_with_its_expectation() -> None:
    assert len(MAILS) >= 22
    assert all(path.with_suffix(".toml").exists() for path in MAILS)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    if "refused" in expected:
        with pytest.raises(Refused) as refusal:
            read_mail(path.read_bytes(), LimitsSection())
        assert refusal.value.code == expected["refused"]
        return
    mail = read_mail(path.read_bytes(), LimitsSection())
    policy = robots.judge(mail, OWN)
    bounce = bounces.read(mail)
    assert mail.subject == expected["subject"]
    assert [sender.address for sender in mail.senders] == expected["from"]
    assert mail.text == expected["text"]
    assert (policy.may_reply, policy.reason or "") == (expected["may_reply"], expected["reason"])
    assert [inner.senders[0].address for inner in mail.forwarded] == expected.get("forwarded_from", [])
    assert list(bounce.recipients if bounce else ()) == expected.get("bounced", [])
    found = [
        {
            "name": file.name,
            "kind": file.kind,
            "level": file.level,
            "size": file.size,
            "sha256": file.sha256,
            "problem": file.problem or "",
        }
        for file in mail.attachments
    ]
    assert found == expected.get("attachments", [])
