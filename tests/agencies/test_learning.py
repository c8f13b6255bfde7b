"""What an accepted plan teaches of its sender's address, and everything that teaches nothing."""

from typing import Any

import pytest

from mailbot.agencies.learning import lesson
from mailbot.examination import Evidence, Examination, Identity
from tests.ledger.samples import examination, plan

OWNER, OTHER, ADDRESS = "l.6210115", "l.6210116", "Taphong.Plan@gmail.com"


def evidence(*pieces: tuple[str, str | None]) -> list[Evidence]:
    return [Evidence(source=source, text="x", agency_id=agency_id, weight=50) for source, agency_id in pieces]


def told(
    *pieces: tuple[str, str | None], sender: str | None = OWNER, owner: str | None = OWNER, **plan_more: Any
) -> Examination:
    """A mail whose plan is the owner's by these pieces of evidence."""
    found = evidence(*pieces)
    of_plan = [piece for piece in found if piece.source in ("cover", "subject", "letter", "file_name")]
    identity = Identity(status="identified", sender_id=owner, agency_ids=[owner] if owner else [], evidence=of_plan)
    part = plan(owner, **plan_more).model_copy(update={"identity": identity})
    mail = examination("k", part, sender=ADDRESS)
    return mail.model_copy(update={"identity": Identity(status="identified", sender_id=sender, evidence=found)})


@pytest.mark.parametrize("second", ["letter", "letter_number", "domain", "subject"])
def test_cover_and_one_more_teach(second: str) -> None:
    found = lesson(told(("cover", OWNER), (second, OWNER)))
    assert found is not None
    assert (found.address, found.agency_id) == (ADDRESS.lower(), OWNER)
    assert set(found.because) == {"cover", second}


@pytest.mark.parametrize(
    "pieces",
    [
        [("cover", OWNER)],
        [("subject", OWNER)],
        [("body", OWNER)],
        [("display_name", OWNER)],
        [("cover", OWNER), ("display_name", OWNER)],
        [("cover", OWNER), ("body", OWNER)],
        [("cover", OWNER), ("signature", OWNER), ("file_name", OWNER)],
        [("letter", OWNER), ("subject", OWNER)],
        [("cover", OWNER), ("cover", OTHER), ("subject", OWNER)],
        [("cover", OWNER), ("letter", OTHER)],
        [("cover", OWNER), ("letter", OWNER), ("letter", OTHER)],
        [("cover", OTHER), ("subject", OTHER)],
        [("cover", OWNER), ("learned", OWNER)],
        [("cover", OWNER), ("domain", None)],
    ],
    ids=str,
)
def test_less_than_that_teaches_nothing(pieces: list[tuple[str, str | None]]) -> None:
    assert lesson(told(*pieces)) is None


BOTH = (("cover", OWNER), ("subject", OWNER))


def test_only_an_accepted_and_credited_plan_teaches() -> None:
    assert lesson(told(*BOTH)) is not None
    for verdict in ("deficient", "review", "sealed"):
        assert lesson(told(*BOTH, verdict=verdict)) is None
    assert lesson(told(*BOTH, credited=False)) is None
    assert lesson(told(*BOTH, owner=None)) is None


def test_a_collector_or_an_unknown_sender_teaches_nothing() -> None:
    assert lesson(told(*BOTH, sender="r.pvo.21")) is None
    assert lesson(told(*BOTH, sender=None)) is None


def test_plans_of_two_agencies_teach_nothing() -> None:
    mail = told(*BOTH)
    second = plan(OTHER).model_copy(update={"identity": mail.plans[0].identity})
    assert lesson(mail.model_copy(update={"plans": [*mail.plans, second]})) is None
    unknown = plan(None, "review", credited=False)
    assert lesson(mail.model_copy(update={"plans": [*mail.plans, unknown]})) is None


def test_robots_and_mails_without_sender_teach_nothing() -> None:
    mail = told(*BOTH)
    assert lesson(mail.model_copy(update={"may_reply": False})) is None
    assert lesson(mail.model_copy(update={"mail": mail.mail.model_copy(update={"sender": None})})) is None
