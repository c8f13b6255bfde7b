"""An ordinary terminal has eighty columns: no receipt is cut on it, and nothing that is typed into the next command."""

import io

import pytest
from rich.console import Console
from rich.table import Table

from mailbot.cli import tables

ROW = {
    "receipt": "BCP2563-000016",
    "plan": 1,
    "since": "2020-06-15 11:30",
    "agency": "",
    "why": "ยังไม่ทราบว่าเป็นแผนของหน่วยงานใด · ยังไม่ได้รับไฟล์ PDF",
    "sender": "nongbua.plan63@hotmail.com",
    "subject": "ส่งแผน [อบต.หนองบัว]",
}


def _shown(monkeypatch: pytest.MonkeyPatch, width: int, *, terminal: bool = True) -> str:
    written = io.StringIO()
    screen = Console(file=written, width=width, force_terminal=terminal, color_system=None, emoji=False)
    monkeypatch.setattr(tables, "console", lambda: screen)
    tables.show([ROW], tuple(ROW))
    return written.getvalue()


@pytest.mark.parametrize("width", [40, 80, 100])
def test_on_a_small_terminal_each_row_is_told_whole(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """`review list` told "BCP25…" on it."""
    told = _shown(monkeypatch, width)
    assert "…" not in told and "┃" not in told
    for value in ROW.values():
        assert str(value) in told
    assert told.index("BCP2563-000016") < told.index("nongbua.plan63@hotmail.com")


def test_a_wide_one_and_a_pipe_have_a_table_whose_first_column_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for told in (_shown(monkeypatch, 120), _shown(monkeypatch, 80, terminal=False)):
        assert "BCP2563-000016" in told and "┃" in told


def test_a_table_that_fits_stays_one() -> None:
    written = io.StringIO()
    screen = Console(file=written, width=80, force_terminal=True, color_system=None)
    table = Table("เลขรับ", "ผล")
    table.add_row("BCP2563-000016", "ครบถ้วน")
    tables.put(screen, table)
    assert "┃" in written.getvalue()
