"""sealed before deficient before review before accepted, for a plan and for a mail."""

from itertools import product

import pytest

from mailbot.plans.model import Finding, Severity, Verdict
from mailbot.plans.verdict import mail_verdict, verdict


def finding(severity: Severity, code: str = "x") -> Finding:
    return Finding(code, severity, "๒")


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "accepted"),
        ([finding("advice")], "accepted"),
        ([finding("warning"), finding("advice")], "review"),
        ([finding("warning"), finding("error")], "deficient"),
        ([finding("advice", "security.classified"), finding("error")], "sealed"),
    ],
)
def test_plan(findings: list[Finding], expected: Verdict) -> None:
    assert verdict(findings) == expected


def test_mail_takes_the_worst() -> None:
    order: list[Verdict] = ["accepted", "review", "deficient", "sealed"]
    for one, other in product(order, repeat=2):
        assert mail_verdict([one, other]) == max(one, other, key=order.index)
    assert mail_verdict([]) == "no_plan"
    assert mail_verdict([], [finding("error", "security.classified")]) == "sealed"
    assert mail_verdict(["accepted"], [finding("warning")]) == "review"
