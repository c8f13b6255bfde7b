"""What strangers and insiders may try: other people's words as code, paths, SQL, sealed items, absurd numbers."""

import json

import pytest

from mailbot.ledger.accounts import Accounts
from mailbot.ledger.book import Book
from tests.desk.country import SECRET
from tests.desk.site import Site

SEALED, HOSTILE = "BCP2563-000009", "BCP2563-000010"
NO_MOMENTS = ("as_of=yesterday", "as_of=9999-12-31T23:59:59-23:59")
PAGES = (
    "/",
    "/missing",
    "/mails",
    f"/mails/{SEALED}",
    f"/review/{SEALED}",
    "/review",
    "/outbox",
    "/unanswered",
    "/health",
    "/events",
    "/exports",
    f"/search?q={SECRET}",
    "/agencies/d.nsc",
    "/me",
    "/accounts",
)


def test_nothing_of_a_sealed_mail_is_on_any_page(site: Site) -> None:
    chief = site.person("chief")
    for path in PAGES:
        answer = chief.get(path)
        assert answer.status_code == 200, path
        assert SECRET not in answer.text.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', "").replace(
            f"{SECRET} ·", ""
        ).replace(f": {SECRET}", ""), path
        if not path.startswith("/agencies/"):  # there it is the agency's own address, for officers
            assert "psdg@nsc.go.th" not in answer.text, path


def test_the_files_and_words_of_a_sealed_mail_are_for_nobody(site: Site) -> None:
    chief = site.person("chief")
    with site.office.writing(Book) as book:
        before = book.rows("SELECT count(*) FROM event WHERE action = 'sealed_viewed'")[0][0]
    sha256 = "0" * 64
    for path in ("words", f"files/{sha256}", f"files/{sha256}/1.png"):
        answer = chief.get(f"/mails/{SEALED}/{path}")
        assert (answer.status_code, "แยกเก็บ" in answer.text) == (403, True), path
    with site.office.writing(Book) as book:
        after = book.rows("SELECT count(*) FROM event WHERE action = 'sealed_viewed'")[0][0]
    assert after == before + 3, "each look is an event"


def test_a_sealed_mail_through_the_interface_of_programs(site: Site) -> None:
    with site.office.writing(Accounts) as accounts:
        token = accounts.give_token("snoop", "officer", "test", site.now())
    person = site.stranger()
    person.http.headers["Authorization"] = f"Bearer {token}"
    for path in (f"mails/{SEALED}", "mails", "agencies/d.nsc", "outbox", "events", f"search?q={SECRET}", "missing"):
        answer = person.get(f"/api/{path}")
        assert answer.status_code == 200, path
        assert SECRET not in json.dumps(answer.json(), ensure_ascii=False), path
        assert "psdg@nsc.go.th" not in answer.text, path


def test_other_peoples_words_are_text(site: Site) -> None:
    officer = site.person("officer")
    for path in ("/mails", f"/mails/{HOSTILE}", f"/review/{HOSTILE}", f"/mails/{HOSTILE}/words", "/agencies/d.dbd"):
        text = officer.get(path).text
        assert "<script>document" not in text, path
        assert "<img src=x" not in text, path
    assert "&lt;script&gt;" in officer.get(f"/mails/{HOSTILE}").text
    for path in ("/search?q=", "/missing?text=", "/mails?text=", "/events?actor="):
        text = officer.get(f"{path}%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in text, path


def test_telephones_and_addresses_are_for_officers(site: Site) -> None:
    told = ("somsri@dbd.go.th", "02-123-4567", "๐๘ ๑๒๓๔ ๕๖๗๘")
    officer, viewer = site.person("officer").get(f"/mails/{HOSTILE}").text, site.person("viewer")
    assert any(one in officer for one in told)
    for path in (f"/mails/{HOSTILE}", "/mails", "/agencies/d.dbd", "/outbox", "/events", "/search?q=dbd"):
        text = viewer.get(path).text
        assert [one for one in (*told, "bcp@dbd.go.th") if one in text] == [], path
    assert "bcp@dbd.go.th" in site.person("officer").get("/mails").text


@pytest.mark.parametrize(
    "path",
    [
        "/static/0123456789abcdef/../../app.py",
        "/static/0123456789abcdef/..%2f..%2fapp.py",
        "/static/0123456789abcdef/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/mails/..%2f..%2fetc%2fpasswd",
        "/mails/BCP2563-000001/files/..%2f..%2f..%2fledger.sqlite3",
        "/agencies/..%2f..%2fetc",
        "/outbox/99999999999999999999",
        "/outbox/0",
        "/outbox/-1",
        "/outbox/1e3",
        "/mails/BCP2563-999999999999999999999999",
        "/mails/BCP2563-000001/files/" + "0" * 64 + "/99999999999999999999.png",
        "/agencies/" + "x" * 500,
    ],
)
def test_paths_and_absurd_numbers_find_nothing(site: Site, path: str) -> None:
    answer = site.person("officer").get(path)
    assert answer.status_code in (404, 422), answer.status_code
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "tier=x' OR '1'='1",
        "province=99",
        "ministry=m.nothing",
        "state=x",
        "as_of=yesterday",
        "as_of=0001-01-01",
        "as_of=9999-12-31T23:59:59-23:59",
        "page=99999999999999999999",
        "page=-1",
        "text=%00%00",
        "text=%25_%27%22--",
    ],
)
def test_queries_are_data(site: Site, query: str) -> None:
    officer = site.person("officer")
    for page in ("missing", "mails", "events", "outbox", "review", "search"):
        assert officer.get(f"/{page}?{query}").status_code in (200, 422)
    answer = officer.get(f"/missing?{query}")
    wrong = query.split("=", maxsplit=1)[0] in ("tier", "province", "ministry", "state") or query in NO_MOMENTS
    assert (answer.status_code == 422) == wrong, "an empty list must not be mistaken for nobody missing"


def test_a_page_beyond_the_last_is_the_last(site: Site) -> None:
    viewer = site.person("viewer")
    assert "data-row" in viewer.get("/missing?province=40&page=400").text
    assert "data-row" in viewer.get("/mails?page=400").text


def test_a_file_is_a_download_and_leaves_its_trace(site: Site) -> None:
    officer = site.person("officer")
    page = officer.get(f"/mails/{HOSTILE}").text
    path = page.split(f'href="/mails/{HOSTILE}/files/')[1].split('"')[0]
    answer = officer.get(f"/mails/{HOSTILE}/files/{path}")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%22%3E%3Cimg")
    assert site.person("viewer").get(f"/mails/{HOSTILE}/files/{path}").status_code == 403
    with site.office.writing(Book) as book:
        assert book.rows("SELECT 1 FROM event WHERE action = 'file_downloaded' AND actor = 'officer'")
