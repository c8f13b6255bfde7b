"""`mailbot check` on anything: valid JSON, exit 0 or 1, the same bytes twice, and the daemon's own verdict."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from mailbot.bench import Hints
from mailbot.cli.main import app
from mailbot.demo.mails import sample_mails
from mailbot.demo.plans import make_plan
from mailbot.examination import Examination
from mailbot.pipeline import examine
from mailbot.workplace import Workplace
from tests.daemon.mails import question, submission
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace

KEYS = {"mail", "kind", "may_reply", "no_reply_reason", "identity", "plans", "findings", "verdict", "reply", "path"}
MUTATED_MAILS = int(os.environ.get("MAILBOT_TEST_MUTATED_MAILS", "300"))  # other ones in each run
PLAN_KEYS = {
    "agency_id", "tier", "route", "route_finding", "credited", "word", "pdf", "annexes", "same_document", "elements",
    "findings", "verdict",
}  # fmt: skip
runner = CliRunner()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """A workplace with built-in defaults that examines in this process."""
    folder = tmp_path_factory.mktemp("check")
    (folder / "config.toml").write_text('[data]\nmin_free_mb = 0\n[examine]\nocr = "off"\n', "utf-8")
    made = workplace(folder / "config.toml", Clock())
    yield made
    made.close()


def _check(*arguments: str) -> tuple[int, list[dict[str, object]]]:
    result = runner.invoke(app, ["check", "--json", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "plan.eml"
    path.write_bytes(submission())
    code, (found,) = _check(str(path))
    assert code == 0
    assert found.keys() >= KEYS
    plans = found["plans"]
    assert isinstance(plans, list)
    assert len(plans) == 1
    plan = plans[0]
    assert plan.keys() >= PLAN_KEYS
    assert list(plan["elements"]) == [f"2.{number}" for number in range(1, 9)]
    reply = found["reply"]
    assert isinstance(reply, dict)
    assert reply.keys() == {"kind", "to", "subject", "text"}


def test_loose_files_are_one_mails_attachments(tmp_path: Path) -> None:
    plan = make_plan("d.dlt", seed=3)
    (tmp_path / "แผน.docx").write_bytes(plan.docx)
    (tmp_path / "แผน.pdf").write_bytes(plan.pdf)
    code, (found,) = _check(str(tmp_path / "แผน.docx"), str(tmp_path / "แผน.pdf"))
    assert (code, found["verdict"]) == (0, "accepted")
    assert found["identity"]["agency_ids"] == ["d.dlt"]  # type: ignore[index]
    assert found["reply"] is None


def test_a_deficient_plan_ends_with_exit_1(tmp_path: Path) -> None:
    (tmp_path / "แผน.docx").write_bytes(make_plan("d.dlt", seed=3).docx)
    code, (found,) = _check(str(tmp_path / "แผน.docx"))
    assert (code, found["verdict"]) == (1, "deficient")


def test_twice_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.eml"
    path.write_bytes(submission())
    runs = [
        subprocess.run(
            [sys.executable, "-m", "mailbot", "check", str(path), "--json"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].returncode == runs[1].returncode == 0
    assert not list(tmp_path.glob("data*")), "check writes nothing"


def test_check_and_daemon_say_the_same(tmp_path: Path, place: Workplace) -> None:
    place.mailbox.open()
    samples = sample_mails()
    for sample in samples:
        place.mailbox.append("INBOX", sample.raw, datetime(2020, 6, 15, tzinfo=UTC))
    place.daemon.run_once()
    stored = [
        Examination.model_validate_json(row["examination"])
        for row in place.ledger.rows("SELECT examination FROM mail ORDER BY id")
    ]
    checked = [place.answering.shown(examine(sample.raw, place.bench, Hints())) for sample in samples]
    when = {"received_at": None}

    def judged(one: Examination) -> dict[str, object]:
        part = one.model_copy(update={"reply": None, "mail": one.mail.model_copy(update=when)}).model_dump(mode="json")
        # What earlier mails taught the daemon of this address stands beside what the mail itself says.
        for identity in (part["identity"], *(plan["identity"] for plan in part["plans"])):
            identity["evidence"] = [piece for piece in identity["evidence"] if piece["source"] != "learned"]
        for plan in part["plans"]:
            plan.pop("late")
            plan["findings"] = [finding for finding in plan["findings"] if finding["code"] != "late"]
        return part

    by_key = {one.content_key: judged(one) for one in stored}
    for one in checked:
        assert by_key[one.content_key] == judged(one)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=3000), name=st.sampled_from(["a.eml", "a.docx", "a.pdf", "a.bin", "แผน.zip"]))
def test_any_file_gives_an_examination(place: Workplace, data: bytes, name: str) -> None:
    found = examine(data, place.bench, Hints())
    again = Examination.model_validate_json(place.answering.shown(found).model_dump_json(by_alias=True))
    assert again.content_key == found.content_key


ACCIDENTS = ("cut", "flip", "insert", "repeat", "drop")
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "insert", "repeat", "drop"]), st.integers(0, 2**31), st.binary(max_size=12)
    ),
    min_size=1,
    max_size=6,
)


def mutated(raw: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    """The mail after some accidents."""
    for what, where, extra in changes:
        at = where % (len(raw) + 1)
        length = where % 97
        if what == "cut":
            raw = raw[:at] if at > 200 else raw
        elif what == "flip" and raw:
            at = min(at, len(raw) - 1)
            raw = raw[:at] + bytes([raw[at] ^ (1 << where % 8)]) + raw[at + 1 :]
        elif what == "insert":
            raw = raw[:at] + extra + raw[at:]
        elif what == "repeat":
            raw = raw[:at] + raw[max(0, at - length) : at] + raw[at:]
        else:
            raw = raw[:at] + raw[at + length :]
    return raw


@pytest.mark.slow
@settings(max_examples=MUTATED_MAILS, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 30), changes=MUTATIONS)
def test_hundreds_of_mutated_mails(place: Workplace, number: int, changes: list[tuple[str, int, bytes]]) -> None:
    small = SMALL[number % len(SMALL)]
    found = examine(mutated(small, changes), place.bench, Hints())
    Examination.model_validate_json(place.answering.shown(found).model_dump_json(by_alias=True))


SMALL = [question(1), *(sample.raw for sample in sample_mails() if len(sample.raw) < 4_000)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=MUTATIONS)
def test_mutated_submissions(place: Workplace, changes: list[tuple[str, int, bytes]]) -> None:
    found = examine(mutated(submission(), changes), place.bench, Hints())
    assert found.verdict in ("accepted", "deficient", "review", "no_plan", "sealed")


def test_the_cli_ends_cleanly_on_any_file(tmp_path: Path) -> None:
    files = {
        "empty.eml": b"",
        "noise.eml": bytes(range(256)) * 40,
        "broken.docx": b"PK\x03\x04" + b"\0" * 200,
        "broken.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "program.docx": b"MZ" + b"\0" * 300,
        "text.txt": "สวัสดี".encode("cp874"),
    }
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        code, found = _check(str(path))
        assert code in (0, 1), name
        assert found[0].keys() >= KEYS, name
