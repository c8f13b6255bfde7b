"""Who gets in, for how long, to what; and what a foreign page cannot make them do."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from mailbot.desk.access import Need, Sends
from mailbot.desk.app import PAGES
from mailbot.desk.guard import CONTENT_SECURITY_POLICY
from mailbot.desk.pages.entrance import SLOWEST, delay
from mailbot.ledger.accounts import Accounts
from mailbot.ledger.book import Book
from tests.desk import country
from tests.desk.people import PASSWORD
from tests.desk.site import Site, served


def needs(dependant: Dependant) -> Iterator[Need]:
    """Every role that stands before a route."""
    if isinstance(dependant.call, Need):
        yield dependant.call
    for one in dependant.dependencies:
        yield from needs(one)


def all_routes(site: Site) -> list[APIRoute]:
    """Every route of the desk; raises AssertionError for one that stands where nobody looks."""
    found = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]
    known = [page.router for page in PAGES]
    for route in site.app.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        else:
            assert any(getattr(route, "original_router", None) is router for router in known), route
    return found


def actions(site: Site) -> list[str]:
    """What happened, newest last."""
    with site.office.writing(Book) as book:
        return [row["action"] for row in book.rows("SELECT action FROM event ORDER BY id")]


def test_every_route_has_a_role_and_every_form_a_token(site: Site) -> None:
    routes = all_routes(site)
    assert len(routes) > 40
    assert [route.path for route in routes if not list(needs(route.dependant))] == []
    acting = [route for route in routes if (route.methods or set()) - {"GET", "HEAD"} and route.path != "/login"]
    assert [route.path for route in acting if not any(isinstance(one, Sends) for one in needs(route.dependant))] == []
    public = {r.path for r in routes if all(one.role == "anyone" for one in needs(r.dependant))}
    assert public == {
        "/login",
        "/choose/{what}/{value}",
        "/static/{digest}/{name:path}",
        "/healthz",
        "/metrics",
        "/api/openapi.json",
    }


def test_only_api_routes_are_in_the_description(site: Site) -> None:
    paths = site.app.openapi()["paths"]
    assert len(paths) >= 8
    assert all(path.startswith("/api/") for path in paths)
    assert all(list(methods) == ["get"] for methods in paths.values())


def test_strangers_see_the_login_and_go_on_to_what_they_wanted(site: Site) -> None:
    stranger = site.stranger()
    answer = stranger.get("/missing?province=40")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fmissing%3Fprovince%3D40")
    assert stranger.login("officer", next="/missing?province=40").headers["location"] == "/missing?province=40"


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"])
def test_nobody_is_sent_elsewhere_after_the_login(site: Site, target: str) -> None:
    assert site.stranger().login("officer", next=target).headers["location"] == "/"


def test_a_wrong_login_says_nothing_of_what_is_wrong(site: Site) -> None:
    stranger = site.stranger()
    told = {
        stranger.login(name, password).text.replace(f'value="{name}"', "")
        for name, password in (("officer", "wrong"), ("nobody", "wrong"), ("x OR 1=1 --", PASSWORD))
    }
    assert len(told) == 1
    assert stranger.get("/").status_code == 303


def test_failed_logins_slow_down_and_never_lock_out(site: Site) -> None:
    assert [delay(n) for n in (0, 2, 3, 4, 5, 6, 1000)] == [0, 0, 1, 2, 4, SLOWEST, SLOWEST]
    stranger = site.stranger()
    for _ in range(12):
        assert stranger.login("second", "wrong").status_code == 401
    assert site.slept[-1] == SLOWEST
    assert stranger.login("second").status_code == 303
    assert "login_failed" in actions(site)
    site.pass_time(timedelta(minutes=16))
    stranger.login("viewer")
    assert site.slept[-1] == 0


def test_many_logins_at_once_keep_nobody_from_the_desk(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing passwords held all forty threads of the desk, and every page waited behind them."""
    reader, passwords = site.person("viewer"), site.app.state.passwords
    let_go, compare = threading.Event(), passwords.matches

    def slowly(password: str, kept: str | None) -> tuple[bool, str | None]:
        let_go.wait(20)
        return compare(password, kept)  # type: ignore[no-any-return]

    monkeypatch.setattr(passwords, "matches", slowly)
    guesses = [threading.Thread(target=site.stranger().login, args=("nobody", f"guess {at}")) for at in range(45)]
    for guess in guesses:
        guess.start()
    try:
        time.sleep(1.0)
        began = time.monotonic()
        assert reader.get("/me").status_code == 200
        assert time.monotonic() - began < 5
    finally:
        let_go.set()
        for guess in guesses:
            guess.join()


def test_a_login_begins_a_new_session_and_never_takes_one_over(site: Site) -> None:
    person = site.stranger()
    person.http.cookies.set("desk", "a-token-that-an-attacker-knows", domain="127.0.0.1")
    answer = person.login("officer")
    given = answer.headers["set-cookie"]
    assert "a-token-that-an-attacker-knows" not in given
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    attacker = site.stranger()
    attacker.http.cookies.set("desk", "a-token-that-an-attacker-knows", domain="127.0.0.1")
    assert attacker.get("/").status_code == 303
    first = person.http.cookies["desk"]
    person.login("officer")
    second = person.http.cookies["desk"]
    assert first != second
    attacker.http.cookies.set("desk", first, domain="127.0.0.1")
    assert attacker.get("/").status_code == 303, "the older session of the same browser ended"


def test_sessions_end_by_themselves(site: Site) -> None:
    person = site.person("officer")
    for _ in range(3):
        site.pass_time(timedelta(minutes=29))
        assert person.get("/me").status_code == 200
    site.pass_time(timedelta(minutes=31))
    assert person.get("/me").status_code == 303
    lasting = site.person("officer")
    for _ in range(26):
        site.pass_time(timedelta(minutes=28))
        lasting.get("/me")
    assert lasting.get("/me").status_code == 303, "twelve hours are over, however busy"


def test_log_out_everywhere(site: Site) -> None:
    here, there = site.person("officer"), site.person("officer")
    assert here.act("/logout", where="everywhere").status_code == 303
    assert (here.get("/").status_code, there.get("/").status_code) == (303, 303)


def test_what_was_typed_comes_back_when_the_session_had_ended(site: Site) -> None:
    person = site.person("officer")
    token = person.form_token()
    site.pass_time(timedelta(hours=1))
    answer = person.send("/review/BCP2563-000008/return", form_token=token, plan="1", seen="1", reason="ขาดหน้า ๕")
    assert answer.status_code == 401
    assert "ขาดหน้า ๕" in answer.text
    kept = {"kept:reason": "ขาดหน้า ๕", "kept:plan": "1"}
    resumed = person.login("officer", next="/review/BCP2563-000008/return", **kept)
    assert resumed.status_code == 200
    assert 'action="/review/BCP2563-000008/return"' in resumed.text
    assert ">ขาดหน้า ๕</textarea>" in resumed.text
    assert "returned" not in actions(site)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none", "Origin": "https://evil.example"},
    ],
)
def test_foreign_forms_are_refused(site: Site, headers: dict[str, str]) -> None:
    person = site.person("chief")
    fields = {"form_token": person.form_token(), "name": "mallory", "role": "chief", "password": "a long password"}
    assert person.http.post("/accounts", data=fields, headers=headers).status_code == 403
    assert person.http.post("/login", data={"name": "chief"}, headers=headers).status_code == 403
    assert "mallory" not in person.get("/accounts").text


def test_forms_need_the_token_of_their_session(site: Site) -> None:
    chief, other = site.person("chief"), site.person("chief")
    fields = {"name": "mallory", "role": "chief", "password": "a long password"}
    for token in ("", "x", other.form_token()):
        assert chief.send("/accounts", form_token=token, **fields).status_code == 403
    assert "mallory" not in chief.get("/accounts").text


@pytest.mark.parametrize("path", ["/outbox/retry", "/review/BCP2563-000008", "/mails/BCP2563-000001/words"])
def test_viewers_do_not_see_what_is_for_officers(site: Site, path: str) -> None:
    assert site.person("viewer").get(path).status_code == 403
    assert site.person("officer").get(path).status_code == 200


def test_viewers_see_the_queue_and_decide_nothing(site: Site) -> None:
    page = site.person("viewer").get("/review").text
    assert 'href="/mails/BCP2563-000008"' in page
    assert 'href="/review/BCP' not in page
    assert "@" not in page.split("<table", maxsplit=1)[1].split("</table>")[0], "addresses are for officers"


def test_viewers_and_officers_cannot_act_beyond_their_role(site: Site) -> None:
    viewer, officer = site.person("viewer"), site.person("officer")
    for path in ("/review/BCP2563-000008/accept", "/review/BCP2563-000008/seal", "/outbox/retry"):
        assert viewer.act(path, plan="1", seen="1", reason="x", all="yes").status_code == 403
    for path in ("/accounts", "/accounts/change", "/accounts/token"):
        assert officer.act(path, name="officer", what="role", role="chief").status_code == 403
    assert officer.get("/accounts").status_code == 403


def test_a_shut_account_is_out_at_once_and_the_last_chief_stays(site: Site) -> None:
    chief, person = site.person("chief"), site.person("second")
    assert chief.act("/accounts/change", name="second", what="disable").status_code == 303
    assert person.get("/").status_code == 303
    assert site.stranger().login("second").status_code == 401
    assert chief.act("/accounts/change", name="chief", what="disable").status_code == 422
    assert chief.act("/accounts/change", name="chief", what="role", role="viewer").status_code == 422
    assert chief.act("/accounts/change", name="second", what="enable").status_code == 303


def test_a_new_password_ends_other_sessions(site: Site) -> None:
    here, there = site.person("second"), site.person("second")
    assert here.act("/me/password", old="wrong", new="another long password").status_code == 422
    assert here.act("/me/password", old=PASSWORD, new="short").status_code == 422
    assert here.act("/me/password", old=PASSWORD, new="another long password").status_code == 303
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 303)
    chief = site.person("chief")
    assert chief.act("/accounts/change", name="second", what="password", password=PASSWORD).status_code == 303
    assert here.get("/").status_code == 303


def test_headers_shut_the_browsers_doors(site: Site) -> None:
    for path in ("/login", "/static/x/y", "/nothing-here", "/api/health"):
        headers = site.stranger().get(path).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_long_bodies_and_those_of_unknown_length_are_refused(site: Site) -> None:
    person = site.person("officer")
    assert person.send("/me/password", old="x" * 300_000).status_code == 413
    chunked = httpx.post(f"{site.base}/login", content=iter([b"name=x"]), headers={"Origin": site.base})
    assert chunked.status_code == 411


def test_only_a_trusted_proxy_names_people(built: Path, tmp_path: Path) -> None:
    config = country.copy(built, tmp_path / "site")
    text = config.read_text("utf-8")
    header = {"X-Remote-User": "officer"}
    with served(config) as site:
        assert httpx.get(f"{site.base}/me", headers=header).status_code == 303, "off unless it is set"
    config.write_text(text + '[desk]\nuser_header = "X-Remote-User"\nproxy_addresses = ["192.0.2.1"]\n', "utf-8")
    with served(config) as site:
        assert httpx.get(f"{site.base}/me", headers=header).status_code == 303, "from another address"
    config.write_text(text + '[desk]\nuser_header = "X-Remote-User"\nproxy_addresses = ["127.0.0.1"]\n', "utf-8")
    with served(config) as site:
        answer = httpx.get(f"{site.base}/me", headers={**header, "X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
        assert answer.status_code == 200
        assert "198.51.100.7" in answer.text
        assert "desk=" in answer.headers["set-cookie"]
        assert httpx.get(f"{site.base}/me", headers={"X-Remote-User": "nobody"}).status_code == 303


def test_behind_https_the_cookie_is_bound_to_it(built: Path, tmp_path: Path) -> None:
    config = country.copy(built, tmp_path / "site")
    config.write_text(config.read_text("utf-8") + "[desk]\nhttps = true\n", "utf-8")
    with served(config) as site:
        answer = site.stranger().login("officer")
        assert answer.headers["set-cookie"].startswith("__Host-desk=")
        assert "Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"]


def test_nothing_but_hashes_is_kept(site: Site) -> None:
    person = site.person("officer")
    with site.office.writing(Accounts) as accounts:
        token = accounts.give_token("a program", "viewer", "test", site.now())
        dump = "\n".join(accounts.db.conn.iterdump())
    assert person.http.cookies["desk"] not in dump
    assert token not in dump
    assert PASSWORD not in dump


def test_a_mistake_of_ours_and_a_ledger_that_is_away_are_told_in_words(built: Path, tmp_path: Path) -> None:
    with served(country.copy(built, tmp_path / "site")) as site:
        person, other = site.person("officer"), site.person("viewer")
        with site.office.writing(Book) as book, book.writing() as db:
            db.execute("ALTER TABLE condition RENAME TO mislaid")
        answer = person.get("/health")
        assert answer.status_code in (500, 503)
        assert "Traceback" not in answer.text
        ledger = site.office.place.ledger_path
        ledger.rename(ledger.with_suffix(".away"))
        assert other.get("/").status_code == 503
        assert not ledger.exists(), "a new ledger is never begun by the desk"
        assert site.stranger().get("/healthz").status_code == 503
