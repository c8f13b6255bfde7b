"""Examinations of invented mails for the tests of letters: one plan or many, in every verdict."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from mailbot.examination import (
    AttachmentPart,
    Examination,
    FindingPart,
    Identity,
    PlanPart,
    SameDocumentPart,
)
from mailbot.replies.findings import message
from mailbot.replies.letter import LetterFacts
from mailbot.rules import Rules, load

RULES: Rules = load("bcp-2563")
RECEIVED = datetime(2020, 6, 15, 3, 0, tzinfo=UTC)
TAPHONG, KLAENG, PROVINCE = "l.6210109", "l.5210301", "r.pvo.21"
NAMES = {
    TAPHONG: "องค์การบริหารส่วนตำบลตะพง",
    KLAENG: "เทศบาลตำบลเมืองแกลง",
    PROVINCE: "สำนักงานจังหวัดระยอง",
}
SALUTATIONS = {
    TAPHONG: "นายกองค์การบริหารส่วนตำบลตะพง",
    KLAENG: "นายกเทศมนตรีตำบลเมืองแกลง",
    PROVINCE: "หัวหน้าสำนักงานจังหวัดระยอง",
}
NAMES_EN = {TAPHONG: "Taphong Subdistrict Administrative Organisation"}
SALUTATIONS_EN = {TAPHONG: "Chief Executive of Taphong Subdistrict Administrative Organisation"}


def facts(**changes: Any) -> LetterFacts:
    """What the ledger knows of the sample mail."""
    return LetterFacts(
        **{
            "receipt": "BCP2563-000123",
            "received_at": RECEIVED,
            "agency_names": NAMES,
            "salutations": SALUTATIONS,
            **changes,
        }
    )


def finding(code: str, place: str | None = None, severity: str | None = None, **parameters: str) -> FindingPart:
    """A finding with the severity of its text, as the checks give it."""
    text = RULES.text(code)
    return FindingPart.model_validate(
        {
            "code": code,
            "severity": severity or text.severity,
            "clause": text.clause,
            "element": code.removeprefix("element.")[:3] if code.startswith("element.") else None,
            "place": place,
            "message": message(code, parameters, RULES),
            "parameters": parameters,
        }
    )


def plan(
    verdict: str = "accepted",
    found: Sequence[FindingPart] = (),
    agency_id: str | None = TAPHONG,
    word: str | None = "แผน BCP อบต.ตะพง.docx",
    pdf: str | None = "แผน BCP อบต.ตะพง.pdf",
    identity: Identity | None = None,
) -> PlanPart:
    """One plan of the sample mail."""
    return PlanPart.model_validate(
        {
            "agency_id": agency_id,
            "tier": "local_lower",
            "route": "direct_opdc",
            "route_finding": None,
            "credited": agency_id is not None,
            "word": word,
            "pdf": pdf,
            "same_document": SameDocumentPart(verdict="same", similarity=0.97),
            "elements": {},
            "findings": list(found),
            "verdict": verdict,
            "identity": identity,
        }
    )


def attachment(name: str, kind: str = "word", size: int = 245_000, role: str = "plan") -> AttachmentPart:
    """One attachment of the sample mail."""
    return AttachmentPart(name=name, kind=kind, role=role, size=size, sha256="0" * 64)


def examination(
    plans: Sequence[PlanPart] = (),
    verdict: str = "accepted",
    *,
    kind: str = "submission",
    found: Sequence[FindingPart] = (),
    subject: str = "แผน BCP อบต.ตะพง",
    attachments: Sequence[AttachmentPart] | None = None,
    identity: Identity | None = None,
    language: str = "th",
) -> Examination:
    """The examination of one sample mail."""
    if attachments is None:
        names = [(p.word, "word", 245_000) for p in plans] + [(p.pdf, "pdf", 1_245_000) for p in plans]
        attachments = [attachment(name, kind_, size) for name, kind_, size in names if name]
    return Examination.model_validate(
        {
            "mail": {
                "message_id": "<plan@example.go.th>",
                "subject": subject,
                "from": {"name": "อบต.ตะพง", "address": "taphong@example.go.th"},
                "received_at": RECEIVED,
                "attachments": list(attachments),
            },
            "kind": kind,
            "may_reply": True,
            "no_reply_reason": None,
            "identity": identity or Identity(status="identified", sender_id=TAPHONG, agency_ids=[TAPHONG]),
            "plans": list(plans),
            "findings": list(found),
            "verdict": verdict,
            "content_key": "0" * 64,
            "language": language,
        }
    )
