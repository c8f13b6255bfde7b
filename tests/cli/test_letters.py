"""mailbot letters preview: every kind in the terminal and as pages, and wrong words refused."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.replies.letter import REPLY_KINDS
from mailbot.replies.lines import WIDTH, cells

runner = CliRunner()


def _run(*arguments: str) -> tuple[int, str]:
    result = runner.invoke(app, ["letters", "preview", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_one_kind_in_one_language() -> None:
    code, text = _run("--kind", "deficiency-link", "--language", "th")
    assert code == 0
    assert text.count("Subject: ") == 1
    assert "Subject: ขอให้แก้ไข: แผน BCP อบต.ตะพง [BCP2563-000123]" in text
    assert all(cells(line) <= WIDTH for line in text.split("Subject:")[1].splitlines()[1:])


def test_a_kind_shows_all_its_letters() -> None:
    _, text = _run("--kind", "status")
    assert text.count("Subject: แจ้งสถานะ") == text.count("Subject: Status") == 4


@pytest.mark.parametrize("arguments", [("--kind", "deficient"), ("--language", "fr")])
def test_what_is_not_there_is_wrong_usage_and_tells_what_there_is(arguments: tuple[str, str]) -> None:
    code, text = _run(*arguments)
    assert code == 2
    assert ("status_unknown" in text) == (arguments[0] == "--kind")


def test_pages_of_every_kind_in_both_languages(tmp_path: Path) -> None:
    code, said = _run("--html", str(tmp_path / "pages"))
    assert code == 0
    index = Path(said.strip())
    linked = set(re.findall(r'href="([^"]+)"', index.read_text("utf-8")))
    assert linked == {path.name for path in index.parent.glob("*.html")} - {"index.html"}
    for kind in REPLY_KINDS:
        assert {f"{kind}.th.html", f"{kind}.en.html"} <= linked
