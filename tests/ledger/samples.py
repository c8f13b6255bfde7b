"""Small examinations and outgoing mails for the tests of the ledger."""

from datetime import UTC, datetime
from typing import Any

from mailbot.examination import AddressPart, Examination, Identity, MailPart, PlanPart, SameDocumentPart
from mailbot.ledger.records import Counts, Outgoing, ReplyChoice

NOW = datetime(2020, 6, 15, 3, 0, tzinfo=UTC)


def examination(
    key: str, *plans: PlanPart, sender: str = "a@dlt.go.th", sender_id: str | None = "d.dlt"
) -> Examination:
    """An Examination with this content key."""
    return Examination(
        mail=MailPart(
            message_id=f"<{key}@x>",
            subject=key,
            sender=AddressPart(name="", address=sender),
            received_at=NOW,
            attachments=[],
        ),
        kind="submission" if plans else "inquiry",
        may_reply=True,
        no_reply_reason=None,
        identity=Identity(status="identified", sender_id="d.dlt"),
        plans=list(plans),
        findings=[],
        verdict=plans[0].verdict if plans else "no_plan",
        content_key=key,
    )


def plan(agency_id: str | None, verdict: Any = "accepted", *, credited: bool = True, late: bool = False) -> PlanPart:
    """A plan of this agency."""
    return PlanPart(
        agency_id=agency_id,
        tier="direct",
        route="direct",
        route_finding=None,
        credited=credited,
        word="a.docx",
        pdf="a.pdf",
        same_document=SameDocumentPart(verdict="same"),
        elements={},
        findings=[],
        verdict=verdict,
        late=late,
    )


def outgoing(name: str, recipient: str = "a@dlt.go.th", **more: Any) -> Outgoing:
    """A mail to send."""
    return Outgoing(
        kind=more.pop("kind", "acknowledgment"),
        message_id=f"<{name}@opdc.go.th>",
        token=name,
        recipient=recipient,
        envelope_from=f"bounces+{name}@opdc.go.th",
        subject=name,
        raw=f"Message-ID: <{name}@opdc.go.th>\r\n\r\n{name}".encode(),
        **more,
    )


def answer(receipt: str, judgment: int, _counts: Counts) -> ReplyChoice:
    """A ReplyMaker that always answers."""
    return ReplyChoice(outgoing(f"{receipt}.{judgment}"), "Processed")


def silence(_receipt: str, _judgment: int, _counts: Counts) -> ReplyChoice:
    """A ReplyMaker that withholds the answer."""
    return ReplyChoice(None, "Review", withheld="auto_submitted", for_staff=("review:x",))
