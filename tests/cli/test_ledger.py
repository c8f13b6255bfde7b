"""The commands over the ledger of a made-up country: figures, missing ones, stories, search, SQL that only reads."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from tests.ledger.country import ROUND, Country, made_up

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """Six hundred mails; the ledger lies where the program looks for it."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "config.toml").write_text(f'[data]\nfolder = "{folder}"\n', "utf-8")
    return made_up(folder / "ledger.sqlite3", 600, seed=3, subdistricts=60)


@pytest.fixture
def run(country: Country, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `mailbot ledger …` in Thai; exit code, standard output, standard error."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        config = str(country.path.parent / "config.toml")
        done = CliRunner().invoke(app, ["ledger", *arguments, "--config", config])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return command


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("by", ["tier", "ministry", "province", "vital"])
def test_figures_are_the_same_however_they_are_sorted(run: Run, country: Country, by: str) -> None:
    rows = _lines(run("status", "--by", by, "--json")[1])
    db = open_database(country.path, read_only=True)
    whole = queries.total(queries.standings(db, country.registry, ROUND, country.tiers))
    db.close()
    for name in queries.COLUMNS:
        assert sum(int(str(row[name])) for row in rows) == getattr(whole, name)
    code, table, _ = run("status", "--by", by)
    assert code == 0
    assert f"{whole.expected:,}" in table


def test_csv_opens_in_excel_and_has_the_same_rows(run: Run) -> None:
    text = run("status", "--by", "province", "--csv")[1]
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["province"] for row in rows] == [
        row["province"] for row in _lines(run("status", "--by", "province", "--json")[1])
    ]
    assert "ระยอง" in {row["name"] for row in rows}


def test_missing_ones_of_one_kind(run: Run) -> None:
    rows = _lines(run("missing", "--province", "21", "--state", "missing", "--json")[1])
    assert rows
    assert {(row["province"], row["state"]) for row in rows} == {("21", "missing")}
    vital = _lines(run("missing", "--vital", "--json")[1])
    assert vital
    assert all(row["vital"] for row in vital)
    named = _lines(run("missing", "--text", "เทศบาลนคร ระยอง", "--json")[1])
    assert [row["name"] for row in named] in ([], ["เทศบาลนครระยอง"])
    assert run("missing", "--state", "gone")[0] == 2


def test_an_agency_is_found_by_part_of_its_name(run: Run) -> None:
    assert json.loads(run("show", "กรมสรรพากร", "--json")[1])["agency_id"] == "d.rd"
    assert json.loads(run("show", "สนจ.ระยอง", "--json")[1])["agency_id"] == "r.pvo.21"
    code, _, told = run("show", "ระยอง")
    assert code == 1
    assert "r.pvo.21" in told
    code, _, told = run("show", "ไม่มีหน่วยงานนี้")
    assert code == 1
    assert "ไม่พบ" in told


def test_a_story_is_told_in_order(run: Run, country: Country) -> None:
    db = open_database(country.path, read_only=True)
    agency = db.execute(
        "SELECT agency_id FROM plan WHERE verdict = 'deficient' GROUP BY 1 ORDER BY count(*) DESC"
    ).fetchone()[0]
    receipts = [plan["receipt"] for plan in queries.agency_history(db, ROUND, agency)]
    db.close()
    code, told, _ = run("show", agency)
    assert code == 0
    assert all(receipt in told for receipt in receipts)
    times = [line[:16] for line in told.splitlines()[1:] if line[:4] == "2020"]
    assert times == sorted(times)


def test_mails_are_chosen_by_verdict_sender_and_words(run: Run) -> None:
    rows = _lines(run("mails", "--verdict", "review", "--json")[1])
    assert {row["verdict"] for row in rows} == {"review"}
    sender = str(rows[0]["sender"])
    assert {row["sender"] for row in _lines(run("mails", "--sender", sender.upper(), "--json")[1])} == {sender}
    few = run("mails", "--limit", "3")[1]
    assert "ทั้งหมด 600 ฉบับ" in few
    assert all(row["no_reply_reason"] for row in _lines(run("mails", "--unanswered", "--json")[1]))


def test_search_tells_what_was_found(run: Run) -> None:
    found = _lines(run("search", "ระยอง", "--json")[1])
    assert {"found": "agency", "agency_id": "r.pvo.21", "name": "สำนักงานจังหวัดระยอง"} in found
    found = _lines(run("search", "ตำบลที่ไม่มี", "--json")[1])
    assert found == []
    assert {row["found"] for row in _lines(run("search", "element.2.7", "--json")[1])} == {"finding", "mail"}
    assert run("search", "ระยอง")[0] == 0


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE mail SET subject = 'x'",
        "DELETE FROM event",
        "INSERT INTO event (at, actor, action, detail) VALUES ('x', 'x', 'x', '{}')",
        "DROP TABLE mail",
        "CREATE TEMP TABLE copy AS SELECT * FROM mail",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA writable_schema = 1",
        "ATTACH DATABASE 'other.sqlite3' AS other",
        "VACUUM INTO 'copy.sqlite3'",
        "BEGIN IMMEDIATE",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM mail",
        "INSERT INTO search_index (search_index) VALUES ('delete-all')",
        "SELECT nothing FROM nowhere",
        "",
    ],
)
def test_sql_refuses_what_is_no_reading_question(run: Run, country: Country, query: str) -> None:
    before = country.path.read_bytes()
    code, out, told = run("sql", query)
    assert code == 1
    assert out == ""
    assert told.strip()
    assert country.path.read_bytes() == before


def test_sql_answers_within_its_time_and_tells_when_it_was_cut(run: Run) -> None:
    rows = _lines(run("sql", "SELECT kind, count(*) AS mails FROM mail GROUP BY kind", "--json")[1])
    assert sum(int(str(row["mails"])) for row in rows) == 600
    code, out, told = run("sql", "SELECT id, id FROM mail ORDER BY id", "--limit", "2", "--csv")
    assert code == 0
    assert out.splitlines() == ["\ufeffid,id_2", "1,1", "2,2"]
    assert "2" in told
    assert _lines(run("sql", "SELECT raw FROM outbox LIMIT 1", "--json")[1]) == [{"raw": "<100 bytes>"}]
    found = _lines(run("sql", "SELECT rowid FROM search_index WHERE search_index MATCH 'bcp2563000007'", "--json")[1])
    assert found == [{"rowid": 7}]
    endless = "WITH RECURSIVE a (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT count(*) FROM a"
    code, _, told = run("sql", endless, "--seconds", "0.2")
    assert code == 1
    assert "0.2 seconds" in told


@pytest.mark.parametrize(
    "text", ["' OR '1'='1", "x'; DROP TABLE mail; --", '" OR 1=1 --', "%' UNION SELECT raw --", "x OR *"]
)
@pytest.mark.parametrize(
    "command",
    [("mails", "--sender"), ("mails", "--text"), ("mails", "--verdict"), ("search",), ("missing", "--ministry")],
)
def test_what_is_asked_for_is_data(run: Run, country: Country, command: tuple[str, ...], text: str) -> None:
    before = country.path.read_bytes()
    code, out, told = run(*command, text, "--json")
    assert (code, out) == (0, "") or (code != 0 and told)
    assert "syntax" not in told and "Traceback" not in told
    assert country.path.read_bytes() == before


def test_provinces_and_ministries_are_known_by_their_names_too(run: Run) -> None:
    by_code = run("missing", "--province", "21", "--json")[1]
    for name in ("ระยอง", "จังหวัดระยอง", "Rayong"):
        assert run("missing", "--province", name, "--json")[1] == by_code
    assert run("status", "--ministry", "กระทรวงมหาดไทย", "--json") == run("status", "--ministry", "m.moi", "--json")
    code, _, told = run("missing", "--province", "ระยะ")
    assert code == 2 and "ไม่พบจังหวัด 'ระยะ'" in told
