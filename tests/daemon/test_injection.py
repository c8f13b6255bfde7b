"""One mail that attacks by all its names and words: letters, log, terminal, files and ledger take them as words."""

import email
import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage, Message
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from mailbot import logs
from mailbot.cli.main import app
from mailbot.settings import LogSection
from tests.daemon.mails import submission
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace

PRODUCT = "2193519"
TEMPLATE = "{{ 313357*7 }}{% for x in [].__class__.__mro__ %}{{ x }}{% endfor %}"
ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
HEADERS = "\r\nBcc: victim@example.org\r\n\r\nforged body"
LOG_LINE = "\n2020-06-15T00:00:00+00:00 error   forged"
SQL = "'); DROP TABLE mail; --"
EVIL = f"=1+1 {TEMPLATE}<script>x</script>{SQL}{ESCAPES}{LOG_LINE}{HEADERS}"


@dataclass
class Aftermath:
    """What the daemon left of that mail. told: its log. letters: what goes out."""

    config: Path
    mail: Path
    receipt: str
    agency: str
    told: str
    letters: list[EmailMessage]
    addressees: set[str]


def hostile_mail() -> bytes:
    """A complete submission whose subject, sender's name, Message-ID and file names are hostile."""
    mail: Message = email.message_from_bytes(submission(), policy=policy.compat32)
    address = email.utils.parseaddr(str(mail["From"]))[1]
    for name, value in (
        ("Subject", _encoded(f"{EVIL} ส่งแผน")),
        ("From", f"{_encoded(EVIL)} <{address}>"),
        ("Message-ID", f"<{TEMPLATE.replace(' ', '')}{SQL.replace(' ', '')}@x.example>"),
    ):
        del mail[name]
        mail[name] = value
    for number, part in enumerate(mail.walk()):
        if ending := re.search(r"\.(docx|pdf)\Z", part.get_filename() or ""):
            del part["Content-Disposition"]
            name = quote(f"แผน BCP {EVIL}{'' if number % 2 else ' '}{ending[0]}", safe="")
            part["Content-Disposition"] = f"attachment; filename*=utf-8''{name}"
    return mail.as_bytes()


def _encoded(text: str) -> str:
    """Encoded words (RFC 2047) of a few letters each."""
    pieces = [text[at : at + 12] for at in range(0, len(text), 12)]
    return "\n ".join(f"=?utf-8?B?{b64encode(piece.encode()).decode()}?=" for piece in pieces)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """The mail received, judged and answered by the real daemon."""
    folder = tmp_path_factory.mktemp("attacked")
    config, path, written = folder / "config.toml", folder / "mail.eml", folder / "log"
    config.write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    path.write_bytes(hostile_mail())
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(LogSection(level="DEBUG"))
    with written.open("w", encoding="utf-8") as stream, redirect_stderr(stream):
        place = workplace(config, Clock())
        place.mailbox.open()
        place.mailbox.append("INBOX", path.read_bytes(), datetime(2020, 6, 15, tzinfo=UTC))
        place.daemon.run_once()
    root.handlers[:] = handlers
    root.setLevel(level)
    ((receipt, examination),) = place.ledger.rows("SELECT receipt, examination FROM mail")
    ((agency,),) = place.ledger.rows("SELECT DISTINCT agency_id FROM plan")
    letters = place.ledger.rows("SELECT raw, recipient FROM outbox")
    assert json.loads(examination)["mail"]["attachments"]
    place.close()
    yield Aftermath(
        config,
        path,
        receipt,
        agency,
        written.read_text("utf-8"),
        [email.message_from_bytes(raw, policy=policy.default) for raw, _ in letters],
        {recipient for _, recipient in letters},
    )


def test_a_letter_has_our_headers_only_and_goes_to_the_sender_only(after: Aftermath) -> None:
    assert after.letters and after.addressees == {email.utils.parseaddr(_header(after.mail, "From"))[1]}
    for letter in after.letters:
        assert "Bcc" not in letter and "Cc" not in letter
        assert [address.addr_spec for address in letter["To"].addresses] == list(after.addressees)
        assert len(letter.get_all("Subject", [])) == len(letter.get_all("Message-ID", [])) == 1
        assert not re.search(rb"(?mi)^(?:bcc|forged)", letter.as_bytes())


def test_no_word_of_theirs_is_evaluated_in_a_letter(after: Aftermath) -> None:
    for letter in after.letters:
        text, html = letter.get_body(("plain",)), letter.get_body(("html",))
        assert text is not None and html is not None
        shown = text.get_content() + html.get_content() + letter["Subject"]
        assert PRODUCT not in shown and "__mro__" in shown and "<class" not in shown
        assert "<script" not in html.get_content()
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_the_log_has_no_line_of_theirs(after: Aftermath) -> None:
    assert after.told.strip()
    assert "forged" not in "".join(re.findall(r"(?m)^\S+\s+error.*$", after.told))
    assert all(re.match(r"\d{4}-\d\d-\d\dT", line) for line in after.told.splitlines())
    assert not set(after.told) & {"\x1b", "\x07", "\x9b", "\u202e", "\u2028"}


@pytest.mark.parametrize(
    "command",
    [
        "check MAIL",
        "check MAIL --json",
        "identify MAIL",
        "explain RECEIPT",
        "explain RECEIPT --json",
        "ledger mails",
        "ledger mails --json",
        "ledger mails --csv",
        "ledger search script",
        "ledger show AGENCY",
        "ledger sql SELECT_SUBJECT",
        "ledger sql SELECT_SUBJECT --csv",
    ],
)
def test_no_command_hands_its_signs_to_the_terminal(after: Aftermath, command: str) -> None:
    stands_for = {
        "MAIL": str(after.mail),
        "RECEIPT": after.receipt,
        "AGENCY": after.agency,
        "SELECT_SUBJECT": "SELECT subject, sender, examination FROM mail",
    }
    arguments = [stands_for.get(word, word) for word in command.split()]
    done = CliRunner().invoke(app, [*arguments, "--config", str(after.config)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.output.strip()
    assert not set(done.output) & {"\x1b", "\x07", "\x9b", "\u202e", "\u2028"}
    assert PRODUCT not in done.output
    if "--csv" in arguments:
        assert not re.search(r'(?m)(?:^|,)"?[=+@]', done.output)
        assert len(re.findall(r"(?m)^Bcc:", done.output)) == 0


def _header(path: Path, name: str) -> str:
    return str(email.message_from_bytes(path.read_bytes(), policy=policy.compat32)[name]).replace("\n", "")
