"""What the program refuses, it refuses in the reader's language and with the exit code of the contract."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mailbot import config_file
from mailbot.workplace import Workplace

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings with an empty ledger beside them."""
    path = tmp_path_factory.mktemp("office") / "config.toml"
    path.write_text("[data]\nmin_free_mb = 0\n[retention]\nkeep_days = 3650\n", "utf-8")
    Workplace(config_file.load(path)).ledger.close()
    return path


def refused(*arguments: str, language: str) -> tuple[int, str]:
    """Exit code and standard error of the program as users start it."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": language, "COLUMNS": "200"}
    command = [sys.executable, "-m", "mailbot", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stderr


def test_a_settings_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    missing = str(tmp_path / "nothing.toml")
    code, told = refused("--config", missing, "ledger", "status", language="C.UTF-8")
    assert code == 2
    assert "ไม่มีไฟล์" in told
    code, told = refused("ledger", "status", "--config", missing, language="en_US.UTF-8")
    assert (code, "there is no file" in told) == (2, True)


@pytest.mark.parametrize(
    ("command", "thai", "english"),
    [
        (("replay", "BCP2563-000009"), "ไม่พบอีเมลเลขรับ BCP2563-000009 ที่ตรวจแล้ว", "no judged mail with receipt"),
        (("review", "seal", "BCP2563-000009"), "ไม่พบอีเมลเลขรับ BCP2563-000009", "no judged mail with receipt"),
        (("explain", "BCP2563-000009"), "ไม่พบอีเมลเลขรับ BCP2563-000009", "no mail with receipt"),
        (("retention", "--yes"), "ยังไม่ถึงเวลาที่ลบข้อมูลได้", "nothing may go before its time"),
    ],
)
def test_a_refusal_is_told_in_the_readers_language(
    config: Path, command: tuple[str, ...], thai: str, english: str
) -> None:
    for language, told in (("C.UTF-8", thai), ("en_US.UTF-8", english)):
        code, said = refused(*command, "--config", str(config), language=language)
        assert (code, told in said) == (1, True), said
