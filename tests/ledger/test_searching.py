"""Search: Thai words inside names, short words, other spellings, and never a word of what is sealed."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from mailbot import rules
from mailbot.agencies import registry as agencies
from mailbot.agencies.registry import Registry
from mailbot.examination import Examination, FindingPart
from mailbot.ledger import queries
from mailbot.ledger.folded import fold, sort_key
from mailbot.ledger.migrations import migrations
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, answer, examination, plan


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry of the round."""
    return agencies.load(rules.load("bcp-2563"))


def _about(key: str, subject: str, *plans: Any, **more: Any) -> Examination:
    made = examination(key, *plans)
    return made.model_copy(update={"mail": made.mail.model_copy(update={"subject": subject}), **more})


def _take_in(ledger: Ledger, *examinations: Examination) -> list[str]:
    box = ledger.mailbox_id("bot", "INBOX", "1")
    receipts = []
    for one in examinations:
        mail_id = ledger.record_fetched(box, one.content_key, f"sha-{one.content_key}", 1, NOW, NOW)
        receipts.append(ledger.decide(mail_id, one, answer, NOW).receipt)
    return receipts


def _receipts(ledger: Ledger, registry: Registry, question: str) -> list[str | None]:
    return [hit.mail.receipt for hit in queries.search(ledger.db, registry, question).mails.lines]


def test_whatever_is_spelt_alike_to_a_reader_is_equal() -> None:
    assert fold("ตําบล (อบต.) เเม่สาย ๒๕๖๙") == fold("ตำบล(อบต)แม่สาย 2569")
    assert fold("นํ้า") == fold("น้ำ")


def test_names_are_sorted_as_in_a_dictionary() -> None:
    assert sorted(["แพร่", "เลย", "ตาก", "พะเยา", "โคราช"], key=sort_key) == ["โคราช", "ตาก", "พะเยา", "แพร่", "เลย"]


@pytest.mark.parametrize(
    ("question", "hits"),
    [
        ("ระยอง", [1, 0]),
        ("รย", [1]),
        ("จังหวัด ระยอง", [0]),
        ("สํานักงานจังหวัด", [0]),
        ("จังหวัดระ รย", []),
        ("BCP2563-000002", [1]),
        ("000002", [1]),
        ("๐๐๐๐๐๒", [1]),
        ("dlt.go.th", [2, 1, 0]),
        ("ไม่มีคำนี้", []),
        ('" OR "', []),
        ("%", []),
        ("()", []),
        ("", []),
    ],
)
def test_mails_are_found_by_any_part_of_a_word(
    ledger: Ledger, registry: Registry, question: str, hits: list[int]
) -> None:
    receipts = _take_in(
        ledger,
        _about("a", "แผน BCP สำนักงานจังหวัดระยอง"),
        _about("b", "ที่ รย ๐๐๑๗/๑๒๓ เมืองระยอง"),
        _about("c", "สอบถาม"),
    )
    assert _receipts(ledger, registry, question) == [receipts[at] for at in hits]


def test_it_tells_where_the_words_stand_and_which_findings_they_mean(ledger: Ledger, registry: Registry) -> None:
    finding = FindingPart(
        code="file.password",
        severity="error",
        clause="๓.๔",
        place="แผนฉบับลงนาม.pdf",
        message="",
        parameters={"file": "แผนฉบับลงนาม.pdf"},
    )
    _take_in(ledger, _about("a", "ลงนามแล้ว", plan("d.dlt").model_copy(update={"findings": [finding]})))
    found = queries.search(ledger.db, registry, "ลงนาม", {"file.password": "ไฟล์มีรหัสผ่าน", "late": "ส่งช้า"})
    (hit,) = found.mails.lines
    assert hit.fields == ("subject", "findings")
    assert queries.search(ledger.db, registry, "รหัส ผ่าน", {"file.password": "ไฟล์มีรหัสผ่าน"}).codes == ("file.password",)
    by_code = queries.mail_page(ledger.db, queries.MailFilter(finding="file.password"))
    assert [line.receipt for line in by_code.lines] == [hit.mail.receipt]


def test_agencies_are_found_inside_their_names_the_nearest_first(ledger: Ledger, registry: Registry) -> None:
    found = [agency.name_th for agency in queries.search(ledger.db, registry, "ระยอง").agencies]
    assert "สำนักงานจังหวัดระยอง" in found
    assert all("ระยอง" in name for name in found)
    assert queries.search(ledger.db, registry, "กรมสรรพากร").agencies[0].id == "d.rd"
    assert queries.search(ledger.db, registry, "d.rd").agencies[0].id == "d.rd"


def test_a_judgment_anew_replaces_the_words_of_the_old_one(ledger: Ledger, registry: Registry) -> None:
    _take_in(ledger, _about("a", "แผนฉบับเดิม"))
    (receipt,) = _receipts(ledger, registry, "ฉบับเดิม")
    ledger.decide(1, _about("a", "แผนฉบับใหม่"), answer, NOW)
    assert _receipts(ledger, registry, "ฉบับเดิม") == []
    assert _receipts(ledger, registry, "ฉบับใหม่") == [receipt]
    ledger.db.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")


def test_of_a_sealed_mail_no_word_is_kept(ledger: Ledger, registry: Registry) -> None:
    secret = "แผนเผชิญเหตุซุ่มโจมตี"
    _take_in(
        ledger,
        _about("a", secret, plan("d.dlt")),
        _about("b", secret, plan("d.dlt", "sealed"), verdict="sealed"),
        _about("c", secret, plan("d.dlt"), plan("d.rd", "sealed"), verdict="review"),
        _about("d", "แผนปกติ", plan("d.dol")),
    )
    assert len(_receipts(ledger, registry, "ซุ่มโจมตี")) == 1
    ledger.decide(1, _about("a", "", plan("d.dlt", "sealed"), verdict="sealed"), answer, NOW)
    assert _receipts(ledger, registry, "ซุ่มโจมตี") == []
    assert len(_receipts(ledger, registry, "ปกติ")) == 1


def test_sealing_leaves_nothing_in_the_segments_of_the_index(ledger: Ledger) -> None:
    """Deleting alone only adds a note that the words are void: the words would stay in the file."""
    segments = "SELECT count(*) FROM search_index_data WHERE id > 10"
    _take_in(ledger, _about("a", "แผนเผชิญเหตุซุ่มโจมตี", plan("d.dlt")))
    assert ledger.rows(segments)[0][0] > 0
    ledger.decide(1, _about("a", "", plan("d.dlt", "sealed"), verdict="sealed"), answer, NOW)
    assert ledger.rows(segments)[0][0] == 0
    assert ledger.rows("SELECT count(*) FROM search_text")[0][0] == 0


def test_a_list_tells_of_a_sealed_mail_only_that_it_is(ledger: Ledger) -> None:
    (receipt,) = _take_in(ledger, _about("b", "ลับ", plan("d.dlt", "sealed"), verdict="sealed"))
    (line,) = queries.mail_page(ledger.db).lines
    assert (line.receipt, line.verdict) == (receipt, "sealed")
    assert (line.sender, line.subject, line.agencies) == (None, None, ())
    (letter,) = queries.letters(ledger.db).lines
    assert (letter.receipt, letter.recipient, letter.subject, letter.agency_id) == (receipt, None, None, None)
    (story, *_) = queries.timeline(ledger.db, "bcp-2563", "d.dlt")
    assert (story.state, story.title, story.receipt) == ("sealed", "", receipt)
    assert queries.mail_page(ledger.db, queries.MailFilter(sender="a@dlt.go.th")).total == 0
    assert queries.letters(ledger.db, queries.LetterFilter(recipient="a@dlt.go.th")).total == 0


def test_an_older_ledger_is_searched_as_well(tmp_path: Path, registry: Registry) -> None:
    path = tmp_path / "ledger.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection), stop_before="m0006_search")
    connection.execute("INSERT INTO mailbox VALUES (1, 'bot', 'INBOX', '1')")
    for at, one in enumerate(
        (_about("a", "แผนระยอง", plan("d.dlt")), _about("b", "ลับระยอง", plan("d.dlt", "sealed"))), 1
    ):
        connection.execute(
            "INSERT INTO mail (id, mailbox_id, uid, state, receipt, raw_sha256, size, received_at, fetched_at, "
            "subject, verdict, examination) VALUES (?, 1, ?, 'done', ?, 'sha', 1, '2020', '2020', ?, ?, ?)",
            (at, at, f"BCP2563-{at:06d}", one.mail.subject, one.verdict, one.model_dump_json(by_alias=True)),
        )
    connection.close()
    brought = Ledger(path, "bcp-2563", "BCP2563")
    assert _receipts(brought, registry, "ระยอง") == ["BCP2563-000001"]
    assert _receipts(brought, registry, "dlt.go.th") == ["BCP2563-000001"]
    brought.close()
