"""The budget of automatic answers: talk, plans, domains, and the one notice that it is used up."""

import pytest

from mailbot.ledger.records import Counts
from mailbot.replies.policy import budget
from mailbot.settings import RepliesSection

LIMITS = RepliesSection(
    per_address_per_hour=3, per_address_per_day=5, plans_per_address_per_day=10, per_domain_per_day=50
)


@pytest.mark.parametrize(
    ("counts", "carries_plan", "decision"),
    [
        (Counts(0, 0, 0, 0), False, "send"),
        (Counts(2, 2, 2, 0), False, "last"),
        (Counts(3, 3, 3, 0), False, "withhold"),
        (Counts(0, 4, 4, 0), False, "last"),
        (Counts(0, 5, 5, 0), False, "withhold"),
        (Counts(0, 1, 1, 1), False, "withhold"),
        (Counts(3, 5, 5, 1), True, "send"),
        (Counts(3, 9, 9, 1), True, "last"),
        (Counts(3, 10, 10, 0), True, "withhold"),
        (Counts(0, 0, 50, 0), True, "withhold"),
    ],
)
def test_budget(counts: Counts, carries_plan: bool, decision: str) -> None:
    assert budget(counts, carries_plan=carries_plan, shared_domain=False, limits=LIMITS).decision == decision


def test_users_of_a_free_mail_provider_are_no_one_domain() -> None:
    many = Counts(0, 0, 5000, 0)
    assert budget(many, carries_plan=True, shared_domain=True, limits=LIMITS).decision == "send"


def test_never_more_than_the_whole_budget_in_any_mix() -> None:
    sent = 0
    for number in range(1000):
        decision = budget(
            Counts(min(sent, 2), sent, sent, 0), carries_plan=number % 2 == 0, shared_domain=False, limits=LIMITS
        ).decision
        sent += decision != "withhold"
    assert sent == LIMITS.plans_per_address_per_day
