"""OAuth2: the token comes from a command, is used with the mechanism that the server offers, and never shown."""

import base64
import sys
from pathlib import Path

import pytest

from mailbot.errors import LoginRefused, Transient
from mailbot.mailbox.imap import ImapMailbox
from mailbot.mailbox.login import access_token
from tests.mailbox.servers import settings
from tests.servers.scripted_imap import ScriptedImap, Session


def _command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def _counting(path: Path) -> list[str]:
    """Prints token1, token2, … on successive runs."""
    return _command(
        f"import pathlib; p = pathlib.Path({str(path)!r}); n = len(p.read_text()) + 1 if p.exists() else 1;"
        "p.write_text('x' * n); print(f'token{n}')"
    )


class _TokenServer:
    """Takes one token, whichever mechanism carries it; keeps what it was shown."""

    def __init__(self, good: str, mechanisms: str) -> None:
        self.good, self.shown = good, list[str]()
        self.server = ScriptedImap({"AUTHENTICATE": self._answer}, capabilities=f"IDLE MOVE UIDPLUS {mechanisms}")

    def _answer(self, session: Session, tag: str, rest: str) -> None:
        session.send("+ ")
        self.shown.append(f"{rest} {base64.b64decode(session.receive()).decode()}")
        if f"Bearer {self.good}\1" in self.shown[-1]:
            session.send(f"{tag} OK done")
            return
        session.send("+ eyJzdGF0dXMiOiI0MDEifQ==")
        assert session.receive() == ""
        session.send(f"{tag} NO [AUTHENTICATIONFAILED] token expired")


@pytest.mark.parametrize(
    ("offered", "shown"),
    [
        ("AUTH=XOAUTH2 AUTH=OAUTHBEARER", "XOAUTH2 user=bot\1auth=Bearer token1\1\1"),
        ("AUTH=OAUTHBEARER AUTH=PLAIN", "OAUTHBEARER n,a=bot,\1auth=Bearer token1\1\1"),
    ],
)
def test_the_mechanism_that_is_offered(tmp_path: Path, offered: str, shown: str) -> None:
    tokens = _TokenServer("token1", offered)
    box = ImapMailbox(settings(tokens.server.port, security="none", oauth2_command=_counting(tmp_path / "n")))
    box.open()
    assert box.waiting() == []
    assert tokens.shown == [shown]
    tokens.server.stop()


def test_a_token_that_just_ran_out_is_asked_for_again(tmp_path: Path) -> None:
    tokens = _TokenServer("token2", "AUTH=XOAUTH2")
    box = ImapMailbox(settings(tokens.server.port, security="none", oauth2_command=_counting(tmp_path / "n")))
    box.open()
    assert len(tokens.shown) == 2
    tokens.server.stop()


def test_a_token_that_is_refused_twice(tmp_path: Path) -> None:
    tokens = _TokenServer("never", "AUTH=XOAUTH2")
    box = ImapMailbox(settings(tokens.server.port, security="none", oauth2_command=_counting(tmp_path / "n")))
    with pytest.raises(LoginRefused, match="token expired") as refused:
        box.open()
    assert len(tokens.shown) == 2
    assert "token1" not in str(refused.value)
    tokens.server.stop()


def test_a_password_beyond_ascii_goes_through_plain() -> None:
    shown: list[bytes] = []

    def plain(session: Session, tag: str, rest: str) -> None:
        session.send("+ ")
        shown.append(base64.b64decode(session.receive()))
        session.send(f"{tag} OK done")

    server = ScriptedImap({"AUTHENTICATE": plain}, capabilities="AUTH=PLAIN")
    ImapMailbox(settings(server.port, security="none", password='รหัส "ลับ"')).open()
    assert shown == ['\0bot\0รหัส "ลับ"'.encode()]
    server.stop()


def test_commands_that_give_no_token() -> None:
    assert access_token(_command("print('  abc  ')")) == "abc"
    with pytest.raises(Transient, match="exit code 3") as failed:
        access_token(_command("import sys; print('half-a-token'); sys.exit(3)"))
    assert "half-a-token" not in str(failed.value)
    assert not isinstance(failed.value, LoginRefused)
    with pytest.raises(Transient, match="exit code 0"):
        access_token(_command("pass"))
    with pytest.raises(LoginRefused, match="cannot be run"):
        access_token(["/nonexistent/token-maker"])
