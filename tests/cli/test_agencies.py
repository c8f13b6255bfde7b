"""The commands over agencies, as a clerk runs them."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.ledger.store import Ledger
from tests.agencies.conftest import LOCAL_LIST
from tests.agencies.lists import NAMTOK, TAPHONG, as_csv, as_xlsx
from tests.ledger.samples import NOW, answer, examination, plan

runner = CliRunner()


class Clerk:
    """Runs commands on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config.toml").write_text("", "utf-8")

    def run(self, *arguments: str, code: int = 0) -> str:
        result = runner.invoke(app, ["--config", str(self.folder / "config.toml"), *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code, result.output
        return result.output

    def rows(self, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*arguments, "--json", code=code).splitlines()]

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    yield Clerk(tmp_path)


@pytest.mark.parametrize("command", ["list", "show", "import", "contacts", "expect"])
def test_every_command_has_help(command: str) -> None:
    result = runner.invoke(app, ["agencies", command, "--help"])
    assert result.exit_code == 0
    assert "--config" in result.stdout


def test_a_dry_run_writes_nothing_and_an_import_only_once(clerk: Clerk) -> None:
    path = clerk.file("list.xlsx", as_xlsx([TAPHONG, NAMTOK]))
    dry = clerk.rows("agencies", "import", path, "--dry-run")
    assert list(clerk.folder.rglob("*.sqlite3")) == []
    assert [row["agency_id"] for row in dry if row["what"] == "added"] == ["l.6210115", "l.5210304"]
    assert dry[-1] == {"what": "end", "written": False, "dry_run": True, "added": 2}
    assert clerk.rows("agencies", "import", path)[-1]["written"] is True
    again = clerk.rows("agencies", "import", path)
    assert again == [
        {"what": "unchanged", "count": 2},
        {"what": "end", "written": False, "dry_run": False, "unchanged": 2},
    ]
    assert "nothing to do" in clerk.run("agencies", "import", path)


def test_a_broken_list_is_refused_in_the_clerks_words(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = clerk.file("list.csv", as_csv([TAPHONG, ["ระยองง", *NAMTOK[1:]], [*NAMTOK[:3], "12", *NAMTOK[4:]]]))
    told = clerk.run("agencies", "import", path, code=1)
    assert "line 3" in told
    assert "line 4" in told
    assert [row["line"] for row in clerk.rows("agencies", "import", path, code=1)] == [3, 4]
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    assert "บรรทัดที่ 3: ไม่มีจังหวัดชื่อ 'ระยองง'" in clerk.run("agencies", "import", path, code=1)
    assert list(clerk.folder.rglob("*.sqlite3")) == []


def test_a_mailing_list_with_rows_that_are_not_understood(clerk: Clerk) -> None:
    clerk.run("agencies", "import", clerk.file("list.csv", as_csv([TAPHONG])))
    rows = [
        ["กรมสรรพากร", "bcp@rd.go.th"],
        ["อบต.ตะพง", "plan@gmail.com"],
        ["กพร.", "x@gmail.com"],
        ["ไม่มีชื่อนี้", "y@gmail.com"],
    ]
    path = clerk.file("mails.csv", as_csv(rows, ["ชื่อหน่วยงาน", "อีเมล"], ";").encode("cp874"))
    found = clerk.rows("agencies", "import", path)
    assert [row["agency_id"] for row in found if row["what"] == "address"] == ["d.rd", "l.6210115"]
    assert [row["line"] for row in found if row["what"] == "not_understood"] == [4, 5]
    contacts = clerk.rows("agencies", "contacts")
    assert {(row["agency_id"], row["address"], row["confirmed_by"]) for row in contacts} == {
        ("d.rd", "bcp@rd.go.th", "list"),
        ("l.6210115", "plan@gmail.com", "list"),
    }
    assert clerk.rows("agencies", "import", path)[-1]["written"] is False
    assert clerk.run("agencies", "import", path, "--as", "nonsense", code=2)
    assert clerk.run("agencies", "import", path, "--mapping", "nonsense", code=2)
    clerk.run("agencies", "import", path, "--as", "local", code=1)


def test_list_and_its_filters(clerk: Clerk) -> None:
    clerk.run("agencies", "import", clerk.file("list.csv", as_csv([TAPHONG, NAMTOK])))
    assert len(clerk.rows("agencies", "list", "--tier", "local_lower")) == 2
    assert [row["agency_id"] for row in clerk.rows("agencies", "list", "--search", "อบต. ตะพง")] == ["l.6210115"]
    assert len(clerk.rows("agencies", "list", "--province", "21", "--tier", "regional")) == 32
    assert {row["agency_id"] for row in clerk.rows("agencies", "list", "--ministry", "m.mof", "--tier", "direct")} >= {
        "d.rd"
    }
    assert len(clerk.rows("agencies", "list", "--kind", "pao")) == 76
    assert "rows more" in clerk.run("agencies", "list", "--limit", "5")
    assert clerk.run("agencies", "list", "--csv", "--kind", "pao").startswith("\ufeff")
    for option, value in (("--tier", "x"), ("--province", "99"), ("--ministry", "m.x")):
        clerk.run("agencies", "list", option, value, code=2)


def test_a_collector_is_shown_what_came_without_it(clerk: Clerk) -> None:
    ledger = Ledger(clerk.folder / "data" / "ledger.sqlite3", "bcp-2563", "BCP2563-")
    straight = plan("r.doae.21").model_copy(update={"tier": "regional", "route": "via_province"})
    collected = plan("r.dol.21").model_copy(update={"tier": "regional", "route": "collected"})
    box = ledger.mailbox_id("bot", "INBOX", "1")
    mail_id = ledger.record_fetched(box, "k", "sha-k", 1, NOW, NOW)
    ledger.decide(mail_id, examination("k", straight, collected), answer, NOW)
    ledger.close()
    (collector,) = clerk.rows("agencies", "show", "r.pvo.21")
    assert [(row["agency_id"], row["route"]) for row in collector["came_past"]] == [("r.doae.21", "via_province")]
    assert "สำนักงานเกษตรจังหวัดระยอง" in clerk.run("agencies", "show", "r.pvo.21")
    (other,) = clerk.rows("agencies", "show", "r.pvo.22")
    assert other["came_past"] == []


def test_show_by_id_by_name_and_by_kind(clerk: Clerk) -> None:
    (office,) = clerk.rows("agencies", "show", "สนง.เกษตรจังหวัดระยอง")
    assert (office["agency_id"], office["sends_to"], office["one_by_one"]) == ("r.doae.21", "r.pvo.21", True)
    (field,) = clerk.rows("agencies", "show", "c.rd_area:21")
    assert (field["sends_to"], field["copies_to"], field["one_by_one"]) == ("d.rd", ["r.pvo.21"], False)
    (collector,) = clerk.rows("agencies", "show", "r.pvo.21")
    assert (collector["sends_to"], collector["copies_to"]) == ("opdc", ["kpi.moidata@gmail.com"])
    assert collector["collects"] == 31
    (department,) = clerk.rows("agencies", "show", "d.rd")
    assert "c.rd_area" in department["field_offices"]
    assert "กรมสรรพากร" in clerk.run("agencies", "show", "d.rd")
    clerk.run("agencies", "show", "กพร.", code=1)
    clerk.run("agencies", "show", "d.nothing", code=1)


def test_contacts_are_added_and_taken_back(clerk: Clerk) -> None:
    clerk.run("agencies", "contacts", "--add", "Plan@Gmail.com", "--agency", "กรมสรรพากร", "--role", "ผู้ประสานงาน")
    (row,) = clerk.rows("agencies", "contacts", "d.rd")
    assert (row["address"], row["role"], row["confirmed_by"]) == ("plan@gmail.com", "ผู้ประสานงาน", "staff")
    assert "too" in clerk.run("agencies", "contacts", "d.dlt", "--add", "plan@gmail.com")
    clerk.run("agencies", "contacts", "--add", "second@gmail.com", "--agency", "d.dlt")
    before = {row["address"]: row for row in clerk.rows("agencies", "contacts", "d.dlt")}
    assert [before[one]["written_to"] for one in ("plan@gmail.com", "second@gmail.com")] == [1, 0]
    clerk.run("agencies", "contacts", "--take-back", "plan@gmail.com", "--agency", "d.dlt")
    after = {row["address"]: row for row in clerk.rows("agencies", "contacts", "d.dlt")}
    assert after["plan@gmail.com"]["instead"] == "second@gmail.com"
    assert [after[one]["written_to"] for one in ("plan@gmail.com", "second@gmail.com")] == [0, 1]
    clerk.run("agencies", "contacts", "--take-back", "second@gmail.com", "--agency", "d.dlt")
    clerk.run("agencies", "contacts", "--take-back", "plan@gmail.com")
    assert all(row["taken_back_at"] for row in clerk.rows("agencies", "contacts"))
    clerk.run("agencies", "contacts", "--take-back", "plan@gmail.com", code=1)
    clerk.run("agencies", "contacts", "--add", "no address", "--agency", "d.rd", code=2)
    clerk.run("agencies", "contacts", "--add", "a@b.go.th", code=2)
    clerk.run("agencies", "contacts", "--add", "a@b.go.th", "--agency", "m.moi", code=1)
    clerk.run("agencies", "contacts", "--add", "opdcbcm@opdc.go.th", "--agency", "d.rd", code=1)
    (shown,) = clerk.rows("agencies", "show", "d.rd")
    assert [event["action"] for event in shown["events"]] == ["contact_confirmed", "contact_taken_back"]


def test_who_owes_is_staffs_word_with_a_reason(clerk: Clerk) -> None:
    def expected() -> int:
        rows = clerk.rows("ledger", "status", "--tier", "direct")
        return int(rows[0]["expected"])

    clerk.run("agencies", "expect", "u.cu", "yes", "--reason", "letter 1")
    assert expected() == 285
    assert "so already" in clerk.run("agencies", "expect", "u.cu", "yes", "--reason", "again")
    clerk.run("agencies", "expect", "u.cu", "no", "--reason", "it is exempt")
    assert expected() == 284
    assert "u.cu" not in {row["agency_id"] for row in clerk.rows("ledger", "missing", "--tier", "direct")}
    clerk.run("agencies", "expect", "c.rd_area:21", "yes", "--reason", "x", code=1)
    clerk.run("agencies", "expect", "u.cu", "perhaps", "--reason", "x", code=2)
    clerk.run("agencies", "expect", "u.cu", "yes", code=2)
    (shown,) = clerk.rows("agencies", "show", "u.cu")
    assert [event["detail"]["reason"] for event in shown["events"]] == ["letter 1", "it is exempt"]


def test_the_whole_country_as_a_real_run(tmp_path: Path) -> None:
    """7,852 agencies in 2.5 s of processor time where it was measured, start of the program included."""
    if not LOCAL_LIST.exists():
        pytest.skip("the list of local government is not at hand beside the project")
    command = [sys.executable, "-m", "mailbot", "agencies", "import", str(LOCAL_LIST), "--json"]
    started = time.perf_counter()
    first = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    took = time.perf_counter() - started
    end = json.loads(first.stdout.splitlines()[-1])
    assert (end["written"], end["added"]) == (True, 7744)
    second = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(second.stdout.splitlines()[0]) == {"what": "unchanged", "count": 7852}
    print(f"{took:.1f} s")
    assert took < 30, "5 s on a machine of its own"
