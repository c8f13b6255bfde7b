"""What waits for staff is one figure wherever it is told: page, command, API, metrics, digest and report."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.ledger import queries, questions
from mailbot.ledger.accounts import Accounts
from mailbot.ledger.queries import MailFilter
from mailbot.ledger.store import Ledger
from mailbot.replies.thai_form import number
from mailbot.reporting import sentences
from mailbot.reporting.contents import gather
from tests.desk.country import CONFIG
from tests.desk.people import PASSWORD, PEOPLE, quick_passwords
from tests.desk.site import Site, served
from tests.ledger.country import FIRST_MAIL, LAST_MAIL, ROUND, made_up
from tests.ledger.samples import answer, examination, plan

FOLDER = "Review"
SEEN: dict[datetime, queries.Work] = {}
"""What waited at moments of the ledger's last day, as it was told then."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The config file of an office: a random ledger in which more was judged, answered and decided on a last day."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "config.toml").write_text(CONFIG, "utf-8")
    (folder / "data").mkdir()
    country = made_up(folder / "data" / "ledger.sqlite3", 900, seed=11, subdistricts=40)
    prefix = country.rules.round.receipt_prefix
    accounts = Accounts(country.path, ROUND, prefix)
    for name, role in PEOPLE:
        accounts.add(name, role, quick_passwords().hash(PASSWORD), "test", FIRST_MAIL)
    accounts.close()
    _last_day(Ledger(country.path, ROUND, prefix), Random(11))
    return folder / "config.toml"


def _last_day(ledger: Ledger, draw: Random) -> None:
    """Thirty acts of mailbot and staff over mails of any kind."""
    mails = ledger.rows("SELECT id, content_key FROM mail WHERE verdict <> 'sealed'")
    asked = ledger.rows("SELECT id FROM mail WHERE kind = 'inquiry'")
    agencies = [row[0] for row in ledger.rows("SELECT DISTINCT agency_id FROM plan WHERE agency_id IS NOT NULL")]
    for step in range(30):
        now = LAST_MAIL + timedelta(hours=2, minutes=step)
        if step % 2:
            row = draw.choice(mails)
            ledger.db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (row["content_key"], row["id"]))
            anew = examination(row["content_key"], plan(draw.choice(agencies), draw.choice(["accepted", "review"])))
            ledger.decide(row["id"], anew, answer, now)
        else:
            mail_id = draw.choice(asked)["id"]
            again = questions.is_answered(ledger.db, mail_id)
            questions.note(ledger, mail_id, FOLDER, "malee", "", now, again=again)
        SEEN[now] = queries.work(ledger.db, FOLDER)
    ledger.close()


@pytest.fixture(scope="module")
def desk(place: Path) -> Iterator[Site]:
    """The desk over it."""
    with served(place) as running:
        yield running


def _lines(place: Path, *arguments: str) -> list[dict[str, object]]:
    ended = CliRunner().invoke(app, [*arguments, "--config", str(place), "--json"])
    assert ended.exit_code == 0, ended.output
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_what_waits_is_one_figure_on_page_command_api_metrics_digest_and_report(place: Path, desk: Site) -> None:
    with desk.office.reading() as db:
        now = queries.work(db, FOLDER)
    cases, to_answer = now.review.waiting, now.to_answer
    assert cases > 20
    assert to_answer > 5
    (told,) = _lines(place, "ledger", "work")
    assert json.loads(json.dumps(told)) == _api(desk, "work")
    assert (told["review"]["waiting"], told["to_answer"]) == (cases, to_answer)  # type: ignore[index]
    assert len(_lines(place, "review", "list")) == cases == _api(desk, "review")["total"]
    assert (
        len(_lines(place, "ledger", "mails", "--to-answer")) == to_answer == _api(desk, "mails?to_answer=yes")["total"]
    )
    person = desk.person("officer")
    overview = person.get("/").text
    assert f"<b>{cases}</b> เรื่องรอเจ้าหน้าที่ตัดสิน" in overview
    assert f"<b>{to_answer}</b> อีเมลรอเจ้าหน้าที่ตอบ" in overview
    for path, count in (("/review", cases), ("/to-answer", to_answer)):
        (badge,) = re.findall(rf'<li><a href="{path}"[^>]*>\s*<span>[^<]*</span> <span class="count">(\d+)', overview)
        assert int(badge) == count
        assert f"{count} รายการ" in person.get(path).text
    metrics = CliRunner().invoke(app, ["metrics", "--config", str(place)]).stdout
    assert f"mailbot_review_waiting {cases}\n" in metrics
    assert f"mailbot_to_answer {to_answer}\n" in metrics
    digest = " ".join(CliRunner().invoke(app, ["digest", "--config", str(place)]).stdout.split())
    assert f"มีเรื่องรอเจ้าหน้าที่ตรวจ {number(cases)} เรื่อง และอีเมลรอเจ้าหน้าที่ตอบ {number(to_answer)} ฉบับ" in digest
    assert _reported(desk, LAST_MAIL + timedelta(days=1)) == (f"{number(cases)} เรื่อง", f"{number(to_answer)} ฉบับ")


def test_a_long_queue_is_shown_in_part_and_says_so(place: Path, desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with desk.office.reading() as db:
        cases = len(queries.queue(db))
    told = CliRunner().invoke(app, ["review", "list", "--limit", "5", "--config", str(place)]).stdout
    assert told.count("BCP2563-") == 5
    assert f"ยังมีอีก {cases - 5} เรื่อง" in told


def test_what_waited_at_a_past_moment_is_what_was_told_then(place: Path, desk: Site) -> None:
    assert len({(one.review.waiting, one.to_answer) for one in SEEN.values()}) > 8
    with desk.office.reading() as db:
        for moment, then in SEEN.items():
            assert queries.work(db, FOLDER, moment) == then
            asked = MailFilter(to_answer_in=FOLDER, as_of=moment)
            assert queries.mail_page(db, asked, queries.EVERYTHING).total == then.to_answer
    moment, then = list(SEEN.items())[9]
    (told,) = _lines(place, "ledger", "work", "--as-of", moment.isoformat())
    assert told["to_answer"] == then.to_answer
    assert _api(desk, f"work?as_of={moment:%Y-%m-%dT%H:%M:%S}%2B00:00") == told
    expected = (f"{number(then.review.waiting)} เรื่อง", f"{number(then.to_answer)} ฉบับ")
    assert _reported(desk, moment) == expected


def _api(desk: Site, path: str) -> dict[str, object]:
    with desk.office.writing(Accounts) as accounts:
        token = accounts.give_token("agreement", "officer", "test", desk.now())
    program = desk.stranger()
    program.http.headers["Authorization"] = f"Bearer {token}"
    got: dict[str, object] = program.get(f"/api/{path}").json()
    return got


def _reported(desk: Site, as_of: datetime) -> tuple[str, str]:
    bench = desk.office.bench
    with desk.office.reading() as db:
        contents = gather(db, bench.registry, bench.rules, as_of, FOLDER)
    told = dict(sentences.work(contents))
    return told["เรื่องที่รอเจ้าหน้าที่ตรวจ"], told["อีเมลที่รอเจ้าหน้าที่ตอบ"]
