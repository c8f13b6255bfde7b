"""Decisions at the desk: the letter before it goes, two officers at one case, the queue that keeps its filter."""

import pytest

from mailbot.ledger.book import Book
from tests.desk import country
from tests.desk.site import Site

UNKNOWN, SCANNED, SEALED = "BCP2563-000008", "BCP2563-000004", "BCP2563-000009"


def seen_of(page: str) -> str:
    """The number of the judgment that a page shows."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def rows(site: Site, sql: str) -> list[tuple[object, ...]]:
    """Rows of the ledger."""
    with site.office.writing(Book) as book:
        return [tuple(row) for row in book.rows(sql)]


def test_two_officers_decide_one_case_and_the_second_is_told(fresh: Site) -> None:
    first, second = fresh.person("officer"), fresh.person("second")
    seen = seen_of(first.get(f"/review/{SCANNED}").text)
    assert seen_of(second.get(f"/review/{SCANNED}").text) == seen
    path = f"/review/{SCANNED}"
    assert first.act(f"{path}/accept", plan="1", seen=seen, reason="อ่านแล้วครบ").status_code == 303
    before = rows(fresh, "SELECT count(*) FROM event WHERE actor = 'second' AND action NOT LIKE 'logged%'")
    answer = second.act(f"{path}/return", plan="1", seen=seen, reason="ขาดลายเซ็น")
    assert answer.status_code == 409
    assert "มีผู้ตัดสินเรื่องนี้ก่อนท่าน" in answer.text
    assert "officer" in answer.text
    assert "ขาดลายเซ็น" in answer.text, "what was typed is kept"
    assert rows(fresh, "SELECT verdict FROM mail WHERE receipt = 'BCP2563-000004'") == [("accepted",)]
    after = rows(fresh, "SELECT count(*) FROM event WHERE actor = 'second' AND action NOT LIKE 'logged%'")
    assert after == before
    assert rows(fresh, "SELECT count(*) FROM outbox WHERE kind = 'deficiency' AND state = 'pending'") == [(0,)]


def test_a_preview_writes_and_sends_nothing(fresh: Site) -> None:
    officer = fresh.person("officer")
    seen = seen_of(officer.get(f"/review/{SCANNED}").text)
    events, letters = rows(fresh, "SELECT max(id) FROM event"), rows(fresh, "SELECT count(*) FROM outbox")
    page = officer.act(f"/review/{SCANNED}/preview", act="return", plan="1", seen=seen, reason="ขอสำเนาที่อ่านได้")
    assert page.status_code == 200
    assert "ขอสำเนาที่อ่านได้" in page.text
    assert rows(fresh, "SELECT max(id) FROM event") == events
    assert rows(fresh, "SELECT count(*) FROM outbox") == letters


@pytest.mark.parametrize("act", ["accept", "return", "seal", "not_ours", "undo"])
def test_no_decision_without_a_reason(fresh: Site, act: str) -> None:
    officer = fresh.person("officer")
    answer = officer.act(f"/review/{SCANNED}/{act}", plan="1", seen="1", reason="  ")
    assert answer.status_code == 422
    assert f'href="#{act}-reason"' in answer.text
    assert "<title>ข้อผิดพลาด" in answer.text


def test_what_makes_no_sense_is_told_and_changes_nothing(fresh: Site) -> None:
    officer = fresh.person("officer")
    events = rows(fresh, "SELECT max(id) FROM event WHERE actor = 'officer' AND action NOT LIKE 'logged%'")
    seen = seen_of(officer.get(f"/review/{UNKNOWN}").text)
    for act, fields in (
        ("accept", {"plan": "1"}),
        ("accept", {"plan": "77"}),
        ("assign", {"plan": "1", "agency_id": "x.nobody"}),
        ("join", {"plan": "1", "other": "BCP2563-999999"}),
        ("release", {}),
        ("undo", {}),
    ):
        answer = officer.act(f"/review/{UNKNOWN}/{act}", seen=seen, reason="ทดสอบ", **fields)
        assert answer.status_code == 422, act
    assert officer.act(f"/review/{UNKNOWN}/explode", seen=seen, reason="x").status_code == 404
    assert officer.act("/review/BCP2563-999999/accept", plan="1", seen="1", reason="x").status_code == 404
    assert rows(fresh, "SELECT max(id) FROM event WHERE actor = 'officer' AND action NOT LIKE 'logged%'") == events


def test_a_claim_is_shown_to_others(fresh: Site) -> None:
    first, second = fresh.person("officer"), fresh.person("second")
    assert first.act(f"/review/{SCANNED}/claim", plan="1", seen="1").status_code == 303
    assert "<b>officer</b>" in second.get(f"/review/{SCANNED}").text
    assert "จองโดย officer" in second.get("/review").text.replace("\n", "")


def test_the_queue_keeps_its_filter_and_says_where_one_is(fresh: Site) -> None:
    officer = fresh.person("officer")
    page = officer.get("/review").text
    assert page.count("data-row") >= 3
    only = officer.get("/review?whose=unknown").text
    assert UNKNOWN in only
    assert SCANNED not in only
    case = officer.get(f"/review/{SCANNED}").text
    assert "เรื่องที่ 1 จาก" in case
    filtered = officer.get(f"/review/{UNKNOWN}?whose=unknown").text
    assert "เรื่องที่ 1 จาก 1" in filtered
    assert 'name="whose" value="unknown"' in filtered


def test_a_sealed_item_is_decided_without_being_shown(fresh: Site) -> None:
    officer = fresh.person("officer")
    page = officer.get(f"/review/{SEALED}")
    assert page.status_code == 200
    assert country.SECRET not in page.text
    answer = officer.act(f"/review/{SEALED}/seal", seen=seen_of(page.text), reason="มีตราลับมาก")
    assert answer.status_code == 303
    assert country.SECRET not in officer.get(f"/mails/{SEALED}").text
    assert rows(fresh, "SELECT count(*) > 1 FROM event WHERE action = 'sealed_viewed' AND actor = 'officer'") == [(1,)]


def test_an_accepted_plan_is_taken_back(fresh: Site) -> None:
    officer = fresh.person("officer")
    seen = seen_of(officer.get(f"/review/{SCANNED}").text)
    officer.act(f"/review/{SCANNED}/accept", plan="1", seen=seen, reason="อ่านแล้วครบ")
    page = officer.get(f"/review/{SCANNED}").text
    assert officer.act(f"/review/{SCANNED}/undo", seen=seen_of(page), reason="กดผิด").status_code == 303
    assert rows(fresh, "SELECT verdict FROM mail WHERE receipt = 'BCP2563-000004'") == [("review",)]


def test_a_failed_letter_is_tried_again_and_a_sent_one_never(fresh: Site) -> None:
    officer = fresh.person("officer")
    with fresh.office.writing(Book) as book, book.writing() as db:
        db.execute("UPDATE outbox SET state = 'dead', last_error = 'no such host' WHERE id = 1")
    assert "no such host" in officer.get("/outbox?fate=failed").text
    assert 'count alarm">1' in officer.get("/").text, "a red figure on every page"
    assert officer.act("/outbox/retry", number="1").headers["location"] == "/outbox?told=retried"
    assert officer.act("/outbox/retry", number="2").headers["location"] == "/outbox?told=nothing"
    assert rows(fresh, "SELECT state FROM outbox WHERE id IN (1, 2) ORDER BY id") == [("pending",), ("sent",)]


def test_many_letters_are_shown_before_they_are_tried_again_and_each_is_told_of(fresh: Site) -> None:
    officer = fresh.person("officer")
    with fresh.office.writing(Book) as book, book.writing() as db:
        db.execute("UPDATE outbox SET state = 'dead' WHERE id IN (1, 2)")
    shown = officer.get("/outbox/retry").text
    assert 'name="numbers" value="2,1"' in shown
    with fresh.office.writing(Book) as book, book.writing() as db:
        db.execute("UPDATE outbox SET state = 'sent' WHERE id = 2")
    told = officer.act("/outbox/retry", numbers="2,1").text
    assert "1 / 2" in told and "ส่งไปแล้ว" in told
    assert rows(fresh, "SELECT state FROM outbox WHERE id IN (1, 2) ORDER BY id") == [("pending",), ("sent",)]


def test_what_cannot_be_done_is_told_in_the_readers_language(fresh: Site) -> None:
    officer = fresh.person("officer")
    act = {"plan": "1", "seen": seen_of(officer.get(f"/review/{SCANNED}").text), "reason": "x"}
    told = officer.act(f"/review/{SCANNED}/join", other=SCANNED, **act)
    assert told.status_code == 422
    assert "รวมกับตัวเองไม่ได้" in told.text
    officer.get("/choose/language/en?next=/")
    assert "cannot be joined with itself" in officer.act(f"/review/{SCANNED}/join", other=SCANNED, **act).text


def test_a_question_waits_to_be_answered_until_a_person_says_that_it_is(fresh: Site) -> None:
    officer = fresh.person("officer")
    with fresh.office.writing(Book) as book, book.writing() as db:
        db.execute("UPDATE mail SET kind = 'inquiry', verdict = 'no_plan', folder = 'Review' WHERE receipt LIKE '%1'")
        book.event(fresh.now(), "sent", detail={})
    assert "BCP2563-000001" in fresh.person("viewer").get("/to-answer").text
    assert officer.act("/mails/BCP2563-000001/answered", reason="โทรแล้ว").status_code == 303
    assert "BCP2563-000001" not in officer.get("/to-answer").text
    assert officer.act("/mails/BCP2563-000001/answered", again="yes").status_code == 303
    assert "BCP2563-000001" in officer.get("/to-answer").text


def test_words_of_another_language_say_which_it_is(fresh: Site) -> None:
    officer = fresh.person("officer")
    assert '<span lang="th">' not in officer.get("/mails/BCP2563-000003").text
    officer.get("/choose/language/en?next=/")
    assert '<span lang="th">' in officer.get("/mails/BCP2563-000003").text
