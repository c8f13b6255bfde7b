"""Whole mails of fresh hands: none credited to another, mostly known, asked with the true agency among the answers."""

import os
from collections import Counter

import pytest

from tests.agencies.conftest import LOCAL_LIST
from tests.agencies.fresh.first_sight import GOOD, Answer, answers
from tests.agencies.fresh.sets import cases
from tests.agencies.mails.answers import bench, bench_of

BAD = ("wrong", "lacking", "unheld", "route", "blind")
# Much less is known there than elsewhere: more is asked.
LONG_PAGES = ("fifth", "sixth", "seventh", "eighth", "eleventh", "twelfth", "fourteenth", "fifteenth")
# Written to mislead: the owner is told in one line among a dozen others.
MISLEADING = "thirteenth"
WELL_KNOWN = ("first", "second", "third", "fourth", "ninth", "tenth")
EACH = 4
"""The quick test sends each fourth mail."""
OVER_THE_COUNTRY = int(os.environ.get("MAILBOT_TEST_MAILS", "4"))
"""Each fourth mail over the whole country, for the time it takes; 1 for all of them."""


def _answered(which: str, local: bool, step: int) -> list[Answer]:
    known = (bench() if local else bench_of(())).registry
    return [answer for case in cases(which, known)[::step] for answer in answers(case, local)]


def _hold(found: list[Answer]) -> None:
    """No bad answer, and nearly all right where one agency is meant."""
    assert [answer for answer in found if answer.outcome in BAD] == []
    counted = Counter(answer.outcome for answer in found if not answer.arguable)
    assert counted["asked"] <= max(1, 0.03 * (counted["right"] + counted["asked"])), counted
    assert set(counted) <= {*GOOD, "asked"}


@pytest.mark.parametrize("which", LONG_PAGES)
def test_long_first_pages_credit_nobody_else(which: str) -> None:
    found = [answer for answer in _answered(which, False, EACH) if not answer.arguable]
    assert [answer for answer in found if answer.outcome in ("wrong", "unheld", "lacking")] == []
    counted = Counter(answer.outcome for answer in found)
    assert counted["right"] >= 0.7 * (counted["right"] + counted["asked"] + counted["blind"]), counted


def test_misleading_first_pages_credit_nobody_else() -> None:
    found = [answer for answer in _answered(MISLEADING, False, 2) if not answer.arguable]
    assert [answer for answer in found if answer.outcome in ("wrong", "unheld")] == []
    assert sum(answer.outcome == "right" for answer in found) >= len(found) // 2


@pytest.mark.slow
@pytest.mark.skipif(not LOCAL_LIST.exists(), reason="the list of local government is not at hand beside the project")
def test_misleading_first_pages_over_the_whole_country() -> None:
    found = [answer for answer in _answered(MISLEADING, True, OVER_THE_COUNTRY) if not answer.arguable]
    assert [answer for answer in found if answer.outcome in ("wrong", "unheld")] == []


@pytest.mark.parametrize("which", WELL_KNOWN)
def test_each_fourth_mail_without_the_list_of_local_government(which: str) -> None:
    _hold(_answered(which, False, EACH))


@pytest.mark.slow
@pytest.mark.skipif(not LOCAL_LIST.exists(), reason="the list of local government is not at hand beside the project")
@pytest.mark.parametrize("which", LONG_PAGES)
def test_long_first_pages_over_the_whole_country(which: str) -> None:
    found = [answer for answer in _answered(which, True, OVER_THE_COUNTRY) if not answer.arguable]
    assert [answer for answer in found if answer.outcome in ("wrong", "unheld", "lacking")] == []


@pytest.mark.slow
@pytest.mark.skipif(not LOCAL_LIST.exists(), reason="the list of local government is not at hand beside the project")
@pytest.mark.parametrize("which", WELL_KNOWN)
def test_mails_over_the_whole_country(which: str) -> None:
    _hold(_answered(which, True, OVER_THE_COUNTRY))
