"""Golden cases of cases*.toml: who is credited, who is asked, and that nobody is ever credited wrongly."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry
from mailbot.examination import Identity

FILES = sorted(Path(__file__).parent.glob("cases*.toml"))
CASES: list[dict[str, Any]] = [case for file in FILES for case in tomllib.loads(file.read_text("utf-8"))["case"]]
KEYS = {"name", "local", "address", "display_name", "subject", "covers", "letters", "files", "body", "signature"}
EXPECTED = {"agencies", "status", "among", "sender", "learned"}


def claims_of(case: dict[str, Any]) -> Claims:
    return Claims(
        address=case["address"],
        display_name=case.get("display_name", ""),
        subject=case.get("subject", ""),
        file_names=tuple(case.get("files", ())),
        covers=tuple(case.get("covers", ())),
        letters=tuple(case.get("letters", ())),
        body=case.get("body", ""),
        signature=case.get("signature", ""),
    )


def answer(case: dict[str, Any], registry: Registry) -> Identity:
    learned = {case["address"]: case["learned"]} if "learned" in case else {}
    return identify(claims_of(case), registry, learned)


def test_cases_are_well_formed() -> None:
    assert len(CASES) >= 80
    assert len({case["name"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert set(case) <= KEYS | EXPECTED, case["name"]
        assert "agencies" in case or "status" in case, case["name"]


def check(case: dict[str, Any], registry: Registry) -> None:
    found = answer(case, registry)
    if "agencies" in case:
        assert (found.status, found.agency_ids) == (case.get("status", "identified"), case["agencies"])
    else:
        assert found.status == case["status"]
        assert found.agency_ids == []
    assert set(case.get("among", ())) <= set(found.candidates)
    if case.get("sender"):
        assert found.sender_id == case["sender"]
    assert found.evidence or case.get("status") == "unknown"


@pytest.mark.parametrize("case", [c for c in CASES if not c.get("local")], ids=lambda case: case["name"])
def test_case(case: dict[str, Any], registry: Registry) -> None:
    check(case, registry)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_with_the_whole_country(case: dict[str, Any], whole_registry: Registry) -> None:
    if case["name"] == "spoof: an อบต. from a web host":
        assert answer(case, whole_registry).candidates == ["l.6210115"]
    check(case, whole_registry)
