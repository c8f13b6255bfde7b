"""File names and subjects of strangers command neither terminal nor spreadsheet, and break no line of JSON."""

import io
import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe, spreadsheet_cell
from mailbot.cli.main import app
from tests.daemon.mails import submission
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace

EVIL = "[/] [bold]x[/b] \x1b[31m\x9b0m\u202efdp.\u2028{\u0085\ud7ff แผน"


def test_no_markup_and_no_escape_reaches_the_terminal() -> None:
    screen = Console(file=io.StringIO(), width=200, force_terminal=True)
    screen.print(marked_safe(EVIL), highlight=False)
    shown = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "[/] [bold]x[/b]" in shown
    assert "\x1b[31m" not in shown
    assert not {"\x9b", "\u202e", "\u2028"} & set(shown)


def test_no_word_of_others_becomes_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    console().print("root:x:0 และ :smile:", markup=False)
    assert "root:x:0 และ :smile:" in capsys.readouterr().out


def test_a_line_of_json_is_one_line_of_the_same_data() -> None:
    line = json_line({"subject": EVIL, "thai": "ที่น้ำ"})
    assert json.loads(line) == {"subject": EVIL, "thai": "ที่น้ำ"}
    assert len(line.splitlines()) == 1
    assert "ที่น้ำ" in line
    assert not [letter for letter in line if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "+66", "-1", "\t=1", "\n=1", "  =1", "＝1", "\u202e=1"])
def test_a_formula_is_text_in_a_spreadsheet(text: str) -> None:
    assert str(spreadsheet_cell(text)).startswith("'")
    assert spreadsheet_cell("แผน = 1") == "แผน = 1"
    assert spreadsheet_cell(7) == 7


def test_an_agency_whose_file_names_hold_markup_can_be_shown(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    place = workplace(config, Clock())
    place.mailbox.open()
    place.mailbox.append("INBOX", submission(), datetime(2020, 6, 15, tzinfo=UTC))
    place.daemon.run_once()
    (agency,) = {row[0] for row in place.ledger.rows("SELECT agency_id FROM plan")}
    place.ledger.db.execute("UPDATE plan SET word = ?", ("[/] [b]x.docx\x1b[31m",))
    place.close()
    done = CliRunner().invoke(app, ["ledger", "show", agency, "--config", str(config)])
    assert done.exit_code == 0, done.output
    assert "[/] [b]x.docx" in done.output
    assert "\x1b" not in done.output
    unknown = CliRunner().invoke(app, ["ledger", "show", "[/b]", "--config", str(config)])
    assert unknown.exit_code == 1
    assert unknown.exception is None or isinstance(unknown.exception, SystemExit)
