"""What newcomers and scripts met at the terminal: tracebacks, unreadable letters, machine words, silent empty lists."""

import json
import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from rich.console import Console

from mailbot.cli.words import language, word
from mailbot.demo.run import run_demo


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The settings of a demo that was run."""
    folder = tmp_path_factory.mktemp("demo") / "kept"
    run_demo(folder, Console(quiet=True))
    return str(folder / "config.toml")


def _program(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mailbot", *arguments]
    known = {key: value for key, value in os.environ.items() if key not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, timeout=120, env=known | environment)


@pytest.mark.parametrize("command", [("init", "--config", "{}/config.toml"), ("demo", "--keep", "{}")])
def test_a_folder_that_cannot_be_made_is_told_without_a_traceback(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    ended = _program(*(part.format(tmp_path / "file" / "x") for part in command), cwd=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"mailbot: ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_folder_of_other_things_is_not_emptied_by_the_demo(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    ended = _program("demo", "--keep", str(tmp_path), cwd=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert (tmp_path / "thesis.txt").exists()


@pytest.mark.parametrize("encoding", ["latin-1", "tis-620", "ascii"])
def test_pipes_carry_utf8_whatever_the_locale(config: str, tmp_path: Path, encoding: str) -> None:
    ended = _program("ledger", "mails", "--json", "--config", config, cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert ended.returncode == 0, ended.stderr
    subjects = [json.loads(line)["subject"] for line in ended.stdout.decode("utf-8").splitlines()]
    assert any("แผน" in subject for subject in subjects)
    assert _program("explain", "BCP2563-000005", "-c", config, cwd=tmp_path, PYTHONIOENCODING=encoding).returncode == 0


def test_a_reader_that_goes_away_leaves_no_traceback(config: str, tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "mailbot", "ledger", "missing", "--json", "--config", config],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None and program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    assert b"Traceback" not in program.stderr.read()
    program.stderr.close()
    program.wait(30)


def test_explain_shows_the_letter_itself_and_the_evidence_of_each_plan(config: str, tmp_path: Path) -> None:
    told = _program("explain", "bcp2563-000007", "--config", config, cwd=tmp_path).stdout.decode()
    assert "เรียน หัวหน้าสำนักงานจังหวัดเชียงใหม่" in told
    assert "สำนักงาน\u00a0ก.พ.ร." in told
    assert "แผน ๒" in told
    shown = json.loads(_program("explain", "BCP2563-000007", "--json", "--config", config, cwd=tmp_path).stdout)
    assert shown["outbox"]["text"].startswith("เรียน ")
    assert not {"raw", "token"} & shown["outbox"].keys()


def test_every_receipt_of_the_demo_can_be_explained(config: str, tmp_path: Path) -> None:
    mails = _program("ledger", "mails", "--json", "--config", config, cwd=tmp_path).stdout.decode().splitlines()
    for receipt in sorted({json.loads(line)["receipt"] for line in mails})[8:13]:
        ended = _program("explain", receipt, "--config", config, cwd=tmp_path)
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_an_unknown_receipt_is_told_in_words(config: str, tmp_path: Path) -> None:
    ended = _program("replay", "BCP2563-999999", "--config", config, cwd=tmp_path)
    assert ended.returncode == 1
    assert "ไม่พบอีเมลเลขรับ BCP2563-999999 ที่ตรวจแล้ว".encode() in ended.stderr
    assert b"mail.unreadable" not in ended.stderr


def test_a_mail_without_a_plan_is_lacking_and_a_question_is_not(tmp_path: Path) -> None:
    for subject, code in (("ส่งแผน BCP", 1), ("ขอสอบถามเรื่องแผน BCP", 0)):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "clerk@example.go.th", "opdcbcm@opdc.go.th", subject
        mail.set_content("เรียน เจ้าหน้าที่")
        (tmp_path / "a.eml").write_bytes(mail.as_bytes())
        assert _program("check", "a.eml", cwd=tmp_path).returncode == code


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "th"),
        ({"LANG": "C"}, "th"),
        ({"LANG": "th_TH.UTF-8"}, "th"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C.UTF-8"}, "th"),
    ],
)
def test_the_language_of_tables_follows_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == told
    assert word("must") == ("must" if told == "en" else "ต้องแก้ไข")


def test_the_version_is_told(tmp_path: Path) -> None:
    assert _program("--version", cwd=tmp_path).stdout.startswith(b"mailbot ")
