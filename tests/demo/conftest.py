"""Plans and samples are made once for all tests of this room."""

from functools import cache

import pytest

from mailbot.demo.mails import Sample, sample_mails
from mailbot.demo.plans import SamplePlan, make_plan

AGENCIES = ("d.tmd", "d.dlt", "r.pvo.40", "r.moph.50", "l.3400102", "l.2900101")


@cache
def plan_of(agency_id: str) -> SamplePlan:
    """The agency's plan with seed 1."""
    return make_plan(agency_id, 1)


@pytest.fixture(params=AGENCIES)
def plan(request: pytest.FixtureRequest) -> SamplePlan:
    """One plan of each kind of agency in turn."""
    return plan_of(request.param)


@pytest.fixture(scope="session")
def samples() -> dict[str, Sample]:
    """All sample mails by name."""
    return {sample.name: sample for sample in sample_mails()}
