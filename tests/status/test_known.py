"""Who may be told how an agency stands: only an address that is known to be its own."""

import pytest

from mailbot import config_file
from mailbot.agencies.registry import Registry
from mailbot.bench import Bench
from mailbot.examination import AddressPart, Identity, IdentityStatus
from mailbot.status.known import asking_agency
from mailbot.workplace import Workplace
from tests.replies.samples import examination


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Bench.load(Workplace(config_file.load(None)).parts).registry


def _asked(
    registry: Registry,
    address: str,
    learned: dict[str, str] | None = None,
    sender_id: str | None = None,
    status: IdentityStatus = "identified",
) -> str | None:
    asked = examination(kind="status_request", verdict="no_plan", identity=Identity(status=status, sender_id=sender_id))
    mail = asked.mail.model_copy(update={"sender": AddressPart(name="", address=address)})
    found = asking_agency(asked.model_copy(update={"mail": mail}), registry, learned or {})
    return found.id if found else None


@pytest.mark.parametrize(
    ("address", "agency_id"),
    [
        ("psdg@dlt.go.th", "d.dlt"),
        ("PSDG@DLT.GO.TH", "d.dlt"),
        ("khonkaen@moi.go.th", "r.pvo.40"),
        ("somchai@gmail.com", None),
        ("plan@rayong-office.example", None),
        ("saraban@mail.go.th", None),
        ("someone@dla.go.th", None),
    ],
)
def test_the_address_alone_proves(address: str, agency_id: str | None, registry: Registry) -> None:
    assert _asked(registry, address) == agency_id


def test_what_a_mail_says_of_itself_opens_nothing(registry: Registry) -> None:
    assert _asked(registry, "somchai@gmail.com", sender_id="d.dlt") is None
    assert _asked(registry, "psdg@dlt.go.th", sender_id="d.cdd") == "d.dlt"


def test_an_office_below_the_owner_of_the_domain_asks_for_itself(registry: Registry) -> None:
    assert _asked(registry, "pr@cdd.go.th", sender_id="r.cdd.21") == "r.cdd.21"


def test_a_confirmed_address_asks_for_its_agency(registry: Registry) -> None:
    assert _asked(registry, "Somchai@gmail.com", learned={"somchai@gmail.com": "l.2210101"}) == "l.2210101"


def test_a_forged_address_is_told_nothing(registry: Registry) -> None:
    assert _asked(registry, "psdg@dlt.go.th", status="spoof_suspect") is None
