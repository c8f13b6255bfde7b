"""The interface of programs: what its description promises holds for whatever is asked, and it agrees with the desk."""

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from mailbot.ledger.accounts import Accounts
from tests.desk.site import Person, Site


@pytest.fixture(scope="module")
def program(site: Site) -> Person:
    """A program with a token that sees all."""
    with site.office.writing(Accounts) as accounts:
        token = accounts.give_token("tests", "officer", "test", site.now())
    person = site.stranger()
    person.http.headers["Authorization"] = f"Bearer {token}"
    return person


def test_no_question_makes_it_fail(site: Site, program: Person) -> None:
    schema = schemathesis.openapi.from_dict(program.get("/api/openapi.json").json())
    schema.config.update(base_url=site.base)
    headers = {"Authorization": program.http.headers["Authorization"]}
    checks = [not_a_server_error, status_code_conformance, response_schema_conformance]
    operations: list[Any] = list(schema.get_all_operations())
    assert len(operations) >= 8
    for operation in operations:

        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.ok().as_strategy())
        def asks(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=checks)

        asks()


def test_without_a_token_nothing_is_told(site: Site) -> None:
    stranger = site.stranger()
    for path in site.app.openapi()["paths"]:
        answer = stranger.get(path.replace("{agency_id}", "d.dlt").replace("{receipt}", "BCP2563-000001"))
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"] == "Bearer"
    stranger.http.headers["Authorization"] = "Bearer guess"
    assert stranger.get("/api/status").status_code == 401


def test_a_session_of_the_desk_is_no_token(site: Site) -> None:
    assert site.person("chief").get("/api/status").status_code == 401


def test_programs_of_viewers_see_no_addresses(site: Site) -> None:
    with site.office.writing(Accounts) as accounts:
        token = accounts.give_token("modest", "viewer", "test", site.now())
    person = site.stranger()
    person.http.headers["Authorization"] = f"Bearer {token}"
    for path in ("mails", "mails/BCP2563-000001", "outbox", "events", "agencies/d.dlt", "search?q=dlt"):
        assert re.findall(r"\w@\w", person.get(f"/api/{path}").text) == [], path


def test_its_figures_are_those_of_the_desk(site: Site, program: Person) -> None:
    missing = program.get("/api/missing?province=40").json()
    status = program.get("/api/status?province=40").json()
    assert missing["total"] == sum(row["expected"] - row["complete"] for row in status)
    page = site.person("viewer").get("/missing?province=40").text
    assert f"{missing['total']} รายการ" in page
    assert {row["agency_id"] for row in missing["rows"]} >= {"l.3400102"}


def test_health_is_for_anybody_and_figures_are_not(site: Site, program: Person) -> None:
    stranger = site.stranger()
    assert stranger.get("/healthz").json() == {"ok": True}
    assert stranger.get("/metrics").status_code == 401
    text = program.get("/metrics").text
    assert "# TYPE mailbot_mails_total counter" in text
    assert "mailbot_letters_failed_total 0" in text
