"""Exports read again: every agency on its sheet, nothing of a stranger's text a formula, figures as everywhere else."""

import csv
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.exporting.export import export
from mailbot.exporting.rows import About, Row, rows
from mailbot.exporting.workbook import BUDDHIST_DATE, COLUMNS, sheet_name
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from tests.ledger.country import ROUND, Country, made_up

Found = tuple[Country, list[queries.Standing], list[Row]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A country, its standings, and the rows of its export."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "config.toml").write_text(f'[data]\nfolder = "{folder}"\n', "utf-8")
    country = made_up(folder / "ledger.sqlite3", 600, seed=5, subdistricts=60)
    db = open_database(country.path, read_only=True)
    standings = queries.standings(db, country.registry, ROUND, country.tiers)
    made = rows(db, country.registry, country.rules, standings)
    db.close()
    return country, standings, made


def _about(country: Country) -> About:
    return About("ทะเบียนแผน BCP", datetime(2020, 6, 25, 17, 0, tzinfo=country.rules.round.zone))


def test_a_workbook_holds_every_agency_on_the_sheet_of_its_tier(found: Found, tmp_path: Path) -> None:
    country, standings, made = found
    export(tmp_path / "out.xlsx", made, standings, _about(country), country.rules)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    tiers = [country.rules.tiers[name] for name in country.tiers]
    assert book.sheetnames == ["สรุป", *map(sheet_name, tiers)]
    for tier in tiers:
        sheet = book[sheet_name(tier)]
        own = [row for row in made if row.tier == tier.name]
        assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
        assert [cell.value for cell in sheet["A"][1:]] == [row.agency_id for row in own]
        assert [cell.value for cell in sheet["H"][1:]] == [row.receipt for row in own]
        dates = [cell for cell in sheet["I"][1:] if cell.value]
        assert len(dates) == sum(row.received_at is not None for row in own)
        assert {cell.number_format for cell in dates} <= {BUDDHIST_DATE}
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == f"A1:K{len(own) + 1}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0), (
            "as wide as one page, which is the default"
        )
        assert sheet.print_title_rows == "$1:$1"
        shown = sum(column.width for column in sheet.column_dimensions.values() if not column.hidden)
        assert shown < 205, "wider columns are printed smaller than a person of sixty reads"
        assert all(sheet.row_dimensions[line].height >= 21 for line in range(1, len(own) + 2))


def test_the_sheet_of_figures_agrees_with_the_command(found: Found, tmp_path: Path) -> None:
    country, standings, made = found
    export(tmp_path / "out.xlsx", made, standings, _about(country), country.rules)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["สรุป"]
    told = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=5)]
    config = str(country.path.parent / "config.toml")
    done = CliRunner().invoke(app, ["ledger", "status", "--json", "--config", config])
    by_tier = [list(json.loads(line).values())[1:] for line in done.stdout.splitlines()]
    assert told == [*by_tier, [sum(column) for column in zip(*by_tier, strict=True)]]
    assert "๒๕๖๓" in sheet["A2"].value


def test_what_strangers_wrote_is_text(found: Found, tmp_path: Path) -> None:
    country, standings, made = found
    hostile = [
        "=1+1",
        "+A1",
        "@x",
        "-2",
        "http://example.org",
        "{=1}",
        "\x00\x1b[31m",
        '=HYPERLINK("http://x")',
        "& หน้า",
    ]
    bad = [replace(made[at], name=text, to_mend=(text,)) for at, text in enumerate(hostile)]
    for kind in ("xlsx", "csv", "json"):
        export(
            tmp_path / f"out.{kind}",
            bad,
            standings[: len(bad)],
            replace(_about(country), title="=1 & 2"),
            country.rules,
        )
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "replace")
            assert "<f>" not in text
            assert "<hyperlink " not in text
            assert "example.org" not in text or "sheet" in name, "an address in a file of links"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)
    with (tmp_path / "out.json").open(encoding="utf-8") as file:
        assert [json.loads(line)["name"] for line in file] == hostile


def test_all_kinds_hold_the_same_rows(found: Found, tmp_path: Path) -> None:
    country, standings, made = found
    for kind in ("csv", "json"):
        export(tmp_path / f"out.{kind}", made, standings, _about(country), country.rules)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        table = [(row["agency_id"], row["state"], row["receipt"] or None) for row in csv.DictReader(file)]
    with (tmp_path / "out.json").open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert table == [(row["agency_id"], row["state"], row["receipt"]) for row in lines]
    assert table == [(row.agency_id, row.state, row.receipt) for row in made]
    assert any(row["to_mend"] for row in lines)


def test_of_a_sealed_plan_only_receipt_and_day(found: Found) -> None:
    sealed = [row for row in found[2] if row.state == "sealed"]
    assert sealed
    assert all(row.receipt and row.received_at and not row.to_mend for row in sealed)


def test_a_failed_export_leaves_nothing_and_keeps_the_older_file(found: Found, tmp_path: Path) -> None:
    country, standings, made = found
    with pytest.raises(ValueError, match="ends in"):
        export(tmp_path / "out.ods", made, standings, _about(country), country.rules)
    for kind in ("xlsx", "csv", "json"):
        with pytest.raises(OSError, match="No such file"):
            export(tmp_path / "away" / f"out.{kind}", made, standings, _about(country), country.rules)
    older = tmp_path / "out.xlsx"
    older.write_text("older")
    broken = [replace(made[0], state="unheard of")]
    with pytest.raises(KeyError):
        export(older, broken, standings, _about(country), country.rules)
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
    assert older.read_text() == "older"


def test_the_command_tells_how_many_rows_it_wrote(found: Found, tmp_path: Path) -> None:
    country, standings, _ = found
    config = str(country.path.parent / "config.toml")
    path = tmp_path / "ระยอง.xlsx"
    done = CliRunner().invoke(app, ["ledger", "export", str(path), "--province", "21", "--config", config])
    own = [one for one in standings if one.agency.province_code == "21"]
    assert done.exit_code == 0
    assert f"{len(own):,}" in done.stdout
    book = openpyxl.load_workbook(path)
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[1:]) == len(own)
    assert "จังหวัดระยอง" in book["สรุป"]["A2"].value
    assert CliRunner().invoke(app, ["ledger", "export", "out.pdf", "--config", config]).exit_code == 2
